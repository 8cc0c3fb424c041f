"""From one placement to the next: whose card it is when, and what is left."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.rules.handover import (
    MOST_EVIDENCE,
    CardFacts,
    CardText,
    Change,
    EndFacts,
    Stretch,
    left_before_end,
    may_agree_card,
    may_agree_now,
    may_confirm_reading,
    may_plan_handover,
    may_propose_card,
    may_read_card,
    may_write_card,
    next_after,
)
from bt_admin.lib.people import Person

DOCTOR, OLD, NEW = Person(1, "Doktor"), Person(2, "Gamla"), Person(3, "Nya")
MAIN, LEADER, OTHER = Person(4, "Huvud"), Person(5, "Chef"), Person(6, "Annan")
ENDS = date(2027, 4, 30)
DAY = timedelta(days=1)
CHANGE = Change(DOCTOR, (OLD,), (NEW,), MAIN, ENDS, "Kirurgi")
TEXT = CardText(strengths="", practise="Sammanfatta högt.")


def facts(by=DOCTOR, state=None, today=ENDS, change=CHANGE, **given):
    return CardFacts(by=by, change=change, today=today, state=state, **given)


# ------------------------------------------------------------------ which one is next
YEAR = [
    Stretch("vc", date(2027, 1, 1), date(2027, 1, 31)),
    Stretch("med", date(2027, 2, 1), date(2027, 4, 30)),
    Stretch("kir", date(2027, 5, 1), date(2027, 8, 31)),
    Stretch("vc", date(2027, 9, 1), date(2027, 12, 31)),
]


@pytest.mark.parametrize(
    ("place", "following"),
    [("med", "kir"), ("kir", "vc"), ("vc", None), ("okänd", None)],
)
def test_what_follows(place, following):
    assert next_after(YEAR, place) == following


def test_the_nearest_follows_whatever_the_order():
    assert next_after(reversed(YEAR), "med") == "kir"


# ------------------------------------------------------------------------ written
@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (facts(), []),
        (facts(state="draft"), []),
        (facts(state="proposed"), []),
        (facts(state="agreed"), ["handover.agreed_already"]),
        (facts(today=ENDS - 13 * DAY), []),
        (facts(today=ENDS - 14 * DAY), ["handover.too_soon"]),
        (facts(today=ENDS + 100 * DAY), []),
        (facts(by=OLD), ["handover.not_doctor"]),
        (facts(change=replace(CHANGE, next_title="")), ["handover.no_next"]),
        (facts(change=replace(CHANGE, ends_on=None)), ["handover.no_end"]),
        (facts(version_shown=1, version_now=2), ["handover.stale"]),
        (facts(version_shown=2, version_now=2), []),
    ],
)
def test_who_writes_and_when(told, codes):
    assert may_write_card(told).codes == codes


ALONE = replace(CHANGE, supervisors=(), main=None)


@pytest.mark.parametrize(
    ("told", "text", "codes"),
    [
        (facts(), TEXT, []),
        (facts(), CardText("Bra.", "  "), ["handover.nothing_to_practise"]),
        (facts(), replace(TEXT, evidence=MOST_EVIDENCE), []),
        (facts(), replace(TEXT, evidence=11), ["handover.much_evidence"]),
        (facts(), replace(TEXT, strange=1), ["handover.strange_evidence"]),
        (facts(change=replace(CHANGE, supervisors=())), TEXT, []),
        (facts(change=ALONE), TEXT, ["handover.nobody_agrees"]),
    ],
)
def test_what_is_proposed(told, text, codes):
    assert may_propose_card(told, text).codes == codes


# -------------------------------------------------------------------------- agreed to
@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (facts(OLD, "proposed"), []),
        (facts(OLD, "agreed"), ["handover.agreed_already"]),
        (facts(OLD, "draft"), ["handover.not_proposed"]),
        (facts(OLD), ["handover.not_proposed"]),
        (facts(DOCTOR, "proposed"), ["handover.not_supervisor"]),
        (facts(NEW, "proposed"), ["handover.not_supervisor"]),
        (facts(MAIN, "proposed"), ["handover.not_supervisor"]),
        (facts(MAIN, "proposed", change=replace(CHANGE, supervisors=())), []),
    ],
)
def test_who_agrees(told, codes):
    assert may_agree_now(told).codes == codes
    assert may_agree_card(told, TEXT).codes == codes


def test_what_was_read_is_agreed_to():
    told = facts(OLD, "proposed", version_shown=1, version_now=2)
    assert may_agree_card(told, TEXT).codes == ["handover.stale"]
    empty = may_agree_card(facts(OLD, "proposed"), CardText("Bra.", ""))
    assert empty.codes == ["handover.nothing_to_practise"]


# ----------------------------------------------------------------------------- read
EVERYBODY = [DOCTOR, OLD, NEW, MAIN, LEADER, OTHER]


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        (None, [DOCTOR]),
        ("draft", [DOCTOR]),
        ("proposed", [DOCTOR, OLD]),
        ("agreed", [DOCTOR, OLD, NEW, MAIN, LEADER]),
    ],
)
def test_who_reads(state, readers):
    told = [facts(one, state, leads=one == LEADER) for one in EVERYBODY]
    assert [one.by for one in told if may_read_card(one)] == readers


def test_the_refusal_names_the_readers():
    text = may_read_card(facts(OTHER, "agreed")).reasons[0].text
    assert "Det läses av Doktor, Gamla, Nya och Huvud, och av dem som" in text


@pytest.mark.parametrize(
    ("by", "state", "codes"),
    [
        (NEW, "agreed", []),
        (NEW, "proposed", ["handover.not_agreed"]),
        (OLD, "agreed", ["handover.not_receiver"]),
        (DOCTOR, "agreed", ["handover.not_receiver"]),
        (MAIN, "agreed", ["handover.not_receiver"]),
    ],
)
def test_who_gives_a_receipt(by, state, codes):
    assert may_confirm_reading(facts(by, state)).codes == codes


# ----------------------------------------------------------------------------- the talk
@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (facts(), []),
        (facts(today=ENDS - 60 * DAY), []),
        (facts(OLD), ["handover.not_leading_talk"]),
        (facts(change=replace(CHANGE, next_title="")), ["handover.no_next"]),
        (facts(change=replace(CHANGE, receivers=())), ["handover.somebody_missing"]),
        (facts(change=replace(CHANGE, main=None)), ["handover.somebody_missing"]),
    ],
)
def test_who_calls_to_the_talk(told, codes):
    assert may_plan_handover(told).codes == codes


@pytest.mark.parametrize(
    ("change", "around"),
    [
        (CHANGE, (OLD, NEW, MAIN)),
        (replace(CHANGE, receivers=(MAIN,)), (OLD, MAIN)),
        (replace(CHANGE, receivers=(OLD,)), (OLD, MAIN)),
    ],
)
def test_everybody_meets_once(change, around):
    assert change.around == around


# ---------------------------------------------------------------------- what is left
NOTHING = EndFacts(4, 1, False, False, None, False, False, False, True)
FIRST_HALF = ["checklist", "overall", "acknowledge"]
SECOND_HALF = ["propose", "agree", "plan_talk", "talk", "read"]


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({}, FIRST_HALF + SECOND_HALF),
        ({"hands_over": False}, FIRST_HALF),
        ({"ticked": 4}, [*FIRST_HALF[1:], *SECOND_HALF]),
        ({"card": "draft"}, FIRST_HALF + SECOND_HALF),
        ({"card": "proposed"}, [*FIRST_HALF, *SECOND_HALF[1:]]),
        ({"card": "agreed"}, [*FIRST_HALF, *SECOND_HALF[2:]]),
        ({"talk_held": True}, [*FIRST_HALF, "propose", "agree", "read"]),
    ],
)
def test_what_is_left(given, left):
    rows = left_before_end(replace(NOTHING, **given))
    assert [one.key for one in rows if not one.done] == left


def test_how_many_lines_are_left():
    assert left_before_end(NOTHING)[0].number == 3
