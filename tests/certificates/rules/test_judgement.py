from dataclasses import replace
from datetime import date

import pytest

from assessments.rules.delmal import ALL_CODES
from certificates.enums import ExternalOutcome as Outcome
from certificates.rules.judgement import (
    DeclareFacts,
    MaterialFacts,
    OutcomeFacts,
    may_declare,
    may_open_material,
    may_record_outcome,
)
from tests.certificates.rules.people import BEDOMARE, HUVUDHANDLEDARE

DAY = date(2028, 1, 10)
MATERIAL = MaterialFacts(BEDOMARE, BEDOMARE, declared_on=DAY)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="bedömaren som har svarat"),
        pytest.param(
            {"declared_on": None}, ["external.declaration_missing"], id="innan svaret"
        ),
        pytest.param(
            {"by": HUVUDHANDLEDARE}, ["external.not_assessor"], id="någon annan"
        ),
        pytest.param({"assessor": None}, ["external.not_assessor"], id="ingen utsedd"),
        pytest.param({"conflict_on": DAY}, ["external.closed"], id="efter anmält jäv"),
        pytest.param(
            {"ended_on": DAY}, ["external.closed"], id="när uppdraget är slut"
        ),
    ],
)
def test_opening_the_material(changes, codes):
    assert may_open_material(replace(MATERIAL, **changes)).codes == codes


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        pytest.param(
            DeclareFacts(BEDOMARE, BEDOMARE, True, True), [], id="båda rutorna"
        ),
        pytest.param(
            DeclareFacts(BEDOMARE, BEDOMARE, True, False),
            ["external.declaration_incomplete"],
            id="en ruta",
        ),
        pytest.param(
            DeclareFacts(BEDOMARE, BEDOMARE, False, False),
            ["external.declaration_incomplete"],
            id="ingen ruta",
        ),
        pytest.param(
            DeclareFacts(BEDOMARE, BEDOMARE, True, True, DAY),
            ["external.already_declared"],
            id="en gång till",
        ),
        pytest.param(
            DeclareFacts(HUVUDHANDLEDARE, BEDOMARE, True, True),
            ["external.not_assessor"],
            id="någon annan",
        ),
    ],
)
def test_declaring(facts, codes):
    assert may_declare(facts).codes == codes


HELD = OutcomeFacts(
    by=BEDOMARE,
    assessor=BEDOMARE,
    outcome=Outcome.APPROVED,
    held_on=DAY,
    today=DAY,
    declared_on=DAY,
    codes_certified=frozenset(ALL_CODES),
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="uppnådd, allt finns"),
        pytest.param(
            {"by": HUVUDHANDLEDARE}, ["external.not_assessor"], id="någon annan"
        ),
        pytest.param(
            {"declared_on": None}, ["external.declaration_missing"], id="innan svaret"
        ),
        pytest.param(
            {"held_on": date(2028, 1, 11)}, ["external.future"], id="i morgon"
        ),
        pytest.param(
            {"codes_certified": frozenset(ALL_CODES[:17])},
            ["external.incomplete"],
            id="uppnådd, men ett delmål saknas",
        ),
        pytest.param(
            {"overall_missing": ("Psykiatri",)},
            ["external.incomplete"],
            id="uppnådd, men en sammantagen bedömning saknas",
        ),
        pytest.param(
            {"outcome": Outcome.DOCUMENTATION_INCOMPLETE, "overall_missing": ("x",)},
            ["external.reasons_missing"],
            id="inte komplett, utan skäl",
        ),
        pytest.param(
            {
                "outcome": Outcome.NOT_APPROVED,
                "codes_certified": frozenset(),
                "reasons": "BT2: suicidriskbedömning.",
            },
            [],
            id="inte uppnådd, med skäl",
        ),
    ],
)
def test_recording_the_outcome(changes, codes):
    assert may_record_outcome(replace(HELD, **changes)).codes == codes


def test_what_is_missing_in_words():
    facts = replace(
        HELD,
        codes_certified=frozenset(ALL_CODES[:17]),
        overall_missing=("Kirurgi", "Psykiatri"),
    )
    assert may_record_outcome(facts).reasons[0].text == (
        "Utfallet ”Baskompetens uppnådd” kan inte sparas än. Det saknas intyg för BT18 "
        "och sammantagen bedömning från Kirurgi och Psykiatri. Komplettera, eller välj "
        "”Underlaget är inte komplett”."
    )
