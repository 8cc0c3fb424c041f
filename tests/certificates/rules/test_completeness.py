from dataclasses import replace
from datetime import date

import pytest

from assessments.enums import AssessmentState
from assessments.rules.delmal import ALL_CODES
from certificates.enums import CertificateKind as Kind
from certificates.enums import CertificateState as State
from certificates.rules.application import CertificateFact
from certificates.rules.completeness import PlacementFact, StepFacts, next_step, steps
from placements.rules.programme import PlanFacts
from tests.certificates.rules.people import BEDOMARE, HUVUDHANDLEDARE, LAKARE
from tests.certificates.rules.service import SERVICE

PRIMARY = PlacementFact(
    label="Primärvård",
    ends_on=date(2027, 4, 30),
    has_unit=True,
    supervisor=HUVUDHANDLEDARE,
    assessments=2,
    minimum=2,
    overall=AssessmentState.ACKNOWLEDGED,
)
ACUTE = replace(PRIMARY, label="Internmedicin", ends_on=date(2027, 8, 31))
DONE = StepFacts(
    doctor=LAKARE,
    today=date(2027, 9, 1),
    plan=PlanFacts("Maja Rosenkvist", date(2027, 1, 1), SERVICE.periods),
    main_supervisor=HUVUDHANDLEDARE,
    placements=(PRIMARY, ACUTE),
    certificates=(
        CertificateFact(Kind.DELMAL, State.ISSUED, ALL_CODES, 1),
        CertificateFact(Kind.COMPLETED, State.ISSUED, (), 2),
        CertificateFact(Kind.COMPETENCE, State.ISSUED, (), 3),
    ),
    service=SERVICE,
    collegium_held_on=date(2027, 5, 1),
    collegium_fed_back_on=date(2027, 5, 9),
    external_assessor=BEDOMARE,
    external_declared_on=date(2027, 8, 1),
    external_held_on=date(2027, 8, 30),
    external_approved=True,
    documents_ready=True,
)
NEW = replace(
    DONE,
    today=date(2027, 1, 1),
    main_supervisor=None,
    placements=(
        replace(PRIMARY, supervisor=None, assessments=0, overall=None),
        replace(ACUTE, has_unit=False, assessments=0, overall=None),
    ),
    certificates=(),
    service=replace(SERVICE, today=date(2027, 1, 1)),
    collegium_held_on=None,
    collegium_fed_back_on=None,
    external_assessor=None,
    external_declared_on=None,
    external_held_on=None,
    external_approved=False,
    documents_ready=False,
)


def test_nine_steps_in_order_all_done():
    chain = steps(DONE)
    assert [(step.number, step.key) for step in chain] == [
        (1, "plan"),
        (2, "assessments"),
        (3, "overall"),
        (4, "collegium"),
        (5, "delmal"),
        (6, "competence"),
        (7, "completed"),
        (8, "application"),
        (9, "issued"),
    ]
    assert [step.key for step in chain if not step.done] == []
    assert next_step(chain) is None


def test_in_the_beginning_nothing_is_done_and_everything_says_why():
    chain = steps(NEW)
    assert [step.done for step in chain] == [False] * 9
    first = next_step(chain)
    assert first is not None
    assert [reason.text for reason in first.verdict] == [
        "Ingen huvudansvarig handledare är utsedd än. Studierektorn utser en.",
        "Handledare saknas för Primärvård. Enheten utser en.",
        "Enhet saknas för Internmedicin. Administratören väljer en.",
    ]


@pytest.mark.parametrize(
    ("key", "changes", "codes"),
    [
        pytest.param(
            "assessments",
            {"placements": (replace(PRIMARY, assessments=1), ACUTE)},
            ["step.assessments"],
            id="en av två bedömningar",
        ),
        pytest.param(
            "assessments",
            {"placements": (replace(PRIMARY, assessments=0, counts=False), ACUTE)},
            [],
            id="introduktionen räknas inte",
        ),
        pytest.param(
            "overall",
            {"placements": (replace(PRIMARY, overall=None), ACUTE)},
            ["step.overall"],
            id="sammantagen bedömning saknas",
        ),
        pytest.param(
            "overall",
            {"placements": (replace(PRIMARY, overall=AssessmentState.SIGNED), ACUTE)},
            ["step.overall_unread"],
            id="inte läst",
        ),
        pytest.param(
            "collegium",
            {"collegium_fed_back_on": None},
            ["step.feed_back"],
            id="inte återkopplat",
        ),
        pytest.param(
            "collegium",
            {
                "collegium_held_on": None,
                "collegium_fed_back_on": None,
                "collegium_wanted": False,
            },
            [],
            id="regionen har inget kollegium",
        ),
        pytest.param(
            "delmal",
            {"certificates": DONE.certificates[1:]},
            ["step.delmal"],
            id="inga delmål intygade",
        ),
        pytest.param(
            "competence",
            {"certificates": DONE.certificates[:2], "external_assessor": None},
            ["step.external_assessor"],
            id="ingen bedömare",
        ),
        pytest.param(
            "competence",
            {"certificates": DONE.certificates[:2], "external_declared_on": None},
            ["step.declaration"],
            id="bedömaren har inte svarat",
        ),
        pytest.param(
            "competence",
            {"certificates": DONE.certificates[:2], "external_held_on": None},
            ["step.external_held"],
            id="inte genomförd",
        ),
        pytest.param(
            "competence",
            {"certificates": DONE.certificates[:2], "external_approved": False},
            ["step.external_outcome"],
            id="annat utfall",
        ),
        pytest.param(
            "competence",
            {"certificates": DONE.certificates[:2]},
            ["step.competence"],
            id="inte signerat av båda",
        ),
        pytest.param(
            "completed",
            {"certificates": DONE.certificates[:1]},
            ["step.completed"],
            id="tiden är gjord men inte intygad",
        ),
        pytest.param(
            "application",
            {"documents_ready": False},
            ["step.documents"],
            id="blanketterna saknas",
        ),
        pytest.param(
            "issued",
            {"waiting_for_pen": ("Per-Åke Näsström",)},
            ["step.pen"],
            id="penna saknas",
        ),
    ],
)
def test_why_a_step_is_not_done(key, changes, codes):
    chain = {step.key: step for step in steps(replace(DONE, **changes))}
    assert chain[key].verdict.codes == codes


def test_who_is_to_be_reminded():
    missing = replace(DONE, placements=(replace(PRIMARY, overall=None), ACUTE))
    overall = steps(missing)[2]
    assert [reason.text for reason in overall.verdict] == [
        "Primärvård: den sammantagna bedömningen saknas. Påminn Per-Åke Näsström."
    ]
