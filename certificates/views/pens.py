"""Correcting a pen signature that was told wrongly."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import refuse
from bt_admin.lib.verdicts import Refused
from certificates.actions.pens import correct_pen
from certificates.enums import SignatureRole
from certificates.forms.pens import CHANGE, CorrectPenFields
from certificates.queries.documents import REGISTRARS, may_with
from certificates.queries.pens import pens_for
from certificates.views.application import is_own
from certificates.views.scans import to_papers
from regions.clock import database_now


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    signature = get_object_or_404(pens_for(request.user, request.region), pk=pk)
    programme = signature.certificate.programme
    may_with(request.user, programme, REGISTRARS).require()
    if is_own(request, programme):
        request.own_programme_id = programme.pk
    if request.method == "GET":
        return page(request, signature, CorrectPenFields(initial=known(signature)))
    form = CorrectPenFields(request.POST)
    if form.is_valid():
        try:
            return corrected(request, signature, form)
        except Refused as refused:
            refuse(form, refused.verdict)
    return page(request, signature, form, status=422)


def corrected(
    request: HttpRequest, signature: Any, form: CorrectPenFields
) -> HttpResponse:
    signed_on, place = form.told()
    correct_pen(
        signature=signature,
        signed_on=signed_on,
        place=place,
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=database_now(),
    )
    if signed_on:
        messages.success(request, _("Registreringen är rättad."))
    else:
        messages.success(request, _("Registreringen är borttagen. Rutan är tom igen."))
    return to_papers(signature.certificate.programme)


def known(signature: Any) -> dict[str, Any]:
    return {
        "what": CHANGE,
        "paper_signed_on": signature.signed_on,
        "paper_place": signature.place,
    }


def page(
    request: HttpRequest, signature: Any, form: CorrectPenFields, status: int = 200
) -> HttpResponse:
    context = {
        "programme": signature.certificate.programme,
        "signature": signature,
        "role": SignatureRole(signature.role).label,
        "form": form,
    }
    return render(request, "certificates/correct_pen.html", context, status=status)
