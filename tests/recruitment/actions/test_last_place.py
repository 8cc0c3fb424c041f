"""Fifty people say yes to the last place in the same moment."""

import pytest

from bench.recruitment_offers import OFFERS, everybody_accepts, prepare_offers
from recruitment.enums import OfferState
from recruitment.models import Offer
from regions.audit import broken_links
from regions.context import in_region

ROUNDS = 2


@pytest.mark.django_db(transaction=True)
def test_it_never_goes_to_two(transactional_db, cast):
    region = cast.kronoberg.region.pk
    with in_region(region):
        round = prepare_offers(cast.kronoberg)
    for _ in range(ROUNDS):
        answers = everybody_accepts(round)
        assert sorted(answers) == ["offer.all_taken"] * (OFFERS - 1) + ["yes"]
        with in_region(region):
            held = Offer.objects.filter(state=OfferState.ACCEPTED)
            assert held.count() == 1
            assert list(broken_links(region)) == []
            held.update(state=OfferState.OFFERED, post=None)
