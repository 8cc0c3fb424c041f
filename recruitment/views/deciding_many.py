"""Several applications at once: chosen in the list, shown with what they would get."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bt_admin.lib.swedish import listing
from recruitment.actions import deciding_many as actions
from recruitment.actions.screening import Sent
from recruitment.queries import deciding_many as queries
from recruitment.views.answers import is_key, shown_in
from recruitment.views.applications import list_url
from recruitment.views.common import crumbs, round_to_run
from regions.clock import database_now


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """First which decision; then each one with its letter; then it is taken."""
    round = round_to_run(request, pk)
    rows = queries.chosen(request.user, round, keys_in(request))
    at = database_now()
    ways = queries.ways_for(rows, at)
    asked = request.POST if request.method == "POST" else request.GET
    way = way_in(asked, ways)
    if request.method == "POST":
        return decided(request, round, rows, way)
    lines = queries.lines_for(rows, way.to, way.reason, at) if way else []
    context = {
        "round": round,
        "rows": rows,
        "ways": [(one, address(round, rows, one)) for one in ways],
        "way": way,
        "ready": [line for line in lines if line.verdict],
        "left_out": [line for line in lines if not line.verdict],
        "undoable": queries.undoable(rows, at) if "gjort" in request.GET else [],
        "crumbs": crumbs(round, (_("Ansökningar"), list_url(round, ""))),
    }
    return render(request, "recruitment/decide_many.html", context)


def decided(request: Any, round: Any, rows: list[Any], way: Any) -> HttpResponse:
    """An old page, where the decision no longer fits anybody, is shown anew."""
    if way is None:
        messages.warning(
            request, _("Beslutet går inte att fatta längre. Se vad som gäller nu.")
        )
        return redirect(address(round, rows))
    result = actions.decide_many(
        round=round, shown=shown_in(request), to=way.to, reason=way.reason,
        by=request.user, at=database_now(),
    )  # fmt: skip
    words = ngettext(
        "%(n)d beslut är fattat. Svaret är inte skickat än.",
        "%(n)d beslut är fattade. Svaren är inte skickade än.",
        result.number,
    )
    say(request, result, words)
    return redirect(address(round, rows, gjort="1"))


@require_POST
def undo(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    round = round_to_run(request, pk)
    result = actions.undo_many(
        round=round, shown=shown_in(request), by=request.user, at=database_now()
    )
    words = ngettext(
        "%(n)d beslut är ångrat.", "%(n)d beslut är ångrade.", result.number
    )
    say(request, result, words)
    return redirect(list_url(round, ""))


def keys_in(request: Any) -> list[str]:
    """What was ticked in the list, or shown on the page: without its version."""
    given = request.POST if request.method == "POST" else request.GET
    keys = [one.partition(":")[0] for one in given.getlist("case")]
    return [key for key in dict.fromkeys(keys) if is_key(key)][: queries.MOST]


def way_in(given: Any, ways: list[Any]) -> Any:
    to, reason = given.get("som", ""), given.get("skal", "")
    found = (one for one in ways if (one.to, one.reason) == (to, reason))
    return next(found, None)


def address(round: Any, rows: list[Any], way: Any = None, **more: str) -> str:
    """The page about these, with a decision chosen or not."""
    url = reverse("recruitment:decide_many", args=[round.region.slug, round.pk])
    if way is not None:
        more |= {"som": way.to.value, "skal": way.reason}
    query = [("case", str(row.pk)) for row in rows] + list(more.items())
    return f"{url}?{urlencode(query)}"


def say(request: HttpRequest, result: Sent, words: str) -> None:
    messages.success(request, words % {"n": result.number})
    if result.left_out:
        who = listing(str(one) for one in result.left_out)
        said = _("Inte med: %s. De har ändrats sedan sidan visades, eller så stämmer "
                 "skälet inte på dem.")  # fmt: skip
        messages.warning(request, said % who)
