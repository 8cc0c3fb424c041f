"""When a round that is over is weeded out, and what that day is counted from."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from recruitment.models import ApplicantMail, RecruitmentRound
from recruitment.queries.methods import method_of
from recruitment.rules.methods import FaultyMethod
from recruitment.rules.retention import OverFacts, final_on, purged_by_rule
from recruitment.rules.rounds import next_states
from recruitment.rules.steps import states_of


@dataclass(frozen=True)
class Counted:
    """What a day that the rule has set is counted from."""

    told_on: date | None
    final_on: date


def over_facts(
    round: RecruitmentRound, at: datetime, *, lifted: bool = False
) -> OverFacts | None:
    """What the rule asks of a round that is over; None while it goes on. One query."""
    if not is_over(round):
        return None
    today = timezone.localdate(at)
    rows = ApplicantMail.objects.filter(application__round=round)
    last = rows.aggregate(last=Max("asked_at"))["last"]
    return OverFacts(
        over_on=today,
        told_on=timezone.localdate(last) if last else None,
        noted=round.purge_on,
        is_held=round.held_at is not None,
        lifted_on=today if lifted else None,
    )


def is_over(round: RecruitmentRound) -> bool:
    """Has the round come to the last state of its method?"""
    try:
        states = states_of(method_of(round).steps)
    except FaultyMethod:
        return False
    return round.state in states and not next_states(states, round.state)


def counted_from(round: RecruitmentRound, at: datetime) -> Counted | None:
    """How the day came about; None when somebody wrote another, or there is none."""
    facts = over_facts(round, at) if round.purge_on else None
    if facts is None or facts.told_on is None:
        return None
    counted = OverFacts(facts.over_on, facts.told_on)
    if purged_by_rule(counted) != round.purge_on:
        return None
    return Counted(facts.told_on, final_on(counted))
