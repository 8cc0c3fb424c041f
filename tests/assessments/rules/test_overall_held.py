from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.enums import AssessmentState as State
from assessments.rules.overall_held import (
    OverallHeldFacts,
    OverallPaperFacts,
    check_overall_paper,
    may_ask_for_overall,
    may_fill_overall_together,
    may_type_in_overall,
)
from tests.assessments.rules.people import HANDLEDARE, KOLLEGA, LAKARE
from tests.assessments.rules.test_overall import FACTS

TODAY = FACTS.today
FIRST = FACTS.placement_ends_on - timedelta(days=13)
CASES = [
    pytest.param({}, {}, [], id="över"),
    pytest.param({"today": FIRST}, {}, [], id="sista fjorton dagarna"),
    pytest.param(
        {"today": FIRST - timedelta(days=1)}, {}, ["overall.not_ended"], id="för tidigt"
    ),
    pytest.param(
        {}, {"assessor": KOLLEGA}, ["overall.by_supervisor"], id="en annan handledare"
    ),
    pytest.param({}, {"assessor": None}, [], id="ingen vald än"),
    pytest.param(
        {"supervisors": ()}, {"assessor": None}, ["overall.no_supervisor"], id="ingen"
    ),
    pytest.param({}, {"begun_by": HANDLEDARE}, ["overall.begun"], id="påbörjad"),
    pytest.param(
        {"state": State.SIGNED, "already_signed_on": TODAY},
        {"begun_by": HANDLEDARE},
        ["sign.already_signed"],
        id="signerad",
    ),
]


def held(by, about, more):
    facts = replace(FACTS, **{"by": by, **about})
    return OverallHeldFacts(**{"about": facts, "assessor": HANDLEDARE, **more})


@pytest.mark.parametrize(("about", "more", "codes"), CASES)
def test_together_on_the_doctors_phone(about, more, codes):
    assert may_fill_overall_together(held(LAKARE, about, more)).codes == codes


@pytest.mark.parametrize(("about", "more", "codes"), CASES)
def test_from_a_paper_by_the_office(about, more, codes):
    assert may_type_in_overall(held(KOLLEGA, about, {**more})).codes[-1:] == (
        codes if more.get("assessor") != KOLLEGA else ["overall.by_supervisor"]
    )


@pytest.mark.parametrize("by", [HANDLEDARE, KOLLEGA])
def test_on_nobody_elses_phone(by):
    found = may_fill_overall_together(held(by, {}, {}))
    assert found.codes == ["overall.not_on_own_phone"]


@pytest.mark.parametrize("by", [HANDLEDARE, LAKARE])
def test_nobody_types_in_their_own(by):
    assert may_type_in_overall(held(by, {}, {})).codes == ["paper.not_for_oneself"]


@pytest.mark.parametrize(
    ("about", "signed_on", "codes"),
    [
        pytest.param({}, TODAY, [], id="i dag"),
        pytest.param({}, TODAY + timedelta(days=1), ["paper.date"], id="i morgon"),
        pytest.param({}, date(2027, 5, 1), ["paper.date"], id="före den gjordes"),
        pytest.param({"formative_minimum": 2}, TODAY, ["overall.too_few"], id="få"),
        pytest.param(
            {"formative_minimum": 2, "too_few_reason": "Sjuk."}, TODAY, [], id="skäl"
        ),
    ],
)
def test_the_paper_itself(about, signed_on, codes):
    facts = OverallPaperFacts(held(KOLLEGA, about, {}), date(2027, 5, 30), signed_on)
    assert check_overall_paper(facts).codes == codes


def test_it_is_never_asked_for():
    assert may_ask_for_overall((HANDLEDARE,)).codes == ["overall.not_asked_for"]
