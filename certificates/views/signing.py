"""The page where a certificate is signed: the paper, what it means, one button."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bt_admin.lib.verdicts import Verdict, all_of
from bt_admin.login import confirm_first, identified_at, shown_before
from certificates import queries
from certificates.forms.signing import SignFields
from certificates.rules.identifying import identified_lately
from certificates.views.common import address
from regions.access import today
from regions.clock import database_now
from regions.requests import RegionRequest

PREFIX = "digest_"


def digests_shown(request: RegionRequest) -> dict[UUID, str]:
    """What the page said of each certificate it showed; anything odd is left out."""
    found = {}
    for name, value in request.POST.items():
        key = _uuid(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        if key:
            found[key] = value
    return found


def sign_page(
    request: RegionRequest,
    programme: Any,
    papers: list[Any],
    refused: Verdict | None,
    words: dict[str, Any],
) -> HttpResponse:
    """422 when a signature was just refused; the papers are as they are now."""
    form = None if refused is None else SignFields.refused(refused)
    forms = [paper.form for paper in papers]
    verdict = all_of(*(paper.verdict for paper in papers))
    means = words.pop("means")
    kind = words.pop("kind")
    asked = kind and queries.may_still_decline(programme, kind, request.user, today())
    context = {
        "programme": programme,
        "papers": papers,
        "verdict": verdict,
        "warnings": Verdict(verdict.warnings) if verdict.warnings else None,
        "form": form,
        "points": points(means),
        "decline_url": address(f"decline_{kind}", programme) if asked else "",
        "half": half_signed(papers),
        "boxes": queries.marks(forms),
        "changed": queries.changed_boxes(seen_before(request), forms),
        **words,
    }
    status = 200 if refused is None else 422
    return render(request, "certificates/sign.html", context, status=status)


def half_signed(papers: list[Any]) -> list[Any]:
    """Who has signed already, of two."""
    signed = [one for paper in papers for one in queries.signed_by(paper.certificate)]
    return [one.person for one in signed]


def seen_before(request: RegionRequest) -> str:
    """What stood on the page when the button was pressed, as far as the page told."""
    if request.method == "POST":
        return request.POST.get("boxes", "")
    return shown_before(request)


def must_confirm(request: RegionRequest) -> HttpResponse | None:
    """The way to a fresh identification, when the last one is too long ago."""
    if identified_lately(identified_at(request), database_now()):
        return None
    return confirm_first(request, request.POST.get("boxes", ""))


def points(means: str) -> list[tuple[str, str]]:
    """What stands above the button: what one stands for, and what follows."""
    return [
        ("sign", means),
        ("lock", _("Texten låses. En rättelse blir ett nytt intyg.")),
        ("mail", _("BT-läkaren får veta att det finns något nytt att läsa.")),
    ]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
