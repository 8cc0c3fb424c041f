"""Days of interviews: laid out, called, and held by whom."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from recruitment.actions.interview_calls import call_candidates
from recruitment.actions.interview_plan import propose_plan, save_layout
from recruitment.enums import ApplicationState, InterviewState, RoundState, Task
from recruitment.models import (
    Interview,
    InterviewCandidate,
    InterviewSeat,
    Referee,
)
from recruitment.queries.interview_planning import parts_in
from recruitment.rules.interview_layout import Attendance, Hours, Layout, half
from regions.models import User
from tests.cast import Company, at
from tests.objects.recruitment import (
    make_application,
    make_recruitment,
    take_part,
)


def interviewers_of(company: Company, number: int) -> list[User]:
    """So many who interview, the recruiter first."""
    here = [
        company.recruiter, company.psychiatrist, company.external, company.supervisor,
        company.main_supervisor, company.untrained, company.unit_manager,
        company.studierektor, company.deputy,
    ]  # fmt: skip
    return here[:number]


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def layout_for(
    users: list[User], days: list[date], rooms: int = 2, minutes: int = 40
) -> Layout:
    """Nine to four with an hour for lunch; everybody there the whole time."""
    halves = frozenset(
        half(day, is_late=late) for day in days for late in (False, True)
    )
    return Layout(
        days=tuple(Hours(day, time(9), time(16)) for day in days),
        breaks=((time(12), time(13)),),
        minutes=minutes,
        rooms=tuple(f"Rum {number}" for number in range(1, rooms + 1)),
        people=tuple((str(user.pk), Attendance(halves)) for user in users),
    )


def round_with_candidates(
    company: Company, candidates: int = 3, interviewers: int = 4
) -> Any:
    """A round that interviews: so many go on, so many can judge."""
    round = make_recruitment(company, RoundState.INTERVIEW)
    for user in interviewers_of(company, interviewers)[1:]:
        take_part(round, user, Task.INTERVIEWER)
    for number in range(1, candidates + 1):
        make_application(round, number, ApplicationState.SHORTLISTED)
    return round


def planned_round(
    company: Company,
    candidates: int = 3,
    interviewers: int = 4,
    days: list[date] | None = None,
    rooms: int = 2,
) -> Any:
    """The first part of its method laid out in two weeks, and planned."""
    round = round_with_candidates(company, candidates, interviewers)
    part = parts_in(round)[0]
    layout = layout_for(
        interviewers_of(company, interviewers), days or [in_days(14)], rooms
    )
    save_layout(
        round=round, part=part, layout=layout, longest=3, by=company.hr, at=at()
    )
    propose_plan(round=round, part=part, by=company.hr, at=at())
    return round


def called_round(company: Company, **facts: Any) -> Any:
    round = planned_round(company, **facts)
    call_candidates(round=round, part=parts_in(round)[0], by=company.hr, at=at())
    return round


def make_interview(
    round: Any,
    candidates: list[Any],
    judges: list[User],
    phase: str = "interview",
    starts_at: datetime | None = None,
    state: str = InterviewState.CALLED,
) -> Interview:
    """An interview that began a quarter of an hour ago, if nothing else is said.

    It is over within its day, also when somebody runs the tests at midnight.
    """
    starts_at = timezone.localtime(starts_at or timezone.now() - timedelta(minutes=15))
    last = starts_at.replace(hour=23, minute=59, second=59, microsecond=999_999)
    row = Interview.objects.create(
        region=round.region,
        round=round,
        phase=phase,
        starts_at=starts_at,
        ends_at=min(starts_at + timedelta(minutes=40), last),
        room="Rum 1",
        state=state,
    )
    for user in judges:
        InterviewSeat.objects.create(region=round.region, interview=row, user=user)
    for one in candidates:
        InterviewCandidate.objects.create(
            region=round.region, interview=row, application=one
        )
    return row


def make_referee(application: Any, **facts: Any) -> Referee:
    return Referee.objects.create(
        region=application.region,
        application=application,
        name="Referens Refsson",
        title="överläkare",
        workplace="Medicinkliniken",
        email="referens@example.org",
        **facts,
    )


GOOD = {"cooperation": 4, "safety": 4, "communication": 5}


def make_called(company: Company, round: Any) -> dict[str, Any]:
    """The recruiter's interview with one candidate who has a referee, by address."""
    case = make_application(round, 9, ApplicationState.SHORTLISTED)
    row = make_interview(round, [case], [company.recruiter])
    return {
        "intervju": row.pk,
        "kandidat": row.candidates.get().pk,
        "referens": make_referee(case).pk,
    }
