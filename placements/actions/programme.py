"""A BT is opened, and supervisors are appointed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from placements import queries
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import (
    Doctor,
    Placement,
    PlacementPeriod,
    Programme,
    ProgrammeAssignment,
)
from placements.queries.layout import care_of
from placements.rules.ending import still_open
from placements.rules.layout import LaidOutPlacement
from placements.rules.programme import may_open_programme
from placements.rules.supervisors import (
    may_be_main_supervisor,
    may_be_placement_supervisor,
)
from placements.rules.units import ServiceFacts, may_serve_at
from regions import access, audit
from regions.events import Event
from regions.mail import NEWS, notify
from regions.models import Region, RegionalModel, Unit, User

EVENTS = {
    ProgrammeRole.MAIN_SUPERVISOR: Event.MAIN_SUPERVISOR_APPOINTED,
    ProgrammeRole.PLACEMENT_SUPERVISOR: Event.SUPERVISOR_APPOINTED,
}


# -------------------------------------------------------------------------- opening
@transaction.atomic
def open_programme(
    *,
    region: Region,
    user: User,
    model: RegionalModel,
    starts_on: date,
    employment_form: str,
    units: Mapping[str, Unit],
    by: User,
    at: datetime,
) -> Programme:
    """A BT for this person, with the region's usual year laid out from the first day.

    `units` says where each slot of the model is served, so far as it is decided. A
    region whose year is not known gets the national minimum.
    """
    doctor = doctor_locked(region, user)
    plan = queries.laid_out(model, starts_on)
    months = queries.norm_months(plan, starts_on)
    facts = queries.programme_facts(
        user,
        region,
        starts_on=starts_on,
        employment_form=employment_form,
        months=months,
    )
    may_open_programme(facts).require()
    today = timezone.localdate(at)
    programme = Programme.objects.create(
        region=region,
        doctor=doctor,
        employment_form=employment_form,
        model=model,
        starts_on=starts_on,
        norm_months=months,
        state=begun(starts_on, today),
        opened_by=by,
        opened_at=at,
    )
    for placement in plan:
        plan_placement(programme, placement, units.get(placement.slot))
    let_in(programme, user, starts=min(today, starts_on), by=by)
    audit.record(
        Event.PROGRAMME_OPENED,
        about=programme,
        programme=programme,
        by=by,
        at=at,
        starts_on=str(starts_on),
    )
    tell(user, programme, key=f"opened:{programme.pk}", by=by, at=at)
    return programme


def let_in(programme: Programme, user: User, *, starts: date, by: User) -> None:
    """The doctor reads the BT from this day on."""
    access.assign(
        ProgrammeAssignment(
            region=programme.region,
            programme=programme,
            user=user,
            role=ProgrammeRole.DOCTOR,
            starts=starts,
            by=by,
        )
    )


def doctor_locked(region: Region, user: User) -> Doctor:
    """The person as BT-läkare here; a second click waits until the first is done."""
    Doctor.objects.get_or_create(
        region=region, user=user, defaults={"workplace": user.workplace}
    )
    return Doctor.objects.select_for_update().get(region=region, user=user)


def begun(starts_on: date, today: date) -> ProgrammeState:
    early = starts_on > today
    return ProgrammeState.PLANNED if early else ProgrammeState.IN_SERVICE


def plan_placement(
    programme: Programme, planned: LaidOutPlacement, unit: Unit | None
) -> Placement:
    if unit:
        unit = unit_locked(unit, max(one.ends_on for one in planned.periods))
    placement = Placement.objects.create(
        region_id=programme.region_id,
        programme=programme,
        unit=unit,
        title=planned.label[:80],
        care=care_of(planned, unit),
        position=planned.position,
    )
    PlacementPeriod.objects.bulk_create(
        PlacementPeriod(
            region_id=programme.region_id,
            placement=placement,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            kind=period.kind,
        )
        for period in planned.periods
    )
    return placement


def unit_locked(unit: Unit, last_day: date | None) -> Unit:
    """The unit as it is now, if somebody can serve there until this day.

    It is held until the change is written: a unit that closes at the same moment sees
    whom it would close on.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    may_serve_at(ServiceFacts(unit.name, unit.closed_on, last_day)).require()
    return unit


# ----------------------------------------------------------------------- appointing
@transaction.atomic
def appoint_main_supervisor(
    *, programme: Programme, user: User, by: User, at: datetime
) -> ProgrammeAssignment:
    """From today this person follows the BT through; whoever did so before stops.

    The same person again changes nothing.
    """
    programme = programme_locked(programme)
    still_open(str(programme.doctor), programme.state).require()
    today = timezone.localdate(at)
    held = holder(programme, ProgrammeRole.MAIN_SUPERVISOR, today)
    if held and held.user_id == user.pk:
        return held
    facts = queries.supervisor_facts(user, programme, today)
    may_be_main_supervisor(facts).require()
    return appoint(
        ProgrammeAssignment(
            region_id=programme.region_id,
            programme=programme,
            user=user,
            role=ProgrammeRole.MAIN_SUPERVISOR,
            starts=today if held else min(today, programme.starts_on),
            by=by,
        ),
        instead_of=held,
        at=at,
    )


@transaction.atomic
def appoint_supervisor(
    *, placement: Placement, user: User, by: User, at: datetime
) -> ProgrammeAssignment:
    """From today this person is handledare on the placement, instead of any before.

    The same person again changes nothing. Without an end: what is left to write after
    the last day is still theirs to write.
    """
    programme = programme_locked(placement.programme)
    still_open(str(programme.doctor), programme.state).require()
    placement = programme.placements.select_related("unit").get(pk=placement.pk)
    today = timezone.localdate(at)
    held = holder(programme, ProgrammeRole.PLACEMENT_SUPERVISOR, today, placement)
    if held and held.user_id == user.pk:
        return held
    facts = queries.supervisor_facts(user, programme, today, placement)
    may_be_placement_supervisor(facts).require()
    begins = queries.first_day(placement) or programme.starts_on
    return appoint(
        ProgrammeAssignment(
            region_id=programme.region_id,
            programme=programme,
            placement=placement,
            user=user,
            role=ProgrammeRole.PLACEMENT_SUPERVISOR,
            starts=today if held else min(today, begins),
            by=by,
        ),
        instead_of=held,
        at=at,
    )


def programme_locked(programme: Programme) -> Programme:
    """The BT as it is now; whoever else would change it waits."""
    rows = Programme.objects.select_for_update(of=("self",))
    return rows.select_related("region", "doctor__user").get(pk=programme.pk)


def holder(
    programme: Programme, role: str, on: date, placement: Placement | None = None
) -> ProgrammeAssignment | None:
    """Whoever has this role without an end, or until later than this day."""
    rows = ProgrammeAssignment.objects.filter(
        access.in_force(on), programme=programme, role=role, placement=placement
    )
    return rows.select_related("user", "programme").order_by("-starts").first()


def appoint(
    assignment: ProgrammeAssignment,
    *,
    instead_of: ProgrammeAssignment | None,
    at: datetime,
) -> ProgrammeAssignment:
    """Write the new role; the one it replaces ends the day before."""
    if instead_of:
        access.end(instead_of, on=assignment.starts - timedelta(days=1))
    access.assign(assignment)
    audit.record(
        EVENTS[ProgrammeRole(assignment.role)],
        about=assignment,
        programme=assignment.programme,
        by=assignment.by,
        at=at,
        user=str(assignment.user_id),
        instead_of=str(instead_of.user_id) if instead_of else None,
    )
    tell(
        assignment.user,
        assignment.programme,
        key=f"appointed:{assignment.pk}",
        by=assignment.by,
        at=at,
    )
    return assignment


def tell(
    user: User, programme: Programme, *, key: str, by: User | None, at: datetime
) -> None:
    """By e-mail, that there is something new to read about this BT."""
    notify(
        user,
        programme.get_absolute_url(),
        region=programme.region,
        key=key,
        by=by,
        at=at,
        notice=NEWS,
    )
