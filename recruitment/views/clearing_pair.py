"""Going together with somebody in a clearing: on the page of one's own wishes."""

from typing import Any

from django.http import HttpRequest

from recruitment.actions import clearing_pairs as actions
from recruitment.forms.clearing import TogetherForm
from recruitment.queries import clearing as queries
from recruitment.queries import clearing_pairs as pairs
from recruitment.rules.clearing_order import ADD, changed
from recruitment.rules.clearing_together import Together

DOES = ("pair_begin", "pair_join", "pair_end", "pair_wish")


def press(request: HttpRequest, row: Any, at: Any) -> Any:
    """What a button in the section asks for."""
    match request.POST.get("do"):
        case "pair_begin":
            return actions.begin(wishes=row, at=at)
        case "pair_join":
            return actions.join(wishes=row, key=request.POST.get("pair_key", ""), at=at)
        case "pair_end":
            actions.end(wishes=row, at=at)
            return True
        case _:
            return wish(request, row, at)


def wish(request: HttpRequest, row: Any, at: Any) -> Any:
    """One press on the list of two: a wish goes up, down, in last, or out."""
    pair, asked = pairs.pair_of(row), request.POST
    if pair is None or pair.second is None:
        return True  # ended by the other meanwhile: the page says so
    wished = pairs.together(pair)
    seen, number = asked.get("version", ""), asked.get("number", "")
    if asked.get("how") == ADD:
        chosen = (asked.get("first", ""), asked.get("second", ""))
        return keep(pair, [*wished, chosen], seen, at)
    if not number.isdecimal() or int(number) >= len(wished):
        return True
    return keep(
        pair, changed(wished, asked.get("how", ""), wished[int(number)]), seen, at
    )


def keep(pair: Any, places: list[Together], seen: str, at: Any) -> Any:
    version = int(seen) if seen.isdecimal() else 0
    return actions.wish(pair=pair, places=places, version=version, at=at)


def shown(row: Any) -> dict[str, Any]:
    """For the page: the pair, and the places that each of the two can wish for.

    Two queries, or four when they are two.
    """
    pair = pairs.pair_of(row)
    if pair is None:
        return {"pair": None}
    if pair.second is None:
        return {"pair": pair, "pair_key": pairs.key_for(pair.pk)}
    first, second = (
        queries.places_in(row.clearing, one.hosts) for one in (pair.first, pair.second)
    )
    known = [
        (number, one, two)
        for number, (one, two) in enumerate(pairs.together(pair))
        if one in first and two in second
    ]
    mine = 0 if pair.first_id == row.pk else 1
    return {
        "pair": pair,
        "mine": mine,
        "together": known,
        "pair_form": TogetherForm(first=first, second=second, mine=mine),
        "is_alone": not (first and second),
    }
