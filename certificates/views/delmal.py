"""Bilaga 2: choose delmål and write, look at the papers, sign."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from bt_admin.lib.swedish import delmal_list
from bt_admin.lib.verdicts import Refused
from bt_admin.login import identified_at
from certificates import queries
from certificates.actions.delmal import draft_delmal, sign_delmal
from certificates.enums import CertificateKind
from certificates.forms.delmal import DelmalFields
from certificates.views.common import (
    address,
    attempt,
    page,
    posted,
    programme_with,
)
from certificates.views.signing import digests_shown, must_confirm, sign_page
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission


@keeps_draft
@require_http_methods(["GET", "POST"])
def write(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Every delmål with its evidence, and the words for those that are chosen."""
    programme = programme_with(request, pk, Permission.GUIDE)
    form = fields(request, programme)
    draft = lay_out(request, form)
    if written(
        form,
        lambda _given: draft_delmal(
            programme=programme,
            entries=form.entries(),
            by=request.user,
            at=database_now(),
        ),
    ):
        return redirect(address("sign_delmal", programme))
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "rows": list(form.rows),
    }
    return page(request, "certificates/delmal.html", context)


@require_http_methods(["GET", "POST"])
def sign(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The papers as they will be printed; one button signs them all."""
    programme = programme_with(request, pk, Permission.GUIDE)
    refused = None
    if request.method == "POST":
        if detour := must_confirm(request):
            return detour
        try:
            signed = sign_delmal(
                programme=programme,
                digests=digests_shown(request),
                by=request.user,
                at=database_now(),
                method=attempt(request).login,
                identified_at=identified_at(request),
            )
        except Refused as error:
            refused = error.verdict
        else:
            messages.success(request, receipt(len(signed), programme))
            return redirect(address("certificates", programme))
    papers = [
        queries.paper_to_sign(one, attempt(request, measure=True))
        for one in queries.delmal_drafts(programme)
    ]
    if not papers and refused is None:
        return redirect(address("delmal", programme))
    return sign_page(request, programme, papers, refused, words(programme, papers))


def fields(request: RegionRequest, programme: Any) -> DelmalFields:
    """What stands already before what the evidence suggests."""
    evidence = queries.evidence_of(programme)
    certified = queries.certified_codes(programme)
    begun = [
        entry
        for draft in queries.delmal_drafts(programme)
        for entry in queries.entries_of(draft)
    ]
    known = queries.suggestions(programme, evidence, today())
    known |= {entry.code: entry for entry in begun}
    enough = queries.codes_with_enough(programme) - certified
    chosen = [entry.code for entry in begun] or sorted(enough)
    return DelmalFields(
        posted(request),
        evidence=evidence,
        known=known,
        certified=certified,
        doctor=programme.doctor.user,
        initial={"codes": chosen},
    )


def words(programme: Any, papers: list[Any]) -> dict[str, Any]:
    codes = [code for paper in papers for code in paper.codes]
    what = {"doctor": programme.doctor.user, "delmal_list": delmal_list(codes)}
    return {
        "heading": ngettext("Signera intyg", "Signera %(n)s intyg", len(papers))
        % {"n": len(papers)},
        "means": _(
            "När du signerar bedömer du att %(doctor)s har uppnått %(delmal_list)s. "
            "Därefter skrivs originalet ut, och du skriver under med penna."
        )
        % what,
        "kind": CertificateKind.DELMAL,
        "back": address("delmal", programme),
        "back_label": _("Ändra texten"),
    }


def receipt(count: int, programme: Any) -> str:
    words = ngettext(
        "Signerat. %(doctor)s kan läsa intyget nu.",
        "Signerat. %(doctor)s kan läsa de %(n)s intygen nu.",
        count,
    )
    return words % {"doctor": programme.doctor.user, "n": count}
