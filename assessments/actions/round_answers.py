"""A rater answers, by a personal link; and what was answered comes out of its seal."""

import logging
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Case, F, When
from django.utils import timezone

from assessments.models import (
    FeedbackRound,
    RaterLink,
    RoundRater,
    RoundTally,
    RoundText,
    SealedAnswer,
)
from assessments.queries import rounds as queries
from assessments.rules.round_answers import may_answer_round, what_link_opens
from assessments.rules.round_results import Given, tallies_of, words_of
from bt_admin.lib.links import hash_of, new_token
from bt_admin.lib.sealing import seal, unseal
from regions import audit
from regions.events import Event

log = logging.getLogger(__name__)


@transaction.atomic
def new_link(*, rater: RoundRater) -> str:
    """The secret of one more letter to this rater: the only moment it is known."""
    token = new_token()
    RaterLink.objects.create(
        region_id=rater.region_id, rater=rater, token_hash=hash_of(token)
    )
    return token


@transaction.atomic
def answer_round(
    *,
    rater: RoundRater,
    answers: dict[str, int | None],
    texts: dict[str, str],
    at: datetime,
) -> None:
    """Take one answer, once. The rater's row says that there is one; the answer goes
    sealed into a row that says whose it is to nobody, and the log names nobody."""
    rows = FeedbackRound.objects.select_for_update(of=("self",))
    round = rows.select_related("programme__model").get(pk=rater.round_id)
    rater = RoundRater.objects.select_for_update().get(pk=rater.pk)
    opens = what_link_opens(
        round.state, round.closes_on, rater.answered, timezone.localdate(at)
    )
    given = queries.instrument_of_round(round)
    may_answer_round(opens, given, answers, texts).require()
    SealedAnswer.objects.create(
        id=uuid4(),
        region_id=round.region_id,
        round=round,
        content=seal(
            {"profession": rater.profession, "answers": answers, "texts": texts}
        ),
    )
    # Every row of the list is written anew: PostgreSQL keeps which transaction wrote a
    # row, and that of one rater alone would be that of the answer too.
    is_this = When(pk=rater.pk, then=True)
    RoundRater.objects.filter(round=round).update(
        answered=Case(is_this, default=F("answered"))
    )
    audit.record(Event.ROUND_ANSWERED, about=round, by=None, at=at)


def open_the_sealed(round: FeedbackRound) -> int:
    """Turn the answers of a round that is closed into counts and nameless words.

    Written all at once and in no order: not even when a row was written tells one
    answer from another. Returns how many answers there were.
    """
    rows = SealedAnswer.objects.filter(round=round)
    opened = [unseal(row.content) for row in rows]
    given = [Given(**one) for one in opened if one is not None]
    if len(given) < len(opened):
        log.error("%s: answers sealed with a key that is gone", round.pk)
    same = {"region_id": round.region_id, "round": round}
    RoundTally.objects.bulk_create(
        RoundTally(
            profession=one.profession,
            item=one.item,
            level=one.level,
            count=one.count,
            **same,
        )
        for one in tallies_of(given, round.means_from)
    )
    RoundText.objects.bulk_create(
        RoundText(profession=one.profession, box=one.box, text=one.text, **same)
        for one in words_of(given, round.texts_from)
    )
    rows.delete()
    return len(given)
