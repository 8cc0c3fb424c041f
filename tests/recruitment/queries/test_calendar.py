"""Interviews in one's own calendar: that they are and when, never with whom by name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recruitment.enums import InterviewState
from recruitment.models import Interview
from recruitment.queries.calendar import interviews_in_calendar
from tests.cast import at
from tests.objects.interviews import make_interview
from tests.objects.recruitment import make_application, make_recruitment


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


def entries(here, user):
    return interviews_in_calendar(user, here.region, at())


def test_ones_own_called_interviews_with_a_number_and_no_name(here):
    round = make_recruitment(here, "interview")
    row = make_interview(round, [make_application(round, 14)], [here.recruiter])
    [one] = entries(here, here.recruiter)
    assert (one.title, one.minutes, one.where) == ("Intervju: Sökande 14", 40, "")
    assert "Sökandesson" not in str(one)
    assert entries(here, here.supervisor) == []
    Interview.objects.filter(pk=row.pk).update(state=InterviewState.CANCELLED)
    assert [one.cancelled for one in entries(here, here.recruiter)] == [True]


def test_not_a_proposal_and_not_what_is_long_past(here):
    round = make_recruitment(here, "interview")
    case = make_application(round, 14)
    make_interview(round, [case], [here.recruiter], state=InterviewState.PLANNED)
    long_ago = timezone.now() - timedelta(days=200)
    make_interview(round, [case], [here.recruiter], "test", long_ago)
    assert entries(here, here.recruiter) == []


def test_not_after_one_has_left_the_round(here):
    round = make_recruitment(here, "interview")
    make_interview(round, [make_application(round, 14)], [here.recruiter])
    round.members.update(left_at=at())
    assert entries(here, here.recruiter) == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_with_more(here, django_assert_num_queries, number):
    round = make_recruitment(here, "interview")
    for one in range(1, number + 1):
        make_interview(round, [make_application(round, one)], [here.recruiter])
    with django_assert_num_queries(3):
        entries(here, here.recruiter)
