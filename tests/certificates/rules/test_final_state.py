"""The final judgement as a machine: every branch goes on, none is a dead end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from certificates.enums import ExternalOutcome as Outcome
from certificates.enums import FinalDecision
from certificates.enums import FinalState as State
from certificates.rules.final_state import (
    ASSESSOR,
    DOCTOR,
    MAIN,
    MANAGER,
    FinalFacts,
    doctor_may_know,
    may_take_step,
    turns,
    where_it_stands,
)

LAST = date(2027, 12, 31)
ON = date(2027, 12, 28)
LATER = date(2027, 12, 30)
NEW = FinalFacts(today=date(2027, 6, 1), last=LAST)
APPOINTED = replace(NEW, appointed=True)
CLINICAL = replace(
    NEW, decided_on=ON, outcome=Outcome.CLINICAL_COMPLEMENT_REQUIRED, held=True
)
NOT_APPROVED = replace(CLINICAL, outcome=Outcome.NOT_APPROVED)
DIFFER = replace(CLINICAL, outcome=Outcome.DISAGREEMENT)


@pytest.mark.parametrize(
    ("facts", "state", "whose"),
    [
        (NEW, State.NOT_BEGUN, [("appoint", MANAGER, date(2027, 11, 27))]),
        (APPOINTED, State.APPOINTED, [("meeting", MAIN, date(2027, 12, 11))]),
        (
            replace(APPOINTED, new_time_by=date(2028, 2, 28)),
            State.APPOINTED,
            [("meeting", MAIN, date(2028, 2, 28))],
        ),
        (
            replace(APPOINTED, meeting_on=ON),
            State.PLANNED,
            [("hold", MAIN, ON)],
        ),
        (
            replace(APPOINTED, meeting_on=ON, held=True),
            State.HELD,
            [("decide", ASSESSOR, date(2028, 1, 4))],
        ),
        (
            replace(CLINICAL, outcome=Outcome.APPROVED, certified=True),
            State.APPROVED,
            [],
        ),
        (
            replace(CLINICAL, outcome=Outcome.APPROVED),
            State.APPROVED,
            [("sign", MAIN, date(2028, 1, 4))],
        ),
        (
            replace(CLINICAL, outcome=Outcome.DOCUMENTATION_INCOMPLETE),
            State.INCOMPLETE,
            [
                ("complete", DOCTOR, date(2028, 1, 28)),
                ("complete", MAIN, date(2028, 1, 28)),
            ],
        ),
        (CLINICAL, State.ANSWER, [("answer", MAIN, date(2028, 1, 4))]),
        (
            replace(CLINICAL, answered_on=LATER),
            State.COMPLEMENT,
            [
                ("extension", MANAGER, date(2028, 1, 13)),
                ("tell", MAIN, date(2028, 1, 6)),
            ],
        ),
        (
            replace(CLINICAL, answered_on=LATER, told_on=LATER, extended_on=LATER),
            State.EXTENDED,
            [("appoint", MANAGER, date(2027, 11, 27))],
        ),
        (
            replace(CLINICAL, answered_on=LATER, told_on=LATER, refused_on=LATER),
            State.REASONS,
            [("reasons", MAIN, date(2028, 1, 6))],
        ),
        (
            replace(NOT_APPROVED, answered_on=LATER),
            State.REASONS,
            [("reasons", MAIN, date(2028, 1, 6))],
        ),
        (
            replace(NOT_APPROVED, answered_on=LATER, reasons_on=LATER),
            State.READING,
            [
                ("read", DOCTOR, date(2028, 1, 6)),
                ("close", MANAGER, date(2028, 1, 27)),
            ],
        ),
        (
            replace(
                NOT_APPROVED, answered_on=LATER, reasons_on=LATER, read_on=LATER
            ),
            State.CASE,
            [("close", MANAGER, date(2028, 1, 27))],
        ),
        (
            replace(
                NOT_APPROVED, answered_on=LATER, reasons_on=LATER, closed_on=LATER,
                decision=FinalDecision.BT_ENDS,
            ),
            State.CLOSED,
            [],
        ),
        (
            replace(
                NOT_APPROVED, answered_on=LATER, reasons_on=LATER, closed_on=LATER,
                decision=FinalDecision.NEW_JUDGEMENT,
            ),
            State.CLOSED,
            [("appoint", MANAGER, date(2028, 1, 13))],
        ),
        (DIFFER, State.ANSWER, [("answer", MAIN, date(2028, 1, 4))]),
        (
            replace(DIFFER, answered_on=LATER),
            State.SECOND,
            [("appoint", MANAGER, date(2028, 1, 13))],
        ),
        (
            replace(NOT_APPROVED, is_second=True),
            State.REASONS,
            [("reasons", MAIN, date(2028, 1, 4))],
        ),
        (
            replace(CLINICAL, is_second=True),
            State.COMPLEMENT,
            [
                ("extension", MANAGER, date(2028, 1, 11)),
                ("tell", MAIN, date(2028, 1, 4)),
            ],
        ),
    ],
)  # fmt: skip
def test_where_it_stands_and_whose_turn_it_is(facts, state, whose) -> None:
    assert where_it_stands(facts) == state
    assert [(one.key, one.role, one.due) for one in turns(facts)] == whose


@pytest.mark.parametrize(
    ("facts", "knows"),
    [
        (APPOINTED, True),
        (CLINICAL, False),
        (replace(CLINICAL, answered_on=LATER), False),
        (replace(CLINICAL, answered_on=LATER, told_on=LATER), True),
        (NOT_APPROVED, False),
        (replace(NOT_APPROVED, answered_on=LATER, reasons_on=LATER), True),
        (DIFFER, True),
        (replace(CLINICAL, outcome=Outcome.DOCUMENTATION_INCOMPLETE), True),
    ],
)
def test_what_the_doctor_may_know(facts, knows) -> None:
    assert doctor_may_know(facts) is knows


@pytest.mark.parametrize(
    ("key", "roles", "manager", "codes"),
    [
        ("answer", {MAIN}, False, []),
        ("answer", {DOCTOR}, False, ["final.not_yours"]),
        ("answer", set(), True, ["final.not_yours"]),
        ("reasons", {MAIN}, False, ["final.not_now"]),
        ("", {MAIN}, True, ["final.not_now"]),
    ],
)
def test_a_step_is_taken_by_whose_turn_it_is(key, roles, manager, codes) -> None:
    assert may_take_step(key, frozenset(roles), CLINICAL, manager).codes == codes


class FinalJudgement(RuleBasedStateMachine):
    """Everybody does what is theirs, in any order; it always goes on or is over."""

    def __init__(self) -> None:
        super().__init__()
        self.facts, self.rounds = NEW, 0

    def is_turn(self, key: str) -> bool:
        return any(one.key == key for one in turns(self.facts))

    def did(self, **what: object) -> None:
        self.facts = replace(self.facts, **what)

    @precondition(lambda self: self.is_turn("appoint"))
    @rule()
    def appoint(self) -> None:
        differ = where_it_stands(self.facts) == State.SECOND
        self.facts = replace(APPOINTED, is_second=differ)
        self.rounds += 1

    @precondition(lambda self: self.is_turn("meeting"))
    @rule()
    def plan(self) -> None:
        self.did(meeting_on=ON)

    @precondition(lambda self: self.is_turn("hold"))
    @rule()
    def hold(self) -> None:
        self.did(held=True)

    @precondition(lambda self: self.is_turn("decide"))
    @rule(outcome=st.sampled_from(Outcome))
    def decide(self, outcome: Outcome) -> None:
        if outcome == Outcome.DISAGREEMENT and self.facts.is_second:
            outcome = Outcome.NOT_APPROVED
        self.did(outcome=outcome, decided_on=ON, appointed=False)

    @precondition(lambda self: self.is_turn("answer"))
    @rule(agrees=st.booleans())
    def answer(self, agrees: bool) -> None:
        self.did(answered_on=LATER)
        if not agrees:
            self.did(outcome=Outcome.DISAGREEMENT)

    @precondition(lambda self: self.is_turn("complete"))
    @rule()
    def complete(self) -> None:
        self.facts = replace(APPOINTED, new_time_by=LAST + timedelta(days=60))

    @precondition(lambda self: self.is_turn("extension"))
    @rule(granted=st.booleans())
    def extension(self, granted: bool) -> None:
        self.did(**{"extended_on" if granted else "refused_on": LATER})

    @precondition(lambda self: self.is_turn("tell"))
    @rule()
    def tell(self) -> None:
        self.did(told_on=LATER)

    @precondition(lambda self: self.is_turn("reasons"))
    @rule()
    def reasons(self) -> None:
        self.did(reasons_on=LATER)

    @precondition(lambda self: self.is_turn("read"))
    @rule()
    def read(self) -> None:
        self.did(read_on=LATER)

    @precondition(lambda self: self.is_turn("close"))
    @rule(decision=st.sampled_from(FinalDecision))
    def close(self, decision: FinalDecision) -> None:
        self.did(closed_on=LATER, decision=decision)

    @precondition(lambda self: self.is_turn("sign"))
    @rule()
    def sign(self) -> None:
        self.did(certified=True)

    @rule()
    def time_goes(self) -> None:
        self.did(today=self.facts.today + timedelta(days=1))

    @invariant()
    def somebody_has_something_to_do_by_a_day(self) -> None:
        over = (self.facts.certified and self.facts.outcome == Outcome.APPROVED) or (
            self.facts.decision == FinalDecision.BT_ENDS
        )
        now = turns(self.facts)
        assert bool(now) is not over
        assert all(one.due is not None for one in now)

    @invariant()
    def a_verdict_of_two_is_known_before_it_counts(self) -> None:
        counts = (State.COMPLEMENT, State.EXTENDED, State.REASONS, State.SECOND)
        if where_it_stands(self.facts) in counts:
            assert self.facts.answered_on or self.facts.is_second


TestFinalJudgement = FinalJudgement.TestCase
TestFinalJudgement.settings = settings(
    max_examples=40, stateful_step_count=25, derandomize=True
)
