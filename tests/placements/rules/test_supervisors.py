from dataclasses import replace
from datetime import date

import pytest

from bt_admin.lib.people import Person
from placements.rules.supervisors import (
    Competence,
    QualificationFact,
    SupervisorFacts,
    competence_on,
    may_be_main_supervisor,
    may_be_placement_supervisor,
)
from regions.enums import QualificationKind as Kind

MATS, MAJA = Person("mats", "Mats Örneblad"), Person("maja", "Maja Rosenkvist")
SURGEON = Competence(
    licensed=True, supervisor_trained=True, specialities=frozenset({"kirurgi"})
)
TRAINEE = Competence(
    licensed=True, supervisor_trained=True, training_in=frozenset({"kirurgi"})
)
ON_SURGERY = SupervisorFacts(
    MATS, MAJA, SURGEON, "Kirurgkliniken Växjö", frozenset({"Kirurgi", "urologi"})
)


@pytest.mark.parametrize(
    ("competence", "placement", "main"),
    [
        pytest.param(SURGEON, [], [], id="specialist i rätt specialitet"),
        pytest.param(
            TRAINEE,
            [],
            ["appoint_main_supervisor.not_specialist"],
            id="ST-läkare i rätt specialitet",
        ),
        pytest.param(
            replace(SURGEON, specialities=frozenset({"psykiatri"})),
            ["appoint_supervisor.wrong_competence"],
            [],
            id="specialist i fel specialitet",
        ),
        pytest.param(
            replace(SURGEON, licensed=False),
            ["appoint_supervisor.not_licensed"],
            ["appoint_supervisor.not_licensed"],
            id="utan legitimation",
        ),
        pytest.param(
            replace(SURGEON, supervisor_trained=False),
            ["appoint_supervisor.not_trained"],
            ["appoint_supervisor.not_trained"],
            id="utan handledarutbildning",
        ),
        pytest.param(
            Competence(),
            [
                "appoint_supervisor.not_licensed",
                "appoint_supervisor.not_trained",
                "appoint_supervisor.wrong_competence",
            ],
            [
                "appoint_supervisor.not_licensed",
                "appoint_supervisor.not_trained",
                "appoint_main_supervisor.not_specialist",
            ],
            id="inget registrerat",
        ),
    ],
)
def test_who_may_supervise(competence, placement, main):
    facts = replace(ON_SURGERY, competence=competence)
    assert may_be_placement_supervisor(facts).codes == placement
    assert may_be_main_supervisor(facts).codes == main


def test_any_speciality_will_do_where_the_unit_names_none():
    facts = replace(ON_SURGERY, unit_specialities=frozenset())
    assert may_be_placement_supervisor(facts).codes == []


def test_nobody_supervises_themselves():
    facts = replace(ON_SURGERY, doctor=MATS)
    assert may_be_placement_supervisor(facts).codes == ["appoint_supervisor.self"]
    assert may_be_main_supervisor(facts).codes == ["appoint_supervisor.self"]


def test_the_refusal_tells_what_is_registered_and_that_the_law_is_unread():
    facts = replace(
        ON_SURGERY, competence=replace(TRAINEE, training_in=frozenset({"psykiatri"}))
    )
    reason = may_be_placement_supervisor(facts).reasons[0]
    assert reason.text == (
        "Mats Örneblad kan inte utses till handledare på Kirurgkliniken Växjö. "
        "Handledaren är specialist eller ST-läkare i placeringens specialitet, och "
        "Mats Örneblad är registrerad som ST-läkare i psykiatri. Välj någon annan, "
        "eller rätta uppgiften."
    )
    assert reason.source.label.endswith("(källa ej verifierad)")


def test_what_a_person_can_show_depends_on_the_day():
    facts = [
        QualificationFact(Kind.LICENCE, "Sverige", date(2015, 6, 1)),
        QualificationFact(Kind.SPECIALITY_TRAINING, "kirurgi", date(2017, 1, 1)),
        QualificationFact(Kind.SPECIALITY, "kirurgi", date(2022, 6, 1)),
        QualificationFact(Kind.SUPERVISOR_TRAINING, "", date(2023, 9, 1)),
        QualificationFact(Kind.ASSESSOR_TRAINING, "", date(2024, 9, 1)),
    ]
    assert competence_on(facts, date(2015, 5, 31)) == Competence()
    assert competence_on(facts, date(2022, 6, 1)) == Competence(
        licensed=True,
        specialities=frozenset({"kirurgi"}),
        training_in=frozenset({"kirurgi"}),
    )
    assert competence_on(facts, date(2027, 1, 1)) == Competence(
        True, True, frozenset({"kirurgi"}), frozenset({"kirurgi"}), True
    )
