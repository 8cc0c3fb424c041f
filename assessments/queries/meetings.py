"""Kollegier that meet: which of them somebody may open, and what their lists say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from assessments.enums import MeetingState
from assessments.models import (
    Assessment,
    Collegium,
    CollegiumMeeting,
    MeetingDoctor,
    MeetingInput,
    MeetingMember,
)
from assessments.queries.lists import outcome_of
from assessments.queries.people import leads_in, span
from assessments.queries.progress import COUNTED
from assessments.queries.standing import Standing, standings
from assessments.rules import meetings as rules
from assessments.rules.progress import expected_by_week, week_of
from bt_admin.lib.order import swedish_key
from bt_admin.lib.pieces import State
from placements.enums import ProgrammeState
from placements.models import Programme
from placements.queries import current_placement, with_plan
from regions.models import Region, User

STATE_LOOKS = {
    MeetingState.SCHEDULED: ("wait", "calendar"),
    MeetingState.INPUT_COLLECTED: ("now", ""),
    MeetingState.HELD: ("now", "users"),
    MeetingState.DOCUMENTED: ("wait", "file"),
    MeetingState.FED_BACK: ("ok", ""),
}
LATEST = 3


# ------------------------------------------------------------------------ who sees what
def meetings_for(user: User, region: Region) -> QuerySet[CollegiumMeeting]:
    """The meetings this person sits in, is asked before, or leads. Never as a doctor."""
    rows = CollegiumMeeting.objects.filter(region=region).select_related("region")
    if leads_in(user, region):
        return rows
    sits = MeetingMember.objects.filter(meeting=OuterRef("pk"), user=user)
    return rows.filter(Exists(sits))


def asked_of(user: User, region: Region) -> QuerySet[MeetingInput]:
    """What this person has been asked to say to some meeting, said or not."""
    rows = MeetingInput.objects.filter(author=user, region=region)
    return rows.select_related(
        "doctor__meeting", "doctor__programme__doctor__user",
        "doctor__programme__region", "doctor__programme__model",
    )  # fmt: skip


def doctors_in(meeting: CollegiumMeeting) -> QuerySet[MeetingDoctor]:
    rows = MeetingDoctor.objects.filter(meeting=meeting)
    return rows.select_related(
        "meeting__region", "programme__doctor__user", "programme__region",
        "programme__model",
    )  # fmt: skip


# -------------------------------------------------------------------------- to call one
@dataclass(frozen=True)
class Cohort:
    """Everybody who began on the same day, and is still in service."""

    starts_on: date
    programmes: tuple[Programme, ...]


def in_service(region: Region) -> list[Programme]:
    """Whom a kollegium can be about, in Swedish order."""
    rows = Programme.objects.filter(
        region=region,
        state__in=[
            ProgrammeState.PLANNED,
            ProgrammeState.IN_SERVICE,
            ProgrammeState.FINAL_ASSESSMENT,
        ],
    ).select_related("region", "doctor__user", "model")
    return sorted(
        rows,
        key=lambda row: swedish_key(
            row.doctor.user.last_name, row.doctor.user.first_name
        ),
    )


def cohorts(programmes: Iterable[Programme]) -> list[Cohort]:
    found: dict[date, list[Programme]] = {}
    for row in programmes:
        found.setdefault(row.starts_on, []).append(row)
    return [Cohort(day, tuple(found[day])) for day in sorted(found, reverse=True)]


def opens_after(meets_on: date) -> tuple[date, date]:
    """The usual window round a day: fourteen days before, and as many after."""
    return (
        meets_on - timedelta(days=rules.WINDOW_DAYS),
        meets_on + timedelta(days=rules.WINDOW_DAYS),
    )


# --------------------------------------------------------------------- the list of them
@dataclass(frozen=True)
class MeetingLine:
    """A meeting in the list."""

    row: CollegiumMeeting
    doctors: int
    given: int
    asked: int
    state: State


def meeting_lines(user: User, region: Region) -> list[MeetingLine]:
    """Every meeting this person may open, the latest first. Three queries."""
    rows = list(
        meetings_for(user, region).prefetch_related(
            Prefetch("doctors", MeetingDoctor.objects.prefetch_related("inputs"))
        )
    )
    return [meeting_line(row) for row in rows]


def meeting_line(row: CollegiumMeeting) -> MeetingLine:
    inputs = [one for doctor in row.doctors.all() for one in doctor.inputs.all()]
    return MeetingLine(
        row=row,
        doctors=len(row.doctors.all()),
        given=sum(one.given_at is not None for one in inputs),
        asked=len(inputs),
        state=state_shown(row),
    )


def state_shown(row: CollegiumMeeting) -> State:
    state = MeetingState(row.state)
    tone, icon = STATE_LOOKS[state]
    return State(tone, str(state.label), icon)


# -------------------------------------------------------- one meeting, doctor by doctor
@dataclass(frozen=True)
class DoctorLine:
    """One doctor of a meeting beside the others: the same figures for everybody."""

    row: MeetingDoctor
    week: int
    weeks: int
    here: str
    standing: Standing
    expected: int
    levels: str
    given: int
    asked: int
    conflicts: tuple[str, ...]
    judgement: Collegium | None
    outcome: State | None
    conflicted: bool

    @property
    def behind(self) -> bool:
        return self.standing.enough < self.expected


def doctor_lines(
    meeting: CollegiumMeeting, user: User, today: date
) -> list[DoctorLine]:
    """Every doctor on the list, with what the pack says of each. Seven queries.

    Who has declared a conflict is shown the name alone.
    """
    rows = list(doctors_in(meeting).prefetch_related("inputs", "conflicts__user"))
    programmes = {
        one.pk: one
        for one in with_plan(
            Programme.objects.filter(pk__in=[row.programme_id for row in rows])
        ).select_related("region", "doctor__user", "model")
    }
    standing = standings(list(programmes.values()))
    latest = latest_levels(programmes)
    judged = {row.programme_id: row for row in meeting.judgements.all()}
    found = []
    for row in rows:
        programme = programmes[row.programme_id]
        week, weeks = week_of(*span(programme), today)
        place, judgement = current_placement(programme, today), judged.get(programme.pk)
        inputs, conflicts = list(row.inputs.all()), list(row.conflicts.all())
        found.append(
            DoctorLine(
                row=row,
                week=week,
                weeks=weeks,
                here=place.title if place else "",
                standing=standing[programme.pk],
                expected=expected_by_week(week, weeks, standing[programme.pk].total),
                levels=latest.get(programme.pk, ""),
                given=sum(one.given_at is not None for one in inputs),
                asked=len(inputs),
                conflicts=tuple(one.user.full_name for one in conflicts),
                judgement=judgement,
                outcome=outcome_of(judgement) if judgement else None,
                conflicted=any(one.user_id == user.pk for one in conflicts),
            )
        )
    return sorted(found, key=by_name)


def by_name(line: DoctorLine) -> tuple[Any, ...]:
    user = line.row.programme.doctor.user
    return swedish_key(user.last_name, user.first_name)


def latest_levels(programmes: Iterable[Any]) -> dict[Any, str]:
    """The levels of each doctor's latest occasions, the oldest of them first: "3, 3, 4"."""
    rows = Assessment.objects.filter(
        programme__in=list(programmes), instrument="mini_cex", state__in=COUNTED
    ).order_by("-performed_on", "-registered_at")
    found: dict[Any, list[str]] = {}
    for programme, answers in rows.values_list("programme_id", "answers"):
        level, mine = answers.get("overall"), found.setdefault(programme, [])
        if level is not None and len(mine) < LATEST:
            mine.append(str(level))
    return {key: ", ".join(reversed(levels)) for key, levels in found.items()}
