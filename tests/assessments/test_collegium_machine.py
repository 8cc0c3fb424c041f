"""A kollegium in any order of steps, by the right people and the wrong: the database
says the same as a model a page long.

`BT_STEPS=50000 ./bt test tests/assessments/test_collegium_machine.py` takes as many.
"""

import os
from datetime import timedelta
from typing import Any
from uuid import uuid4

import hypothesis.strategies as st
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from assessments.actions import meeting_packs
from assessments.actions import meetings as actions
from assessments.models import (
    Collegium,
    CollegiumMeeting,
    MeetingConflict,
    MeetingInput,
    MeetingMember,
    MeetingSignature,
)
from assessments.queries import collegia_for, meeting_facts, minutes_digest
from bt_admin.lib.verdicts import Refused
from regions import outbox
from tests.assessments import acts
from tests.assessments import meeting_acts as do
from tests.cast import Company, at

STEPS = int(os.environ.get("BT_STEPS", "50"))
IN_ONE_LIFE = 25
PEOPLE = [
    "studierektor", "bt_manager", "main_supervisor", "supervisor", "unit_manager",
    "doctor", "hr",
]  # fmt: skip
INVITED = {"studierektor", "bt_manager", "deputy", "main_supervisor", "supervisor"}
POOL = {"studierektor", "bt_manager", "main_supervisor", "supervisor", "unit_manager"}
ASKED = {"main_supervisor", "supervisor"}
SIGNED = ("documented", "fed_back")
# Mostly the right person, or no meeting would get far.
people = st.sampled_from([*["studierektor"] * 8, "main_supervisor", *PEOPLE])


class Kollegium(RuleBasedStateMachine):
    """One meeting about one doctor; before it is called its state is None."""

    company: Company

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.silent = outbox.nothing_sent()
        self.silent.__enter__()
        self.key = uuid4()
        self.state: str | None = None
        self.members: set[str] = set()
        self.said: dict[str, str] = {}
        self.conflicts: set[str] = set()
        self.outcome = ""

    def teardown(self) -> None:
        self.silent.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # ------------------------------------------------------------------------- in common
    def user(self, who: str) -> Any:
        return getattr(self.company, who)

    @property
    def meeting(self) -> CollegiumMeeting:
        return CollegiumMeeting.objects.select_related("region").get(pk=self.key)

    def does(self, step: Any, expected: bool) -> None:
        """The step is taken when the model says so, and otherwise refused."""
        try:
            with transaction.atomic():
                step()
            taken = True
        except Refused:
            taken = False
        assert taken == expected

    @property
    def is_open(self) -> bool:
        return self.state in ("scheduled", "input_collected")

    # -------------------------------------------------------------------------- the steps
    @rule(who=people)
    def call(self, who: str) -> None:
        allowed = who == "studierektor"
        self.does(
            lambda: do.called(self.company, id=self.key, by=self.user(who)), allowed
        )
        if allowed and self.state is None:  # a second click changes nothing
            self.state, self.members = "scheduled", set(INVITED)

    @rule(who=people, by=people)
    def add_member(self, who: str, by: str) -> None:
        if self.state is None:
            return
        allowed = by == "studierektor" and self.is_open
        allowed = allowed and (who in self.members or who in POOL)
        self.does(
            lambda: actions.add_member(
                meeting=self.meeting, user=self.user(who), by=self.user(by), at=at()
            ),
            allowed,
        )
        if allowed:
            self.members.add(who)

    @rule(who=people, by=people)
    def remove_member(self, who: str, by: str) -> None:
        if who not in self.members:
            return
        row = do.member(self.meeting, self.user(who))
        row.meeting = self.meeting
        allowed = by == "studierektor" and self.is_open
        self.does(
            lambda: actions.remove_member(member=row, by=self.user(by), at=at()),
            allowed,
        )
        if allowed:
            self.members.discard(who)

    @rule(who=people, words=st.sampled_from(["Lugn.", "<b>Noggrann</b>", " "]))
    def give_input(self, who: str, words: str) -> None:
        if self.state is None:
            return
        allowed = who in ASKED and self.state == "scheduled" and bool(words.strip())
        given = {"strengths": words, "by": self.user(who)}
        self.does(lambda: do.give_input(self.company, self.meeting, **given), allowed)
        if allowed:
            self.said[who] = words.strip()

    @rule(who=people)
    def close_input(self, who: str) -> None:
        if self.state is None:
            return
        allowed = who == "studierektor" and self.state == "scheduled"
        given = {"by": self.user(who), "at": at()}
        self.does(
            lambda: meeting_packs.close_input(meeting=self.meeting, **given), allowed
        )
        if allowed:
            self.state = "input_collected"

    @rule(who=people)
    def declare_conflict(self, who: str) -> None:
        if self.state is None:
            return
        allowed = who in self.members and who not in self.conflicts
        doctor = do.listed(self.meeting)
        given = {"by": self.user(who), "at": at()}
        self.does(
            lambda: meeting_packs.declare_conflict(doctor=doctor, **given), allowed
        )
        if allowed:
            self.conflicts.add(who)

    @rule(who=people)
    def hold(self, who: str) -> None:
        if self.state is None:
            return
        allowed = who == "studierektor" and self.is_open and who in self.members
        given = {"by": self.user(who)}
        self.does(lambda: do.held(self.company, self.meeting, **given), allowed)
        if allowed:
            self.state = "held"

    @rule(who=people, outcome=st.sampled_from(["on_track", "at_risk"]))
    def judge(self, who: str, outcome: str) -> None:
        if self.state is None:
            return
        allowed = who == "studierektor" and who not in self.conflicts
        allowed = allowed and self.state == "held"
        given = {"outcome": outcome, "by": self.user(who)}
        if outcome == "at_risk":
            given |= {
                "actions_agreed": "Leda ronden.",
                "follow_up_on": acts.today() + timedelta(days=30),
            }
        self.does(lambda: do.judged(self.company, self.meeting, **given), allowed)
        if allowed:
            self.outcome = outcome

    @rule(who=people, stale=st.booleans())
    def sign(self, who: str, stale: bool) -> None:
        if self.state is None:
            return
        allowed = who == "studierektor" and self.state == "held"
        allowed = allowed and bool(self.outcome) and not stale
        shown = "0" * 64 if stale else minutes_digest(self.meeting)
        given = {"by": self.user(who), "shown": shown}
        self.does(lambda: do.signed(self.company, self.meeting, **given), allowed)
        if allowed:
            self.state = "documented"

    @rule(who=people)
    def feed_back(self, who: str) -> None:
        row = Collegium.objects.filter(meeting=self.key).first()
        if row is None:
            return
        allowed = who == "main_supervisor" and self.state == "documented"
        given = {"by": self.user(who)}
        self.does(lambda: acts.feed_back(self.company, row, **given), allowed)
        if allowed:
            self.state = "fed_back"

    # ------------------------------------------------------------------- what always holds
    @invariant()
    def the_database_says_the_same(self) -> None:
        found = CollegiumMeeting.objects.filter(pk=self.key).values_list(
            "state", flat=True
        )
        assert list(found) == ([self.state] if self.state else [])
        inside = MeetingMember.objects.filter(meeting=self.key)
        keys = {self.user(who).pk for who in self.members}
        assert set(inside.values_list("user_id", flat=True)) == keys
        said = MeetingInput.objects.filter(
            doctor__meeting=self.key, given_at__isnull=False
        )
        assert dict(said.values_list("author_id", "strengths")) == {
            self.user(who).pk: words for who, words in self.said.items()
        }
        aside = MeetingConflict.objects.filter(doctor__meeting=self.key)
        assert set(aside.values_list("user_id", flat=True)) == {
            self.user(who).pk for who in self.conflicts
        }
        outcomes = Collegium.objects.filter(meeting=self.key).values_list(
            "outcome", flat=True
        )
        assert list(outcomes) == ([self.outcome] if self.outcome else [])
        signatures = MeetingSignature.objects.filter(meeting=self.key).count()
        assert signatures == (self.state in SIGNED)

    @invariant()
    def the_pack_is_for_members_without_conflict(self) -> None:
        if self.state is None:
            return
        doctor = do.listed(self.meeting)
        for who in ("studierektor", "supervisor", "unit_manager", "doctor"):
            reads = meeting_facts.may_read_pack(doctor, self.user(who), acts.today())
            assert bool(reads) == (who in self.members - self.conflicts)

    @invariant()
    def the_doctor_is_told_last(self) -> None:
        seen = collegia_for(self.company.doctor, self.company.programme)
        assert bool(seen) == (self.state == "fed_back")


def test_the_kollegium_and_its_model_are_equal(kronoberg):
    Kollegium.company = kronoberg
    run_state_machine_as_test(
        Kollegium,
        settings=settings(
            max_examples=max(STEPS // IN_ONE_LIFE, 1),
            stateful_step_count=IN_ONE_LIFE,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
