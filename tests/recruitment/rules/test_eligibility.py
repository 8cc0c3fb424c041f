"""Every way through «Är BT något för mig?» ends, and none of them in a no."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from recruitment.enums import Ending, Language
from recruitment.rules.eligibility import EligibilityFacts, eligibility_of, step, walk
from recruitment.rules.eligibility_path import OUTCOMES, QUESTIONS, Outcome
from recruitment.rules.papers import PaperKind

COUNTRIES = ("Polen", "Lettland", "EU", "EES", "Ungern")


def ways(answers: dict[str, str] | None = None) -> Iterator[tuple[dict, Outcome]]:
    """Every way through, with its outcome."""
    answers = answers or {}
    now = walk(answers).now
    if isinstance(now, Outcome):
        yield answers, now
        return
    for answer in now.answers:
        yield from ways(answers | {now.key: answer.key})


@pytest.mark.parametrize(
    ("answers", "outcome", "ending"),
    [
        # E1: licensed, no Swedish AT, starts after July 2021.
        (("yes", "no", "no", "no", "yes"), "applies", Ending.APPLIES),
        # E8: the region wants Swedish on level C1.
        (("yes", "no", "no", "no", "no"), "language_first", Ending.NOT_YET),
        (("yes", "no", "no", "no", "unsure"), "ask_language", Ending.ASK),
        # E2 a and E3: Swedish AT lets one choose.
        (("yes", "yes"), "may_choose_at", Ending.MAY_CHOOSE),
        (("yes", "partly"), "ask_at", Ending.ASK),
        # E2 b: began ST before.
        (("yes", "no", "yes"), "may_choose_st", Ending.MAY_CHOOSE),
        (("yes", "no", "unsure"), "ask_st", Ending.ASK),
        (("yes", "no", "no", "yes"), "bt_done", Ending.DONE),
        (("yes", "no", "no", "partly"), "ask_rest", Ending.ASK),
        # E9: a licence that AT leads to, whatever the country.
        (("no", "yes"), "at_first", Ending.OTHER_WAY),
        (("no", "no"), "licence_first", Ending.NOT_YET),
        (("no", "unsure"), "ask_licence", Ending.ASK),
        (("unsure",), "ask_licence", Ending.ASK),
    ],
)
def test_where_a_walk_ends(answers, outcome, ending):
    given: dict[str, str] = {}
    for answer in answers:
        given[walk(given).now.key] = answer
    ended = walk(given).outcome
    assert (ended.key, ended.ending) == (outcome, ending)


def test_every_way_ends_and_every_outcome_is_reached():
    reached = {outcome.key for _, outcome in ways()}
    assert reached == set(OUTCOMES)
    assert max(len(answers) for answers, _ in ways()) == 5


def test_every_answer_leads_somewhere():
    for question in QUESTIONS.values():
        for answer in question.answers:
            assert step(answer.then).key == answer.then


def test_not_sure_always_says_whom_to_ask():
    unsure = [outcome for answers, outcome in ways() if "unsure" in answers.values()]
    assert unsure
    assert all(outcome.ask for outcome in unsure)
    assert all(one.ask for one in OUTCOMES.values() if one.ending == Ending.ASK)


def test_no_question_is_about_a_country():
    said = [q.text + q.help + str(q.answers) for q in QUESTIONS.values()]
    assert not any(country in text for country in COUNTRIES for text in said)


def test_law_that_has_not_been_read_says_so():
    unread = {one.key for one in OUTCOMES.values() if not one.is_verified}
    assert unread == {
        "applies",
        "may_choose_at",
        "may_choose_st",
        "at_first",
        "ask_licence",
        "ask_at",
        "ask_st",
    }
    [source] = OUTCOMES["may_choose_at"].sources
    assert str(source).endswith("(källa ej verifierad)")


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=lambda one: one.key)
def test_every_outcome_quotes_a_rule_with_its_source(outcome):
    assert outcome.rule.endswith(".")
    assert outcome.sources


def test_an_earlier_answer_can_be_changed():
    given = {"licence": "yes", "at_done": "no", "st_before": "no"}
    changed = walk(given | {"licence": "no"})
    assert [one.question.key for one in changed.asked] == ["licence"]
    assert changed.now.key == "at_needed"


def test_an_answer_that_is_not_offered():
    with pytest.raises(LookupError):
        walk({"licence": "kanske"})


# ---------------------------------------------------------------------------- screening
CLOSED = date(2027, 9, 1)
ELIGIBLE = EligibilityFacts(
    needed_on=CLOSED,
    contact="Karin Björnhede",
    licensed_on=date(2026, 5, 1),
    at_done=False,
    language=Language.C1,
)
CV = PaperKind("cv", "en meritförteckning")
TEST = PaperKind("c1", "bevis om svenska på C1-nivå", one_of="swedish")


@pytest.mark.parametrize(
    ("given", "codes", "warnings"),
    [
        ({}, [], []),
        ({"licensed_on": None}, ["application.no_licence"], []),
        ({"licensed_on": CLOSED}, [], []),
        ({"licensed_on": CLOSED + timedelta(1)}, ["application.no_licence"], []),
        ({"at_done": True}, ["application.at_done"], []),
        ({"at_done": True, "chooses_bt": True}, [], []),
        ({"at_done": None}, [], ["application.at_unknown"]),
        ({"st_before_2021": True}, [], ["application.st_before"]),
        ({"st_before_2021": True, "chooses_bt": True}, [], []),
        ({"bt_done": True}, ["application.bt_done"], []),
        ({"language": "none"}, ["application.papers_missing"], []),
        ({"language": "regional_test"}, ["application.papers_missing"], []),
        (
            {"language": "regional_test", "languages": ("c1", "regional_test")},
            [],
            [],
        ),
        ({"missing": (CV,)}, ["application.papers_missing"], []),
        (
            {"licensed_on": None, "missing": (CV,), "at_done": True},
            [
                "application.no_licence",
                "application.at_done",
                "application.papers_missing",
            ],
            [],
        ),
    ],
)
def test_who_may_be_considered(given, codes, warnings):
    verdict = eligibility_of(replace(ELIGIBLE, **given))
    assert (verdict.codes, verdict.warning_codes) == (codes, warnings)


@pytest.mark.parametrize(
    ("missing", "wanted"),
    [
        ((CV,), "en meritförteckning och bevis om svenska på den nivå regionen begär"),
        ((CV, TEST), "en meritförteckning och bevis om svenska på C1-nivå"),
    ],
)
def test_the_proof_of_swedish_is_told_once(missing, wanted):
    facts = replace(ELIGIBLE, language="none", missing=missing)
    [reason] = eligibility_of(facts).reasons
    assert f"Vi behöver {wanted} för att" in reason.text
