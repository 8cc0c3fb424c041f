"""The pool of assessors: adding, changing, pausing, and the agreements to borrow."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Verdict, all_of, no
from certificates import queries
from certificates.models import Lending, PoolMember, PoolPause
from certificates.rules.external import is_qualified
from certificates.rules.pool import MOST_A_YEAR
from placements.rules.supervisors import QualificationFact, competence_on
from regions import access, audit
from regions.events import Event
from regions.models import Region, RegionAssignment, User
from regions.queries import people_in
from regions.roles import POOL


@transaction.atomic
def add_to_pool(
    *,
    region: Region,
    user: User,
    starts: date,
    ends: date | None,
    maximum: int,
    towns: str,
    distance: str,
    lending: Lending | None,
    by: User,
    at: datetime,
) -> PoolMember:
    """Somebody may be asked here. From another region: by an agreement that is noted.

    Sees nothing in the region for that. The same person again is refused.
    """
    Region.objects.select_for_update().get(pk=region.pk)  # two at once are one
    all_of(
        is_new(region, user),
        qualified_on(user, timezone.localdate(at)),
        is_lent(region, user, lending, starts, ends),
        in_order(starts, ends),
        is_reasonable(maximum),
    ).require()
    member = PoolMember.objects.create(
        region=region, user=user, assignment=role(region, user, starts, ends, by),
        lending=lending, maximum=maximum, towns=tidy(towns), distance=distance,
    )  # fmt: skip
    audit.record(
        Event.POOL_ADDED, about=member, by=by, at=at,
        person=str(user.pk), lent=bool(lending),
    )  # fmt: skip
    return member


def role(
    region: Region, user: User, starts: date, ends: date | None, by: User
) -> RegionAssignment:
    row = RegionAssignment(
        region=region, user=user, role=POOL, starts=starts, ends=ends, by=by
    )
    access.assign(row)
    return row


@transaction.atomic
def change_member(
    *,
    member: PoolMember,
    ends: date | None,
    maximum: int,
    towns: str,
    distance: str,
    by: User,
    at: datetime,
) -> None:
    """How long, how often and where. An end that has passed takes the person out."""
    member = held(member)
    starts = member.assignment.starts
    all_of(
        is_lent(member.region, member.user, member.lending, starts, ends),
        in_order(starts, ends),
        is_reasonable(maximum),
    ).require()
    member.maximum, member.towns, member.distance = maximum, tidy(towns), distance
    member.save(update_fields=["maximum", "towns", "distance"])
    if member.assignment.ends != ends:
        member.assignment.ends = ends
        member.assignment.save(update_fields=["ends"])
        access.follow(member.assignment)
    audit.record(Event.POOL_CHANGED, about=member, by=by, at=at)


@transaction.atomic
def pause(
    *, member: PoolMember, starts: date, ends: date | None, by: User, at: datetime
) -> PoolPause:
    """Not asked for a while. What is already accepted stands. The same again is one."""
    member = held(member)
    in_order(starts, ends).require()
    row, created = PoolPause.objects.get_or_create(
        region_id=member.region_id, member=member, starts=starts, ends=ends,
        defaults={"by": by},
    )  # fmt: skip
    if created:
        audit.record(
            Event.POOL_PAUSED, about=member, by=by, at=at, starts=str(starts),
            ends=str(ends or ""),
        )  # fmt: skip
    return row


@transaction.atomic
def resume(*, member: PoolMember, pause: PoolPause, by: User, at: datetime) -> None:
    """As if the pause had not been; twice is once."""
    member = held(member)
    gone, _rows = PoolPause.objects.filter(member=member, pk=pause.pk).delete()
    if gone:
        audit.record(Event.POOL_RESUMED, about=member, by=by, at=at)


@transaction.atomic
def note_lending(
    *,
    region: Region,
    lender: Region,
    approved_by: str,
    approved_on: date,
    reference: str,
    starts: date,
    ends: date,
    by: User,
    at: datetime,
) -> Lending:
    """Another region lends its assessors: who said so there, when, and for how long."""
    all_of(
        in_order(starts, ends), is_another(region, lender), has_been(approved_on, at)
    ).require()
    row = Lending.objects.create(
        region=region, lender=lender, approved_by=approved_by, approved_on=approved_on,
        reference=reference, starts=starts, ends=ends, noted_by=by, noted_at=at,
    )  # fmt: skip
    audit.record(Event.LENDING_NOTED, about=row, by=by, at=at, lender=lender.slug)
    return row


def held(member: PoolMember) -> PoolMember:
    rows = PoolMember.objects.select_related("user", "assignment", "lending", "region")
    return rows.select_for_update(of=("self",)).get(pk=member.pk)


def tidy(towns: str) -> str:
    """«Växjö, Ljungby»: without empty ones."""
    return ", ".join(filter(None, (" ".join(one.split()) for one in towns.split(","))))


# ----------------------------------------------------------------------- the refusals
def is_new(region: Region, user: User) -> Verdict:
    if not queries.pool_members(region).filter(user=user).exists():
        return all_of()
    text = f"{user.full_name} finns redan i poolen. Ändra uppgifterna där."
    return no("pool.already_in", text, HOUSE, field="person")


def qualified_on(user: User, today: date) -> Verdict:
    facts = [
        QualificationFact(row.kind, row.name, row.on)
        for row in user.qualifications.all()
    ]
    return is_qualified(queries.person(user), competence_on(facts, today))


def is_lent(
    region: Region,
    user: User,
    lending: Lending | None,
    starts: date,
    ends: date | None,
) -> Verdict:
    """Whoever has nothing to do with the region is there by an agreement, and no longer."""
    if lending is None:
        known = people_in(region).filter(pk=user.pk).exists()
        return all_of() if known else no(
            "pool.no_lending",
            f"{user.full_name} arbetar inte i regionen. Skriv in avtalet om lån från "
            "den andra regionen först, och välj det här.",
            HOUSE, field="lending",
        )  # fmt: skip
    last = ends or date.max
    if lending.starts <= starts and last <= lending.ends:
        return all_of()
    return no(
        "pool.outside_lending",
        f"Avtalet gäller {lending.starts} till {lending.ends}. Tiden i poolen ska "
        "rymmas i det.",
        HOUSE, field="ends",
    )  # fmt: skip


def in_order(starts: date, ends: date | None) -> Verdict:
    if ends is None or starts <= ends:
        return all_of()
    return no("pool.order", "Sista dagen är före den första.", HOUSE, field="ends")


def is_reasonable(maximum: int) -> Verdict:
    if 1 <= maximum <= MOST_A_YEAR:
        return all_of()
    text = f"Skriv ett tal från 1 till {MOST_A_YEAR}."
    return no("pool.maximum", text, HOUSE, field="maximum")


def is_another(region: Region, lender: Region) -> Verdict:
    if region.pk != lender.pk:
        return all_of()
    text = "Välj en annan region än den egna."
    return no("lending.own_region", text, HOUSE, field="lender")


def has_been(on: date, at: datetime) -> Verdict:
    if on <= timezone.localdate(at):
        return all_of()
    text = "Godkännandet ska ha skett. Skriv dagen för det."
    return no("lending.not_approved", text, HOUSE, field="approved_on")
