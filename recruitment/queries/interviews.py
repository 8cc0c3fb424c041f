"""Which interviews a person may see, and what an interview looks like to them.

The office and who leads the round see all of them; an interviewer those where they
have a seat, once called; the observer those too, without points and without names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from bt_admin.lib.people import Person
from recruitment.enums import ApplicationState, InterviewState, ReviewState, Task
from recruitment.models import (
    Application,
    Interview,
    InterviewCandidate,
    InterviewSeat,
    RecruitmentRound,
    Review,
    RoundMember,
)
from recruitment.queries.visible import applies_in, recruits, tasks_in
from recruitment.rules.interviewing import ScoringFacts
from regions.models import Region, User

CALLED = (InterviewState.CALLED, InterviewState.HELD)
GONE = (ApplicationState.WITHDRAWN, ApplicationState.NOT_SELECTED)


def interviews_of(round: RecruitmentRound) -> QuerySet[Interview]:
    """Every interview of a round that is not cancelled, with all who come. 3 queries."""
    return with_people(round.interviews.exclude(state=InterviewState.CANCELLED))


def with_people(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    seats = InterviewSeat.objects.select_related("user").order_by("user__last_name")
    coming = InterviewCandidate.objects.select_related("application").order_by(
        "application__number"
    )
    return rows.select_related("region", "round__region").prefetch_related(
        Prefetch("seats", seats), Prefetch("candidates", coming)
    )


def interviews_for(user: User, region: Region) -> QuerySet[Interview]:
    """The interviews that this person may open."""
    rows = Interview.objects.filter(region=region).exclude(applies_in(user, "round"))
    if recruits(user, region):
        return rows.exclude(state=InterviewState.CANCELLED)
    return own_interviews(user, region) | rows.filter(
        Exists(_membership(user, [Task.CHAIR], "round")), state__in=CALLED
    )


def own_interviews(user: User, region: Region) -> QuerySet[Interview]:
    """Those where this person has a seat, from the call on, while they take part."""
    rows = Interview.objects.filter(region=region, state__in=CALLED)
    seat = InterviewSeat.objects.filter(interview=OuterRef("pk"), user=user)
    takes_part = _membership(user, list(Task), "round")
    rows = rows.filter(Exists(seat), Exists(takes_part))
    return rows.exclude(applies_in(user, "round"))


def candidates_for(user: User, region: Region) -> QuerySet[InterviewCandidate]:
    """The candidates whom this person judges: a seat that does not observe."""
    seat = InterviewSeat.objects.filter(
        interview=OuterRef("interview"), user=user, observes=False
    )
    judges = _membership(user, [Task.INTERVIEWER, Task.CHAIR], "interview__round")
    rows = InterviewCandidate.objects.filter(
        Exists(seat), Exists(judges), region=region, interview__state__in=CALLED
    ).exclude(applies_in(user, "interview__round"))
    return rows.select_related(
        "region", "interview__round__region", "interview__region", "application"
    )


def candidates_seen_by(user: User, region: Region) -> QuerySet[InterviewCandidate]:
    """Those, and for the office everybody who is called: to note who came."""
    if not recruits(user, region):
        return candidates_for(user, region)
    rows = InterviewCandidate.objects.filter(region=region, interview__state__in=CALLED)
    rows = rows.exclude(applies_in(user, "interview__round"))
    return rows.select_related("region", "interview__round__region", "application")


def _membership(user: User, tasks: list[Task], round: str) -> QuerySet[RoundMember]:
    return RoundMember.objects.filter(
        round=OuterRef(round), user=user, left_at__isnull=True, task__in=tasks
    )


def leads_round(user: User, round: RecruitmentRound) -> bool:
    """Does this person run the round, from the office or as its chair?"""
    return recruits(user, round.region) or Task.CHAIR in tasks_in(user, round)


def only_observes(user: User, round: RecruitmentRound) -> bool:
    return tasks_in(user, round) == {Task.OBSERVER} and not recruits(user, round.region)


# ------------------------------------------------------------------ one's own day
@dataclass(frozen=True)
class Own:
    """One's own interview, and how far one has come with its candidates."""

    interview: Interview
    candidates: list["Judged"]
    observes: bool

    @property
    def left(self) -> int:
        return sum(one.is_waiting for one in self.candidates)


@dataclass(frozen=True)
class Judged:
    """A candidate, and one's own points: "", "begun" or "sent"."""

    row: InterviewCandidate
    state: str
    name: str = ""  # only when it is not hidden from this person

    @property
    def title(self) -> str:
        return str(self.row.application)

    @property
    def has_left(self) -> bool:
        return self.row.application.state in GONE

    @property
    def is_waiting(self) -> bool:
        return (
            self.state != ReviewState.SENT
            and self.row.came is not False
            and not self.has_left
        )


def own_day(user: User, round: RecruitmentRound) -> list[Own]:
    """One's own interviews in a round, in order of time. Five queries."""
    rows = list(with_people(own_interviews(user, round.region).filter(round=round)))
    return judged(user, rows)


def judged(user: User, rows: Iterable[Interview]) -> list[Own]:
    """These interviews as one person sees them. Two queries, however many."""
    rows = list(rows)
    cases = {one.application_id for row in rows for one in row.candidates.all()}
    own = {
        (one.application_id, one.phase): one.state
        for one in Review.objects.filter(
            reviewer=user, application__in=cases, superseded_at__isnull=True
        )
    }
    unread = {
        case for (case, phase), state in own.items()
        if state != ReviewState.SENT and phase not in {row.phase for row in rows}
    }  # fmt: skip
    return [_own(user, row, own, unread) for row in rows]


def _own(user: User, row: Interview, own: dict, unread: set) -> Own:
    seat = next((one for one in row.seats.all() if one.user_id == user.pk), None)
    observes = seat is None or seat.observes
    return Own(
        row,
        [
            Judged(
                one,
                own.get((one.application_id, row.phase), ""),
                "" if observes or one.application_id in unread
                else one.application.full_name,
            )
            for one in row.candidates.all()
        ],
        observes,
    )  # fmt: skip


# ------------------------------------------------------------------- people as rules see
def as_candidate(application: Application) -> Person:
    """Known by number alone: rules word what others read."""
    return Person(application.pk, str(application))


def as_person(user: User) -> Person:
    return Person(user.pk, user.full_name)


def round_people(round: RecruitmentRound, task: str) -> QuerySet[RoundMember]:
    rows = round.members.filter(task=task, left_at__isnull=True)
    return rows.select_related("user").order_by("added_at", "user__last_name")


def review_of(candidate: InterviewCandidate, judge: User) -> Review | None:
    """The points that hold now of one judge for one candidate in this phase."""
    return Review.objects.filter(
        application=candidate.application,
        reviewer=judge,
        phase=candidate.interview.phase,
        superseded_at__isnull=True,
    ).first()


def links_in(round: RecruitmentRound) -> dict[object, set[object]]:
    """Whom each applicant must not meet: {application: {user}}. Three queries.

    Declared and found links; whoever applies in the round judges nobody in it.
    """
    cases = list(round.applications.values_list("pk", "email"))
    emails = {email.casefold() for _, email in cases if email}
    judging = round.members.filter(left_at__isnull=True).values_list(
        "user_id", "user__email"
    )
    also_apply = {pk for pk, email in judging if email and email.casefold() in emails}
    found: dict[object, set[object]] = {pk: set(also_apply) for pk, _ in cases}
    rows = RecruitmentRound.objects.filter(pk=round.pk).values_list(
        "applications__conflicts__application_id", "applications__conflicts__user_id"
    )
    for case, user in rows:
        if case:
            found[case].add(user)
    return found


def also_apply(round: RecruitmentRound) -> list[User]:
    """Who of the interviewers applies in the same round: they interview nobody."""
    emails = {
        email.casefold()
        for email in round.applications.filter(submitted_at__isnull=False)
        .exclude(state=ApplicationState.WITHDRAWN)
        .values_list("email", flat=True)
        if email
    }
    members = round_people(round, Task.INTERVIEWER)
    return [one.user for one in members if one.user.email.casefold() in emails]


def is_linked(candidate: InterviewCandidate, user: User) -> bool:
    round = candidate.interview.round
    return user.pk in links_in(round).get(candidate.application_id, set())


def day_facts(row: Interview, at: datetime) -> ScoringFacts:
    """What decides whether it is time: the same for everybody who is there."""
    return ScoringFacts(
        round=row.round.state,
        interview=row.state,
        starts_at=timezone.localtime(row.starts_at),
        at=timezone.localtime(at),
        is_interviewer=True,
    )


def under_way(round: RecruitmentRound, at: datetime) -> QuerySet[Interview]:
    """Interviews that a new plan leaves alone: begun, held, or with points."""
    points = Review.objects.filter(interview=OuterRef("pk"))
    rows = round.interviews.filter(state__in=CALLED)
    return (
        rows.filter(Exists(points))
        | rows.filter(starts_at__lte=at)
        | rows.filter(state=InterviewState.HELD)
    )
