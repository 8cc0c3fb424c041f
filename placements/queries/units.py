"""Who serves at a unit, and what a change of the unit would do to their plans."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from placements.enums import ProgrammeState
from placements.models import Placement, Programme
from placements.queries.plan import first_day, last_day, plan_facts, with_plan
from placements.rules.changes import ChangeFacts, may_change_plan
from placements.rules.programme import check_plan
from placements.rules.units import NameFacts
from regions.enums import QualificationKind
from regions.models import Qualification, Region, Unit
from regions.queries import people_in, units


@dataclass(frozen=True)
class Stay:
    """A placement at a unit that goes on, or is planned: whose, and which days."""

    placement: Placement
    programme: Programme
    starts: date
    ends: date
    begun: bool


def stays_at(unit: Unit, after: date) -> list[Stay]:
    """The placements there that last beyond this day, in the order they begin.

    Not those of a BT that has ended in advance: nobody comes. Three queries.
    """
    rows = placements_at(unit).exclude(programme__state=ProgrammeState.ENDED)
    found = [
        Stay(row, row.programme, first, last, begun=first <= after)
        for row in rows
        if (first := first_day(row)) and (last := last_day(row)) and last > after
    ]
    return sorted(found, key=lambda stay: (stay.starts, str(stay.programme)))


def placements_at(unit: Unit) -> QuerySet[Placement]:
    rows = Placement.objects.filter(unit=unit).prefetch_related("periods")
    return rows.select_related("programme__region", "programme__doctor__user")


def follows(placement: Placement, today: date) -> bool:
    """Does the placement's kind of care follow its unit's, when that changes?

    Until it begins, and as long as the plan may be changed. What has begun stays what
    it was: assessments and certificates may rest on it.
    """
    first = first_day(placement)
    programme = placement.programme
    facts = ChangeFacts(str(programme), programme.state)
    return (first is None or first > today) and bool(may_change_plan(facts))


@dataclass(frozen=True)
class Consequence:
    """What another kind of care at a unit does: whom it follows, whose plan breaks."""

    following: list[Programme]
    staying: list[Programme]
    broken: list[Programme]

    def __bool__(self) -> bool:
        return bool(self.following or self.staying)


def consequence_of(unit: Unit, care: str, today: date) -> Consequence:
    """Of this kind of care from now on; five queries, however many doctors."""
    stays = stays_at(unit, today)
    following = [one.programme for one in stays if follows(one.placement, today)]
    staying = [one.programme for one in stays if not follows(one.placement, today)]
    keys = {one.placement.pk for one in stays if follows(one.placement, today)}
    rows = Programme.objects.filter(pk__in=[one.pk for one in following])
    broken = [
        programme
        for programme in with_plan(rows.select_related("region", "doctor__user"))
        if breaks(programme, keys, care)
    ]
    return Consequence(following, staying, broken)


def breaks(programme: Programme, keys: set[UUID], care: str) -> bool:
    """Does the plan hold now, and not when these placements are of that care?"""
    held = bool(check_plan(plan_facts(programme)))
    for placement in programme.placements.all():
        if placement.pk in keys:
            placement.care = care
    return held and not check_plan(plan_facts(programme))


def name_facts(region: Region, name: str, unit: Unit | None = None) -> NameFacts:
    others = units(region)
    if unit:
        others = others.exclude(pk=unit.pk)
    return NameFacts(name, list(others.values_list("name", flat=True)))


def specialities(region: Region) -> list[str]:
    """Those that the region's units and people have, to choose from when typing."""
    kind = QualificationKind.SPECIALITY
    known = Qualification.objects.filter(kind=kind, user__in=people_in(region))
    asked = units(region).exclude(speciality="").values_list("speciality", flat=True)
    names = {*known.values_list("name", flat=True), *asked}
    return sorted({one.casefold(): one for one in sorted(names) if one}.values())
