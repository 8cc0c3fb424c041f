"""«Är BT något för mig?»: one question at a time; the address holds the answers."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recruitment.queries.adverts import adverts, contact_of
from recruitment.rules.eligibility import Walk, walk
from recruitment.rules.eligibility_path import QUESTIONS, REGION
from recruitment.views.public import inside
from regions.clock import database_now


@require_safe
def fits(request: HttpRequest, place: str) -> HttpResponse:
    return inside(request, place, show)


def show(request: HttpRequest, region: Any) -> HttpResponse:
    given = {key: value for key, value in request.GET.items() if key in QUESTIONS}
    try:
        path = walk(given)
    except LookupError:  # somebody has written in the address
        raise Http404 from None
    found = adverts(region, database_now())
    outcome = path.outcome
    context: dict[str, Any] = {
        "region": region,
        "earlier": earlier(path),
        "number": len(path.asked) + 1,
        "question": None if outcome else path.now,
        "ways": [] if outcome else onward(path),
        "outcome": outcome,
        "asks_region": outcome is not None and outcome.ask == REGION,
        "contact": contact_of(region, found),
        "open": [one for one in found if one.is_open],
    }
    return render(request, "recruitment/public_fits.html", context)


def onward(path: Walk) -> list[tuple[str, str]]:
    """(label, address) of each answer to the question at hand."""
    asked = {one.question.key: one.answer.key for one in path.asked}
    question: Any = path.now
    return [
        (one.label, "?" + urlencode({**asked, question.key: one.key}))
        for one in question.answers
    ]


def earlier(path: Walk) -> list[tuple[Any, str]]:
    """What was answered, each with the address where it is asked again."""
    rows, before = [], {}
    for one in path.asked:
        rows.append((one, "?" + urlencode(before)))
        before[one.question.key] = one.answer.key
    return rows
