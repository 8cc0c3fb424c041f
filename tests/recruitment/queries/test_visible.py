"""Who sees which round, application and review."""

import pytest

from recruitment import queries
from recruitment.enums import ApplicationState, ReviewState, RoundState
from tests.objects.recruitment import make_application, make_recruitment, make_review

OFFICE = ["bt_manager", "deputy", "studierektor", "administrator", "hr"]


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        yield cast.kronoberg


@pytest.mark.parametrize(
    ("role", "rounds"),
    [
        *((role, ["draft", "screening"]) for role in OFFICE),
        ("recruiter", ["screening"]),
        ("observer", ["screening"]),
        ("doctor", []),
        ("main_supervisor", []),
        ("unit_manager", []),
    ],
)
def test_a_round_is_there_for_who_has_a_part_in_it(here, role, rounds):
    make_recruitment(here, RoundState.SCREENING)
    make_recruitment(here, RoundState.DRAFT)
    seen = queries.rounds_for(getattr(here, role), here.region)
    assert sorted(seen.values_list("state", flat=True)) == rounds


def test_who_has_left_sees_the_round_no_more(here):
    round = make_recruitment(here)
    round.members.filter(user=here.recruiter).update(left_at=round.created_at)
    assert list(queries.rounds_for(here.recruiter, here.region)) == []


@pytest.mark.parametrize(
    ("role", "number"),
    [*((role, 1) for role in OFFICE), ("recruiter", 0), ("observer", 0), ("doctor", 0)],
)
def test_an_application_is_the_offices_and_a_draft_the_applicants(here, role, number):
    round = make_recruitment(here)
    make_application(round, 1)
    make_application(round, 2, ApplicationState.DRAFT)
    seen = queries.applications_for(getattr(here, role), here.region)
    assert seen.count() == number


def test_reviews_are_ones_own_and_no_proposals(here):
    round = make_recruitment(here)
    mine = make_review(make_application(round, 1), here.recruiter)
    make_review(make_application(round, 2), here.recruiter, ReviewState.PLANNED)
    make_review(make_application(round, 3), here.supervisor)
    assert list(queries.reviews_for(here.recruiter, here.region)) == [mine]
    assert list(queries.reviews_for(here.bt_manager, here.region)) == []


def test_reviews_are_gone_when_the_round_has_started(here):
    round = make_recruitment(here, RoundState.STARTED)
    make_review(make_application(round), here.recruiter)
    assert list(queries.reviews_for(here.recruiter, here.region)) == []
