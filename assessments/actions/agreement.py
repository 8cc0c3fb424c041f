"""What is agreed in a talk: who does what by when, and that it is done."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assessments.actions.talk import locked, record
from assessments.models import Agreement, Talk
from assessments.queries.talks import agreement_facts, talk_facts, tick_facts
from assessments.rules.talks import may_agree, may_tick
from regions import audit, mail
from regions.events import Event
from regions.models import User


@transaction.atomic
def agree(
    *, talk: Talk, what: str, owner: User, due_on: date, by: User, at: datetime
) -> Agreement:
    """Write in what somebody has promised; told to them when another wrote it."""
    talk, what = locked(talk), what.strip()
    facts = agreement_facts(talk, owner, what, due_on, timezone.localdate(at))
    may_agree(talk_facts(talk, by=by, now=at), facts).require()
    agreement = Agreement.objects.create(
        region_id=talk.region_id,
        talk=talk,
        what=what,
        owner=owner,
        due_on=due_on,
        agreed_by=by,
        agreed_at=at,
    )
    record(Event.TALK_AGREED, talk, by, at)
    if owner != by:
        mail.notify(
            owner, talk.get_absolute_url(), region=talk.region, by=by, at=at,
            key=f"agreed:{agreement.pk}",
        )  # fmt: skip
    return agreement


@transaction.atomic
def tick_agreement(
    *, agreement: Agreement, done: bool, by: User, at: datetime
) -> Agreement:
    """It is done, or it was not after all. Ticked twice it is done once."""
    agreement = (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("owner", "talk__supervisor", "talk__programme__doctor__user")
        .get(pk=agreement.pk)
    )
    may_tick(tick_facts(agreement, by=by)).require()
    if done == (agreement.done_at is not None):
        return agreement
    agreement.done_at, agreement.done_by = (at, by) if done else (None, None)
    agreement.save(update_fields=["done_at", "done_by"])
    audit.record(
        Event.AGREEMENT_TICKED if done else Event.AGREEMENT_UNTICKED,
        about=agreement, by=by, at=at, programme=agreement.talk.programme,
    )  # fmt: skip
    return agreement
