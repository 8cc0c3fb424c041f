"""The story of an application since it was sent, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import long_day
from bt_admin.lib.verdicts import Verdict
from certificates.enums import AnswerKind
from certificates.models import ApplicationAnswer
from certificates.rules.answers import (
    Step,
    appeal_by,
    complement_open,
    kinds_after,
    may_correct_answer,
)
from placements.models import Programme

REJECTED = (AnswerKind.REJECTED, AnswerKind.RECEIVED, AnswerKind.UPHELD)
LOOK = {
    AnswerKind.SENT: ("ok", "mail"),
    AnswerKind.COMPLEMENT: ("warn", ""),
    AnswerKind.SENT_AGAIN: ("ok", "mail"),
    AnswerKind.APPROVED: ("ok", ""),
    AnswerKind.REJECTED: ("bad", ""),
    AnswerKind.RECEIVED: ("bad", ""),
    AnswerKind.APPEALED: ("wait", ""),
    AnswerKind.UPHELD: ("bad", ""),
    AnswerKind.APPLY_AGAIN: ("now", ""),
}


@dataclass(frozen=True)
class Standing:
    """Where the application stands. `rows`: all that was registered, in order."""

    rows: tuple[ApplicationAnswer, ...]
    counting: tuple[ApplicationAnswer, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step_of(row) for row in self.counting)

    @property
    def last(self) -> ApplicationAnswer | None:
        return self.counting[-1] if self.counting else None

    @property
    def state(self) -> State | None:
        if self.last is None:
            return None
        tone, icon = LOOK[AnswerKind(self.last.kind)]
        return State(tone, self.last.get_kind_display(), icon)

    @property
    def appeal_by(self) -> date | None:
        return appeal_by(self.steps)

    @property
    def complement_open(self) -> bool:
        return complement_open(self.steps)

    @property
    def is_approved(self) -> bool:
        return self.last is not None and self.last.kind == AnswerKind.APPROVED

    @property
    def is_rejected(self) -> bool:
        """Is there a rejection that holds, and that nobody has appealed yet?"""
        return self.last is not None and self.last.kind in REJECTED

    @property
    def may_correct(self) -> Verdict:
        kind = AnswerKind(self.last.kind) if self.last else None
        return may_correct_answer(kind, True, "-")

    def next_kinds(self, *, is_doctor: bool) -> tuple[AnswerKind, ...]:
        return kinds_after(self.steps, is_doctor=is_doctor)


def standing_of(programme: Programme) -> Standing:
    """What was registered, and what of it counts: not what was corrected. One query."""
    found = ApplicationAnswer.objects.filter(programme=programme)
    rows = tuple(
        found.select_related("by", "corrected_by__by").order_by("number")
    ) or _sent_before(programme)
    return Standing(rows, tuple(_counting(rows)))


def _sent_before(programme: Programme) -> tuple[ApplicationAnswer, ...]:
    """The first step of what was sent before there were steps; not saved."""
    if programme.applied_at is None:
        return ()
    sent = ApplicationAnswer(
        region=programme.region,
        programme=programme,
        number=0,
        kind=AnswerKind.SENT,
        on=timezone.localdate(programme.applied_at),
        by=programme.doctor.user,
        at=programme.applied_at,
    )
    return (sent,)


def _counting(rows: Sequence[ApplicationAnswer]) -> list[ApplicationAnswer]:
    """A correction stands where the row it corrects stood; a mistake leaves nothing."""
    instead = {row.corrects_id: row for row in rows if row.corrects_id}
    found = []
    for row in rows:
        if row.corrects_id:
            continue
        while row.pk in instead:
            row = instead[row.pk]
        if row.kind != AnswerKind.MISTAKEN:
            found.append(row)
    return found


def step_of(row: ApplicationAnswer) -> Step:
    return Step(AnswerKind(row.kind), row.on, row.last_on, row.received_on)


def closed_on(programme: Programme, standing: Standing | None = None) -> date | None:
    """Since when may the application not be changed? None while it may.

    It may before it is sent, and again while Socialstyrelsen asks for a complement.
    """
    standing = standing or standing_of(programme)
    if programme.applied_at is None or standing.complement_open:
        return None
    return timezone.localdate(programme.applied_at)


def story(standing: Standing) -> list[tuple[ApplicationAnswer, list[tuple[str, str]]]]:
    """Each row with its facts in words, newest first."""
    return [(row, _facts(row)) for row in reversed(standing.rows)]


def _facts(row: ApplicationAnswer) -> list[tuple[str, str]]:
    told = [
        (_("Diarienummer"), row.case_number),
        (_("Sista dag att komplettera"), long_day(row.last_on) if row.last_on else ""),
        (_("Mottaget"), long_day(row.received_on) if row.received_on else ""),
        (_("Kollinummer"), row.tracking),
    ]
    return [(label, words) for label, words in told if words]
