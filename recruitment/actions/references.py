"""References: asked for by the office, answered by a personal link, once."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.links import hash_of
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import no
from recruitment.models import Application, Referee
from recruitment.queries.referees import referee_facts, token_of
from recruitment.rules.references import (
    answers_complete,
    expires,
    link_opens,
    may_ask_referee,
    may_note_record,
    questions_of,
)
from regions import access, audit, outbox
from regions.events import Event
from regions.models import User
from regions.roles import Permission

REFERENCE_LETTER, REFERENCE_RECEIPT = "reference_letter", "reference_receipt"
REFERENCE_OVER = "reference_over"  # nobody needs the answer any more


@transaction.atomic
def ask_referee(*, referee: Referee, by: User, at: datetime) -> Referee:
    """Send a link that holds for 14 days; asked again, the link before it ends."""
    access.require(by, Permission.RECRUIT, referee.region)
    referee = _locked(referee)
    today = timezone.localdate(at)
    may_ask_referee(referee_facts(referee, today)).require()
    referee.asked_by, referee.asked_at, referee.expires_on = by, at, expires(today)
    referee.token_hash = hash_of(token_of(referee))
    referee.save()
    audit.record(Event.REFERENCE_ASKED, about=referee.application, by=by, at=at)
    outbox.enqueue(
        REFERENCE_LETTER, referee.token_hash, region_id=referee.region_id, by=by,
        at=at, referee=str(referee.pk), token_hash=referee.token_hash,
    )  # fmt: skip
    return referee


@transaction.atomic
def answer_reference(
    *, referee: Referee, answers: Mapping[str, str], at: datetime
) -> Referee:
    """Take the answer, once; from then on the row is locked."""
    referee = _opened(referee, at)
    questions = questions_of(referee.application.round.method)
    given = {one.key: answers.get(one.key, "").strip() for one in questions}
    answers_complete(questions, given).require()
    referee.answers, referee.answered_at = given, at
    referee.save(update_fields=["answers", "answered_at"])
    audit.record(Event.REFERENCE_ANSWERED, about=referee.application, by=None, at=at)
    outbox.enqueue(
        REFERENCE_RECEIPT, str(referee.pk), region_id=referee.region_id, by=None,
        at=at, referee=str(referee.pk),
    )  # fmt: skip
    return referee


@transaction.atomic
def decline_reference(*, referee: Referee, at: datetime) -> Referee:
    """Say no: the link ends, and the office sees that somebody else is needed."""
    referee = _opened(referee, at)
    referee.declined_at = at
    referee.save(update_fields=["declined_at"])
    audit.record(Event.REFERENCE_DECLINED, about=referee.application, by=None, at=at)
    return referee


def _locked(referee: Referee) -> Referee:
    rows = Referee.objects.select_for_update(of=("self",))
    return rows.select_related("region", "application__round").get(pk=referee.pk)


def _opened(referee: Referee, at: datetime) -> Referee:
    referee = _locked(referee)
    if not link_opens(referee_facts(referee, timezone.localdate(at))):
        text = "Länken gäller inte längre. Svaret kan redan ha kommit in."
        no("reference.closed", text, HOUSE).require()
    return referee


@transaction.atomic
def note_reading(*, referee: Referee, by: User, at: datetime) -> None:
    """Who reads what was said of somebody leaves a trace."""
    audit.record(Event.REFERENCE_READ, about=referee.application, by=by, at=at)


@transaction.atomic
def note_record(
    *, application: Application, shown_on: date, by: User, at: datetime
) -> Application:
    """Note that an extract of the register was shown, when and to whom. No more."""
    access.require(by, Permission.RECRUIT, application.region)
    rows = Application.objects.select_for_update(of=("self",))
    application = rows.select_related("round__region").get(pk=application.pk)
    may_note_record(application.state, shown_on, timezone.localdate(at)).require()
    application.record_shown_on, application.record_seen_by = shown_on, by
    application.save(update_fields=["record_shown_on", "record_seen_by"])
    audit.record(Event.RECORD_SHOWN, about=application, by=by, at=at)
    return application
