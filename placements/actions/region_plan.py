"""A region writes a plan of its own: a new version, from a day on."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from placements.queries.region_plan import (
    newest_version,
    parts_in,
    region_plan_facts,
)
from placements.rules.layout import PlanPart
from placements.rules.region_plan import may_write_region_plan
from regions import access, audit
from regions.events import Event
from regions.models import PlanPart as PartRow
from regions.models import Region, RegionalModel, User
from regions.roles import Permission


@transaction.atomic
def write_region_plan(
    *,
    region: Region,
    label: str,
    parts: Sequence[PlanPart],
    valid_from: date,
    instead_of: UUID,
    by: User,
    at: datetime,
) -> RegionalModel:
    """The plan with this label, as it is to be from this day on.

    `instead_of` is the version that was on the screen. The versions before stay as they
    are, and so does each BT that was opened with one. The same again changes nothing.
    """
    access.require(by, Permission.APPOINT, region)
    newest = newest_locked(region, label)
    if newest.written_at and same(newest, parts, valid_from):
        return newest
    is_newest = newest.pk == instead_of
    today = timezone.localdate(at)
    facts = region_plan_facts(parts, valid_from, today, is_newest=is_newest)
    may_write_region_plan(facts).require()
    model = written(newest, parts, valid_from, by=by, at=at)
    audit.record(
        Event.REGION_PLAN_WRITTEN, about=model, by=by, at=at,
        label=label, valid_from=str(valid_from), instead_of=str(newest.pk),
    )  # fmt: skip
    return model


def newest_locked(region: Region, label: str) -> RegionalModel:
    """The newest version; whoever else writes this plan waits."""
    versions = RegionalModel.objects.filter(region=region, label=label)
    list(versions.order_by("pk").select_for_update(no_key=True))
    return newest_version(region, label)


def same(model: RegionalModel, parts: Sequence[PlanPart], valid_from: date) -> bool:
    return model.valid_from == valid_from and parts_in(model) == tuple(parts)


def written(
    before: RegionalModel,
    parts: Sequence[PlanPart],
    valid_from: date,
    *,
    by: User,
    at: datetime,
) -> RegionalModel:
    """All else that is known of the region goes along from the version before."""
    model = RegionalModel.objects.create(
        region_id=before.region_id,
        label=before.label,
        valid_from=valid_from,
        known=True,
        settings=before.settings,
        written_by=str(by),
        written_at=at,
    )
    PartRow.objects.bulk_create(
        PartRow(
            region_id=model.region_id, model=model, position=position,
            slot=part.slot, label=part.label, care=part.care, kind=part.kind,
            months=part.months, weeks=part.weeks,
        )
        for position, part in enumerate(parts, start=1)
    )  # fmt: skip
    return model
