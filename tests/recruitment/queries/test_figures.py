"""A round's figures are counted from its own rows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from recruitment.enums import ApplicationState, OfferState
from recruitment.models import Offer, RankedPlace, Ranking
from recruitment.queries.figures import earlier_figures, sheet_of
from tests.objects.recruitment import make_application, make_recruitment, make_review


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


def make_round(here):
    """Six have applied, five from Lettland; four are ranked, two are offered."""
    round = make_recruitment(here, "offers")
    now = timezone.now()
    ranking = Ranking.objects.create(
        region=round.region, round=round, number=1, made_by=here.hr, made_at=now
    )
    for number in range(1, 7):
        ranked = number <= 4
        state = ApplicationState.RANKED if ranked else ApplicationState.NOT_ELIGIBLE
        application = make_application(
            round, number, state, degree_country="Polen" if number == 6 else "Lettland"
        )
        if ranked:
            RankedPlace.objects.create(
                region=round.region,
                ranking=ranking,
                application=application,
                position=number,
                total=Decimal(10),
                explanation="",
            )
    return round


def offer(round, number, state, post=None, **facts):
    at = round.closes_at + timedelta(days=5)
    return Offer.objects.create(
        region=round.region,
        application=round.applications.get(number=number),
        place="Växjö",
        post=post,
        state=state,
        offered_at=at,
        expires_at=at + timedelta(days=7),
        **facts,
    )


def test_the_funnel_the_days_and_the_reasons(here):
    round = make_round(here)
    offer(round, 1, OfferState.ACCEPTED, round.posts.first())
    offer(round, 2, OfferState.DECLINED, reason="terms")
    sheet = sheet_of(round)
    numbers = [(one.key, one.number) for one in sheet.stages]
    assert numbers == [
        ("applications", 6),
        ("eligible", 4),
        ("interviewed", 0),
        ("ranked", 4),
        ("offered", 2),
        ("accepted", 1),
        ("started", 0),
    ]
    assert sheet.days == Decimal(5)
    assert sheet.figures.left == {"terms": 1}


def test_a_country_that_would_point_at_somebody_is_held_back(here):
    countries = sheet_of(make_round(here)).countries
    assert [(one.name, one.number) for one in countries.rows] == [
        ("Lettland", None),
        ("Polen", None),
    ]


def test_how_the_reading_was_shared(here):
    round = make_round(here)
    first, second = round.applications.all()[:2]
    make_review(first, here.recruiter, "sent")
    make_review(second, here.recruiter)
    [load] = sheet_of(round).loads
    assert (load.judge, load.given, load.sent) == (str(here.recruiter), 2, 1)


def test_only_earlier_rounds_of_the_same_region_stand_beside(here, cast):
    round = make_round(here)
    earlier = make_recruitment(here, "started")
    earlier.closes_at -= timedelta(days=1)
    earlier.save()
    make_recruitment(here, "advertised")
    assert [one.label for one in earlier_figures(round)] == [earlier.name]


@pytest.mark.parametrize("more", [0, 3])
def test_more_applications_cost_no_more(here, django_assert_num_queries, more):
    round = make_round(here)
    for number in range(10, 10 + more):
        make_review(make_application(round, number), here.recruiter)
    with django_assert_num_queries(4):
        sheet_of(round)
