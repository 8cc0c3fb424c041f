"""What a round has taught those who ran it."""

from datetime import datetime

from django.db import transaction

from recruitment.models import RecruitmentRound
from recruitment.rules.evaluation import may_evaluate
from regions import access, audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission


@transaction.atomic
def write_evaluation(
    *, round: RecruitmentRound, text: str, version: int, by: User, at: datetime
) -> RecruitmentRound:
    """Keep the words; the round itself goes on as it was. The same text changes nothing."""
    access.require(by, Permission.RECRUIT, round.region)
    round = RecruitmentRound.objects.select_for_update().get(pk=round.pk)
    may_evaluate(round.state, text, version, round.version).require()
    if text == round.evaluation:
        return round
    round.evaluation, round.evaluated_at = text, at
    round.version += 1
    round.save(update_fields=["evaluation", "evaluated_at", "version"])
    audit.record(Event.ROUND_EVALUATED, about=round, by=by, at=at)
    return round
