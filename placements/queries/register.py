"""The list of BT-läkare: filtered, in Swedish order, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, prefetch_related_objects

from bt_admin.lib.order import swedish_key
from bt_admin.lib.pieces import State
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import Placement, Programme
from placements.queries.people import role_on, the_people
from placements.queries.plan import current_placement, ends_on, the_plan
from placements.queries.states import programme_state_shown
from regions.models import User


@dataclass(frozen=True)
class ProgrammeRow:
    """One line of the list."""

    programme: Programme
    now: Placement | None
    main_supervisor: User | None
    starts_on: date
    ends_on: date | None
    state: State


def matching(
    rows: QuerySet[Programme],
    today: date,
    *,
    state: str = "",
    unit: UUID | None = None,
    name: str = "",
) -> QuerySet[Programme]:
    """Those that stand there, are planned at that unit, and are called that."""
    if state:
        rows = rows.filter(stands(state, today))
    if unit:
        rows = rows.filter(
            pk__in=Placement.objects.filter(unit=unit).values("programme")
        )
    for word in name.split():
        rows = rows.filter(
            Q(doctor__user__first_name__icontains=word)
            | Q(doctor__user__last_name__icontains=word)
        )
    return rows


def stands(state: str, today: date) -> Q:
    """The condition that says the same as `state_on`."""
    early = [ProgrammeState.PLANNED, ProgrammeState.IN_SERVICE]
    if state == ProgrammeState.PLANNED:
        return Q(state__in=early, starts_on__gt=today)
    if state == ProgrammeState.IN_SERVICE:
        return Q(state__in=early, starts_on__lte=today)
    return Q(state=state)


def in_swedish_order(rows: Iterable[Programme]) -> list[Programme]:
    """By the doctor's last name, å ä ö last; the database sorts by code point."""

    def by_name(row: Programme) -> tuple[object, ...]:
        user = row.doctor.user
        return (*swedish_key(user.last_name, user.first_name), row.starts_on)

    return sorted(rows, key=by_name)


def programme_rows(page: list[Programme], today: date) -> list[ProgrammeRow]:
    """What the list shows of each; three queries, however many there are."""
    prefetch_related_objects(page, the_plan(), the_people())
    return [
        ProgrammeRow(
            programme=row,
            now=current_placement(row, today),
            main_supervisor=role_on(row, ProgrammeRole.MAIN_SUPERVISOR, today),
            starts_on=row.starts_on,
            ends_on=ends_on(row),
            state=programme_state_shown(row, today),
        )
        for row in page
    ]
