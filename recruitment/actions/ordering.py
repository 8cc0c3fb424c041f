"""An order is made from the judges' own rows, fixed, and opened again.

Nobody types a place or a total: what is written is what the rule gives.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from recruitment.actions.rounds_locked import round_locked
from recruitment.enums import ApplicationState, RankingState, ReleaseState
from recruitment.models import Application, RankedPlace, Ranking, RecruitmentRound
from recruitment.queries import clearing, ordering
from recruitment.queries.ordering import Standing
from recruitment.rules.clearing_steps import may_reopen_in
from recruitment.rules.gate import OUT, UNDER_WAY
from recruitment.rules.orders import all_decided, may_fix
from recruitment.rules.ranking import NotAppointable, Place, may_rank, may_reopen
from regions import access, audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission


@transaction.atomic
def make_order(*, round: RecruitmentRound, by: User, at: datetime) -> Ranking:
    """The order as the points give it now; a draft that was made before is replaced."""
    access.require(by, Permission.RECRUIT, round.region)
    round = round_locked(round)
    standing = ordering.standing_of(round)
    undecided = [one.full_name for one in standing.undecided]
    verdict = all_decided(undecided, len(standing.candidates))
    (verdict & may_rank(standing.facts(ordering.final_on(round)))).require()
    round.rankings.filter(state=RankingState.DRAFT).delete()
    last = round.rankings.aggregate(last=Max("number"))["last"] or 0
    ranking = Ranking.objects.create(
        region_id=round.region_id,
        round=round,
        number=last + 1,
        digest=standing.digest(),
        made_by=by,
        made_at=at,
    )
    write_places(ranking, standing)
    audit.record(
        Event.ORDER_MADE, about=round, by=by, at=at,
        number=ranking.number, candidates=len(standing.candidates),
    )  # fmt: skip
    return ranking


def write_places(ranking: Ranking, standing: Standing) -> None:
    order = standing.order()
    everyone: list[Place | NotAppointable] = [*order.places, *order.not_appointable]
    RankedPlace.objects.bulk_create(
        RankedPlace(
            region_id=ranking.region_id,
            ranking=ranking,
            application=standing.candidates[str(one.application)],
            position=one.number if isinstance(one, Place) else None,
            total=one.points,
            parts=parts_of(standing, str(one.application)),
            explanation=str(one),
        )
        for one in everyone
    )


def parts_of(standing: Standing, key: str) -> list[list[str]]:
    """[phase's label, points] in the order of the phases: what a total is made of."""
    return [
        [standing.scheme.phase(phase).label, str(points)]
        for phase, points in standing.totals[key].phases
    ]


@transaction.atomic
def fix_order(*, ranking: Ranking, by: User, at: datetime) -> Ranking:
    """From now scores are locked. A second click changes nothing."""
    access.require(by, Permission.HIRE, ranking.round.region)
    round = round_locked(ranking.round)
    ranking = Ranking.objects.select_for_update().get(pk=ranking.pk)
    if ranking.state == RankingState.FIXED:
        return ranking
    standing = ordering.standing_of(round)
    undecided = [one.full_name for one in standing.undecided]
    verdict = all_decided(undecided, len(standing.candidates))
    verdict &= may_rank(standing.facts(ordering.final_on(round)))
    verdict &= may_fix(
        is_draft=ranking.state == RankingState.DRAFT,
        made_of=ranking.digest,
        digest_now=standing.digest(),
    )
    verdict.require()
    ranking.state, ranking.fixed_by, ranking.fixed_at = RankingState.FIXED, by, at
    ranking.save(update_fields=["state", "fixed_by", "fixed_at"])
    follow(ranking)
    audit.record(
        Event.ORDER_FIXED, about=round, by=by, at=at,
        number=ranking.number, digest=ranking.digest,
    )  # fmt: skip
    return ranking


def follow(ranking: Ranking) -> None:
    """Each application says what the order says of it."""
    ranked = ranking.places.filter(position__isnull=False).values("application_id")
    below = ranking.places.filter(position__isnull=True).values("application_id")
    rows = Application.objects.filter(round=ranking.round)
    rows.filter(pk__in=ranked).update(state=ApplicationState.RANKED)
    rows.filter(pk__in=below).update(state=ApplicationState.NOT_APPOINTABLE)


@transaction.atomic
def reopen_order(*, ranking: Ranking, reason: str, by: User, at: datetime) -> Ranking:
    """Scores may be changed again; what was being prepared to be sent is thrown away."""
    access.require(by, Permission.HIRE, ranking.round.region)
    round = round_locked(ranking.round)
    ranking = Ranking.objects.select_for_update().get(pk=ranking.pk)
    if ranking.state == RankingState.REOPENED:
        return ranking
    released = round.releases.filter(state__in=OUT).exists()
    verdict = may_reopen_in(clearing.is_in(round))
    (verdict & may_reopen(reason, released=released)).require()
    round.releases.filter(state__in=UNDER_WAY).update(state=ReleaseState.DISCARDED)
    ranking.state = RankingState.REOPENED
    ranking.reopened_by, ranking.reopened_at = by, at
    ranking.reopened_reason = reason.strip()
    ranking.save(
        update_fields=["state", "reopened_by", "reopened_at", "reopened_reason"]
    )
    ranked = [ApplicationState.RANKED, ApplicationState.NOT_APPOINTABLE]
    rows = Application.objects.filter(round=round, state__in=ranked)
    rows.update(state=ApplicationState.SHORTLISTED)
    audit.record(Event.ORDER_REOPENED, about=round, by=by, at=at, number=ranking.number)
    return ranking
