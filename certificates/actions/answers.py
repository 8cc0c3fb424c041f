"""What happens to the application after the post: told by the doctor or the office."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from certificates.actions.locking import lock_programme
from certificates.actions.notices import tell
from certificates.actions.progress import state_of
from certificates.enums import AnswerKind
from certificates.models import ApplicationAnswer
from certificates.queries import certifying_managers
from certificates.queries.answers import Standing, standing_of, step_of
from certificates.queries.application import send_facts
from certificates.queries.documents import REGISTRARS, may_with
from certificates.rules.answers import (
    AnswerFacts,
    may_correct_answer,
    may_record_answer,
)
from certificates.rules.sending import may_send_again
from placements.enums import ProgrammeState
from placements.models import Programme
from regions import audit, mail
from regions.events import Event
from regions.models import User


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody tells of a step; the fields of `ApplicationAnswer`."""

    kind: AnswerKind
    on: date
    text: str = ""
    case_number: str = ""
    last_on: date | None = None
    received_on: date | None = None
    tracking: str = ""


@transaction.atomic
def record_answer(
    *, programme: Programme, told: Told, by: User, at: datetime
) -> ApplicationAnswer:
    """Register the next step; the very same step told again changes nothing."""
    programme = lock_programme(programme)
    may_with(by, programme, REGISTRARS).require()
    standing = standing_of(programme)
    if standing.last and _same(standing.last, told):
        return standing.last
    may_record_answer(_facts(programme, standing, told, by, at)).require()
    if told.kind == AnswerKind.SENT_AGAIN:
        may_send_again(send_facts(programme, by)).require()
    row = _added(programme, told, by, at)
    _follow(programme)
    audit.record(
        Event.ANSWER_RECORDED, about=row, by=by, at=at, programme=programme,
        kind=row.kind, on=str(row.on),
    )  # fmt: skip
    _tell(row, by, at)
    return row


@transaction.atomic
def correct_answer(
    *,
    answer: ApplicationAnswer,
    told: Told | None,
    reason: str,
    by: User,
    at: datetime,
) -> ApplicationAnswer:
    """Put another step in its place, or none; both rows stay, with the reason."""
    programme = lock_programme(answer.programme)
    may_with(by, programme, REGISTRARS).require()
    standing = standing_of(programme)
    is_last = standing.last is not None and standing.last.pk == answer.pk
    may_correct_answer(AnswerKind(answer.kind), is_last, reason).require()
    before = Standing(standing.rows, standing.counting[:-1])
    if told:
        may_record_answer(_facts(programme, before, told, by, at)).require()
    told = told or Told(kind=AnswerKind.MISTAKEN, on=answer.on)
    row = _added(programme, told, by, at, corrects=answer, correction=reason.strip())
    _follow(programme)
    audit.record(
        Event.ANSWER_CORRECTED, about=row, by=by, at=at, programme=programme,
        kind=row.kind, instead_of=answer.kind,
    )  # fmt: skip
    _tell(row, by, at)
    return row


def note_sent(programme: Programme, tracking: str, by: User, at: datetime) -> None:
    """The first step, in the transaction that ends the BT."""
    on = timezone.localdate(at)
    told = Told(kind=AnswerKind.SENT, on=on, tracking=tracking.strip())
    _added(programme, told, by, at)


def _added(
    programme: Programme,
    told: Told,
    by: User,
    at: datetime,
    corrects: ApplicationAnswer | None = None,
    correction: str = "",
) -> ApplicationAnswer:
    return ApplicationAnswer.objects.create(
        region=programme.region,
        programme=programme,
        number=programme.answers.count() + 1,
        by=by,
        at=at,
        corrects=corrects,
        correction=correction,
        **asdict(told),
    )


def _same(row: ApplicationAnswer, told: Told) -> bool:
    return all(getattr(row, key) == value for key, value in asdict(told).items())


def _facts(
    programme: Programme, standing: Standing, told: Told, by: User, at: datetime
) -> AnswerFacts:
    return AnswerFacts(
        new=step_of(ApplicationAnswer(**asdict(told))),
        steps=standing.steps,
        today=timezone.localdate(at),
        is_doctor=programme.doctor.user_id == by.pk,
        text=told.text,
        case_number=told.case_number,
    )


def _follow(programme: Programme) -> None:
    """Where the BT stands follows from the last step that counts."""
    last = standing_of(programme).last
    kind = AnswerKind(last.kind) if last else None
    if kind == AnswerKind.APPROVED:
        programme.state = ProgrammeState.APPROVED
    elif kind == AnswerKind.APPLY_AGAIN:
        programme.state, programme.applied_at = state_of(programme), None
    elif kind is not None:
        programme.state = ProgrammeState.APPLIED
    programme.save(update_fields=["state", "applied_at"])


def _tell(row: ApplicationAnswer, by: User, at: datetime) -> None:
    """The doctor always; the AT/BT-chefer when there is something to help with."""
    programme = row.programme
    asked = row.kind in (AnswerKind.COMPLEMENT, AnswerKind.REJECTED)
    people = [programme.doctor.user]
    if asked:
        day = timezone.localdate(at)
        people += [one.user for one in certifying_managers(programme.region, day)]
    for user in dict.fromkeys(people):
        tell(
            user,
            about=row,
            programme=programme,
            why="answer",
            by=by,
            at=at,
            page="certificates:application",
            notice=mail.TASK if asked else mail.NEWS,
        )
