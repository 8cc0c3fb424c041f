"""What the database refuses, whatever a form or an action forgot."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from recruitment.enums import ApplicationState, OfferState, ReviewState
from recruitment.models import Offer
from tests.objects.recruitment import make_application, make_recruitment, make_review


@pytest.fixture
def round(cast):
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        yield make_recruitment(cast.kronoberg)


def offer(application, **facts):
    now = timezone.now()
    values = {
        "region": application.region,
        "application": application,
        "place": "Växjö",
        "offered_at": now,
        "expires_at": now + timedelta(days=7),
    }
    return Offer.objects.create(**values | facts)


def refused(action):
    """The database says no; what was done before stays."""
    with pytest.raises(DatabaseError), transaction.atomic():
        action()


def test_points_that_are_sent_are_never_changed(round, cast):
    recruiter = cast.kronoberg.recruiter
    review = make_review(make_application(round), recruiter, ReviewState.SENT)
    review.scores = {"medicine": 5}
    refused(lambda: review.save(update_fields=["scores"]))
    refused(review.delete)


def test_they_may_be_weeded_out_in_time_unless_somebody_holds_them(round, cast):
    review = make_review(
        make_application(round), cast.kronoberg.recruiter, ReviewState.SENT
    )
    round.purge_on, round.held_at = date(2020, 1, 1), timezone.now()
    round.save()
    refused(review.delete)
    round.held_at = None
    round.save()
    assert review.delete()[0] == 1


def test_how_a_round_is_run_is_settled_when_it_is_advertised(round):
    round.method = {"days_to_think": 1}
    refused(lambda: round.save(update_fields=["method"]))
    refused(round.delete)


@pytest.mark.parametrize(
    "state",
    [ApplicationState.ELIGIBLE, ApplicationState.NOT_ELIGIBLE, "not_appointable"],
)
def test_nobody_gets_an_offer_who_is_not_ranked(round, state):
    refused(lambda: offer(make_application(round, state=state)))


def test_a_post_and_an_applicant_have_one_live_offer_each(round):
    first, second = (
        make_application(round, number, ApplicationState.RANKED) for number in (1, 2)
    )
    post = round.posts.first()
    offer(first, post=post)
    with pytest.raises(IntegrityError), transaction.atomic():
        offer(second, post=post)
    with pytest.raises(IntegrityError), transaction.atomic():
        offer(first)
    assert Offer.objects.get().state == OfferState.OFFERED
