"""What waits in recruitment stands on the first page of those it waits for."""

import pytest
from django.utils import timezone

from recruitment.actions import sending
from recruitment.enums import Task
from recruitment.models import ApplicantConflict, Ranking, Release
from recruitment.queries.todos import todos_for
from regions.access import roles_of
from tests.objects.clearing import make_both, matched
from tests.objects.recruitment import (
    make_application,
    make_paper,
    make_recruitment,
    make_review,
    take_part,
)


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


def titles(here, who):
    user = getattr(here, who)
    held = roles_of(user, here.region)
    found = todos_for(user, here.region, timezone.localdate(), held)
    return [one.title for one in found]


def test_reviews_are_counted_until_they_are_sent(here):
    round = make_recruitment(here)
    for number, state in enumerate(["assigned", "begun", "sent", "planned"], start=1):
        make_review(make_application(round, number), here.recruiter, state)
    assert titles(here, "recruiter") == ["Granska 2 ansökningar"]
    assert titles(here, "bt_manager") == []


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("hr", []),
        ("studierektor", ["Granska en ansökan"]),
        ("bt_manager", ["Godkänn ett utskick av erbjudanden"]),
        ("deputy", []),  # who prepared it
    ],
)
def test_a_prepared_release_waits_for_another_who_decides(here, who, told):
    round, now = make_recruitment(here), timezone.now()
    ranking = Ranking.objects.create(
        region=here.region, round=round, number=1, made_by=here.hr, made_at=now
    )
    Release.objects.create(
        region=here.region,
        round=round,
        ranking=ranking,
        snapshot={},
        checks=[],
        prepared_by=here.deputy,
        prepared_at=now,
    )
    make_review(make_application(round), here.studierektor)
    take_part(round, here.studierektor, Task.REVIEWER)
    assert titles(here, who) == told


def test_what_was_asked_for_and_came_waits_for_the_office(here):
    """Not for who has a link to the applicant, nor for who reads it without a name."""
    round = make_recruitment(here)
    asked = {"complement_asked_at": timezone.now()}
    one, other = (make_application(round, number, **asked) for number in (1, 2))
    make_application(round, 3, "incomplete", **asked)
    make_application(round, 4)
    ApplicantConflict.objects.create(
        region=here.region, application=one, user=here.administrator, text="Släkt",
        declared=True, told_at=timezone.now(),
    )  # fmt: skip
    make_review(other, here.studierektor)
    assert titles(here, "hr") == ["Pröva 2 kompletterade ansökningar"]
    assert titles(here, "administrator") == ["Pröva en kompletterad ansökan"]
    assert titles(here, "studierektor") == ["Pröva en kompletterad ansökan"]
    assert titles(here, "recruiter") == []


@pytest.mark.parametrize(
    ("who", "queries"), [("recruiter", 1), ("hr", 1), ("doctor", 0)]
)
def test_one_question_at_most(here, django_assert_num_queries, who, queries):
    user = getattr(here, who)
    held = roles_of(user, here.region)
    for number in (1, 2, 3):
        make_review(
            make_application(
                make_recruitment(here, ["screening", "interview", "closed"][number - 1])
            ),
            here.recruiter,
        )
    with django_assert_num_queries(queries):
        todos_for(user, here.region, timezone.localdate(), held)


def test_papers_that_reviewers_wait_for_wait_for_the_office(here):
    round = make_recruitment(here)
    for number, (state, mask) in enumerate(
        [
            ("eligible", "doubt"),
            ("eligible", "masked"),
            ("withdrawn", "doubt"),
            ("shortlisted", "doubt"),
        ],
        start=1,
    ):
        make_paper(make_application(round, number, state), mask_state=mask)
    assert titles(here, "hr") == ["Se över 2 maskade handlingar"]
    assert titles(here, "recruiter") == []


def test_a_matched_clearing_waits_for_its_release(cast):
    clearing, round, _there = make_both(cast)
    matched(clearing)
    here = cast.kronoberg
    with here.inside(here.hr):
        assert titles(here, "hr") == ["Förbered utskicket: matchningen är gjord"]
        sending.prepare(round=round, by=here.hr, at=timezone.now())
        assert titles(here, "hr") == []
        assert titles(here, "bt_manager") == ["Godkänn ett utskick av erbjudanden"]
