"""A region says how it does things: new versions of its model, from today."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from regions import access, audit, queries
from regions.events import Event
from regions.models import PlanPart, Region, RegionalModel, User
from regions.roles import Permission
from regions.rules.ways import WaysFacts, may_write_ways
from regions.ways import EVERY_WAY, Changes, changed, differing, value_of


@transaction.atomic
def write_ways(
    *, region: Region, told: Changes, instead_of: UUID, by: User, at: datetime
) -> bool:
    """Whether anything was changed. The plan in force and each that is to come say it.

    `instead_of` is the version that was on the screen. A BT keeps the version that it
    was opened with; reminders follow the one in force. The same again changes nothing.
    """
    access.require(by, Permission.APPOINT, region)
    today = timezone.localdate(at)
    models = locked_models(region, today)
    changes = differing(models[0].settings, told)
    if not changes:
        return False
    may_write_ways(ways_facts(models[0], changes, instead_of)).require()
    for model in models:
        copied(model, changes, valid_from=max(today, model.valid_from), by=by, at=at)
    audit.record(
        Event.WAYS_WRITTEN, about=models[0], by=by, at=at,
        ways=sorted(way.name for way in changes),
    )  # fmt: skip
    return True


def locked_models(region: Region, today: date) -> list[RegionalModel]:
    """Those in force, and those to come; whoever else writes one of them waits."""
    rows = RegionalModel.objects.filter(region=region).order_by("pk")
    list(rows.select_for_update(no_key=True))
    in_force = queries.models_in_force(region, today)
    return [*in_force, *queries.models_to_come(region, today)]


def ways_facts(model: RegionalModel, changes: Changes, instead_of: UUID) -> WaysFacts:
    after = changed(model.settings, changes)
    caps = {
        way.key: value_of(after, way) for way in EVERY_WAY if way.table == "extension"
    }
    return WaysFacts(
        is_newest=model.pk == instead_of,
        per_placement=caps["reason_competence_max_months_per_placement"],
        in_all=caps["reason_competence_max_months_total"],
    )


def copied(
    model: RegionalModel, changes: Changes, *, valid_from: date, by: User, at: datetime
) -> None:
    """The version once more, with these words and figures."""
    new = RegionalModel.objects.create(
        region_id=model.region_id,
        label=model.label,
        valid_from=valid_from,
        valid_until=model.valid_until,
        known=model.known,
        note=model.note,
        settings=changed(model.settings, changes),
        written_by=str(by),
        written_at=at,
    )
    PlanPart.objects.bulk_create(again(new, model.parts.all()))


def again(model: RegionalModel, parts: Iterable[PlanPart]) -> list[PlanPart]:
    return [
        PlanPart(
            region_id=model.region_id, model=model, position=part.position,
            slot=part.slot, label=part.label, care=part.care, kind=part.kind,
            months=part.months, weeks=part.weeks,
        )
        for part in parts
    ]  # fmt: skip
