"""What waits for somebody about talks: a part for each kind."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import TalkKind, TalkState
from assessments.models import Agreement, Talk
from assessments.queries.waiting import Part, Waiting, columns
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import day
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access
from regions.models import Region, User

# Ours, so that the list has an order; nothing is refused for being late.
REGISTER_WITHIN = timedelta(days=7)
AGREEMENT_NOTICE = timedelta(days=7)


def takes_part(user: User, today: date, programme: str) -> Exists:
    """Only while the person has a part in the BT: a right ends with the assignment."""
    return Exists(
        ProgrammeAssignment.objects.filter(
            access.in_force(today), programme=OuterRef(programme), user=user
        )
    )


# --------------------------------------------------------------------- what to look for
def promises(user: User, region: Region, today: date) -> QuerySet[Any]:
    """What one has promised in a talk, and is soon due."""
    rows = Agreement.objects.filter(
        takes_part(user, today, "talk__programme"),
        region=region,
        owner=user,
        done_at__isnull=True,
        due_on__lte=today + AGREEMENT_NOTICE,
    )
    return columns(
        rows,
        "promise",
        within=F("talk_id"),
        said=F("what"),
        due=F("due_on"),
        on=TruncDate("talk__starts_at"),
    )


def untold(user: User, region: Region, today: date) -> QuerySet[Any]:
    """Talks that are past, and of which nobody has said more."""
    rows = Talk.objects.filter(
        Q(supervisor=user) | Q(programme__doctor__user=user),
        takes_part(user, today, "programme"),
        region=region,
        state=TalkState.PLANNED,
        starts_at__date__lt=today,
    )
    return columns(
        rows,
        "talk",
        first=of_the_other(user, "first_name"),
        last=of_the_other(user, "last_name"),
        said=F("kind"),
        on=TruncDate("starts_at"),
    )


def of_the_other(user: User, name: str) -> Case:
    """The handledare's name to the doctor, the doctor's to the handledare."""
    doctor = "programme__doctor__user"
    mine = When(**{doctor: user}, then=F(f"supervisor__{name}"))
    return Case(mine, default=F(f"{doctor}__{name}"))


# ------------------------------------------------------------------------ how it is said
def promised(row: Waiting, region: Region, today: date) -> Todo:
    assert row.on is not None
    return Todo(
        title=row.text,
        url=f"{talk_url(row, region)}#overenskommet",
        what=_("Överenskommet i handledarsamtal %(day)s") % {"day": day(row.on)},
        due=row.due,
        today=today,
    )


def to_register(row: Waiting, region: Region, today: date) -> Todo:
    assert row.on is not None
    return Todo(
        title=_("Hölls samtalet med %(other)s?") % {"other": row.name},
        url=talk_url(row, region),
        what=f"{TalkKind(row.text).label} {day(row.on)}",
        note=_("Registrera att det hölls, eller ställ in det."),
        due=row.on + REGISTER_WITHIN,
        today=today,
    )


def talk_url(row: Waiting, region: Region) -> str:
    return reverse("assessments:talk", args=[region.slug, row.within])


IN_A_BT = frozenset(ProgrammeRole)
PARTS = [
    Part("promise", promises, promised, IN_A_BT),
    Part("talk", untold, to_register, IN_A_BT),
]
