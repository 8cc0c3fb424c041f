"""The office decides about an application; the answers are sent for many at once.

A decision is a draft until its answer is sent: until then it can be taken back, and
the applicant is told nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Verdict, no
from recruitment.actions.applications_locked import application_locked
from recruitment.actions.letters import write_letter
from recruitment.enums import ApplicationState
from recruitment.models import Application, RecruitmentRound
from recruitment.queries import case_list, screening
from recruitment.queries.methods import method_of
from recruitment.rules.deciding import (
    FROM,
    good_news,
    may_answer,
    may_ask_for,
    may_ask_for_papers,
    may_decide,
    may_send_many,
    may_undo,
)
from recruitment.rules.reviewing import may_see_who
from regions import access, audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission

COMPLEMENT = "complement"
A = ApplicationState


@dataclass(frozen=True)
class Sent:
    """How many answers went out, and those that did not: changed meanwhile."""

    number: int
    left_out: list[Application]


def may_handle(application: Application, by: User) -> Verdict:
    """May this person at the office work with this application?

    Not with a link to the applicant, and not before a blind review of it is sent.
    """
    access.require(by, Permission.RECRUIT, application.region)
    rows = Application.objects.filter(pk=application.pk)
    if rows.filter(case_list.linked_to(by)).exists():
        return no(
            "case.conflict",
            "Du kan inte arbeta med den här ansökan. Det finns en koppling mellan er. "
            "Be en kollega ta den.",
            HOUSE,
        )
    own = application.reviews.filter(
        reviewer=by, interview__isnull=True, superseded_at__isnull=True
    )
    return may_see_who(own.values_list("state", flat=True))


@transaction.atomic
def decide(
    *,
    application: Application,
    to: str,
    reason: str = "",
    text: str,
    by: User,
    at: datetime,
) -> Application:
    """Say how it went, with the answer as it will be sent. Nothing is sent yet."""
    application = application_locked(application)
    may_handle(application, by).require()
    verdict = may_decide(screening.decide_facts(application), to)
    verdict &= screening.reason_holds(application, to, reason) & may_answer(text)
    verdict.require()
    before = application.state
    write(application, to, reason=reason, text=text, by=by, at=at)
    audit.record(
        Event.CASE_DECIDED, about=application, by=by, at=at,
        before=before, state=str(to), reason=reason,
    )  # fmt: skip
    return application


def write(
    application: Application,
    to: str,
    *,
    reason: str = "",
    text: str = "",
    by: User | None,
    at: datetime | None,
) -> None:
    application.state = to
    application.reason, application.answer_text = reason, text
    application.screened_by, application.screened_at = by, at
    application.version += 1
    application.save(
        update_fields=[
            "state", "reason", "answer_text", "screened_by", "screened_at", "version",
        ]
    )  # fmt: skip


@transaction.atomic
def undo(*, application: Application, by: User, at: datetime) -> Application:
    """Take a decision back whose answer has not been sent."""
    application = application_locked(application)
    may_handle(application, by).require()
    may_undo(screening.decide_facts(application)).require()
    before = application.state
    if before in (A.SHORTLISTED, A.NOT_SELECTED):
        back_to_eligible(application, by, at)
    else:
        to = A.INCOMPLETE if waits_for_papers(application) else A.SUBMITTED
        write(application, to, by=None, at=None)
    audit.record(
        Event.CASE_UNDECIDED, about=application, by=by, at=at,
        before=before, state=application.state,
    )  # fmt: skip
    return application


def waits_for_papers(application: Application) -> bool:
    if application.complement_asked_at is None:
        return False
    return bool(case_list.missing_of(application, method_of(application.round)))


def back_to_eligible(application: Application, by: User, at: datetime) -> None:
    """Told of that already, or with that answer still to be sent."""
    if application.mails.filter(kind=case_list.ANSWER).exists():
        write(application, A.ELIGIBLE, by=None, at=None)
        return
    text = good_news(A.ELIGIBLE, screening.answer_facts(application))
    write(application, A.ELIGIBLE, text=text, by=by, at=at)


@transaction.atomic
def ask_complement(
    *,
    application: Application,
    kinds: Sequence[str],
    text: str,
    by: User,
    at: datetime,
) -> Application:
    """Tell the applicant, at once, what is missing and until when it may come in.

    `kinds`: keys of papers that are required. Those that are there count no more.
    """
    application = application_locked(application)
    may_handle(application, by).require()
    verdict = may_ask_for_papers(screening.decide_facts(application))
    required = [one.key for one in method_of(application.round).papers if one.required]
    (verdict & may_ask_for(kinds, required) & may_answer(text)).require()
    application.state = A.INCOMPLETE
    application.complement_kinds = list(kinds)
    application.complement_text, application.complement_asked_at = text, at
    application.version += 1
    application.save(
        update_fields=[
            "state", "complement_text", "complement_asked_at", "complement_kinds",
            "version",
        ]
    )  # fmt: skip
    write_letter(
        application=application, kind=COMPLEMENT, body=text, by=by, at=at,
        subject=_("Din ansökan behöver kompletteras"),
    )  # fmt: skip
    audit.record(
        Event.CASE_COMPLEMENT, about=application, by=by, at=at, papers=list(kinds)
    )
    return application


@transaction.atomic
def send_answers(
    *,
    round: RecruitmentRound,
    shown: Mapping[str, int],
    number: int | None,
    by: User,
    at: datetime,
) -> Sent:
    """Send the answers that were shown, {application's key: its version then}.

    Who has withdrawn, been decided about anew, or been told meanwhile is left out.
    """
    access.require(by, Permission.RECRUIT, round.region)
    may_send_many(number, len(shown)).require()
    rows = case_list.cases_for(by, round.region).filter(round=round, pk__in=shown)
    keys = list(rows.filter(is_veiled=False).values_list("pk", flat=True))
    found = list(
        Application.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .annotate(is_untold=case_list.untold())
        .order_by("number")
    )
    ready = [one for one in found if still_so(one, shown)]
    for application in ready:
        tell(application, by=by, at=at)
    audit.record(Event.CASES_ANSWERED, about=round, by=by, at=at, number=len(ready))
    return Sent(len(ready), [one for one in found if one not in ready])


def still_so(application: Any, shown: Mapping[str, int]) -> bool:
    same = application.version == shown[str(application.pk)]
    return same and application.is_untold and application.state in FROM


def tell(application: Application, *, by: User, at: datetime) -> None:
    write_letter(
        application=application, kind=case_list.ANSWER, body=application.answer_text,
        subject=_("Svar på din ansökan"), by=by, at=at,
    )  # fmt: skip
    audit.record(
        Event.CASE_ANSWERED, about=application, by=by, at=at, state=application.state
    )
