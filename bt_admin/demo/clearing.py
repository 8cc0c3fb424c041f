"""A national clearing between the demo's two regions, as far as its result.

Some applied in both regions and wish across; the others go by their applications. It
goes the way of the actions: the match, the gate and the letters are the real ones.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bt_admin.demo.people import Company
from recruitment.actions import clearing as actions
from recruitment.actions import clearing_match, clearing_wishes, sending
from recruitment.models import Clearing, ClearingEntry, RecruitmentRound, Release
from recruitment.queries.clearing import places_in, token_for
from regions.context import in_region

DAY = timedelta(days=1)
ROUND = "nationell matchning"  # how the rounds of it end, in the file
IN_BOTH = 2  # so many applied in both regions


def clearing_of(companies: Sequence[Company], until: datetime) -> int:
    """Opened, joined, wished in, matched and let out; how many regions take part."""
    opened = until - 12 * DAY
    clearing = clearing_opened(companies[0], opened)
    for company in companies:
        with in_region(company.region.pk):
            actions.join(
                round=round_of(company),
                clearing=clearing,
                by=company.manager,
                at=opened,
            )
    wish_across(clearing, companies, opened + DAY)
    clearing_match.match(clearing_id=clearing.pk, at=until - 2 * DAY)
    releases = [approve(company, until - DAY) for company in companies]
    for company, release in zip(companies, releases, strict=True):
        let_out(company, release, until - DAY)
    return len(releases)


def clearing_opened(company: Company, at: datetime) -> Clearing:
    with in_region(company.region.pk):
        return actions.open_clearing(
            region=company.region,
            name=f"BT {at + 90 * DAY:%Y}, två regioner",
            wishes_close_at=at + 9 * DAY,
            by=company.manager,
            at=at,
        )


def round_of(company: Company) -> RecruitmentRound:
    """Call it inside the region."""
    return RecruitmentRound.objects.select_related("region").get(
        region=company.region, name__endswith=ROUND
    )


def wish_across(clearing: Clearing, companies: Sequence[Company], at: datetime) -> None:
    """The first of each order applied in both: what one region knows as its first."""
    keys = [""] * IN_BOTH
    for company in companies:
        with in_region(company.region.pk):
            for number, entry in enumerate(best(company)):
                row = clearing_wishes.begin(entry=entry, key=keys[number], at=at)
                keys[number] = token_for(row.pk)
    for row in clearing.wishes.order_by("code"):
        places = places_in(clearing, row.hosts)
        clearing_wishes.wish(
            wishes=row, places=places[::-1], version=row.version, at=at
        )


def best(company: Company) -> list[ClearingEntry]:
    rows = ClearingEntry.objects.filter(
        part__round=round_of(company),
        application__ranked_places__position__lte=IN_BOTH,
    )
    rows = rows.select_related("part__side__clearing")
    return list(rows.order_by("application__ranked_places__position"))


def approve(company: Company, at: datetime) -> Release:
    """Prepared by the administrator, approved by the AT/BT-chef."""
    with in_region(company.region.pk):
        release = sending.prepare(
            round=round_of(company), by=company.holder("administrator"), at=at
        )
        return sending.approve(release=release, by=company.manager, at=at)


def let_out(company: Company, release: Release, at: datetime) -> None:
    """What everybody has approved: the result is told, and the offers go out."""
    with in_region(company.region.pk):
        clearing_match.tell(region=company.region, at=at)
        number = sending.letters_sent(release)
        sending.let_out(release=release, number=number, by=company.manager, at=at)
