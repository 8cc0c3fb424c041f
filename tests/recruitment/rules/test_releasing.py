"""One prepares, another approves exactly that, and all of it can be taken back."""

from dataclasses import replace
from datetime import datetime

import pytest

from bt_admin.lib.people import Person
from bt_admin.lib.swedish import STOCKHOLM
from recruitment.rules.checks import FAILED, PASSED, UNTRIED, Check
from recruitment.rules.releasing import (
    Change,
    ReleaseFacts,
    changes_between,
    may_act_on_a_yes,
    may_approve,
    may_release,
    may_undo,
)
from tests.recruitment.rules.snapshots import SOUND, with_line

ELISABET, GORAN = Person(1, "Elisabet Norrgård"), Person(2, "Göran Hjelmqvist")
GOOD = Check("places", "Inte fler erbjudanden än platser", PASSED, "12 och 12")
WRONG = replace(GOOD, result=FAILED)
AT = datetime(2027, 9, 16, 9, 0, tzinfo=STOCKHOLM)
READY = ReleaseFacts(
    checks=(GOOD,),
    digest_now="7f3a",
    letters=21,
    typed=21,
    prepared_by=ELISABET,
    approved_by=GORAN,
    approved_digest="7f3a",
)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"checks": (GOOD, WRONG)}, ["release.check_failed"]),
        ({"checks": (replace(GOOD, result=UNTRIED),)}, ["release.check_failed"]),
        ({"approved_by": None}, ["release.not_approved"]),
        ({"approved_by": ELISABET}, ["release.same_person"]),
        ({"digest_now": "c2d9"}, ["release.changed_since"]),
        ({"typed": 20}, ["release.number"]),
        ({"typed": None}, ["release.number"]),
        ({"released_at": AT, "typed": None}, ["release.done"]),
        (
            {"checks": (WRONG,), "approved_by": None, "typed": 1},
            ["release.check_failed", "release.not_approved", "release.number"],
        ),
    ],
)
def test_when_a_release_may_go(given, codes):
    assert may_release(replace(READY, **given)).codes == codes


def test_a_failed_check_is_named():
    [reason] = may_release(replace(READY, checks=(WRONG,))).reasons
    assert "inte fler erbjudanden än platser" in reason.text


@pytest.mark.parametrize(
    ("by", "checks", "codes"),
    [
        (GORAN, (GOOD,), []),
        (ELISABET, (GOOD,), ["release.same_person"]),
        (GORAN, (WRONG,), ["release.check_failed"]),
    ],
)
def test_another_person_approves(by, checks, codes):
    assert may_approve(by, ELISABET, checks).codes == codes


@pytest.mark.parametrize(
    ("confirmed_at", "reason", "codes"),
    [
        (None, "Fel lista.", []),
        (None, " ", ["release.no_reason"]),
        (AT, "Fel lista.", ["release.confirmed"]),
    ],
)
def test_all_is_taken_back_until_it_is_confirmed(confirmed_at, reason, codes):
    assert may_undo(confirmed_at, reason).codes == codes


def test_what_follows_from_a_yes_waits_for_the_confirmation():
    assert may_act_on_a_yes(None).codes == ["release.not_confirmed"]
    assert may_act_on_a_yes(AT).codes == []


def test_what_has_changed_since_the_dry_run_is_listed():
    now = with_line("b", outcome="withdrawn")
    now = with_line("d", now, outcome="offer", reason="Platsen efter sökande b")
    assert changes_between(SOUND, now) == (
        Change("b", "Sökande b", "offer", "withdrawn"),
        Change("d", "Sökande d", "reserve", "offer", "Platsen efter sökande b"),
    )
    assert changes_between(SOUND, SOUND) == ()


def test_the_first_dry_run_lists_everything_and_a_lost_line_is_told():
    assert len(changes_between(None, SOUND)) == 7
    lost = replace(SOUND, lines=SOUND.lines[1:])
    assert changes_between(SOUND, lost) == (Change("a", "Sökande a", "offer", ""),)
