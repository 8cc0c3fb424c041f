"""The nine steps, and what waits for whom."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.actions.external import decide
from certificates.enums import ExternalOutcome
from certificates.queries import (
    certificate_lines,
    next_step_for,
    steps_for,
    todos_for,
)
from placements.models import PlacementPeriod
from regions import access
from regions.models import User
from tests.cast import Cast, Company
from tests.certificates.papers import certify_everything
from tests.certificates.year import (
    appointed,
    certified,
    declared,
    end_the_year,
    overall_assessments,
    prepare,
)


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.main_supervisor):
        prepare(cast.kronoberg)
        yield cast.kronoberg


def done(company: Company) -> list[str]:
    chain = steps_for(company.programme, company.bt_manager, timezone.localdate())
    return [step.key for step in chain if step.done]


def todos(company: Company, person: User) -> list[str]:
    held = access.roles_of(person, company.region)
    found = todos_for(person, company.region, timezone.localdate(), held)
    return [todo.url.split("/")[-2] for todo in found]


def test_the_chain_fills_itself(company: Company) -> None:
    assert "delmal" not in done(company)
    certified(company)
    assert "delmal" in done(company)


def test_the_next_step_says_what_is_missing_and_who(company: Company) -> None:
    step = next_step_for(company.programme, company.doctor, timezone.localdate())
    assert step is not None
    assert not step.verdict
    assert step.verdict.reasons[0].text
    assert step.who


def test_everything_signed(company: Company) -> None:
    certify_everything(company)
    assert {"delmal", "competence", "completed"} <= set(done(company))


def test_the_doctor_is_told_another_outcome_in_a_talk(company: Company) -> None:
    decide(
        assessment=declared(company),
        outcome=ExternalOutcome.NOT_APPROVED,
        held_on=timezone.localdate(),
        motivation="BT10.",
        by=company.external,
        at=timezone.now(),
        digest_shown="",
        method="demo",
        identified_at=timezone.now(),
    )
    chain = steps_for(company.programme, company.doctor, timezone.localdate())
    (step,) = [step for step in chain if step.key == "competence"]
    assert [reason.text for reason in step.verdict] == [
        "Genomförd – Main Supervisor Kronoberg berättar om utfallet."
    ]


def test_steps_cost_the_same_with_more_to_count(
    company: Company, django_assert_max_num_queries
) -> None:
    overall_assessments(company)
    certified(company)
    with django_assert_max_num_queries(25):
        steps_for(company.programme, company.doctor, timezone.localdate())


def test_lines(company: Company) -> None:
    certified(company, "BT1", "BT2", "BT3")
    lines = certificate_lines(company.programme, timezone.localdate())
    assert [(line.title, line.state.word) for line in lines] == [
        ("Bilaga 2, delmål", "3 av 18 intygade"),
        ("Bilaga 3, fullgjord BT", "Fylls på"),
        ("Bilaga 4, baskompetens", "Fylls på"),
    ]


# ----------------------------------------------------------------------------- todos
def test_main_supervisor_certifies_when_all_has_evidence(company: Company) -> None:
    assert todos(company, company.main_supervisor) == ["delmal"]
    certified(company)
    assert todos(company, company.main_supervisor) == []
    appointed(company)
    assert todos(company, company.main_supervisor) == ["baskompetens", "mote"]


def test_the_assessor_answers_then_judges(company: Company) -> None:
    assert todos(company, company.external) == []
    assessment = appointed(company)
    assert todos(company, company.external) == ["jav"]
    assessment.declared_at, assessment.declared_free = timezone.now(), True
    assessment.save()
    assert todos(company, company.external) == ["underlag"]


def test_the_manager_appoints_in_the_last_quarter(company: Company) -> None:
    assert todos(company, company.bt_manager) == []
    PlacementPeriod.objects.filter(
        placement__programme=company.programme,
        ends_on__gt=timezone.localdate() + timedelta(days=40),
    ).delete()
    assert todos(company, company.bt_manager) == ["extern-bedomare"]
    assert todos(company, company.deputy) == ["extern-bedomare"]
    assert todos(company, company.studierektor) == []


def test_the_manager_certifies_the_time_when_it_is_over(company: Company) -> None:
    end_the_year(company)
    assert todos(company, company.bt_manager) == ["extern-bedomare", "fullgjord"]


def test_the_doctor_applies_when_all_is_signed(company: Company) -> None:
    assert todos(company, company.doctor) == []
    certify_everything(company)
    assert todos(company, company.doctor) == ["ansokan"]


@pytest.mark.parametrize(
    ("role", "asked"), [("bt_manager", 1), ("main_supervisor", 1), ("hr", 0)]
)
def test_one_question_for_whoever_it_may_concern(
    company: Company, django_assert_num_queries, role: str, asked: int
) -> None:
    end_the_year(company)
    person = getattr(company, role)
    held = access.roles_of(person, company.region)
    with django_assert_num_queries(asked):
        todos_for(person, company.region, timezone.localdate(), held)
