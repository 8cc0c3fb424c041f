"""The last minutes: many begin and send at the same moment."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from recruitment.actions.applying import Given, begin, send
from recruitment.models import ApplicantMail, Application
from regions.context import in_region
from tests.at_once import at_once
from tests.objects.applying import hand_in_all
from tests.objects.recruitment import make_recruitment

THREADS = 6
GIVEN = Given(
    person={"first_name": "Amal", "last_name": "Rahimi"},
    answers={"at_done": "no", "bt_done": "no", "st_before": "no"},
    licensed_on=timezone.localdate().replace(year=2024, day=1),
)


@pytest.fixture
def round(transactional_db: None, cast: Any) -> Any:
    with cast.kronoberg.inside(cast.kronoberg.hr):
        return make_recruitment(cast.kronoberg, "advertised")


@pytest.mark.django_db(transaction=True)
def test_numbers_are_given_once_and_without_gaps(round: Any) -> None:
    """Each sends twice, as a finger on a telephone does."""
    region = round.region
    with in_region(region.pk):
        drafts = [
            begin(round=round, email=f"x{number}@example.org", at=timezone.now())
            for number in range(THREADS // 2)
        ]
        for draft in drafts:
            hand_in_all(draft)

    def sending(draft: Application) -> Callable[[], object]:
        def work() -> object:
            with in_region(region.pk):
                return send(application=draft, given=GIVEN, at=timezone.now()).number

        return work

    results = at_once([sending(draft) for draft in drafts * 2])
    assert sorted(results, key=str) == [1, 1, 2, 2, 3, 3]
    with in_region(region.pk):
        assert ApplicantMail.objects.filter(application__round=round).count() == 3


@pytest.mark.django_db(transaction=True)
def test_the_same_address_at_once_is_one_application(round: Any) -> None:
    region = round.region

    def work() -> object:
        with in_region(region.pk):
            return begin(round=round, email="amal@example.org", at=timezone.now()).pk

    results = at_once([work] * THREADS)
    assert len(set(results)) == 1
    with in_region(region.pk):
        assert Application.objects.filter(round=round).count() == 1
