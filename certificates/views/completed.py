"""Bilaga 3: the service list and its two boxes, then the paper to sign."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from bt_admin.lib.swedish import months
from bt_admin.lib.verdicts import Refused
from bt_admin.login import identified_at
from certificates import queries
from certificates.actions.completed import draft_completed
from certificates.actions.signing import sign as sign_certificate
from certificates.enums import CertificateKind
from certificates.forms.completed import CompletedFields
from certificates.views.common import address, attempt, page, posted, programme_with
from certificates.views.signing import digests_shown, must_confirm, sign_page
from placements.views.common import plan_url
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission


@keeps_draft
@require_http_methods(["GET", "POST"])
def write(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_with(request, pk, Permission.CERTIFY)
    form = fields(request, programme)
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: draft_completed(
            programme=programme,
            primary_care=given["primary_care_text"],
            acute_care=given["acute_care_text"],
            by=request.user,
            at=database_now(),
        ),
    ):
        return redirect(address("sign_completed", programme))
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "planned": queries.completed_form(
            programme, queries.service_periods(programme), request.user
        ),
        "plan": (_("Planen"), plan_url(programme)),
    }
    return page(request, "certificates/completed.html", context)


@require_http_methods(["GET", "POST"])
def sign(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_with(request, pk, Permission.CERTIFY)
    certificate = queries.current(programme, CertificateKind.COMPLETED)
    if certificate is None:
        return redirect(address("completed", programme))
    refused = None
    if request.method == "POST":
        if detour := must_confirm(request):
            return detour
        try:
            sign_certificate(
                certificate=certificate,
                by=request.user,
                at=database_now(),
                digest_shown=digests_shown(request).get(certificate.pk, ""),
                method=attempt(request).login,
                identified_at=identified_at(request),
            )
        except Refused as error:
            refused = error.verdict
        else:
            messages.success(request, receipt(programme))
            return redirect(address("certificates", programme) + "?bilaga=3")
    paper = queries.paper_to_sign(certificate, attempt(request, measure=True))
    return sign_page(request, programme, [paper], refused, words(programme, paper))


def fields(request: RegionRequest, programme: Any) -> CompletedFields:
    """What was written, or the placements in words."""
    begun = queries.current(programme, CertificateKind.COMPLETED)
    texts = (
        queries.narratives(begun)
        if begun
        else queries.suggested_narratives(programme, today())
    )
    return CompletedFields(
        posted(request),
        doctor=programme.doctor.user,
        initial={f"{name}_text": text for name, text in texts.items()},
    )


def words(programme: Any, paper: Any) -> dict[str, Any]:
    what = {"doctor": programme.doctor.user, "months": months(paper.form.total)}
    return {
        "heading": _("Signera intyget"),
        "means": _(
            "När du signerar intygar du att %(doctor)s har fullgjort bastjänstgöringen "
            "enligt tjänsteförteckningen, %(months)s på heltid. Därefter skrivs "
            "originalet ut, och du skriver under med penna."
        )
        % what,
        "kind": CertificateKind.COMPLETED,
        "back": address("completed", programme),
        "back_label": _("Ändra texten"),
    }


def receipt(programme: Any) -> str:
    return _("Signerat. %(doctor)s kan läsa intyget nu.") % {
        "doctor": programme.doctor.user
    }
