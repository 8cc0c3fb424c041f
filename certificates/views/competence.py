"""Bilaga 4, as the huvudansvariga handledaren signs it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.verdicts import Refused
from bt_admin.login import identified_at
from certificates import queries
from certificates.actions.competence import sign_competence
from certificates.enums import CertificateKind, SignatureRole
from certificates.views.common import address, attempt, programme_with
from certificates.views.signing import must_confirm, sign_page
from regions.access import today
from regions.clock import database_now
from regions.requests import RegionRequest
from regions.roles import Permission


@require_http_methods(["GET", "POST"])
def sign(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_with(request, pk, Permission.GUIDE)
    refused = None
    if request.method == "POST":
        if detour := must_confirm(request):
            return detour
        try:
            sign_competence(
                programme=programme,
                by=request.user,
                at=database_now(),
                digest_shown=request.POST.get("digest", ""),
                method=attempt(request).login,
                identified_at=identified_at(request),
            )
        except Refused as error:
            refused = error.verdict
        else:
            messages.success(request, receipt(programme))
            return redirect(address("certificates", programme) + "?bilaga=4")
    paper = competence_paper(request, programme)
    role = SignatureRole.MAIN_SUPERVISOR
    return sign_page(request, programme, [paper], refused, words(programme, role))


def competence_paper(request: RegionRequest, programme: Any) -> Any:
    certificate = queries.current_or_new(programme, CertificateKind.COMPETENCE)
    return queries.paper_to_sign(certificate, attempt(request, measure=True))


def words(programme: Any, role: SignatureRole) -> dict[str, Any]:
    return {
        "heading": _("Signera baskompetens"),
        "kind": CertificateKind.COMPETENCE,
        "means": means(programme, role),
        "back": address("certificates", programme) + "?bilaga=4",
        "back_label": _("Intyg"),
        "quiet": _("Avbryt"),
        "single": True,
    }


def means(programme: Any, role: SignatureRole) -> str:
    return _(
        "När du signerar bedömer du, som %(role)s, att %(doctor)s har uppnått samtliga "
        "18 delmål. Din bedömning är din egen. Därefter skrivs originalet ut, och du "
        "skriver under med penna."
    ) % {"role": role.label, "doctor": programme.doctor.user}


def receipt(programme: Any) -> str:
    """Who is next, or that everybody has signed."""
    left = queries.signers_left(
        queries.current_or_new(programme, CertificateKind.COMPETENCE), today()
    )
    if left:
        return _("Signerat. Nu väntar intyget på %(person)s.") % {"person": left[0]}
    return _(
        "Alla har signerat. Skriv ut originalet – rutorna för namnteckning är tomma."
    )
