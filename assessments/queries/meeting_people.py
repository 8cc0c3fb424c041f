"""Who sits in a kollegium, who is asked before it, and who takes on what is agreed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from assessments.enums import MeetingKind
from assessments.models import CollegiumMeeting, MeetingMember
from assessments.queries.people import SUPERVISORS, directors
from assessments.rules.meetings import KINDS
from bt_admin.lib.order import swedish_key
from placements.enums import ProgrammeRole
from placements.models import Programme, ProgrammeAssignment
from regions import access, roles
from regions.enums import QualificationKind
from regions.models import Qualification, Region, RegionAssignment, User
from regions.queries import people_in

MEMBER_ROLES = [
    "director_of_studies", "bt_manager", "deputy_bt_manager", "main_supervisor",
    "external_assessor", "placement_supervisor", "unit_manager", "unit_lead",
]  # fmt: skip


def pool(kind: str, region: Region, today: date) -> list[tuple[User, str]]:
    """Who can sit in a meeting: each with the role that says most, in Swedish order."""
    held = could_sit_as(region, today)
    found = []
    for user in people_in(region):
        if role := role_of(held.get(user.pk, set()), kind):
            found.append((user, role))
    return sorted(
        found, key=lambda one: swedish_key(one[0].last_name, one[0].first_name)
    )


def role_of(held: set[str], kind: str) -> str:
    """The role in which somebody sits: the first of ours they hold; else nothing.

    What this kind of meeting asks for goes before the rest.
    """
    order = [*KINDS[MeetingKind(kind)].invited, *MEMBER_ROLES]
    return next((role for role in order if role in held), "")


def roles_of_people(region: Region, today: date) -> dict[Any, set[str]]:
    """The roles everybody has in the region on this day, by the person's key."""
    found: dict[Any, set[str]] = {}
    for model in access.assignment_models():
        rows = model.objects.filter(access.in_force(today), region=region)
        for user, role in rows.values_list("user_id", "role"):
            found.setdefault(user, set()).add(role)
    return found


def could_sit_as(region: Region, today: date) -> dict[Any, set[str]]:
    """As `roles_of_people`, and what training gives.

    Whoever is trained to assess from outside can be called as extern bedömare, also
    between two appointments. Only who sits as one counts as one: training alone does
    not make a handledare in the room independent.
    """
    found = roles_of_people(region, today)
    trained = Qualification.objects.filter(
        kind=QualificationKind.ASSESSOR_TRAINING,
        on__lte=today,
        user__in=people_in(region),
    )
    for user in trained.values_list("user_id", flat=True):
        found.setdefault(user, set()).add(ProgrammeRole.EXTERNAL_ASSESSOR)
    return found


def invited(
    kind: str, programmes: Iterable[Programme], region: Region, today: date
) -> dict[User, str]:
    """Who is a member from the beginning: those who lead, and those round the doctors."""
    wanted = KINDS[MeetingKind(kind)].invited
    programmes = list(programmes)
    rows = [
        *RegionAssignment.objects.filter(
            access.in_force(today), region=region, role__in=wanted
        ).select_related("user"),
        *ProgrammeAssignment.objects.filter(
            access.in_force(today), programme__in=programmes, role__in=wanted
        ).select_related("user"),
    ]
    about = {one.doctor.user_id for one in programmes}
    found: dict[User, str] = {}
    for row in sorted(rows, key=lambda row: wanted.index(row.role)):
        if row.user_id not in about:
            found.setdefault(row.user, row.role)
    return found


def members_of(meeting: CollegiumMeeting) -> list[MeetingMember]:
    rows = MeetingMember.objects.filter(meeting=meeting).select_related("user")
    return sorted(
        rows,
        key=lambda row: (
            MEMBER_ROLES.index(row.role) if row.role in MEMBER_ROLES else 99,
            swedish_key(row.user.last_name, row.user.first_name),
        ),
    )


def title_of(role: str) -> str:
    return roles.title(role) if role in roles.ROLES else ""


def to_ask(programme: Programme, today: date) -> list[User]:
    """The doctor's handledare until now, and the huvudansvariga: each once."""
    rows = ProgrammeAssignment.objects.filter(
        programme=programme, role__in=SUPERVISORS, starts__lte=today
    )
    return list(dict.fromkeys(row.user for row in rows.select_related("user")))


def owners(
    programme: Programme, today: date, members: Iterable[User] = ()
) -> list[User]:
    """Who can take on what is agreed: the doctor, those around, those who sit there."""
    around = ProgrammeAssignment.objects.filter(
        access.in_force(today),
        programme=programme,
        role__in=[*SUPERVISORS, ProgrammeRole.EXTERNAL_ASSESSOR],
    ).select_related("user")
    found = [
        programme.doctor.user,
        *(row.user for row in around.exclude(role=ProgrammeRole.EXTERNAL_ASSESSOR)),
        *directors(programme.region, today),
        *members,
    ]
    return list(dict.fromkeys(found))
