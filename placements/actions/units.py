"""A region's units are added, changed, closed and opened again."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from placements.queries.units import follows, name_facts, placements_at, stays_at
from placements.rules.units import ClosingFacts, may_be_named, may_close, name_taken
from regions import access, audit
from regions.events import Event
from regions.models import Region, Unit, User
from regions.roles import Permission

# What is said of a unit; each is a field of the model.
FIELDS = (
    "name",
    "town",
    "care",
    "speciality",
    "provider",
    "is_private",
    "hsa_id",
    "capacity",
)


@transaction.atomic
def add_unit(*, region: Region, by: User, at: datetime, **given: Any) -> Unit:
    """A unit more, as `FIELDS` say. Refused when another has the name."""
    access.require(by, Permission.PLAN, region)
    unit = Unit(region=region, **given)
    may_be_named(name_facts(region, unit.name)).require()
    save(unit)
    audit.record(Event.UNIT_ADDED, about=unit, by=by, at=at, name=unit.name)
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, by: User, at: datetime, **given: Any) -> Unit:
    """Other facts about a unit; as it was changes nothing.

    Another kind of care follows to the placements that have not begun.
    """
    unit = unit_to_change(unit, by)
    before = {name: getattr(unit, name) for name in FIELDS}
    changed = [name for name in FIELDS if name in given and given[name] != before[name]]
    if not changed:
        return unit
    for name in changed:
        setattr(unit, name, given[name])
    if "name" in changed:
        may_be_named(name_facts(unit.region, unit.name, unit)).require()
    save(unit)
    audit.record(
        Event.UNIT_CHANGED, about=unit, by=by, at=at,
        before={name: before[name] for name in changed},
        after={name: given[name] for name in changed},
    )  # fmt: skip
    if "care" in changed:
        take_along(unit, by=by, at=at)
    return unit


def take_along(unit: Unit, *, by: User, at: datetime) -> None:
    """The placements to come are of the unit's kind of care."""
    today = timezone.localdate(at)
    for placement in placements_at(unit).exclude(care=unit.care):
        if not follows(placement, today):
            continue
        placement.care = unit.care
        placement.save(update_fields=["care"])
        audit.record(
            Event.PLAN_CHANGED, about=placement, programme=placement.programme,
            by=by, at=at, unit=str(unit.pk), care=unit.care,
        )  # fmt: skip


@transaction.atomic
def close_unit(*, unit: Unit, last_day: date, by: User, at: datetime) -> Unit:
    """Nobody serves there after this day. The same day again changes nothing."""
    unit = unit_to_change(unit, by)
    if unit.closed_on == last_day:
        return unit
    staying = tuple(
        (str(stay.programme), stay.ends) for stay in stays_at(unit, last_day)
    )
    may_close(ClosingFacts(unit.name, last_day, staying)).require()
    unit.closed_on = last_day
    unit.save(update_fields=["closed_on"])
    audit.record(Event.UNIT_CLOSED, about=unit, by=by, at=at, last_day=str(last_day))
    return unit


@transaction.atomic
def reopen_unit(*, unit: Unit, by: User, at: datetime) -> Unit:
    """The unit can be chosen again; an open one stays as it is."""
    unit = unit_to_change(unit, by)
    if unit.closed_on is None:
        return unit
    audit.record(
        Event.UNIT_REOPENED, about=unit, by=by, at=at, closed_on=str(unit.closed_on)
    )
    unit.closed_on = None
    unit.save(update_fields=["closed_on"])
    return unit


# ------------------------------------------------------------------------ in common
def unit_to_change(unit: Unit, by: User) -> Unit:
    """The unit as it is now, held: whoever plans a doctor there waits, or is seen."""
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    access.require(by, Permission.PLAN, unit.region)
    return unit


def save(unit: Unit) -> None:
    """Somebody else may have taken the name a moment ago; the database knows."""
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        raise Refused(name_taken(unit.name)) from None
