"""Who may assess with which instrument, and what is asked of the occasion."""

import pytest

from assessments.rules.answers import check_context
from assessments.rules.circle import StartFacts, may_start_with
from assessments.rules.instruments import instrument, instruments
from assessments.rules.who import WHO, for_doctors_only, may_assess_with
from tests.assessments.rules.people import HANDLEDARE

NOT_FOR = ["assess.not_for_this_role"]


@pytest.mark.parametrize(
    ("who", "roles", "codes"),
    [
        (("any_licensed_doctor",), (), []),
        (("examiner",), (), []),
        (("other_profession", "self"), (), []),
        (("placement_supervisor",), ("placement_supervisor",), []),
        (("placement_supervisor",), ("main_supervisor",), NOT_FOR),
        (("main_supervisor", "director_of_studies"), (), NOT_FOR),
        ((), (), []),
    ],
)
def test_who_may_assess(who, roles, codes):
    assert may_assess_with(who, "Provet", HANDLEDARE, roles).codes == codes


def test_the_refusal_says_who_does_it():
    verdict = may_assess_with(("main_supervisor",), "Provet", HANDLEDARE, ())
    assert "Provet görs av huvudansvarig handledare." in verdict.reasons[0].text


def test_every_assessor_of_the_national_instruments_has_words():
    assert {one for given in instruments().values() for one in given.who} <= set(WHO)


@pytest.mark.parametrize(
    ("key", "doctors"), [("mini_cex", True), ("dops", False), ("osce", True)]
)
def test_which_instruments_need_a_licence(key, doctors):
    assert for_doctors_only(instrument(key).who) == doctors


@pytest.mark.parametrize(
    ("key", "licensed", "roles", "codes"),
    [
        ("mini_cex", True, (), []),
        ("mini_cex", False, ("placement_supervisor",), ["assess.not_licensed"]),
        ("dops", False, ("placement_supervisor",), []),
        ("sammantagen_bedomning", True, ("main_supervisor",), NOT_FOR),
    ],
)
def test_who_may_begin_unasked(key, licensed, roles, codes):
    given = instrument(key)
    facts = StartFacts(HANDLEDARE, given.name, given.who, licensed, roles)
    assert may_start_with(facts).codes == codes


@pytest.mark.parametrize(
    ("key", "context", "needed", "codes"),
    [
        ("mini_cex", {}, True, []),
        ("mini_cex", {"procedure": "Blodgas"}, True, ["answers.unknown"]),
        ("dops", {"procedure": "Blodgas"}, True, []),
        ("dops", {}, True, ["context.missing"]),
        ("dops", {}, False, []),
        ("dops", {"procedure": "Annat än det"}, False, ["context.unknown"]),
        ("osce", {"station": "Samtal via tolk"}, True, []),
        ("epa", {"activity": 3}, True, ["context.unknown"]),
        ("journalgranskning", {"kind": "Remiss", "count": 3}, True, []),
        ("journalgranskning", {"kind": "Remiss", "count": 0}, True, ["context.number"]),
        (
            "journalgranskning",
            {"kind": "Remiss", "count": 11},
            True,
            ["context.number"],
        ),
        (
            "journalgranskning",
            {"kind": "Remiss", "count": True},
            True,
            ["context.number"],
        ),
        ("journalgranskning", {"count": "3"}, False, ["context.number"]),
    ],
)
def test_what_the_instrument_asks_of_the_occasion(key, context, needed, codes):
    assert check_context(instrument(key), context, needed=needed).codes == codes
