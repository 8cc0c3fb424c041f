"""Not signing, with a reason; and what those who certify do about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from certificates import queries
from certificates.actions.declining import ask_again, decline_to_sign, settle
from certificates.enums import CertificateKind
from certificates.forms.declining import DeclineFields
from certificates.rules.declining import may_decline
from certificates.views.common import (
    address,
    known_programme,
    page,
    posted,
    programme_with,
)
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission

SIGNED_AT = {
    CertificateKind.DELMAL: "sign_delmal",
    CertificateKind.COMPLETED: "sign_completed",
    CertificateKind.COMPETENCE: "sign_competence",
}
GO_ON = {"again": ask_again, "settle": settle}


@keeps_draft
@require_http_methods(["GET", "POST"])
def decline(
    request: RegionRequest, region_slug: str, pk: UUID, kind: CertificateKind
) -> HttpResponse:
    """Only whoever is to sign; others are told whom the certificate waits for."""
    programme = known_programme(request, pk)
    facts = queries.decline_facts(programme, kind, "-", request.user, today())
    may_decline(facts).require()
    form = DeclineFields(posted(request))
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: decline_to_sign(
            programme=programme,
            kind=kind,
            reason=given["reason"],
            by=request.user,
            at=database_now(),
        ),
    ):
        told = _("Du har avstått. %(chef)s får en uppgift.")
        messages.success(request, told % {"chef": queries.bt_chef(programme)})
        return redirect("todo", programme.region.slug)
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "what": kind.label,
        "back": back_to(request, programme, kind),
    }
    return page(request, "certificates/decline.html", context)


@require_http_methods(["GET", "POST"])
def declined(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Who has declined and why: ask again when it is put right, or settle it."""
    programme = programme_with(request, pk, Permission.CERTIFY)
    if request.method == "POST":
        act = GO_ON.get(request.POST.get("do", ""))
        rows = {str(row.pk): row for row in queries.declines_of(programme)}
        row = rows.get(request.POST.get("decline", ""))
        if act is None or row is None:
            messages.info(request, _("Det är redan besvarat."))
        else:
            act(decline=row, by=request.user, at=database_now())
            messages.success(request, receipt(row, asked=act is ask_again))
        return redirect(address("declined", programme))
    context = {
        "programme": programme,
        "declines": list(queries.declines_of(programme)),
        "back": address("certificates", programme),
    }
    return page(request, "certificates/declined.html", context)


def receipt(row: Any, *, asked: bool) -> str:
    if asked:
        return _("%(person)s har fått uppgiften igen.") % {"person": row.by}
    return _("Ärendet är avslutat.")


def back_to(request: RegionRequest, programme: Any, kind: CertificateKind) -> str:
    """Where one signs; the assessor in the dossier."""
    external = queries.external_of(programme)
    if external and external.assessor == request.user:
        return address("outcome", programme)
    return address(SIGNED_AT[kind], programme)
