"""A reason is used when it is true, and said to the applicant in whole sentences."""

import re
from dataclasses import fields, replace

import pytest

from recruitment.rules.screening import (
    DECISION,
    INTERVIEW,
    REASONS,
    SCREENING,
    ScreeningFacts,
    answer_to_applicant,
    may_use,
    reasons_for,
)

# What makes each code true, and one thing less of it that does not.
TRUE = {
    "no_licence": (SCREENING, {"is_licensed": False}, {"is_licensed": True}),
    "at_first": (SCREENING, {"at_comes_first": True}, {"at_comes_first": False}),
    "no_language": (SCREENING, {"has_language": False}, {"may_complete": True}),
    "papers_missing": (SCREENING, {"papers_missing": True}, {"may_complete": True}),
    "too_late": (SCREENING, {"is_late": True}, {"is_late": False}),
    "bt_done": (SCREENING, {"bt_done": True}, {"bt_done": False}),
    "duplicate": (SCREENING, {"is_duplicate": True}, {"is_duplicate": False}),
    "not_called": (SCREENING, {"all_reviewed": True}, {"was_called": True}),
    "missed_interview": (
        INTERVIEW,
        {"missed_interview": True},
        {"missed_interview": False},
    ),
    "below_threshold": (INTERVIEW, {"is_below": True}, {"is_below": False}),
    "references": (DECISION, {"references_done": True}, {"references_done": False}),
    "record_not_shown": (DECISION, {"record_needed": True}, {"record_shown": True}),
    "no_place": (
        DECISION,
        {"is_ranked": True, "places_left": False},
        {"places_left": True},
    ),
}


@pytest.mark.parametrize("key", REASONS)
def test_a_reason_is_used_only_when_it_is_true(key):
    phase, true, no_longer = TRUE[key]
    facts = replace(ScreeningFacts(phase), **true)
    assert may_use(key, facts).codes == []
    assert [one.key for one in reasons_for(facts)] == [key]
    assert may_use(key, replace(facts, **no_longer)).codes == ["screening.not_so"]


@pytest.mark.parametrize("key", REASONS)
def test_a_reason_belongs_to_its_step(key):
    _, true, _ = TRUE[key]
    allowed = [
        phase
        for phase in (SCREENING, INTERVIEW, DECISION)
        if may_use(key, replace(ScreeningFacts(phase), **true))
    ]
    assert tuple(allowed) == REASONS[key].phases


def test_nothing_is_true_of_an_application_without_faults():
    for phase in (SCREENING, INTERVIEW, DECISION):
        assert reasons_for(ScreeningFacts(phase)) == ()


def test_every_fact_decides_something():
    used = {name for _, true, less in TRUE.values() for name in (*true, *less)}
    assert used == {field.name for field in fields(ScreeningFacts)} - {"phase"}


def test_why_a_reason_cannot_be_used_is_told():
    [reason] = may_use("too_late", ScreeningFacts(SCREENING)).reasons
    assert reason.text == (
        "Skälet ”Kom in för sent” kan inte användas. Ansökan kom in i tid. Välj ett "
        "annat skäl."
    )


@pytest.mark.parametrize("key", REASONS)
def test_an_answer_is_whole_and_names_the_region(key):
    reason = REASONS[key]
    given = {name: f"<{name}>" for name in reason.needs}
    text = answer_to_applicant(key, given)
    assert text.startswith("Hej! Tack för din ansökan till BT i <region>.")
    assert all(text.count(f"<{name}>") >= 1 for name in reason.needs)
    sentences = [one for one in re.split(r"[.!:]\s", text) if one]
    assert max(len(one.split()) for one in sentences) <= 25


@pytest.mark.parametrize("key", REASONS)
def test_no_answer_grades_the_person_or_uses_words_we_do_not_use(key):
    words = REASONS[key].template.lower()
    for word in ("tyvärr", "underkänd", "obehörig", "ej ", "dålig", "brist", "ogiltig"):
        assert word not in words


def test_an_answer_with_something_left_out_is_not_written():
    with pytest.raises(LookupError, match="closed_on"):
        answer_to_applicant("no_licence", {"region": "Region Kronoberg"})
    with pytest.raises(LookupError):
        may_use("fel hårfärg", ScreeningFacts(SCREENING))
