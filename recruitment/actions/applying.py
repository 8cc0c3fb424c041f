"""From an e-mail address to an application that has come in. by=None: no account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from bt_admin.lib.links import hash_of
from recruitment.actions.applications_locked import application_locked
from recruitment.actions.conflicts import note_conflicts
from recruitment.actions.letters import RECEIPT, write_letter
from recruitment.actions.masked_papers import ask_for_copies
from recruitment.actions.own_links import mail_link
from recruitment.enums import ApplicationState
from recruitment.models import Application, RecruitmentRound, Referee
from recruitment.queries.adverts import advert_of
from recruitment.queries.cases import live_case, may_send, next_number, papers_of
from recruitment.queries.links import token_of
from recruitment.queries.methods import method_of
from recruitment.queries.receipts import receipt_text
from recruitment.rules.applying import may_keep_typed
from regions import audit
from regions.actions.drafts import Typed
from regions.events import Event
from regions.rules.drafts import DraftFacts, not_from_elsewhere


@dataclass(frozen=True)
class Given:
    """What a whole form says, checked field by field."""

    person: Mapping[str, Any]  # columns of Application
    answers: Mapping[str, Any] = field(default_factory=dict)
    wishes: tuple[str, ...] = ()
    consents: Mapping[str, bool] = field(default_factory=dict)
    referees: tuple[Mapping[str, str], ...] = ()
    licensed_on: date | None = None


@transaction.atomic
def begin(*, round: RecruitmentRound, email: str, at: datetime) -> Application:
    """A draft with a link of its own, mailed; the same address again: the same link."""
    advert_of(round, at).verdict.require()
    application = live_case(round, email) or _made(round, email, at)
    mail_link(application=application, at=at)
    return application


def _made(round: RecruitmentRound, email: str, at: datetime) -> Application:
    """The database lets one through of two that come at the same moment."""
    application = Application(
        id=uuid4(), region=round.region, round=round, email=email,
        begun_at=at, saved_at=at,
    )  # fmt: skip
    application.token_hash = hash_of(token_of(application))
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError:
        first = live_case(round, email)
        if first is None:
            raise
        return first
    audit.record(Event.CASE_BEGUN, about=application, by=None, at=at)
    return application


@transaction.atomic
def keep_typed(*, application: Application, given: Typed, at: datetime) -> Application:
    """Keep what is typed, unless another window has written something else there."""
    row = application_locked(application)
    may_keep_typed(row.state, given.length).require()
    kept = row.typed or {}
    same = kept.get("fields") == given.fields
    facts = DraftFacts(
        revision=row.version,
        window=kept.get("window", ""),
        known_revision=given.revision or row.version,  # 0: sent without our script
        known_window=given.window,
        same=same,
        length=given.length,
        others=0,
    )
    not_from_elsewhere(facts).require()
    if not same:
        row.version += 1
    row.typed = {"fields": given.fields, "window": given.window}
    row.saved_at = at
    row.save(update_fields=["typed", "version", "saved_at"])
    return row


@transaction.atomic
def send(*, application: Application, given: Given, at: datetime) -> Application:
    """It comes in: a number without gaps, a receipt, and what ties it to the group.

    The round is locked before the number is taken, so that two never get the same.
    Sent twice: the first was it.
    """
    rounds = RecruitmentRound.objects.select_for_update(of=("self",), no_key=True)
    round = rounds.select_related("region").get(pk=application.round_id)
    row = application_locked(application)
    if row.state != ApplicationState.DRAFT:
        return row
    row.round = round
    _fill(row, given)
    method, papers = method_of(round), papers_of(row)
    may_send(row, papers, method, at).require()
    row.number = next_number(round)
    row.state, row.submitted_at, row.saved_at = ApplicationState.SUBMITTED, at, at
    row.typed = {}
    row.save()
    _name_referees(row, given)
    ask_for_copies(application=row, at=at)
    note_conflicts(application=row, at=at)
    audit.record(Event.CASE_SENT, about=row, by=None, at=at, number=row.number)
    subject, body = receipt_text(row, papers, method, at)
    write_letter(
        application=row, kind=RECEIPT, subject=subject, body=body, by=None, at=at
    )
    return row


def _fill(row: Application, given: Given) -> None:
    for name, value in given.person.items():
        setattr(row, name, value)
    row.licensed_on = given.licensed_on
    row.answers, row.consents = dict(given.answers), dict(given.consents)
    row.wishes = list(given.wishes)


def _name_referees(row: Application, given: Given) -> None:
    Referee.objects.bulk_create(
        Referee(region=row.region, application=row, **one) for one in given.referees
    )
