"""Where a round stands: what has been done in it, what is left, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from bt_admin.lib.verdicts import Verdict, all_of
from recruitment.enums import (
    ApplicationState,
    OfferState,
    RankingState,
    ReleaseState,
    ReviewState,
    RoundState,
)
from recruitment.models import (
    Application,
    BTPost,
    Offer,
    Ranking,
    RecruitmentRound,
    Release,
    Review,
)
from recruitment.queries.methods import method_of
from recruitment.rules import round_changes, rounds
from recruitment.rules.methods import FaultyMethod, Method
from recruitment.rules.reserves import list_lives_until
from recruitment.rules.round_changes import Days
from recruitment.rules.rounds import RoundFacts
from recruitment.rules.steps import Step, states_of, steps_in

A, S = ApplicationState, RoundState
UNREAD = (A.SUBMITTED, A.INCOMPLETE, A.ELIGIBLE)
LEFT_THE_HOUSE = (ReleaseState.RELEASED, ReleaseState.CONFIRMED)
LIVE = (OfferState.OFFERED, OfferState.ACCEPTED)


@dataclass(frozen=True)
class Stage:
    """One state of the round's way. `steps`: what the region does meanwhile."""

    state: RoundState
    steps: tuple[Step, ...]
    mark: str  # "done", "current" or ""


@dataclass(frozen=True)
class Standing:
    """A round as its first page tells it. `method` None while a draft's is not usable."""

    state: RoundState
    method: Method | None
    stages: tuple[Stage, ...]
    next: tuple[tuple[RoundState, Verdict], ...]


def standing_of(round: RecruitmentRound, at: datetime) -> Standing:
    """Where it stands at this moment, by the database's clock. Two queries."""
    facts, method = facts_of(round, at), usable_method(round)
    going = [
        (to, may_advance(round, facts, to))
        for to in rounds.next_states(facts.states, facts.state)
    ]
    return Standing(S(facts.state), method, _stages(facts, method), tuple(going))


def state_now(round: RecruitmentRound, at: datetime) -> RoundState:
    """The state, with the time to apply over when it is."""
    return round_changes.state_at(round.state, round.closes_at, at)


def may_advance(
    round: RecruitmentRound, facts: RoundFacts, to: RoundState | str
) -> Verdict:
    """The method's own rule; and the advertisement has something to say."""
    if to != S.ADVERTISED:
        return rounds.may_advance(facts, to)
    # The seed is drawn, and promised, by the very advertising.
    promised = replace(facts, is_promised=True)
    places = round.posts.count()
    readable = round_changes.may_be_read(places, days_of(round), round.text)
    return all_of(rounds.may_advance(promised, to), readable)


def usable_method(round: RecruitmentRound) -> Method | None:
    try:
        return method_of(round)
    except FaultyMethod:
        return None


def days_of(round: RecruitmentRound) -> Days:
    return Days(
        round.opens_at, round.closes_at, round.complement_until, round.starts_on
    )


def _stages(facts: RoundFacts, method: Method | None) -> tuple[Stage, ...]:
    now = facts.states.index(S(facts.state))
    marks = ["done"] * now + ["current"] + [""] * len(facts.states)
    steps = method.steps if method else ()
    return tuple(
        Stage(state, steps_in(steps, state), mark)
        for state, mark in zip(facts.states, marks, strict=False)
    )


# ---------------------------------------------------------------------------- the facts
def facts_of(round: RecruitmentRound, at: datetime) -> RoundFacts:
    """What the rules about going on ask. One query, one more while there are points."""
    method = usable_method(round)
    counted = _counted(round)
    return RoundFacts(
        states=states_of(method.steps) if method else (S.DRAFT, S.ADVERTISED),
        state=state_now(round, at),
        at=at,
        today=timezone.localdate(at),
        closes_at=round.closes_at,
        starts_on=round.starts_on,
        list_lives_until=_lives(round, method),
        faults=0 if method else 1,
        is_promised=bool(round.lottery_commitment),
        unread=counted.unread,
        unscored=unscored(round, method) if method else 0,
        is_ranked=counted.is_ranked,
        is_released=counted.is_released,
        unanswered=counted.unanswered,
        is_evaluated=bool(round.evaluation.strip()),
    )


def _lives(round: RecruitmentRound, method: Method | None) -> date | None:
    if method is None or round.starts_on is None:
        return None
    return list_lives_until(round.starts_on, method.times.list_lives_days)


def _counted(round: RecruitmentRound) -> Any:
    here = {"round": OuterRef("pk")}
    offers = Offer.objects.filter(
        application__round=OuterRef("pk"),
        state=OfferState.OFFERED,
        left_at__isnull=True,
    )
    return (
        RecruitmentRound.objects.filter(pk=round.pk)
        .annotate(
            unread=_number(
                Application.objects.filter(state__in=UNREAD, **here), "round"
            ),
            is_ranked=Exists(Ranking.objects.filter(state=RankingState.FIXED, **here)),
            is_released=Exists(
                Release.objects.filter(state__in=LEFT_THE_HOUSE, **here)
            ),
            unanswered=_number(offers, "application__round"),
        )
        .get()
    )


def _number(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


def unscored(round: RecruitmentRound, method: Method) -> int:
    """Of those who went on, how many lack somebody's points? Only while it matters."""
    if round.state != S.INTERVIEW:
        return 0
    called = set(
        round.applications.filter(state=A.SHORTLISTED).values_list("pk", flat=True)
    )
    return len(called - _fully_scored(round, method))


def _fully_scored(round: RecruitmentRound, method: Method) -> set[object]:
    """Those with as many sent reviews in each phase as the method asks for."""
    sent = (
        Review.objects.filter(
            application__round=round,
            state=ReviewState.SENT,
            superseded_at__isnull=True,
        )
        .order_by()
        .values_list("application_id", "phase")
        .annotate(n=Count("pk"))
    )
    judges = {phase.key: phase.judges for phase in method.scheme.phases}
    full: dict[object, int] = {}
    for application, phase, number in sent:
        if number >= judges.get(phase, 0):
            full[application] = full.get(application, 0) + 1
    return {one for one, number in full.items() if number >= len(judges)}


# --------------------------------------------------------------------------- the places
def held_places(round: RecruitmentRound) -> Mapping[str, int]:
    """How many places in each town somebody has, or is offered. One query."""
    held = held_posts(round)
    return dict(held.order_by("place").values_list("place").annotate(Count("pk")))


def held_posts(round: RecruitmentRound) -> QuerySet[BTPost]:
    """The posts that stay whatever is changed."""
    offered = Offer.objects.filter(post=OuterRef("pk"))
    return round.posts.filter(Exists(offered))
