"""The plan is changed: placements, their units and their periods."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from bt_admin.lib.dates import number_text
from bt_admin.lib.verdicts import Refused
from placements import queries
from placements.actions.programme import programme_locked, unit_locked
from placements.enums import ProgrammeRole
from placements.models import (
    Placement,
    PlacementPeriod,
    Programme,
    ProgrammeAssignment,
)
from placements.rules.changes import (
    ChangeFacts,
    may_change_plan,
    may_remove_period,
    may_remove_placement,
)
from placements.rules.supervisors import may_be_placement_supervisor
from placements.rules.time import (
    PlacementCountFacts,
    check_period,
    may_add_placement,
)
from regions import access, audit
from regions.enums import PartKind
from regions.events import Event
from regions.models import Unit, User


# ----------------------------------------------------------------------- placements
@transaction.atomic
def add_placement(
    *,
    programme: Programme,
    title: str,
    unit: Unit | None,
    care: str,
    starts_on: date,
    ends_on: date,
    percent: Decimal | int,
    by: User,
    at: datetime,
) -> Placement:
    """One placement more, with its first period. The unit decides the kind of care."""
    programme = plan_locked(programme)
    unit = unit_locked(unit, ends_on) if unit else None
    placements = queries.placements_of(programme)
    may_add_placement(
        PlacementCountFacts(
            doctor=programme.doctor.user.full_name,
            started_on=programme.starts_on,
            count=sum(map(queries.counts, placements)),
        )
    ).require()
    last = programme.placements.aggregate(last=Max("position"))["last"] or 0
    placement = Placement.objects.create(
        region_id=programme.region_id,
        programme=programme,
        unit=unit,
        title=title,
        care=unit.care if unit else care,
        position=last + 1,
    )
    period = PlacementPeriod(
        region_id=programme.region_id,
        placement=placement,
        starts_on=starts_on,
        ends_on=ends_on,
        percent=percent,
    )
    save_period(period, programme)
    audit.record(
        Event.PLACEMENT_ADDED, about=placement, programme=programme, by=by, at=at
    )
    return placement


@transaction.atomic
def change_placement(
    *,
    placement: Placement,
    title: str,
    unit: Unit | None,
    care: str,
    by: User,
    at: datetime,
) -> Placement:
    """Another name or another unit; the unit decides the kind of care.

    A handledare who may not be that on the new unit stops being it.
    """
    programme = plan_locked(placement.programme)
    placement = programme.placements.select_related("unit").get(pk=placement.pk)
    if unit:
        unit = unit_locked(unit, queries.last_day(placement))
    care = unit.care if unit else care
    if (placement.title, placement.unit, placement.care) == (title, unit, care):
        return placement
    placement.title, placement.unit, placement.care = title, unit, care
    placement.save(update_fields=["title", "unit", "care"])
    audit.record(
        Event.PLAN_CHANGED,
        about=placement,
        programme=programme,
        by=by,
        at=at,
        unit=str(unit.pk) if unit else None,
    )
    end_unfit_supervisors(programme, placement, by=by, at=at)
    return placement


@transaction.atomic
def remove_placement(*, placement: Placement, by: User, at: datetime) -> None:
    """The placement and its periods go, if nothing else refers to them."""
    programme = plan_locked(placement.programme)
    placement = programme.placements.get(pk=placement.pk)
    may_remove_placement(placement.assignments.exists(), placement.title).require()
    audit.record(
        Event.PLACEMENT_REMOVED, about=placement, programme=programme, by=by, at=at
    )
    try:
        placement.delete()
    except ProtectedError:  # by an app further up: an assessment
        raise Refused(may_remove_placement(True, placement.title)) from None


def end_unfit_supervisors(
    programme: Programme, placement: Placement, *, by: User, at: datetime
) -> None:
    today = timezone.localdate(at)
    rows = ProgrammeAssignment.objects.filter(
        access.in_force(today),
        placement=placement,
        role=ProgrammeRole.PLACEMENT_SUPERVISOR,
    )
    for row in rows.select_related("user", "programme"):
        facts = queries.supervisor_facts(row.user, programme, today, placement)
        if not may_be_placement_supervisor(facts):
            access.end(row, on=today - timedelta(days=1))
            audit.record(
                Event.SUPERVISOR_ENDED, about=row, programme=programme, by=by, at=at
            )


# -------------------------------------------------------------------------- periods
@transaction.atomic
def add_period(
    *,
    placement: Placement,
    starts_on: date,
    ends_on: date,
    percent: Decimal | int,
    kind: str = PartKind.SERVICE,
    by: User,
    at: datetime,
) -> PlacementPeriod:
    """The doctor serves here in this stretch as well. The same again changes nothing."""
    programme = plan_locked(placement.programme)
    placement = programme.placements.select_related("unit").get(pk=placement.pk)
    same = {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "percent": percent,
        "kind": kind,
    }
    known = placement.periods.filter(**same).first()
    if known:
        return known
    period = PlacementPeriod(region_id=programme.region_id, placement=placement, **same)
    save_period(period, programme)
    record_change(period, programme, by=by, at=at, before=None)
    return period


@transaction.atomic
def move_period(
    *,
    period: PlacementPeriod,
    starts_on: date,
    ends_on: date,
    percent: Decimal | int,
    kind: str,
    by: User,
    at: datetime,
) -> PlacementPeriod:
    """Other days, another percentage, or another kind. As it was changes nothing."""
    programme = plan_locked(period.placement.programme)
    period = period_of(programme, period)
    before = described(period)
    period.starts_on, period.ends_on = starts_on, ends_on
    period.percent, period.kind = percent, kind
    if described(period) == before:
        return period
    save_period(period, programme)
    record_change(period, programme, by=by, at=at, before=before)
    return period


@transaction.atomic
def remove_period(*, period: PlacementPeriod, by: User, at: datetime) -> None:
    """The stretch goes; a placement keeps one at least."""
    programme = plan_locked(period.placement.programme)
    period = period_of(programme, period)
    others = period.placement.periods.exclude(pk=period.pk)
    may_remove_period(is_last=not others.exists()).require()
    record_change(period, programme, by=by, at=at, before=described(period), gone=True)
    period.delete()


# ------------------------------------------------------------------------ in common
def plan_locked(programme: Programme) -> Programme:
    """The BT as it is now, if its plan may still be changed."""
    programme = programme_locked(programme)
    doctor = programme.doctor.user.full_name
    may_change_plan(ChangeFacts(doctor, programme.state)).require()
    return programme


def period_of(programme: Programme, period: PlacementPeriod) -> PlacementPeriod:
    rows = PlacementPeriod.objects.select_related("placement__unit")
    return rows.get(pk=period.pk, placement__programme=programme)


def save_period(period: PlacementPeriod, programme: Programme) -> None:
    if period.placement.unit:
        unit_locked(period.placement.unit, period.ends_on)
    facts = queries.period_facts(period.placement, period, programme)
    check_period(facts).require()
    period.save()


def described(period: PlacementPeriod) -> str:
    """The stretch in one line, for the log: 2027-01-18–2027-02-17, 100 %, service."""
    days = f"{period.starts_on}–{period.ends_on}"
    return f"{days}, {number_text(period.percent)} %, {period.kind}"


def record_change(
    period: PlacementPeriod,
    programme: Programme,
    *,
    by: User,
    at: datetime,
    before: str | None,
    gone: bool = False,
) -> None:
    audit.record(
        Event.PLAN_CHANGED,
        about=period,
        programme=programme,
        by=by,
        at=at,
        before=before,
        after=None if gone else described(period),
    )
