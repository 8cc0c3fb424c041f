"""The doctor's own activities: logged, changed, shared; confirmed by others."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from assessments import queries
from assessments.enums import ActivityKind
from assessments.models import Activity, ActivityDelmal, ActivityFile, BestEvidence
from assessments.queries.progress import EvidenceLine
from assessments.rules.activities import (
    ActivityFacts,
    BestFacts,
    may_change_activity,
    may_choose_best,
    may_confirm,
    may_save_activity,
    may_share,
)
from assessments.rules.delmal import sort_codes
from bt_admin.lib.files import CleanFile
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from placements.actions.programme import programme_locked
from placements.models import Placement, Programme
from regions import audit
from regions.events import Event
from regions.models import User


@dataclass(frozen=True)
class Told:
    """What the doctor writes about an activity."""

    kind: str
    title: str
    starts_on: date
    ends_on: date
    hours: Decimal | None = None
    placement: Placement | None = None
    text: str = ""
    delmal: tuple[str, ...] = ()


# ------------------------------------------------------------------------ the doctor's
@transaction.atomic
def log_activity(
    *,
    programme: Programme,
    told: Told,
    files: Sequence[CleanFile] = (),
    by: User,
    at: datetime,
    id: UUID | None = None,
    task: str = "",
) -> Activity:
    """Keep an activity. Sent twice with the same `id` it is kept once."""
    programme = programme_locked(programme)
    key = uuid5(id or uuid4(), str(programme.pk))  # nobody else's, whatever was sent
    if known := Activity.objects.filter(pk=key).first():
        return known
    facts = activity_facts(programme, told, by, at, files=len(files))
    may_save_activity(facts).require()
    row = Activity(
        pk=key, region_id=programme.region_id, programme=programme, task=task
    )
    row.registered_at = at
    row.shared_at = None if told.kind == ActivityKind.REFLECTION else at
    write(row, told)
    row.save(force_insert=True)
    set_codes(row, told.delmal)
    keep(row, files, by=by, at=at)
    happened = Event.ACTIVITY_LOGGED if row.shared_at else Event.REFLECTION_KEPT
    record(happened, row, by=by, at=at)
    return row


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    told: Told,
    files: Sequence[CleanFile] = (),
    version: int,
    by: User,
    at: datetime,
) -> Activity:
    """Other words, or more files. A kind never becomes or stops being a reflection."""
    row = locked(activity)
    may_change_activity(queries.standing_facts(row, by, version)).require()
    if ActivityKind.REFLECTION in (row.kind, told.kind) and row.kind != told.kind:
        raise Refused(fixed_kind)
    there = row.files.count() + len(files)
    facts = activity_facts(row.programme, told, by, at, files=there)
    may_save_activity(facts).require()
    write(row, told)
    row.version += 1
    row.save()
    set_codes(row, told.delmal)
    keep(row, files, by=by, at=at)
    forget_best(row)
    happened = Event.ACTIVITY_CHANGED if row.shared_at else Event.REFLECTION_KEPT
    record(happened, row, by=by, at=at)
    return row


fixed_kind = no(
    "activity.fixed_kind",
    "En reflektion kan inte bli något annat, och tvärtom. Lägg till en ny.",
    HOUSE,
    field="kind",
)


@transaction.atomic
def remove_activity(*, activity: Activity, by: User, at: datetime) -> None:
    """It goes, with its files; what others rest on stays."""
    row = locked(activity)
    may_change_activity(queries.standing_facts(row, by)).require()
    happened = Event.ACTIVITY_REMOVED if row.shared_at else Event.REFLECTION_REMOVED
    record(happened, row, by=by, at=at)
    row.delete()


@transaction.atomic
def remove_file(*, file: ActivityFile, by: User, at: datetime) -> Activity:
    """One file goes from an activity that the doctor may still change."""
    row = locked(file.activity)
    may_change_activity(queries.standing_facts(row, by)).require()
    row.files.filter(pk=file.pk).delete()
    happened = Event.ACTIVITY_CHANGED if row.shared_at else Event.REFLECTION_KEPT
    record(happened, row, by=by, at=at)
    return row


@transaction.atomic
def share(*, activity: Activity, by: User, at: datetime) -> Activity:
    """Others may read the reflection from now on. Shared twice it is shared once."""
    row = locked(activity)
    may_share(queries.standing_facts(row, by)).require()
    if row.shared_at is None:
        row.shared_at = at
        row.save(update_fields=["shared_at"])
        record(Event.REFLECTION_SHARED, row, by=by, at=at)
    return row


@transaction.atomic
def take_up_task(*, programme: Programme, key: str, by: User, at: datetime) -> Activity:
    """A ready task becomes an activity, with its steps to write under; once."""
    programme = programme_locked(programme)
    if known := Activity.objects.filter(programme=programme, task=key).first():
        return known
    found = queries.task_with(key, programme.regulation)
    if found is None:
        raise Refused(no("task.unknown", "Uppgiften finns inte längre.", HOUSE))
    code, task = found
    today = timezone.localdate(at)
    told = Told(
        kind=ActivityKind.TASK,
        title=task.title,
        starts_on=today,
        ends_on=today,
        hours=Decimal(task.hours),
        text="\n\n".join(f"{heading}\n" for heading in task.template),
        delmal=(code,),
    )
    return log_activity(programme=programme, told=told, by=by, at=at, task=key)


@transaction.atomic
def choose_best(
    *, programme: Programme, code: str, chosen: Sequence[str], by: User, at: datetime
) -> None:
    """What is shown first for a delmål, in order. The same again changes nothing."""
    programme = programme_locked(programme)
    lines = queries.all_evidence(programme).get(code, [])
    offered = {str(line.assessment_id): line for line in lines}
    may_choose_best(
        BestFacts(
            by_the_doctor=programme.doctor.user_id == by.pk,
            chosen=tuple(chosen),
            offered=frozenset(offered),
        )
    ).require()
    shown = sorted((line for line in lines if line.best), key=lambda line: line.best)
    if [str(line.assessment_id) for line in shown] == list(chosen):
        return
    BestEvidence.objects.filter(programme=programme, code=code).delete()
    BestEvidence.objects.bulk_create(
        best(programme, code, number, offered[key], at)
        for number, key in enumerate(chosen, start=1)
    )
    audit.record(
        Event.BEST_CHOSEN,
        about=programme,
        programme=programme,
        by=by,
        at=at,
        delmal=code,
        chosen=list(chosen),
    )


def best(
    programme: Programme, code: str, number: int, line: EvidenceLine, at: datetime
) -> BestEvidence:
    key = "activity_id" if line.is_activity else "assessment_id"
    return BestEvidence(
        region_id=programme.region_id,
        programme=programme,
        code=code,
        position=number,
        chosen_at=at,
        **{key: line.assessment_id},
    )


# ---------------------------------------------------------------------- by the others
@transaction.atomic
def confirm_activity(*, activity: Activity, by: User, at: datetime) -> Activity:
    """A handledare says that it took place. By the same person twice it is said once."""
    row = locked(activity)
    if row.confirmed_by_id == by.pk:
        return row
    assesses = queries.confirmer(by, row.programme)
    may_confirm(queries.confirm_facts(row, by, assesses)).require()
    row.confirmed_by, row.confirmed_at = by, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    record(Event.ACTIVITY_CONFIRMED, row, by=by, at=at)
    return row


@transaction.atomic
def note_used(*, programme: Programme, codes: Collection[str], at: datetime) -> int:
    """A delmål is certified on these: from now on they stand as they are."""
    rows = Activity.objects.filter(
        programme=programme,
        shared_at__isnull=False,
        used_at__isnull=True,
        pk__in=ActivityDelmal.objects.filter(code__in=codes).values("activity_id"),
    )
    return rows.update(used_at=at)


# ------------------------------------------------------------------------- in common
def locked(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",))
    return rows.select_related("region", "programme__doctor__user", "confirmed_by").get(
        pk=activity.pk
    )


def activity_facts(
    programme: Programme, told: Told, by: User, at: datetime, *, files: int
) -> ActivityFacts:
    placement = told.placement
    return ActivityFacts(
        by_the_doctor=programme.doctor.user_id == by.pk,
        title=told.title,
        kind=told.kind,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        today=timezone.localdate(at),
        hours=told.hours,
        text=told.text,
        codes=told.delmal,
        placement_is_own=placement is None or placement.programme_id == programme.pk,
        files=files,
        regulation=programme.regulation,
    )


def write(row: Activity, told: Told) -> None:
    row.kind, row.title, row.text = told.kind, told.title.strip(), told.text.strip()
    row.starts_on, row.ends_on = told.starts_on, told.ends_on
    row.hours, row.placement = told.hours, told.placement


def set_codes(row: Activity, codes: Iterable[str]) -> None:
    wanted, had = set(codes), {one.code for one in row.delmal.all()}
    row.delmal.filter(code__in=had - wanted).delete()
    ActivityDelmal.objects.bulk_create(
        ActivityDelmal(region_id=row.region_id, activity=row, code=code)
        for code in sort_codes(wanted - had)
    )


def forget_best(row: Activity) -> None:
    """What no longer speaks of a delmål is not shown first for it."""
    codes = row.delmal.values("code")
    BestEvidence.objects.filter(activity=row).exclude(code__in=codes).delete()


def keep(row: Activity, files: Iterable[CleanFile], *, by: User, at: datetime) -> None:
    for file in files:
        ActivityFile.objects.create(
            region_id=row.region_id,
            activity=row,
            uploaded_by=by,
            uploaded_at=at,
            **ActivityFile.values_of(file),
        )


def record(event: Event, row: Activity, *, by: User, at: datetime) -> None:
    audit.record(event, about=row, programme=row.programme, by=by, at=at)
