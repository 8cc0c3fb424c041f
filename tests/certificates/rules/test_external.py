from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.dates import NBSP
from certificates.rules.external import (
    ExternalFacts,
    Involvement,
    Service,
    may_be_external_assessor,
    shared_time,
)
from placements.rules.supervisors import Competence
from tests.certificates.rules.people import BEDOMARE, LAKARE

QUALIFIED = Competence(
    licensed=True, specialities=frozenset({"kirurgi"}), assessment_trained=True
)
SURGERY = Service("kir", date(2027, 3, 1), date(2027, 5, 31), "Kirurgkliniken Växjö")
FREE = ExternalFacts(
    person=BEDOMARE,
    doctor=LAKARE,
    competence=QUALIFIED,
    served=(Service("med", date(2020, 1, 1), None, "Medicinkliniken Ljungby"),),
    doctor_served=(SURGERY,),
)


def at_surgery(starts_on: date | None, ends_on: date | None) -> dict[str, object]:
    return {"served": (Service("kir", starts_on, ends_on, "Kirurgkliniken Växjö"),)}


SAME = ["appoint_external.same_unit"]
PART = ["appoint_external.took_part"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="från en annan klinik"),
        pytest.param(at_surgery(date(2020, 1, 1), None), SAME, id="anställd där än"),
        pytest.param(
            at_surgery(date(2020, 1, 1), date(2027, 2, 28)), [], id="slutade dagen före"
        ),
        pytest.param(
            at_surgery(date(2020, 1, 1), date(2027, 3, 1)),
            SAME,
            id="slutade samma dag som läkaren började",
        ),
        pytest.param(
            at_surgery(date(2027, 5, 31), None),
            SAME,
            id="började samma dag som läkaren slutade",
        ),
        pytest.param(at_surgery(date(2027, 6, 1), None), [], id="började dagen efter"),
        pytest.param(
            at_surgery(date(2027, 4, 10), date(2027, 4, 10)), SAME, id="en enda jourdag"
        ),
        pytest.param(at_surgery(None, date(2010, 1, 1)), [], id="länge sedan"),
        pytest.param(at_surgery(None, None), SAME, id="okänt när"),
        pytest.param(
            {"involvements": (Involvement("bedömare", date(2027, 4, 2)),)},
            PART,
            id="har skrivit en bedömning",
        ),
        pytest.param(
            {"involvements": (Involvement("intervjuare", date(2026, 10, 2)),)},
            PART,
            id="intervjuade vid anställningen",
        ),
        pytest.param(
            {"declared_conflict_on": date(2027, 12, 1)},
            ["appoint_external.declared_conflict"],
            id="har anmält jäv",
        ),
        pytest.param(
            {"competence": replace(QUALIFIED, assessment_trained=False)},
            ["appoint_external.not_qualified"],
            id="utan kunskap i kompetensbedömning",
        ),
        pytest.param(
            {"competence": Competence()},
            ["appoint_external.not_qualified"],
            id="inget registrerat",
        ),
        pytest.param({"person": LAKARE}, ["appoint_external.self"], id="läkaren själv"),
    ],
)
def test_who_comes_from_outside(changes, codes):
    assert may_be_external_assessor(replace(FREE, **changes)).codes == codes


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        pytest.param(
            {
                **at_surgery(date(2027, 4, 15), None),
                "suggestions": ("Eva Lind", "Anders Fröjd"),
            },
            "Siobhán Öberg-O’Leary kan inte vara extern bedömare för Maja Rosenkvist. "
            "De tjänstgjorde samtidigt vid Kirurgkliniken Växjö "
            f"15{NBSP}april–31{NBSP}maj 2027, och det får den externa bedömaren inte "
            "ha gjort. Välj någon annan: Eva Lind och Anders Fröjd har ingen sådan "
            "koppling.",
            id="samma enhet",
        ),
        pytest.param(
            {
                "involvements": (
                    Involvement("bedömare", date(2027, 4, 2)),
                    Involvement("handledare", date(2027, 3, 1)),
                )
            },
            "Siobhán Öberg-O’Leary kan inte vara extern bedömare för Maja Rosenkvist. "
            "Siobhán Öberg-O’Leary hade del i bastjänstgöringen som handledare den "
            f"1{NBSP}mars 2027. Välj någon annan.",
            id="haft del",
        ),
        pytest.param(
            {
                "competence": replace(
                    QUALIFIED, licensed=False, specialities=frozenset()
                )
            },
            "Siobhán Öberg-O’Leary kan inte utses till extern bedömare. Uppdraget "
            "kräver legitimation, bevis om specialistkompetens och kunskaper i "
            "kompetensbedömning, och legitimation och bevis om specialistkompetens är "
            "inte registrerat. Registrera det, eller välj någon annan.",
            id="inte behörig",
        ),
    ],
)
def test_the_refusal_in_words(changes, text):
    reason = may_be_external_assessor(replace(FREE, **changes)).reasons[0]
    assert reason.text == text
    assert reason.source.verified is False


# ------------------------------------------------ every day walked through, as a check
FIRST, DAYS = date(2027, 1, 1), 90
BORDERS = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def services(draw):
    starts_on, ends_on = sorted([draw(BORDERS), draw(BORDERS)])
    return Service(
        draw(st.sampled_from("AB")),
        None if draw(st.booleans()) and draw(st.booleans()) else starts_on,
        None if draw(st.booleans()) and draw(st.booleans()) else ends_on,
    )


TIMELINES = st.lists(services(), max_size=4)


def days_at(timeline: list[Service]) -> set[tuple[str, int]]:
    """Every place and day, a week beyond both ends, one at a time."""
    return {
        (service.place, number)
        for service in timeline
        for number in range(-7, DAYS + 8)
        if service.starts_on is None
        or service.starts_on <= FIRST + timedelta(days=number)
        if service.ends_on is None or FIRST + timedelta(days=number) <= service.ends_on
    }


@settings(max_examples=500)
@given(TIMELINES, TIMELINES)
def test_shared_time_is_what_a_walk_through_every_day_finds(one, other):
    shared = shared_time(one, other)
    walked = days_at(one) & days_at(other)
    found = days_at([Service(t.place, t.starts_on, t.ends_on) for t in shared])
    assert found == walked
    facts = replace(FREE, served=tuple(one), doctor_served=tuple(other))
    assert bool(may_be_external_assessor(facts)) is not bool(walked)


@given(TIMELINES, TIMELINES)
def test_it_does_not_matter_who_is_asked_first(one, other):
    def bare(times):
        return {(t.place, t.starts_on, t.ends_on) for t in times}

    assert bare(shared_time(one, other)) == bare(shared_time(other, one))
