"""A 360 is opened, sent, ended, looked through and talked about."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions.round_answers import open_the_sealed
from assessments.enums import RoundState
from assessments.models import (
    FeedbackRound,
    RoundRater,
    RoundSelf,
    RoundText,
    SealedAnswer,
)
from assessments.queries import rounds as queries
from assessments.queries.people import directors, main_supervisor
from assessments.rules import rounds as rules
from assessments.rules.round_answers import may_answer_self
from assessments.rules.round_raters import may_ask, may_unask, reminders_due
from placements.models import Programme
from regions import audit, mail, outbox
from regions.events import Event
from regions.models import User

LETTER = "round_letter"


@transaction.atomic
def open_round(*, programme: Programme, by: User, at: datetime) -> FeedbackRound:
    """Open a 360 about this doctor; a second click finds the one just opened."""
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    today = timezone.localdate(at)
    just_now = FeedbackRound.objects.filter(
        programme=programme, state=RoundState.OPEN, opened_by=by
    ).first()
    if just_now and queries.TAKES_PART & queries.permissions_on(by, programme):
        return just_now
    queries.may_open(programme, by, today).require()
    given = queries.instrument_now(programme.region)
    limits = queries.limits_for(given, programme)
    row = FeedbackRound.objects.create(
        region_id=programme.region_id,
        programme=programme,
        instrument=given.key,
        instrument_version=given.version,
        regional_instrument_id=given.regional,
        means_from=limits.means_from,
        texts_from=limits.texts_from,
        opened_by=by,
        opened_at=at,
    )
    audit.record(Event.ROUND_OPENED, about=row, by=by, at=at, programme=programme)
    tell(programme.doctor.user, row, by=by, at=at, about="opened")
    return row


@transaction.atomic
def answer_self(
    *,
    round: FeedbackRound,
    answers: dict[str, int | None],
    texts: dict[str, str],
    by: User,
    at: datetime,
) -> RoundSelf:
    """The doctor's own picture, before anybody else is asked; it is locked at once."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    given = queries.instrument_of_round(round)
    may_answer_self(facts, given, answers, texts).require()
    row = RoundSelf.objects.create(
        region_id=round.region_id,
        round=round,
        answers=answers,
        texts={key: text.strip() for key, text in texts.items()},
        given_on=facts.today,
    )
    note(Event.ROUND_SELF_ANSWERED, round, by=by, at=at)
    return row


# ------------------------------------------------------------------------ who is asked
@transaction.atomic
def ask_rater(
    *,
    round: FeedbackRound,
    name: str,
    email: str,
    profession: str,
    by: User,
    at: datetime,
) -> RoundRater:
    """Put somebody on the list; while answers come in the letter goes at once."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    may_ask(facts, name, email, profession).require()
    rater = RoundRater.objects.create(
        region_id=round.region_id,
        round=round,
        name=name.strip(),
        email=email.strip().lower(),
        profession=profession,
        asked_by=by,
    )
    note(Event.ROUND_RATER_ASKED, round, by=by, at=at)
    if round.state == RoundState.COLLECTING:
        write_to(rater, by=by, at=at)
    return rater


@transaction.atomic
def unask_rater(
    *, round: FeedbackRound, rater_id: UUID, by: User, at: datetime
) -> None:
    """Take somebody off the list; who is not on it any more is no fault."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    may_unask(facts).require()
    if rater := RoundRater.objects.filter(round=round, pk=rater_id).first():
        rater.delete()
        note(Event.ROUND_RATER_REMOVED, round, by=by, at=at)


@transaction.atomic
def send_round(*, round: FeedbackRound, by: User, at: datetime) -> FeedbackRound:
    """The letters go out, and answers may come in until the last day."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    rules.may_send_round(facts).require()
    round.state, round.sent_at = RoundState.COLLECTING, at
    round.closes_on = facts.today + timedelta(days=facts.limits.days)
    round.save(update_fields=["state", "sent_at", "closes_on"])
    note(Event.ROUND_SENT, round, by=by, at=at, raters=len(facts.raters))
    for rater in queries.raters_of(round):
        write_to(rater, by=by, at=at)
    return round


def write_to(rater: RoundRater, *, by: User | None, at: datetime) -> None:
    """Ask for a letter. Its link is made when it is written, and stands nowhere else."""
    rater.asked_on = rater.asked_on or timezone.localdate(at)
    rater.save(update_fields=["asked_on", "reminded"])
    outbox.enqueue(
        LETTER, f"{rater.pk}:{rater.reminded}", region_id=rater.region_id, by=by, at=at,
        rater=str(rater.pk),
    )  # fmt: skip


@transaction.atomic
def remind_rater(*, rater: RoundRater, at: datetime) -> bool:
    """One more letter to somebody who has not answered, if one is due by now."""
    round = locked(rater.round)
    rater = RoundRater.objects.select_for_update(of=("self",)).get(pk=rater.pk)
    if rater.answered or not rater.asked_on or not round.closes_on:
        return False
    remind_at = queries.limits_of(round).remind_at
    due = reminders_due(
        rater.asked_on, timezone.localdate(at), round.closes_on, remind_at
    )
    if round.state != RoundState.COLLECTING or due <= rater.reminded:
        return False
    rater.reminded = due
    write_to(rater, by=None, at=at)
    return True


# -------------------------------------------------------------------------- how it ends
@transaction.atomic
def move_end(
    *, round: FeedbackRound, closes_on: date, by: User, at: datetime
) -> FeedbackRound:
    """Another last day. The links that were sent open again, or close earlier."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    rules.may_move_end(facts, closes_on).require()
    if round.closes_on != closes_on:
        round.closes_on = closes_on
        round.save(update_fields=["closes_on"])
        note(Event.ROUND_MOVED, round, by=by, at=at, closes_on=str(closes_on))
    return round


@transaction.atomic
def close_round(*, round: FeedbackRound, by: User, at: datetime) -> FeedbackRound:
    """Enough have answered: close it before its last day."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    rules.may_close_round(facts).require()
    return close(round, by=by, at=at)


@transaction.atomic
def close_when_over(*, round: FeedbackRound, at: datetime) -> bool:
    """The last day is over: close it, unless too few have answered. Was it closed?"""
    round = locked(round)
    answered = queries.progress_of(round).answered
    over = rules.is_to_be_closed(
        round.state, round.closes_on, answered, round.means_from, timezone.localdate(at)
    )
    if over:
        close(round, by=None, at=at)
    return over


def close(round: FeedbackRound, *, by: User | None, at: datetime) -> FeedbackRound:
    round.state, round.closed_at = RoundState.CLOSED, at
    round.save(update_fields=["state", "closed_at"])
    round.answers = open_the_sealed(round)
    round.save(update_fields=["answers"])
    note(Event.ROUND_CLOSED, round, by=by, at=at, answers=round.answers)
    for user in directors(round.region, timezone.localdate(at)):
        tell(user, round, by=by, at=at, about="closed")
    return round


@transaction.atomic
def cancel_round(
    *, round: FeedbackRound, reason: str, by: User, at: datetime
) -> FeedbackRound:
    """Break it off: no link opens any more, and what was answered is gone."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    rules.may_cancel_round(facts, reason).require()
    round.state, round.reason = RoundState.CANCELLED, reason.strip()
    round.cancelled_by, round.cancelled_at = by, at
    round.save(update_fields=["state", "reason", "cancelled_by", "cancelled_at"])
    SealedAnswer.objects.filter(round=round).delete()
    note(Event.ROUND_CANCELLED, round, by=by, at=at)
    tell(round.programme.doctor.user, round, by=by, at=at, about="cancelled")
    return round


# ------------------------------------------------------- looked through, and talked about
@transaction.atomic
def hide_text(
    *, round: FeedbackRound, text_id: UUID, reason: str, by: User, at: datetime
) -> None:
    """Keep a free text from the doctor; the reason stays beside it."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    rules.may_hide(facts, reason).require()
    row = RoundText.objects.select_for_update().filter(round=round, pk=text_id).first()
    if row and not row.hidden_reason:
        row.hidden_reason, row.hidden_by = reason.strip(), by
        row.save(update_fields=["hidden_reason", "hidden_by"])
        audit.record(Event.ROUND_TEXT_HIDDEN, about=round, by=by, at=at)


@transaction.atomic
def show_text(*, round: FeedbackRound, text_id: UUID, by: User, at: datetime) -> None:
    """Let the doctor read it after all."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    rules.may_moderate(facts).require()
    row = RoundText.objects.select_for_update().filter(round=round, pk=text_id).first()
    if row and row.hidden_reason:
        row.hidden_reason, row.hidden_by = "", None
        row.save(update_fields=["hidden_reason", "hidden_by"])
        audit.record(Event.ROUND_TEXT_SHOWN, about=round, by=by, at=at)


@transaction.atomic
def release_round(*, round: FeedbackRound, by: User, at: datetime) -> FeedbackRound:
    """From now on it is the doctor's, and the huvudansvarig handledares to talk about."""
    round = locked(round)
    today = timezone.localdate(at)
    rules.may_release(queries.facts_of(round, by, today)).require()
    round.state, round.released_by, round.released_at = RoundState.RELEASED, by, at
    round.save(update_fields=["state", "released_by", "released_at"])
    note(Event.ROUND_RELEASED, round, by=by, at=at)
    tell(
        round.programme.doctor.user, round, by=by, at=at, about="released",
        notice=mail.NEWS,
    )  # fmt: skip
    if main := main_supervisor(round.programme, today):
        tell(main, round, by=by, at=at, about="released")
    return round


@transaction.atomic
def note_round_talk(
    *, round: FeedbackRound, on: date, by: User, at: datetime
) -> FeedbackRound:
    """The two have talked about it. Registered again it is a correction of the day."""
    round = locked(round)
    facts = queries.facts_of(round, by, timezone.localdate(at))
    rules.may_note_talk(facts, on, queries.released_on(round)).require()
    if round.talk_on != on:
        round.talk_on, round.talk_by = on, by
        round.save(update_fields=["talk_on", "talk_by"])
        note(Event.ROUND_TALKED, round, by=by, at=at)
    return round


# ------------------------------------------------------------------------------ shared
def locked(round: FeedbackRound) -> FeedbackRound:
    rows = FeedbackRound.objects.select_for_update(of=("self",))
    return rows.select_related(
        "region", "programme__region", "programme__doctor__user", "programme__model"
    ).get(pk=round.pk)


def note(
    event: Event,
    round: FeedbackRound,
    *,
    by: User | None,
    at: datetime,
    **detail: object,
) -> None:
    audit.record(event, about=round, by=by, at=at, programme=round.programme, **detail)


def tell(
    user: User,
    round: FeedbackRound,
    *,
    by: User | None,
    at: datetime,
    about: str,
    notice: str = mail.TASK,
) -> None:
    if user != by:
        mail.notify(
            user,
            round.get_absolute_url(),
            region=round.region,
            by=by,
            at=at,
            notice=notice,
            key=f"round-{about}:{round.pk}",
        )
