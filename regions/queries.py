"""Reading places and people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from bt_admin.lib.ready_queries import put_together_once
from regions import roles
from regions.access import assignment_models, in_force, today
from regions.context import in_region
from regions.models import (
    Employment,
    Qualification,
    Region,
    RegionalModel,
    Unit,
    UnitAssignment,
    User,
)
from regions.ways import WAYS, lines_of


def region_by_slug(slug: str) -> Region | None:
    """The region an address names, if it names one.

    Kept in the process once found: every request asks, and regions change with a
    release. What is not a region is asked again, so that no address fills memory.
    """
    if slug not in _REGIONS and slug:
        _REGIONS.update({region.slug: region for region in regions()})
    return _REGIONS.get(slug)


_REGIONS: dict[str, Region] = {}


def regions() -> QuerySet[Region]:
    """All 21, in the order of their codes."""
    return Region.objects.order_by("id")


def units(region: Region) -> QuerySet[Unit]:
    """The region's units, by name."""
    return Unit.objects.filter(region=region).order_by("name")


def open_units(region: Region, *also: UUID | None) -> QuerySet[Unit]:
    """The units that can be chosen from today, by name.

    `also`: keys of units that stand chosen already, and stay so when they have closed.
    """
    still = Q(closed_on__isnull=True) | Q(closed_on__gte=today())
    return units(region).filter(still | Q(pk__in=[pk for pk in also if pk]))


def models_in_force(region: Region, on: date) -> QuerySet[RegionalModel]:
    """Each of the region's plans as it holds on this day; newest first."""
    holds = Q(valid_from__lte=on) & (
        Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    )
    versions = RegionalModel.objects.filter(holds, region=region)
    newest = newest_first(versions.filter(label=OuterRef("label"))).values("pk")[:1]
    return (
        versions.filter(pk=Subquery(newest))
        .prefetch_related("parts")
        .order_by("-valid_from", "label")
    )


def newest_first(rows: QuerySet[RegionalModel]) -> QuerySet[RegionalModel]:
    """From the same day, what was written last; the start data before all of it."""
    return rows.order_by("-valid_from", F("written_at").desc(nulls_last=True))


def models_to_come(region: Region, on: date) -> list[RegionalModel]:
    """What holds from a later day, the nearest first; one for each plan and day."""
    rows = RegionalModel.objects.filter(region=region, valid_from__gt=on)
    found: dict[tuple[date, str], RegionalModel] = {}
    for row in newest_first(rows).prefetch_related("parts"):
        found.setdefault((row.valid_from, row.label), row)
    return sorted(found.values(), key=lambda row: (row.valid_from, row.label))


def people_in(region: Region) -> QuerySet[User]:
    """Everybody who has, or has had, a role or an employment in the region."""
    from regions.access import assignment_models

    known = Q(pk__in=Employment.objects.filter(region=region).values("user_id"))
    for model in assignment_models():
        known |= Q(pk__in=model.objects.filter(region=region).values("user_id"))
    return User.objects.filter(known).order_by("last_name", "first_name")


def called(people: QuerySet[User], name: str) -> QuerySet[User]:
    """Those whose first or last name holds each of these words."""
    for word in name.split():
        people = people.filter(
            Q(first_name__icontains=word) | Q(last_name__icontains=word)
        )
    return people


def employments_in(region: Region) -> QuerySet[Employment]:
    rows = Employment.objects.filter(region=region)
    return rows.select_related("unit", "user")


def employments_of(user: User, region: Region) -> QuerySet[Employment]:
    """Where somebody serves and has served in the region, the latest first."""
    rows = employments_in(region).filter(user=user)
    return rows.order_by(F("ends").desc(nulls_first=True), "-starts")


def qualifications_of(user: User) -> QuerySet[Qualification]:
    """The facts about a person, oldest first."""
    return Qualification.objects.filter(user=user).order_by("on")


@dataclass(frozen=True)
class DemoMembership:
    """An invented person's role, for the demo's log-in page."""

    region_name: str
    role: str
    user: User


def demo_people() -> QuerySet[User]:
    """The invented people, and nobody else."""
    return User.objects.filter(is_demo=True)


def demo_memberships() -> list[DemoMembership]:
    """Every role of every invented person, region by region."""
    found = []
    for region in regions():
        with in_region(region.pk):
            for model in assignment_models():
                found += [
                    DemoMembership(region.name, row.role, row.user)
                    for row in _held_by_invented(model)(today())
                ]
    return list(dict.fromkeys(found))


@cache
def _held_by_invented(model: Any) -> Callable[[date], list[Any]]:
    """Asked in 21 regions in a row, for the first page that anybody sees."""
    return put_together_once(
        lambda today: model.objects.filter(
            in_force(today), user__is_demo=True
        ).select_related("user")
    )


@dataclass(frozen=True)
class RoleHeld:
    """A role as a line on a page: in the region, in a unit, or in so many BT."""

    title: str
    starts: date
    ends: date | None
    where: str = ""
    count: int = 1


def roles_of(user: User, region: Region) -> list[RoleHeld]:
    """Every role that this person has now in this region, newest first.

    The same role in several BT is one line, from the first of them.
    """
    found = [
        line
        for model in assignment_models()
        for line in _told(
            model.objects.filter(in_force(today()), user=user, region=region)
        )
    ]
    return sorted(found, key=lambda row: row.starts, reverse=True)


def _told(rows: QuerySet[Any]) -> list[RoleHeld]:
    if rows.model is UnitAssignment:
        return [
            RoleHeld(roles.title(row.role), row.starts, row.ends, row.unit.name)
            for row in rows.select_related("unit")
        ]
    if rows.model.SCOPE == "region":
        return [RoleHeld(roles.title(row.role), row.starts, row.ends) for row in rows]
    return [
        _together(list(same))
        for _, same in groupby(
            rows.order_by("role", "starts"), key=lambda row: row.role
        )
    ]


def _together(rows: list[Any]) -> RoleHeld:
    ends = rows[0].ends if len(rows) == 1 else None
    return RoleHeld(roles.title(rows[0].role), rows[0].starts, ends, count=len(rows))


def people_with_facts(region: Region) -> QuerySet[User]:
    """The region's people with their qualifications, in two queries."""
    return people_in(region).prefetch_related("qualifications")


@dataclass(frozen=True)
class Setting:
    """One part of a region's model: what it says, or that nothing is known."""

    heading: str
    text: str
    lines: list[tuple[str, str]]
    confidence: str
    source: str

    @property
    def known(self) -> bool:
        return bool(self.text or self.lines)


CONFIDENCE = {
    "T": _("läst i regelverket"),
    "S": _("regionens egen uppgift"),
    "W": _("webbsida, läst till en del"),
    "D": _("uträknat av andra uppgifter"),
    "R1": _("avskrift, inte jämförd med originalet"),
    "B": _("inte verifierat"),
}


def settings_of(models: Iterable[RegionalModel]) -> list[Setting]:
    """What is known of how the region does it, and what is not."""
    settings: dict[str, Any] = next((model.settings for model in models), {})
    return [
        setting_of(str(heading), settings.get(key, {}), lines_of(settings, ways))
        for key, (heading, ways) in WAYS.items()
        if key != "reminders"
    ]


def setting_of(
    heading: str, table: dict[str, Any], lines: list[tuple[str, str]]
) -> Setting:
    return Setting(
        heading=heading,
        text=table.get("text") or table.get("when_text") or "",
        lines=lines,
        confidence=str(CONFIDENCE.get(table.get("confidence", ""), "")),
        source=table.get("source", ""),
    )
