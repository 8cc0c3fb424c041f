"""A page of a round's applications, and what stands round the list.

A round may have ten thousand. What is counted is counted while the page is found, and
what is shown is fetched for the page alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, IntegerField, Q, Value, Window

from bt_admin.lib.order import swedish_key
from recruitment.models import RecruitmentRound
from recruitment.queries.case_list import (
    Marks,
    Rows,
    Wanted,
    listed,
    sent_in,
    untold,
    with_papers,
)

UNSHOWN = ("typed", "answers", "consents", "complement_text", "answer_text")


# ------------------------------------------------------------------------------- a page
@dataclass(frozen=True)
class Found:
    """What the address describes, page by page."""

    round: RecruitmentRound
    wanted: Wanted
    marks: Marks

    def keys(self, start: int, number: int) -> tuple[list[UUID], int]:
        """Those of one page, and how many there are in all. One query.

        Of a page beyond the last there are none, and nothing is known of how many.
        """
        rows = listed(self.round, self.wanted, self.marks)
        counted = rows.values_list("pk", Window(Count("pk")))
        found = list(counted[start : start + number])
        return [pk for pk, _number in found], found[0][1] if found else 0

    def count(self) -> int:
        rows = listed(self.round, self.wanted, self.marks)
        return rows.order_by().count()

    def rows(self, keys: Sequence[UUID]) -> list[Any]:
        """In the order of their keys, each with what it lacks. Two queries."""
        here: Rows = self.round.applications.filter(pk__in=keys).order_by()
        shown = here.annotate(is_untold=untold()).defer(*UNSHOWN)
        found = {one.pk: one for one in shown}
        for pk, one in found.items():
            one.is_veiled = pk in self.marks.veiled
        return with_papers([found[pk] for pk in keys if pk in found], self.round)


def left_out(round: RecruitmentRound, marks: Marks) -> int:
    """How many are not listed because of who is looking. A query for an applicant."""
    if marks.applies:
        return round.applications.filter(submitted_at__isnull=False).count()
    return len(marks.tied)


# -------------------------------------------------------------------- around the list
@dataclass(frozen=True)
class Around:
    """The places that can be wished for, where those in the list have studied, and how
    many there are before anything narrows it.
    """

    places: list[str]
    countries: list[str]
    total: int


def around(round: RecruitmentRound, marks: Marks) -> Around:
    """One query. Where somebody studied whom one may not know is not told."""
    known = Count("pk", filter=~Q(pk__in=marks.blind)) if marks.veiled else Count("pk")
    studied = (
        sent_in(round, marks)
        .order_by()
        .annotate(of=Value("countries"))
        .values_list("of", "degree_country")
        .annotate(many=Count("pk"), known=known)
    )
    zero = Value(0, output_field=IntegerField())
    places = round.posts.order_by().annotate(
        of=Value("places", output_field=CharField()), many=zero, known=zero
    )
    rows = list(studied.union(places.values_list("of", "place", "many", "known")))
    return Around(
        places=in_order(name for of, name, _, _ in rows if of == "places"),
        countries=in_order(
            name for of, name, _, known in rows if of == "countries" and name and known
        ),
        total=sum(many for _, _, many, _ in rows),
    )


def in_order(names: Any) -> list[str]:
    return sorted(names, key=swedish_key)


def neighbours(rows: Rows, pk: Any) -> tuple[Any, Any, int, int]:
    """Before and after in a list, the place there from 1 (0: not in it), and how many."""
    keys = list(rows.values_list("pk", flat=True))
    if pk not in keys:
        return None, None, 0, len(keys)
    place = keys.index(pk)
    before = keys[place - 1] if place else None
    after = keys[place + 1] if place + 1 < len(keys) else None
    return before, after, place + 1, len(keys)
