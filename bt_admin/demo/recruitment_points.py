"""Reviews, the days of interviews, and the points that each gave in the demo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bt_admin.demo.clock import moment
from recruitment.enums import ApplicationState, InterviewState, ReviewState, RoundState
from recruitment.models import (
    ApplicantConflict,
    Application,
    Interview,
    InterviewCandidate,
    InterviewSeat,
    Review,
)
from recruitment.rules.methods import Sitting
from recruitment.rules.scoring import ScoreRow, totals_of
from regions.models import User

if TYPE_CHECKING:
    from bt_admin.demo.recruitment import Told

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
A, S, R = ApplicationState, RoundState, ReviewState
A_DAY = 8  # so many candidates
BETWEEN = 10  # minutes
HOURS = (9, 13)  # the first kind of interview in the morning, the second after lunch
# How far the reviews of a round have come that is being screened, by turns.
UNDER_WAY = (R.SENT, R.SENT, R.BEGUN, R.SENT, R.ASSIGNED, R.ASSIGNED)


@dataclass(frozen=True)
class Meeting:
    """These candidates meet these judges, at this time."""

    sitting: Sitting
    starts_at: datetime
    room: str
    judges: list[User]
    candidates: list[Application]


# ----------------------------------------------------------------------------- reading
def review(told: "Told") -> None:
    """Everybody eligible is read by as many as the method says, in turns."""
    phase = told.method.scheme.phase("review")
    judges, number = told.judges, 0
    for application in with_state(told, A.ELIGIBLE):
        for turn in range(phase.judges):
            reviewer = judges[
                ((application.number or 0) * phase.judges + turn) % len(judges)
            ]
            state = R.SENT if told.is_past(S.INTERVIEW) else UNDER_WAY[number % 6]
            number += 1
            at = min(told.closes_at + 5 * DAY, told.at)
            judge(told, application, reviewer, phase.key, state, at)
    if not told.is_past(S.INTERVIEW):
        tell_link(told)


def tell_link(told: "Told") -> None:
    """Two know each other: it was said, and somebody else reads."""
    application = with_state(told, A.ELIGIBLE)[0]
    told.add(
        ApplicantConflict,
        application=application,
        user=told.judges[-1],
        text="Har varit handledare för den sökande",
        declared=True,
        told_at=told.at - DAY,
    )


def judge(
    told: "Told",
    application: Application,
    by: User,
    phase: str,
    state: str,
    at: datetime,
    interview: Interview | None = None,
) -> None:
    """One person's points, as far as they have come."""
    steps = told.method.scheme.phase(phase).criteria
    scores = {one.key: points(told, application) for one in steps}
    words = told.texts["word"][level(told, application) - 1]
    begun = {"saved_at": at, "scores": dict(list(scores.items())[:1])}
    sent: dict[str, Any] = {
        "saved_at": at,
        "sent_at": at,
        "scores": scores,
        "comment": words["comment"],
        "feedback": words["feedback"],
    }
    told.add(
        Review,
        application=application,
        reviewer=by,
        phase=phase,
        interview=interview,
        state=state,
        assigned_by=told.company.manager,
        assigned_at=min(at, told.at) - DAY,
        **(sent if state == R.SENT else begun if state == R.BEGUN else {}),
    )


def level(told: "Told", application: Application) -> int:
    """How good somebody is; those who were hired were the best."""
    hired = sum(not one.email.startswith("sokande") for one in told.applications)
    if (application.number or 0) <= hired + 2:
        return 5 if hired or application.number == 1 else 4
    steps = (3, 2, 3, 2) if hired else (3, 4, 2, 5, 3, 4, 3)
    return steps[(application.number or 0) * 7 % len(steps)]


def points(told: "Told", application: Application) -> int:
    around = level(told, application) + told.chance.choice((-1, 0, 0, 0, 1))
    return min(max(around, 1), 5)


def with_state(told: "Told", state: str) -> list[Application]:
    return [one for one in told.applications if one.state == state]


# ------------------------------------------------------------------------- interviews
def shortlist(told: "Told") -> None:
    """Twice as many as there are places, the best first; the others are told."""
    read = with_state(told, A.ELIGIBLE)
    means = {one.pk: mean(told, one) for one in read}
    best = sorted(read, key=lambda one: (-means[one.pk], one.number))
    called = {one.pk for one in best[: 2 * sum(told.row["towns"].values())]}
    for application in read:
        application.state = (
            A.SHORTLISTED if application.pk in called else A.NOT_SELECTED
        )
        if application.state == A.NOT_SELECTED:
            application.reason = "not_called"
            application.answer_text = "Vi kallar dig inte till intervju den här gången."


def mean(told: "Told", application: Application) -> float:
    given = [
        value
        for row in told.rows[Review]
        if row.application is application
        for value in row.scores.values()
    ]
    return sum(given) / len(given)


def interview(told: "Told") -> None:
    for number, meeting in enumerate(meetings(told)):
        hold(told, meeting, number)


def meetings(told: "Told") -> Iterator[Meeting]:
    """Morning and afternoon: those who meet in one meet the same people in the other."""
    called = with_state(told, A.SHORTLISTED)
    days = interview_days(told, -(-len(called) // A_DAY))
    for order, sitting in enumerate(told.method.interviews):
        for day, first in zip(days, range(0, len(called), A_DAY), strict=True):
            start = moment(day, HOURS[order])
            yield from meetings_of_day(
                told, sitting, start, called[first : first + A_DAY]
            )


def meetings_of_day(
    told: "Told", sitting: Sitting, start: datetime, called: list[Application]
) -> Iterator[Meeting]:
    groups = [
        called[n : n + sitting.candidates]
        for n in range(0, len(called), sitting.candidates)
    ]
    rooms = min(len(told.judges) // sitting.judges, len(groups))
    slots = -(-len(groups) // rooms)
    for number, group in enumerate(groups):
        room, slot = divmod(number, slots)
        judges = told.judges[room * sitting.judges :][: sitting.judges]
        at = start + slot * (sitting.minutes + BETWEEN) * MINUTE
        yield Meeting(sitting, at, f"Rum {room + 1}", judges, group)


def interview_days(told: "Told", number: int) -> list[date]:
    """Working days: one has been and the others come, when it is what is going on."""
    under_way = not told.is_past(S.BACKGROUND_CHECK) and (
        told.row["state"] == S.INTERVIEW
    )
    first = told.company.today - DAY if under_way else told.closed_on + 7 * DAY
    step = -DAY if under_way else DAY
    while first.weekday() > 4:
        first += step
    days = [first]
    while len(days) < number:
        last = days[-1] + DAY
        while last.weekday() > 4 or last == told.company.today:
            last += DAY
        days.append(last)
    return days


def hold(told: "Told", meeting: Meeting, number: int) -> None:
    ends = meeting.starts_at + meeting.sitting.minutes * MINUTE
    held = ends < told.at
    made = told.add(
        Interview,
        round=told.round,
        phase=meeting.sitting.phase,
        starts_at=meeting.starts_at,
        ends_at=ends,
        room=meeting.room,
        state=InterviewState.HELD if held else InterviewState.CALLED,
    )
    observed = number % 3 == 0
    for user in meeting.judges:
        told.add(InterviewSeat, interview=made, user=user)
    if observed:
        observer = told.company.holder("union_observer")
        told.add(InterviewSeat, interview=made, user=observer, observes=True)
    for application in meeting.candidates:
        told.add(
            InterviewCandidate,
            interview=made,
            application=application,
            **answered(told, application, meeting, held),
            observer_welcome=True if observed else None,
        )
        score(told, made, application, meeting, held)


def answered(
    told: "Told", application: Application, meeting: Meeting, held: bool
) -> dict[str, Any]:
    """Most have said that they come; who has been there came."""
    quick = min(meeting.starts_at - 4 * DAY, told.at - DAY)
    said = held or (application.number or 0) % 4
    return {"confirmed_at": quick if said else None, "came": True if held else None}


def score(
    told: "Told", made: Interview, who: Application, meeting: Meeting, held: bool
) -> None:
    for place, user in enumerate(meeting.judges):
        late = (
            not told.is_past(S.BACKGROUND_CHECK)
            and place == 0
            and (who.number or 0) % 3 == 0
        )
        state = (R.BEGUN if late else R.SENT) if held else R.ASSIGNED
        at = min(made.ends_at + 5 * MINUTE, told.at)
        judge(told, who, user, made.phase, state, at, made)


def score_rows(told: "Told") -> list[ScoreRow]:
    """Every point that was sent, as the rules read them."""
    return [
        ScoreRow(row.application_id, row.phase, row.reviewer_id, key, value)
        for row in told.rows[Review]
        if row.state == R.SENT
        for key, value in row.scores.items()
    ]


def totals(told: "Told") -> Any:
    called = [one.pk for one in with_state(told, A.SHORTLISTED)]
    given = [row for row in score_rows(told) if row.application in set(called)]
    return totals_of(told.method.scheme, called, given)
