"""Which instrument: what the region uses, with its purpose and how long it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import queries
from assessments.enums import InstrumentKey
from assessments.rules.instruments import Instrument, Minutes
from bt_admin.lib.verdicts import Verdict
from placements.queries import placements_of
from regions import access


@dataclass(frozen=True)
class Offer:
    """An instrument as one chooses it."""

    given: Instrument
    url: str
    takes: str  # "15 minuter att se, 5 att tala om"


@dataclass(frozen=True)
class Choice:
    """What is asked for in the address, and what there is to choose between."""

    given: Instrument | None
    offered: list[Instrument]
    unknown: bool  # something was asked for that is not used here


def choice_of(request: HttpRequest) -> Choice:
    """The instrument that the address names, in the version of now."""
    offered = queries.offered(request.region, access.today())
    key = asked_for(request)
    given = next((one for one in offered if one.key == key), None)
    return Choice(given, offered, unknown=bool(key) and given is None)


def asked_for(request: HttpRequest) -> str:
    """A form posted to the address alone is the one that has always been there."""
    usual = InstrumentKey.MINI_CEX if request.method == "POST" else ""
    return request.GET.get("instrument", usual)


def choose(request: HttpRequest, choice: Choice, words: dict[str, Any]) -> HttpResponse:
    """The page on which one chooses; 422 when a form was sent with what is not used."""
    kept = {
        key: value
        for key, value in request.GET.items()
        if key in ("delmal", "placering")
    }
    context = {
        **words,
        "offers": [offer(one, kept) for one in choice.offered],
        "unknown": choice.unknown,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "assessments/choose.html", context, status=status)


def overall_places(
    programme: Any, may: Callable[[Any], Verdict], name: str
) -> list[tuple[Any, str, Verdict]]:
    """(placement, where, whether): the sammantagna bedömningen is of a placement."""
    slug = programme.region.slug
    return [
        (one, reverse(f"assessments:{name}", args=[slug, one.pk]), may(one))
        for one in placements_of(programme)
    ]


def offer(given: Instrument, kept: dict[str, str]) -> Offer:
    address = urlencode({"instrument": given.key, **kept})
    return Offer(given, f"?{address}", takes(given.minutes))


def takes(minutes: Minutes) -> str:
    """«15 minuter att se, 5 att tala om.» What takes no time is not said."""
    first = ngettext("%(n)d minut", "%(n)d minuter", minutes.observe or minutes.talk)
    parts = []
    if minutes.observe:
        parts.append(_("%(n)s att se") % {"n": first % {"n": minutes.observe}})
    if minutes.talk:
        told = str(minutes.talk) if minutes.observe else first % {"n": minutes.talk}
        parts.append(_("%(n)s att tala om") % {"n": told})
    words = ", ".join(parts)
    if minutes.per == "station":
        return _("%(words)s per station.") % {"words": words}
    return f"{words}." if words else ""
