"""A national clearing between the cast's two regions, as far as it has come."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from recruitment.actions import clearing as actions
from recruitment.actions import clearing_match, clearing_wishes, sending
from recruitment.models import (
    Application,
    Clearing,
    ClearingEntry,
    ClearingPart,
    ClearingPlace,
    ClearingSide,
    ClearingWishes,
    RecruitmentRound,
    Release,
)
from recruitment.rules.clearing_file import commitment_of
from tests.cast import Company
from tests.objects.offers import make_ranked

LEVELS = (5, 4, 3)
CLEARING_SEED = "trettiotvå tecken är minst, och här är det fler"


def make_clearing(company: Company, **facts: Any) -> Clearing:
    """Open for wishes another week."""
    values = {
        "name": f"Matchning {company.region.slug}",
        "wishes_close_at": timezone.now() + timedelta(days=7),
        "seed": CLEARING_SEED,
        "commitment": commitment_of(CLEARING_SEED),
        "opened_in": company.region,
        "opened_at": timezone.now(),
    }
    return Clearing.objects.create(**values | facts)


def make_part(company: Company, round: RecruitmentRound) -> ClearingPart:
    """A round in a clearing of its own; nobody is ranked in it."""
    side = ClearingSide.objects.create(
        clearing=make_clearing(company), host=company.region, joined_at=timezone.now()
    )
    ClearingPlace.objects.create(side=side, town="Växjö", capacity=1)
    return ClearingPart.objects.create(
        region=company.region, side=side, round=round, joined_by=company.bt_manager
    )


def make_joined(company: Company, clearing: Clearing, **facts: Any) -> RecruitmentRound:
    """A ranked round of the region that takes part."""
    with company.inside(company.bt_manager):
        round = make_ranked(company, LEVELS, **facts)
        actions.join(
            round=round, clearing=clearing, by=company.bt_manager, at=timezone.now()
        )
        return round


def make_both(cast: Any) -> tuple[Clearing, RecruitmentRound, RecruitmentRound]:
    """Kronoberg: one place in Växjö; Stockholm: one in Solna. Three are ranked in each."""
    clearing = make_clearing(cast.kronoberg, name="BT våren")
    here = make_joined(cast.kronoberg, clearing, towns={"Växjö": 1})
    there = make_joined(cast.stockholm, clearing, towns={"Solna": 1})
    return clearing, here, there


def entry(company: Company, round: RecruitmentRound, number: int) -> ClearingEntry:
    """Call it inside the region."""
    case = Application.objects.get(round=round, number=number)
    return ClearingEntry.objects.select_related("part__side__clearing").get(
        application=case
    )


def begun(
    company: Company, round: RecruitmentRound, number: int, key: str = ""
) -> ClearingWishes:
    with company.inside():
        return clearing_wishes.begin(
            entry=entry(company, round, number), key=key, at=timezone.now()
        )


def wished(wishes: ClearingWishes, *places: str) -> ClearingWishes:
    wishes.refresh_from_db()
    return clearing_wishes.wish(
        wishes=wishes, places=places, version=wishes.version, at=timezone.now()
    )


def closed(clearing: Clearing) -> datetime:
    """Its time is out."""
    at = timezone.now() - timedelta(minutes=1)
    Clearing.objects.filter(pk=clearing.pk).update(wishes_close_at=at)
    return at


def matched(clearing: Clearing) -> Clearing:
    closed(clearing)
    return clearing_match.match(clearing_id=clearing.pk, at=timezone.now())


def approved(company: Company, round: RecruitmentRound) -> Release:
    """Prepared by one and approved by another: that region's share."""
    with company.inside(company.bt_manager):
        release = sending.prepare(round=round, by=company.hr, at=timezone.now())
        return sending.approve(
            release=release, by=company.bt_manager, at=timezone.now()
        )


def let_out(company: Company, release: Release) -> Release:
    with company.inside(company.bt_manager):
        release.refresh_from_db()
        letters = len(release.snapshot["content"]["letters"])
        return sending.let_out(
            release=release, number=letters, by=company.bt_manager, at=timezone.now()
        )
