"""The rounds of the demo: written as rows, so what actions promise is asked for here."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from bt_admin.demo.clearing import clearing_of
from bt_admin.demo.people import Company, gather
from bt_admin.demo.recruitment import name_of, recruitment_of
from bt_admin.demo.recruitment_applicants import merits_masked, tiny_pdf
from bt_admin.demo.texts import rows
from bt_admin.lib.files import clean
from recruitment.enums import ApplicationState, RoundState
from recruitment.models import (
    Application,
    Clearing,
    Offer,
    RankedPlace,
    RecruitmentRound,
    Referee,
    Release,
)
from recruitment.queries.methods import library, method_of
from recruitment.queries.referees import referee_with, token_of
from recruitment.queries.sending import kept_snapshot
from recruitment.rules.lottery import keeps_promise
from recruitment.rules.methods import read_method
from recruitment.rules.snapshot import OFFER
from recruitment.rules.steps import states_of
from regions.clock import database_now
from regions.context import in_region
from tests.cast import Cast

ROUNDS = rows("applicants", "round")


@pytest.mark.parametrize("slug", ["kronoberg", "stockholm"])
def test_there_is_a_round_in_every_stage_of_each_method(slug: str) -> None:
    rounds = [row for row in ROUNDS if row["region"] == slug]
    found = [row["state"] for row in rounds if not row.get("clearing")]
    stages = states_of(read_method(library()[slug]).steps)
    assert found == [one for one in stages if one != RoundState.CLOSED]


@pytest.mark.parametrize("slug", ["kronoberg", "stockholm"])
def test_no_two_rounds_have_one_name_whatever_day_it_is(slug: str) -> None:
    here = [row for row in ROUNDS if row["region"] == slug]
    for day in range(731):
        today = date(2027, 1, 1) + timedelta(days=day)
        names = [
            name_of(today + timedelta(days=row["starts"]), row.get("extra", ""))
            for row in here
        ]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", ["licence", "swedish", "cv"])
def test_the_papers_are_files_that_would_be_taken(kind: str) -> None:
    assert clean("paper.pdf", tiny_pdf(kind)).content_type == "application/pdf"


def test_the_merits_have_a_copy_that_would_be_shown() -> None:
    copy = merits_masked()
    assert (copy.doubt, copy.pages) == ("", (("Meriter - ett exempel",) * 2,))


@pytest.fixture
def told(cast: Cast) -> Iterator[list[Company]]:
    """Both regions' rounds, in this test's transaction."""
    with transaction.atomic():
        companies = []
        for company in (cast.kronoberg, cast.stockholm):
            with in_region(company.region.pk):
                companies.append(gather(company.region, cast.today))
                recruitment_of(companies[-1], database_now())
        yield companies
        transaction.set_rollback(True)


def test_each_round_is_as_its_state_says(told: None, cast: Cast) -> None:
    with in_region(cast.kronoberg.region.pk):
        for round in RecruitmentRound.objects.all():
            method_of(round)
            states = Counter(round.applications.values_list("state", flat=True))
            check_numbers(round, states)
        assert ranked_by_hand() == []


def check_numbers(round: RecruitmentRound, states: Counter[str]) -> None:
    order = list(RoundState)
    place = order.index(RoundState(round.state))
    assert (place > 0) == keeps_promise(round.lottery_seed, round.lottery_commitment)
    assert (place > 0) == bool(states)
    assert (place >= order.index(RoundState.INTERVIEW)) == bool(
        states[ApplicationState.NOT_SELECTED]
    )
    offers = Offer.objects.filter(application__round=round)
    assert (place >= order.index(RoundState.OFFERS)) == offers.exists()


def ranked_by_hand() -> list[Application]:
    """Those with a place in the order that are neither ranked nor hired."""
    placed = Application.objects.filter(ranked_places__position__isnull=False)
    right = [ApplicationState.RANKED, ApplicationState.HIRED]
    return list(placed.exclude(state__in=right))


def test_what_was_let_go_passes_every_check(told: None, cast: Cast) -> None:
    for company in (cast.kronoberg, cast.stockholm):
        with in_region(company.region.pk):
            checks = [
                check for release in Release.objects.all() for check in release.checks
            ]
            assert {check["result"] for check in checks} == {"passed"}
            for release in Release.objects.select_related("round"):
                kept = kept_snapshot(release, release.round)
                assert kept.digest == release.digest
                offered = {one.application for one in kept.with_outcome(OFFER)}
                assert offered <= set(release.snapshot["towns"])
            for place in RankedPlace.objects.all():
                assert [Decimal(points) for _phase, points in place.parts]


def test_each_referee_is_found_by_the_link_that_was_sent(
    told: None, cast: Cast
) -> None:
    region = cast.kronoberg.region
    with in_region(region.pk):
        asked = list(Referee.objects.select_related("region"))
        assert asked
        assert asked == [referee_with(token_of(one), region) for one in asked]


def test_the_doctor_of_the_region_was_hired_in_a_round(told: None, cast: Cast) -> None:
    with in_region(cast.stockholm.region.pk):
        hired = Application.objects.get(state=ApplicationState.HIRED)
        assert hired.programme == cast.stockholm.programme
        assert hired.round.state == RoundState.EVALUATED


def test_two_regions_share_out_their_places(told: list[Company]) -> None:
    clearing_of(told, database_now())
    clearing = Clearing.objects.get()
    assert (clearing.state, clearing.faults) == ("released", [])
    assert len(clearing.file["result"]["placed"]) == 6
