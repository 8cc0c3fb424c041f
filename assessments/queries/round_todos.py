"""What waits for somebody about 360s: a part for all of it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import RoundState
from assessments.models import FeedbackRound, RoundSelf
from assessments.queries.waiting import Part, Waiting, columns
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import day
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access
from regions.models import Region, RegionAssignment, User
from regions.roles import DIRECTOR

# Ours, so that the list has an order; nothing is refused for being late.
PREPARE_WITHIN = timedelta(days=7)
MODERATE_WITHIN = timedelta(days=7)
TALK_WITHIN = timedelta(days=14)

SELF, ASK, MOVE, MODERATE, TALK = "self", "ask", "move", "moderate", "talk"


def rounds(user: User, region: Region, today: date) -> QuerySet[Any]:
    """The doctor's: to prepare it, and when too few have answered; the studierektor's:
    to look it through; the huvudansvarigas: to talk about it."""
    directs = Exists(
        RegionAssignment.objects.filter(
            access.in_force(today), user=user, region=region, role=DIRECTOR
        )
    )
    parts = ProgrammeAssignment.objects.filter(
        access.in_force(today), programme=OuterRef("programme"), user=user
    )
    mine = Exists(parts.filter(role=ProgrammeRole.DOCTOR))
    guides = Exists(parts.filter(role=ProgrammeRole.MAIN_SUPERVISOR))
    over = Q(state=RoundState.COLLECTING, closes_on__lt=today)
    rows = FeedbackRound.objects.filter(
        Q(mine, over | Q(state=RoundState.OPEN))
        | Q(directs, ~mine, state=RoundState.CLOSED)
        | Q(guides, ~mine, state=RoundState.RELEASED, talk_on__isnull=True),
        region=region,
    )
    doctor = "programme__doctor__user"
    return columns(
        rows,
        "round",
        first=F(f"{doctor}__first_name"),
        last=F(f"{doctor}__last_name"),
        said=next_step(),
        due=F("closes_on"),
        on=Case(
            When(state=RoundState.CLOSED, then=TruncDate("closed_at")),
            When(state=RoundState.RELEASED, then=TruncDate("released_at")),
            default=TruncDate("opened_at"),
        ),
    )


def next_step() -> Case:
    done = Exists(RoundSelf.objects.filter(round=OuterRef("pk")))
    return Case(
        When(state=RoundState.COLLECTING, then=Value(MOVE)),
        When(state=RoundState.CLOSED, then=Value(MODERATE)),
        When(state=RoundState.RELEASED, then=Value(TALK)),
        When(done, then=Value(ASK)),
        default=Value(SELF),
    )


def to_do(row: Waiting, region: Region, today: date) -> Todo:
    assert row.on is not None
    words = {
        SELF: self_first,
        ASK: to_ask,
        MOVE: to_move,
        MODERATE: to_moderate,
        TALK: to_talk,
    }[row.text]
    return words(row, region, today)


def self_first(row: Waiting, region: Region, today: date) -> Todo:
    return waits(
        row,
        today,
        PREPARE_WITHIN,
        title=_("Gör din självskattning"),
        url=address("round_self", row, region),
        what=_("360-återkoppling"),
        note=_("Den görs före de andras svar. Det tar några minuter."),
    )


def to_ask(row: Waiting, region: Region, today: date) -> Todo:
    return waits(
        row,
        today,
        PREPARE_WITHIN,
        title=_("Välj vilka som ska svara i din 360-återkoppling"),
        url=address("round_raters", row, region),
        what=_("360-återkoppling"),
        note=_("Självskattningen är klar. Mejlen är inte skickade än."),
    )


def to_move(row: Waiting, region: Region, today: date) -> Todo:
    return Todo(
        title=_("Flytta sista dagen för din 360-återkoppling"),
        url=address("round_change", row, region),
        what=_("För få har svarat för att något ska kunna visas."),
        due=row.due,
        today=today,
    )


def to_moderate(row: Waiting, region: Region, today: date) -> Todo:
    assert row.on is not None
    return waits(
        row,
        today,
        MODERATE_WITHIN,
        title=_("Gå igenom 360-återkopplingen för %(doctor)s") % {"doctor": row.name},
        url=address("round_moderate", row, region),
        what=_("Stängd %(day)s") % {"day": day(row.on)},
        note=_("BT-läkaren ser den när du har lämnat ut den."),
    )


def to_talk(row: Waiting, region: Region, today: date) -> Todo:
    assert row.on is not None
    return waits(
        row,
        today,
        TALK_WITHIN,
        title=_("Prata om 360-återkopplingen med %(doctor)s") % {"doctor": row.name},
        url=address("round", row, region),
        what=_("Utlämnad %(day)s") % {"day": day(row.on)},
        note=_("Registrera samtalet när ni har hållit det."),
    )


def waits(row: Waiting, today: date, within: timedelta, **said: Any) -> Todo:
    assert row.on is not None
    return Todo(due=row.on + within, since=row.on, today=today, **said)


def address(name: str, row: Waiting, region: Region) -> str:
    return reverse(f"assessments:{name}", args=[region.slug, row.key])


IN_ROUND = frozenset({ProgrammeRole.DOCTOR, ProgrammeRole.MAIN_SUPERVISOR, DIRECTOR})
PARTS = [Part("round", rounds, to_do, IN_ROUND)]
