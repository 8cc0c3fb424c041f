"""What waits round kollegier, actions and worries: a part for each kind."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import ConcernState, MeetingState, PlanState
from assessments.models import (
    ActionPlan,
    AgreedAction,
    CollegiumMeeting,
    Concern,
    MeetingInput,
)
from assessments.queries.agreed import settled, untold_to
from assessments.queries.waiting import Part, Waiting, columns
from assessments.rules.meetings import LEADERS, OPEN
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import day
from regions import access
from regions.models import Region, RegionAssignment, User
from regions.roles import DIRECTOR

NOTICE = timedelta(days=7)
CARE_WITHIN = timedelta(days=7)  # ours, so that the list has an order


def holds(user: User, region: Region, today: date, *roles: str) -> Exists:
    rows = RegionAssignment.objects.filter(access.in_force(today), user=user)
    return Exists(rows.filter(region=region, role__in=roles))


# --------------------------------------------------------------------- what to look for
def inputs(user: User, region: Region, today: date) -> QuerySet[Any]:
    rows = MeetingInput.objects.filter(
        author=user,
        region=region,
        given_at__isnull=True,
        doctor__meeting__state=MeetingState.SCHEDULED,
    )
    return columns(
        rows,
        "input",
        within=F("doctor__meeting_id"),
        first=F("doctor__programme__doctor__user__first_name"),
        last=F("doctor__programme__doctor__user__last_name"),
        said=Cast("doctor_id", TextField()),
        due=F("doctor__meeting__meets_on"),
    )


def of_doctor(name: str) -> Coalesce:
    """The doctor's name, wherever the action was agreed."""
    end = f"programme__doctor__user__{name}"
    return Coalesce(F(f"collegium__{end}"), F(f"plan__{end}"))


def actions(user: User, region: Region, today: date) -> QuerySet[Any]:
    rows = AgreedAction.objects.filter(
        settled(), owner=user, region=region, done_at__isnull=True
    ).exclude(untold_to(user))
    return columns(
        rows,
        "action",
        first=of_doctor("first_name"),
        last=of_doctor("last_name"),
        said=F("what"),
        due=F("due_on"),
    )


def meetings(user: User, region: Region, today: date) -> QuerySet[Any]:
    """Held or to be held by now, for the studierektor who called it."""
    open_now = Q(state__in=OPEN, meets_on__lte=today) | Q(state=MeetingState.HELD)
    rows = CollegiumMeeting.objects.filter(
        open_now,
        holds(user, region, today, DIRECTOR),
        region=region,
        called_by=user,
    )
    return columns(rows, "meeting", said=F("title"), due=F("meets_on"))


def concerns(user: User, region: Region, today: date) -> QuerySet[Any]:
    rows = Concern.objects.filter(
        holds(user, region, today, *LEADERS), region=region, state=ConcernState.RAISED
    )
    return columns(
        rows,
        "concern",
        first=F("programme__doctor__user__first_name"),
        last=F("programme__doctor__user__last_name"),
        due=TruncDate("raised_at"),
    )


def plans(user: User, region: Region, today: date) -> QuerySet[Any]:
    """Those to be followed up within a week, for whoever wrote them."""
    rows = ActionPlan.objects.filter(
        holds(user, region, today, *LEADERS),
        region=region,
        written_by=user,
        state=PlanState.ACTIVE,
        follow_up_on__lte=today + NOTICE,
    )
    return columns(
        rows,
        "plan",
        first=F("programme__doctor__user__first_name"),
        last=F("programme__doctor__user__last_name"),
        due=F("follow_up_on"),
    )


# ------------------------------------------------------------------------ how it is said
def to_say(row: Waiting, region: Region, today: date) -> Todo:
    keys = [region.slug, row.within, UUID(row.text)]
    return Todo(
        title=_("Lämna synpunkter om %(doctor)s") % {"doctor": row.name},
        url=reverse("assessments:meeting_input", args=keys),
        what=_("Till kollegiet. Tar en och en halv minut."),
        due=row.due,
        today=today,
    )


def to_do(row: Waiting, region: Region, today: date) -> Todo:
    return Todo(
        title=row.text,
        url=reverse("assessments:agreed_action", args=[region.slug, row.key]),
        what=_("Överenskommet om %(doctor)s") % {"doctor": row.name},
        due=row.due,
        today=today,
    )


def to_write(row: Waiting, region: Region, today: date) -> Todo:
    return Todo(
        title=_("Dokumentera %(title)s") % {"title": row.text},
        url=reverse("assessments:meeting", args=[region.slug, row.key]),
        what=_("Kollegiet träffades %(day)s") % {"day": day(row.due or today)},
        due=row.due,
        today=today,
    )


def to_take_care(row: Waiting, region: Region, today: date) -> Todo:
    due = row.due + CARE_WITHIN if row.due else None
    return Todo(
        title=_("Ta hand om en oro för %(doctor)s") % {"doctor": row.name},
        url=reverse("assessments:concern", args=[region.slug, row.key]),
        what=_("En handledare är orolig."),
        due=due,
        today=today,
    )


def to_follow_up(row: Waiting, region: Region, today: date) -> Todo:
    return Todo(
        title=_("Följ upp handlingsplanen för %(doctor)s") % {"doctor": row.name},
        url=reverse("assessments:action_plan", args=[region.slug, row.key]),
        due=row.due,
        today=today,
    )


PARTS = [
    Part("input", inputs, to_say),
    Part("action", actions, to_do),
    Part("meeting", meetings, to_write, frozenset({DIRECTOR})),
    Part("concern", concerns, to_take_care, frozenset(LEADERS)),
    Part("plan", plans, to_follow_up, frozenset(LEADERS)),
]
