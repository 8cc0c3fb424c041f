"""Who stands round a doctor: handledare, huvudansvarig, studierektorer."""

from datetime import date

from django.db.models import QuerySet

from assessments.rules.circle import Involved
from assessments.rules.outsiders import Outsider
from bt_admin.lib.people import Person
from bt_admin.lib.ready_queries import put_together_once
from placements.enums import ProgrammeRole
from placements.models import Placement, Programme, ProgrammeAssignment
from placements.queries import (
    current_placement,
    ends_on,
    last_day,
    role_on,
    supervisors_of,
)
from placements.queries.people import assignments_of, in_force
from regions import access
from regions.enums import QualificationKind
from regions.models import Qualification, Region, User

SUPERVISORS = (ProgrammeRole.PLACEMENT_SUPERVISOR, ProgrammeRole.MAIN_SUPERVISOR)


def person(user: User | Outsider) -> Person:
    """Somebody as the rules see them."""
    if isinstance(user, Outsider):
        return Person(user.key, user.name)
    return Person(user.pk, user.full_name)


def doctor_of(programme: Programme) -> Person:
    return person(programme.doctor.user)


@put_together_once
def supervisor_assignments(programme: Programme) -> QuerySet[ProgrammeAssignment]:
    """Every handledare and huvudansvarig the doctor has or has had, newest first."""
    rows = ProgrammeAssignment.objects.filter(programme=programme, role__in=SUPERVISORS)
    return rows.select_related("user", "placement").order_by("-starts", "role")


def askable(programme: Programme, today: date) -> list[ProgrammeAssignment]:
    """Whom the doctor may ask: one row a person, the handledare of today's place first.

    Then the huvudansvarig, the other handledare, and those whose time is over.
    """
    here = current_placement(programme, today)
    rows = [row for row in supervisor_assignments(programme) if row.starts <= today]
    rows.sort(
        key=lambda row: (
            row.ends is not None and row.ends < today,
            row.placement is None or row.placement != here,
            row.role != ProgrammeRole.MAIN_SUPERVISOR,
        )
    )
    found: dict[User, ProgrammeAssignment] = {}
    for row in rows:
        found.setdefault(row.user, row)
    return list(found.values())


def involved(programme: Programme) -> tuple[Involved, ...]:
    """The same people as the rules see them, with every period they have had."""
    rows = supervisor_assignments(programme)
    return tuple(Involved(person(row.user), row.starts, row.ends) for row in rows)


def main_supervisor(programme: Programme, on: date) -> User | None:
    """The huvudansvariga handledaren on this day, if one is appointed."""
    return role_on(programme, ProgrammeRole.MAIN_SUPERVISOR, on)


def writers_of(placement: Placement, today: date) -> list[User]:
    """Who writes the overall assessment: the handledare now, or on the last day."""
    return supervisors_of(placement, min(today, last_day(placement) or today))


def writers_here(placement: Placement, today: date) -> list[ProgrammeAssignment]:
    """The same, as the assignments that make them so; one for each person."""
    day = min(today, last_day(placement) or today)
    rows: dict[object, ProgrammeAssignment] = {}
    for row in supervisor_assignments(placement.programme):
        if row.placement_id == placement.pk and in_force(row, day):
            rows.setdefault(row.user_id, row)
    return list(rows.values())


def supervisors_at_end(placement: Placement, today: date) -> list[User]:
    """The same people; asks nothing of a programme that is read with its people."""
    return supervisors_on(placement, min(today, last_day(placement) or today))


def supervisors_on(placement: Placement, on: date) -> list[User]:
    rows = assignments_of(placement.programme)
    return [
        row.user
        for row in rows
        if row.placement_id == placement.pk and in_force(row, on)
    ]


def assignment_on(
    programme: Programme, user: User, day: date, placement_id: object = None
) -> ProgrammeAssignment | None:
    """In which role somebody could assess that day: of that placement before others.

    When none held that day, the latest there was; None for somebody without any.
    """
    mine = [row for row in supervisor_assignments(programme) if row.user == user]
    mine.sort(
        key=lambda row: (
            not Involved(person(user), row.starts, row.ends).on(day),
            row.placement_id is None or row.placement_id != placement_id,
        )
    )
    return mine[0] if mine else None


def roles_on(programme: Programme, user: User, day: date) -> tuple[str, ...]:
    """What somebody was to this doctor on a day: of those who supervise."""
    rows = supervisor_assignments(programme)
    who = person(user)
    return tuple(
        row.role
        for row in rows
        if row.user == user and Involved(who, row.starts, row.ends).on(day)
    )


def directors(region: Region, on: date) -> list[User]:
    """The region's studierektorer, and who stands in for them."""
    return list(access.acting("director_of_studies", region, on))


def leads_in(user: User, region: Region) -> bool:
    """Does this person lead BT here: studierektor, AT/BT-chef or the deputy?"""
    return bool({"lead", "certify"} & access.granted(user, region))


def is_licensed(user: User, on: date) -> bool:
    return Qualification.objects.filter(
        user=user, kind=QualificationKind.LICENCE, on__lte=on
    ).exists()


# ----------------------------------------------------------------------------- time
def span(programme: Programme) -> tuple[date, date]:
    """First and last day of the whole BT; the start alone when nothing is planned."""
    return programme.starts_on, ends_on(programme) or programme.starts_on
