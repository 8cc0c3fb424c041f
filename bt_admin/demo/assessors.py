"""The regions' pools of assessors, and who has been asked about whom."""

from datetime import datetime, timedelta

from django.utils import timezone

from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Year
from bt_admin.demo.people import Company, staff_of
from certificates import queries
from certificates.actions.inviting import decline, invite
from certificates.actions.pool import add_to_pool, note_lending, pause
from certificates.models import Invitation, Lending
from regions.models import Region, User
from regions.roles import DIRECTOR

SINCE = 260 * DAY
TOWNS = {"kronoberg": ["Växjö, Ljungby, Alvesta", "", "Växjö"], "stockholm": [""]}
MOST = {"kronoberg": 6, "stockholm": 12}  # a year; in Stockholm's is every outcome
# Kronoberg is small, and borrows one of Stockholm's.
LENT = {"kronoberg": ("stockholm", "daniel.frosell@example.org")}


def pool(company: Company) -> Story:
    """Whoever has the training and no other role; one on leave; one from elsewhere."""
    at = yield moment(company.today - SINCE, 9)
    slug = company.region.slug
    for number, user in enumerate(assessors(company)):
        towns = TOWNS[slug][number % len(TOWNS[slug])]
        join(company, user, at, towns=towns)
        at = yield at + timedelta(minutes=5)
    if slug in LENT:
        lender, email = LENT[slug]
        join(
            company, User.objects.get(email=email), at, towns="",
            lending=agreement(company, lender, at),
            distance="tre och en halv timme med tåg från Stockholm",
        )  # fmt: skip
    at = yield moment(company.today - 30 * DAY, 10)
    resting = queries.pool_members(company.region).filter(lending__isnull=True).last()
    if resting is not None:
        today = company.today
        pause(
            member=resting, starts=today - 20 * DAY, ends=today + 40 * DAY,
            by=company.manager, at=at,
        )  # fmt: skip


def assessors(company: Company) -> list[User]:
    rows = staff_of(company.region.slug)
    able = [one for one in rows if one.get("assessor_training")]
    return [company.people[one["id"]] for one in able]


def agreement(company: Company, lender: str, at: datetime) -> Lending:
    return note_lending(
        region=company.region, lender=Region.objects.get(slug=lender),
        approved_by=f"{leader(lender)}, BT-chef", approved_on=timezone.localdate(at),
        reference="RS 2026-0417", starts=timezone.localdate(at),
        ends=company.today + 200 * DAY, by=company.manager, at=at,
    )  # fmt: skip


def leader(slug: str) -> str:
    """The other region's BT-chef."""
    rows = (
        row for row in staff_of(slug) if {"role": "bt_manager"} in row.get("roles", [])
    )
    row = next(rows)
    return f"{row['first_name']} {row['last_name']}"


def join(
    company: Company, user: User, at: datetime, *, towns: str,
    lending: Lending | None = None, distance: str = "",
) -> None:  # fmt: skip
    add_to_pool(
        region=company.region, user=user, starts=timezone.localdate(at),
        ends=lending.ends if lending else None, maximum=MOST[company.region.slug], towns=towns,
        distance=distance, lending=lending, by=company.manager, at=at,
    )  # fmt: skip


def asked(year: Year) -> Story:
    """The first says no, the second has not answered; or only the one who is asked."""
    told = year.row.get("asked")
    if told is None:
        return
    today = year.company.today
    if told == "declined":
        at = yield moment(today - 8 * DAY, 11)
        first = ask(year, at)
        at = yield moment(today - 6 * DAY, 16)
        decline(
            invitation=first, reason="Jag är på kurs hela den veckan.",
            by=first.assessor, at=at,
        )  # fmt: skip
    at = yield moment(today - 4 * DAY, 9)
    ask(year, at)


def ask(year: Year, at: datetime) -> Invitation:
    """Whoever stands first on the list."""
    on = timezone.localdate(at)
    day = queries.likely_day(year.programme, on)
    places = queries.shortlist_for(year.programme, day, on)
    first = next(one for one in places if one.proposal.verdict)
    member = queries.pool_members(year.company.region).get(user=first.user)
    return invite(
        programme=year.programme, member=member, planned_on=day,
        consulted=year.company.holder(DIRECTOR), consulted_on=on,
        consulted_said="Ett bra val. Känner inte läkaren sedan tidigare.",
        by=year.company.manager, at=at,
    )  # fmt: skip
