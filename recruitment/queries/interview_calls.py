"""The interviews an applicant is called to, as the applicant sees them."""

from dataclasses import dataclass
from datetime import datetime

from recruitment.enums import InterviewState
from recruitment.models import Application, InterviewCandidate
from recruitment.queries.methods import method_of
from recruitment.rules.interview_parts import part_with
from recruitment.rules.interviewing import CallFacts, may_answer_call


@dataclass(frozen=True)
class Call:
    """All times of one part, which are answered together."""

    phase: str
    label: str
    rows: list[InterviewCandidate]
    times: list[tuple[str, datetime, datetime, str]]  # phase's label, from, until, room
    asks_observer: bool
    may_answer: bool

    @property
    def is_confirmed(self) -> bool:
        return all(one.confirmed_at for one in self.rows)

    @property
    def is_declined(self) -> bool:
        return any(one.declined_at for one in self.rows)

    @property
    def observer_welcome(self) -> bool | None:
        answers = {one.observer_welcome for one in self.rows}
        return answers.pop() if len(answers) == 1 else None

    @property
    def initial(self) -> dict[str, str]:
        """What was answered last, as the form has it."""
        said = {True: "ja", False: "nej"}
        found = {}
        if self.is_confirmed or self.is_declined:
            found["works"] = said[self.is_confirmed]
        if self.observer_welcome is not None:
            found["observer"] = said[self.observer_welcome]
        return found


def calls_of(application: Application, at: datetime) -> list[Call]:
    """Interviews that are called and not yet held, by part, in order of time."""
    method = method_of(application.round)
    labels = {one.key: one.label for one in method.scheme.phases}
    rows = InterviewCandidate.objects.filter(
        application=application, interview__state=InterviewState.CALLED
    ).select_related("interview")
    by_part: dict[str, list[InterviewCandidate]] = {}
    for row in rows.order_by("interview__starts_at"):
        part = part_with(method, row.interview.phase)
        by_part.setdefault(part.key if part else row.interview.phase, []).append(row)
    return [
        _call(application, key, labels, mine, bool(method.union), at)
        for key, mine in by_part.items()
    ]


def _call(
    application: Application,
    key: str,
    labels: dict[str, str],
    rows: list[InterviewCandidate],
    asks_observer: bool,
    at: datetime,
) -> Call:
    times = [
        (
            labels.get(one.interview.phase, one.interview.phase),
            one.interview.starts_at,
            one.interview.ends_at,
            one.interview.room,
        )
        for one in rows
    ]
    may = all(
        may_answer_call(
            CallFacts(
                one.interview.state, application.state, one.interview.starts_at, at
            )
        )
        for one in rows
    )
    return Call(key, labels.get(key, key), rows, times, asks_observer, may)
