"""An assessment in any order of steps, by the right people and the wrong: asked for,
sent back, declined, taken back, signed, read, corrected. The database says the same as
a model a page long, and a step that is refused changes nothing at all.

`BT_STEPS=50000 ./bt test tests/assessments/test_request_machine.py` takes as many.
"""

import os
from collections import Counter
from dataclasses import dataclass
from typing import Any

import hypothesis.strategies as st
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assessments import actions, queries
from assessments.actions import Content, Shown
from assessments.models import Assessment, AssessmentDelmal, AssessmentSignature
from assessments.queries.progress import counted
from assessments.rules.delmal import sort_codes
from bt_admin.lib.verdicts import Refused
from regions import outbox
from regions.models import AuditRow, OutboxMessage
from tests.assessments import acts, corrections
from tests.cast import Company, at

STEPS = int(os.environ.get("BT_STEPS", "50"))
IN_ONE_LIFE = 25
PEOPLE = ["doctor", "supervisor", "main_supervisor", "psychiatrist", "studierektor"]
AROUND = {"supervisor", "main_supervisor"}  # who may be asked
GONE_BACK = {"returned", "declined"}
COUNTS = {"signed", "acknowledged"}
SIGNED = COUNTS | {"amended"}
# Mostly the right person and the right words, or nothing would get far.
doctors = st.sampled_from([*["doctor"] * 12, *PEOPLE])
assessors = st.sampled_from([*["supervisor"] * 12, *PEOPLE])
levels = st.sampled_from([4, 5, 3, 2, 1, 4, 5, 3, 6])  # there are five
words = st.sampled_from(["Noga läst.", "<b>Noga</b>", "Lugnt.", "Högt.", " "])
rarely = st.sampled_from([*[False] * 9, True])


def in_turn(*states: str) -> Any:
    """A step for these states; every fourth time in any other, to be refused."""
    return precondition(
        lambda self: (
            bool(self.rows) and (self.last.state in states or self.tried % 4 == 0)
        )
    )


@dataclass
class Version:
    """What the model knows of one row."""

    state: str
    assessor: str
    level: int | None = None
    delmal: tuple[str, ...] = ("BT1", "BT9")
    reason: str = ""
    why: str = ""
    certified: bool = False


class Request(RuleBasedStateMachine):
    """One assessment and its corrections, oldest first; empty before it is asked for."""

    company: Company
    taken: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.silent = outbox.nothing_sent()
        self.silent.__enter__()
        self.rows: list[Version] = []
        self.keys: list[Any] = []
        self.log = self.tried = 0
        self.unseen = True  # something has changed since it was last looked at

    def teardown(self) -> None:
        self.silent.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # ---------------------------------------------------------------------- in common
    def user(self, who: str) -> Any:
        return getattr(self.company, who)

    @property
    def last(self) -> Version:
        return self.rows[-1]

    def stored(self, number: int = -1) -> Assessment:
        rows = Assessment.objects.select_related("region", "programme")
        return rows.get(pk=self.keys[number])

    def does(self, step: Any, expected: bool, *, logged: bool = True) -> Any:
        """The step is taken when the model says so; refused, it leaves no trace."""
        before, found = everything(), None
        self.tried += 1
        try:
            with transaction.atomic():
                found = step()
            taken = True
        except Refused:
            taken = False
            assert everything() == before
        assert taken == expected
        self.log += taken and logged
        self.unseen = self.unseen or taken
        Request.taken[step.__qualname__.split(".")[1]] += taken
        return found

    def content(self, level: int, delmal: tuple[str, ...], said: str) -> Content:
        told = {"answers": {"overall": level}, "texts": {"keep_doing": said}}
        return acts.content(self.company, delmal=delmal, **told)

    def shown(self, number: int, stale: bool) -> Shown:
        now = actions.shown_now(self.stored(number))
        return Shown(now.version - 1, now.digest) if stale else now

    # ----------------------------------------------------------------------- the request
    @precondition(lambda self: not self.rows)
    @rule(by=doctors, to=assessors)
    def ask(self, by: str, to: str) -> None:
        allowed = by == "doctor" and to in AROUND
        row = self.does(
            lambda: actions.request_assessment(
                programme=self.company.programme, assessor=self.user(to),
                occasion=acts.occasion(self.company), instrument="mini_cex",
                by=self.user(by), at=at(),
            ),
            allowed,
        )  # fmt: skip
        if allowed:
            self.rows, self.keys = [Version("requested", to)], [row.pk]

    @in_turn("requested")
    @rule(by=assessors, why=words, declines=st.booleans())
    def send_back(self, by: str, why: str, declines: bool) -> None:
        allowed = by == self.last.assessor and self.last.state == "requested"
        allowed = allowed and bool(why.strip())
        reply = actions.decline if declines else actions.return_request
        given = {"reason": why, "by": self.user(by), "at": at()}
        self.does(lambda: reply(assessment=self.stored(), **given), allowed)
        if allowed:
            self.last.state = "declined" if declines else "returned"
            self.last.reason = why.strip()

    @in_turn("requested")
    @rule(by=doctors)
    def take_back(self, by: str) -> None:
        allowed = by == "doctor" and self.last.state == "requested"
        given = {"by": self.user(by), "at": at()}
        self.does(lambda: actions.take_back(assessment=self.stored(), **given), allowed)
        if allowed:
            self.last.state, self.last.reason = "returned", ""

    @in_turn(*GONE_BACK)
    @rule(by=doctors, to=assessors)
    def send_again(self, by: str, to: str) -> None:
        allowed = by == "doctor" and to in AROUND and self.last.state in GONE_BACK
        given = {"by": self.user(by), "at": at()}
        self.does(
            lambda: actions.send_again(
                assessment=self.stored(), assessor=self.user(to),
                occasion=acts.occasion(self.company), **given,
            ),
            allowed,
        )  # fmt: skip
        if allowed:
            level = self.last.level if to == self.last.assessor else None
            self.rows[-1] = Version("requested", to, level)

    # --------------------------------------------------------------------- filled, signed
    @in_turn("requested")
    @rule(by=assessors, level=levels, said=words, stale=rarely)
    def save(self, by: str, level: int, said: str, stale: bool) -> None:
        allowed = by == self.last.assessor and self.last.state == "requested"
        allowed = allowed and level <= 5 and not stale
        self.does(
            lambda: actions.save_draft(
                assessment=self.stored(), shown=self.shown(-1, stale),
                content=self.content(level, ("BT1",), said), by=self.user(by), at=at(),
            ),
            allowed,
        )  # fmt: skip
        if allowed:
            self.last.level, self.last.delmal = level, ("BT1",)

    @in_turn("requested")
    @rule(by=assessors, level=levels, said=words, stale=rarely)
    def sign(self, by: str, level: int, said: str, stale: bool) -> None:
        allowed = by == self.last.assessor and self.last.state == "requested"
        allowed = allowed and level <= 5 and bool(said.strip()) and not stale
        self.does(
            lambda: actions.sign_assessment(
                assessment=self.stored(), shown=self.shown(-1, stale), login=acts.LOGIN,
                content=self.content(level, ("BT9",), said), by=self.user(by), at=at(),
            ),
            allowed,
        )  # fmt: skip
        if allowed:
            self.last.state, self.last.level = "signed", level
            self.last.delmal = ("BT9",)

    @in_turn("signed")
    @rule(by=doctors, number=st.integers(0, 3))
    def acknowledge(self, by: str, number: int) -> None:
        number %= len(self.rows)
        row = self.rows[number]
        allowed = by == "doctor" and row.state == "signed"
        given = {"by": self.user(by), "at": at()}
        self.does(
            lambda: actions.acknowledge(assessment=self.stored(number), **given),
            allowed,
        )
        if allowed:
            row.state = "acknowledged"

    # ------------------------------------------------------------------------- corrected
    @precondition(lambda self: self.rows)
    @rule(by=assessors, level=levels, why=words, stale=rarely, number=st.integers(0, 3))
    def correct(self, by: str, level: int, why: str, stale: bool, number: int) -> None:
        """The latest mostly, and now and then one that has been corrected already."""
        number = len(self.rows) - 1 if number else 0
        row = self.rows[number]
        allowed = by == row.assessor and row.state in COUNTS and not row.certified
        allowed = allowed and bool(why.strip()) and level <= 5 and not stale
        same = level == row.level and row.delmal == ("BT12",)
        new = self.does(
            lambda: corrections.correct(
                self.company, self.stored(number), why=why, by=self.user(by),
                content=self.content(level, ("BT12",), "Sammanfatta högt."),
                shown=self.shown(number, stale),
            ),
            allowed and not same,
        )  # fmt: skip
        if new is not None:
            row.state = "amended"
            self.rows.append(
                Version("signed", row.assessor, level, ("BT12",), why=why.strip())
            )
            self.keys.append(new.pk)

    @in_turn(*COUNTS)
    @rule(code=st.sampled_from(["BT9", "BT12"]))
    def certify(self, code: str) -> None:
        given = {"programme": self.company.programme, "at": at()}
        self.does(
            lambda: actions.note_certified(codes=[code], **given), True, logged=False
        )
        if self.last.state in COUNTS and code in self.last.delmal:
            self.last.certified = True

    @precondition(lambda self: any(row.certified for row in self.rows))
    @rule()
    def withdraw(self) -> None:
        self.does(
            lambda: actions.note_withdrawn(
                programme=self.company.programme, certified=["BT2"]
            ),
            True,
            logged=False,
        )
        self.last.certified = False

    # ------------------------------------------------------------------ what always holds
    @invariant()
    def the_database_says_the_same(self) -> None:
        """Asked when a step was taken; a refused one has changed no row."""
        if not self.unseen:
            return
        self.unseen = False
        rows = Assessment.objects.filter(programme=self.company.programme)
        found = rows.order_by("registered_at").values_list(
            "pk", "state", "assessor_id", "answers__overall", "reason",
            "correction_reason", "replaces_id", "used_at",
        )  # fmt: skip
        assert [(*row[:-1], row[-1] is not None) for row in found] == [
            (
                key, row.state, self.user(row.assessor).pk, row.level, row.reason,
                row.why, former, row.certified,
            )
            for key, row, former in zip(
                self.keys, self.rows, [None, *self.keys], strict=False
            )
        ]  # fmt: skip
        assert AuditRow.objects.count() == self.log
        self.one_version_counts_at_most()
        self.every_signature_is_of_the_text_that_stands()

    def one_version_counts_at_most(self) -> None:
        """The last one, when it is signed, with the delmål it has now."""
        assert [
            (row.pk, sort_codes(one.code for one in row.delmal.all()))
            for row in counted(self.company.programme)
        ] == [
            (key, row.delmal)
            for key, row in zip(self.keys, self.rows, strict=True)
            if row.state in COUNTS
        ]
        assert all(row.state == "amended" for row in self.rows[:-1])

    def every_signature_is_of_the_text_that_stands(self) -> None:
        signatures = list(AssessmentSignature.objects.select_related("assessment"))
        assert Counter(one.assessment_id for one in signatures) == Counter(
            key
            for key, row in zip(self.keys, self.rows, strict=True)
            if row.state in SIGNED
        )
        for one in signatures:
            assert one.digest == queries.digest_of(one.assessment)


TABLES = [Assessment, AssessmentDelmal, AssessmentSignature, OutboxMessage, AuditRow]


def everything() -> list[tuple[str]]:
    """A fingerprint of every row that a step could have touched."""
    prints = [
        f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
        for table in (one._meta.db_table for one in TABLES)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(prints))
        return list(cursor.fetchall())


def test_the_assessment_and_its_model_are_equal(kronoberg):
    Request.company, Request.taken = kronoberg, Counter()
    run_state_machine_as_test(
        Request,
        settings=settings(
            max_examples=max(STEPS // IN_ONE_LIFE, 1),
            stateful_step_count=IN_ONE_LIFE,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    if STEPS > 500:
        print(sorted(Request.taken.items()))
