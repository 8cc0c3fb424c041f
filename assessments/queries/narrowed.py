"""What there is in one BT, narrowed and put in order as the address says.

All of it is read, but only what is looked at: then names sort as in Swedish, and what
can be chosen is what is there.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from assessments.enums import ActivityKind
from assessments.models import Activity, ActivityDelmal, Assessment, AssessmentDelmal
from assessments.queries.activities import activities_in
from assessments.queries.instruments import instrument_with
from assessments.queries.visible import assessments_in
from assessments.rules.delmal import number_of, sort_codes
from assessments.rules.outsiders import Outsider
from bt_admin.lib.order import swedish_key
from placements.models import Programme
from regions.models import User

LAST = (1,)  # sorts after every key that begins with 0


@dataclass(frozen=True)
class Mark:
    """One assessment or activity: what one can ask for, and nothing of what it says.

    `kind` is an instrument's key, or what sort of activity. `person` is a key for who
    assessed or confirmed; an outsider's does not give away the e-mail address.
    """

    key: UUID
    on: date
    until: date
    registered_at: datetime
    kind: str
    kind_name: str
    placement: UUID | None
    person: str
    first_name: str
    last_name: str
    codes: tuple[str, ...]

    @property
    def person_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what is empty narrows nothing. Both days counted."""

    delmal: str = ""
    placement: UUID | None = None
    kind: str = ""
    person: str = ""
    first: date | None = None
    last: date | None = None
    order: str = ""


# ---------------------------------------------------------------------- what there is
def assessments_marked(programme: Programme, user: User) -> list[Mark]:
    """Every assessment in one BT that this person may see. One query."""
    rows = assessments_in(programme, user)
    return [assessment_mark(row) for row in told(rows, "assessor", ASSESSMENT)]


def activities_marked(programme: Programme, user: User) -> list[Mark]:
    """Every activity in one BT that this person may see. One query."""
    rows = activities_in(programme, user)
    return [activity_mark(row) for row in told(rows, "confirmed_by", ACTIVITY)]


ASSESSMENT = (
    "performed_on", "instrument", "instrument_version", "regional_instrument_id",
    "outsider_name", "outsider_email",
)  # fmt: skip
ACTIVITY = ("starts_on", "ends_on", "kind")


def told(rows: QuerySet[Any], person: str, more: Iterable[str]) -> QuerySet[Any]:
    """The columns of these rows, without their texts, as dictionaries."""
    by_kind: dict[Any, Any] = {
        Assessment: AssessmentDelmal.objects.filter(assessment=OuterRef("pk")),
        Activity: ActivityDelmal.objects.filter(activity=OuterRef("pk")),
    }
    names = [f"{person}_id", f"{person}__first_name", f"{person}__last_name"]
    rows = rows.prefetch_related(None).order_by()
    rows = rows.annotate(codes=ArraySubquery(by_kind[rows.model].values("code")))
    return rows.values("pk", "placement_id", "registered_at", "codes", *names, *more)


def assessment_mark(row: dict[str, Any]) -> Mark:
    given = instrument_with(
        row["instrument"], row["instrument_version"], row["regional_instrument_id"]
    )
    return Mark(
        on=row["performed_on"],
        until=row["performed_on"],
        kind=row["instrument"],
        kind_name=given.name,
        **common(row, "assessor"),
    )


def activity_mark(row: dict[str, Any]) -> Mark:
    return Mark(
        on=row["starts_on"],
        until=row["ends_on"],
        kind=row["kind"],
        kind_name=str(ActivityKind(row["kind"]).label),
        **common(row, "confirmed_by"),
    )


def common(row: dict[str, Any], person: str) -> dict[str, Any]:
    known = row[f"{person}_id"]
    outsider = Outsider(
        row.get("outsider_name", ""), email=row.get("outsider_email", "")
    )
    return {
        "key": row["pk"],
        "registered_at": row["registered_at"],
        "placement": row["placement_id"],
        "person": str(known) if known else key_of(outsider),
        "first_name": row[f"{person}__first_name"] if known else outsider.name,
        "last_name": row[f"{person}__last_name"] if known else "",
        "codes": sort_codes(row["codes"]),
    }


def key_of(outsider: Outsider) -> str:
    """Empty when there is nobody."""
    return outsider.key and sha256(outsider.key.encode()).hexdigest()[:12]


# ------------------------------------------------------------------ what can be chosen
Choices = list[tuple[str, str]]


def kinds_in(marks: Iterable[Mark]) -> Choices:
    """The instruments, or sorts of activity, by name; a name of now when it changed."""
    latest = sorted(marks, key=newest)
    found = {one.kind: one.kind_name for one in reversed(latest)}
    return sorted(found.items(), key=lambda pair: swedish_key(pair[1]))


def people_in(marks: Iterable[Mark]) -> Choices:
    """Those who have assessed or confirmed, by last name, each once."""
    found = {one.person: one for one in marks if one.person}
    return [
        (one.person, one.person_name) for one in sorted(found.values(), key=by_person)
    ]


# --------------------------------------------------------------------- what is asked for
def narrowed(marks: Iterable[Mark], asked: Asked) -> list[Mark]:
    """What lies within days overlaps them: a course may have lasted a week."""
    return [
        one
        for one in marks
        if asked.delmal in ("", *one.codes)
        and asked.placement in (None, one.placement)
        and asked.kind in ("", one.kind)
        and asked.person in ("", one.person)
        and (asked.first is None or one.until >= asked.first)
        and (asked.last is None or one.on <= asked.last)
    ]


def in_order(
    marks: Iterable[Mark], order: str, places: Sequence[UUID] = ()
) -> list[Mark]:
    """Newest first, whatever else it is sorted by. `places`: in the order of the year."""
    found = sorted(marks, key=newest)
    if order == "aldst":
        return found[::-1]
    by: dict[str, Callable[[Mark], Any]] = {
        "delmal": by_delmal,
        "placering": lambda one: by_place(one, places),
        "instrument": lambda one: swedish_key(one.kind_name),
        "person": by_person,
    }
    return sorted(found, key=by[order]) if order in by else found


def newest(one: Mark) -> Any:
    return -one.on.toordinal(), -one.registered_at.timestamp()


def by_person(one: Mark) -> Any:
    names = swedish_key(one.last_name or one.first_name, one.first_name)
    return (0, *names) if one.person else LAST


def by_delmal(one: Mark) -> Any:
    return (0, *map(number_of, one.codes)) if one.codes else LAST


def by_place(one: Mark, places: Sequence[UUID]) -> Any:
    return (0, places.index(one.placement)) if one.placement in places else LAST


def fetched(rows: QuerySet[Any], marks: Sequence[Mark]) -> list[Any]:
    """The whole rows of these marks, in the marks' order."""
    found = rows.in_bulk([one.key for one in marks])
    return [found[one.key] for one in marks if one.key in found]
