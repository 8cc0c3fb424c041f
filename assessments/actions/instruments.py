"""The region's instruments: drafted, changed, published, taken in use or out of it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.models import InstrumentUse, RegionalInstrument
from assessments.queries import (
    definition_of,
    draft_facts_of,
    instruments_in_region,
    taken_keys,
)
from assessments.rules.editing import copied
from assessments.rules.regional import (
    key_from,
    may_change,
    may_decide_use,
    may_publish,
    next_version,
)
from regions import access, audit
from regions.events import Event
from regions.models import Region, User
from regions.roles import Permission


@transaction.atomic
def draft_change(
    *, region: Region, key: str, by: User, at: datetime
) -> RegionalInstrument:
    """Begin a new version of an instrument, or go on with the draft there is."""
    access.require(by, Permission.ADMINISTER, region)
    definition, based_on, version = definition_of(region, key)
    facts = {
        "definition": definition,
        "based_on": based_on,
        "based_on_version": version,
        "changed_by": by,
        "changed_at": at,
    }
    row, created = RegionalInstrument.objects.get_or_create(
        region=region, key=key, version=None, defaults=facts
    )
    if created:
        audit.record(Event.INSTRUMENT_DRAFTED, about=row, by=by, at=at, key=key)
    return row


@transaction.atomic
def draft_copy(
    *, region: Region, key: str, name: str, by: User, at: datetime
) -> RegionalInstrument:
    """Begin an instrument of the region's own, as a copy of another.

    The same name twice by the same person, before anything is published, is one draft.
    """
    access.require(by, Permission.ADMINISTER, region)
    Region.objects.select_for_update().get(pk=region.pk)
    taken = taken_keys(region)
    begun = RegionalInstrument.objects.filter(
        region=region, version__isnull=True, changed_by=by, based_on=key,
        key=key_from(name, ()),
    ).first()  # fmt: skip
    if begun is not None:
        return begun
    definition, _based_on, version = definition_of(region, key)
    new_key = key_from(name, taken)
    row = RegionalInstrument.objects.create(
        region=region,
        key=new_key,
        definition=copied(definition, new_key, name),
        based_on=key,
        based_on_version=version,
        changed_by=by,
        changed_at=at,
    )
    audit.record(Event.INSTRUMENT_DRAFTED, about=row, by=by, at=at, key=new_key)
    return row


def locked_row(row: RegionalInstrument) -> RegionalInstrument:
    rows = RegionalInstrument.objects.select_for_update(of=("self",))
    return rows.select_related("region").get(pk=row.pk)


@transaction.atomic
def change_instrument(
    *,
    draft: RegionalInstrument,
    definition: dict[str, Any],
    revision: int,
    by: User,
    at: datetime,
) -> RegionalInstrument:
    """Keep what has been written. `revision` is the save that was on the screen."""
    row = locked_row(draft)
    access.require(by, Permission.ADMINISTER, row.region)
    may_change(draft_facts_of(row, revision)).require()
    row.definition, row.changed_by, row.changed_at = definition, by, at
    row.revision += 1
    row.save(update_fields=["definition", "changed_by", "changed_at", "revision"])
    audit.record(Event.INSTRUMENT_CHANGED, about=row, by=by, at=at, key=row.key)
    return row


@transaction.atomic
def publish_instrument(
    *, draft: RegionalInstrument, revision: int, by: User, at: datetime
) -> RegionalInstrument:
    """Make the draft the region's next version: locked, and used from now on.

    What has been asked for or begun stays with its version.
    """
    row = locked_row(draft)
    access.require(by, Permission.ADMINISTER, row.region)
    if row.version is not None and row.published_by == by:
        return row  # a second click
    may_publish(draft_facts_of(row, revision)).require()
    same = RegionalInstrument.objects.filter(region=row.region, key=row.key)
    numbers = same.filter(version__isnull=False).values_list("version", flat=True)
    row.version = next_version(one for one in numbers if one is not None)
    row.published_by, row.published_at = by, at
    row.save(update_fields=["version", "published_by", "published_at"])
    audit.record(
        Event.INSTRUMENT_PUBLISHED, about=row, by=by, at=at, key=row.key,
        version=row.version,
    )  # fmt: skip
    return row


@transaction.atomic
def discard_instrument(*, draft: RegionalInstrument, by: User, at: datetime) -> None:
    """Throw a draft away. What is published stays."""
    row = locked_row(draft)
    access.require(by, Permission.ADMINISTER, row.region)
    may_change(draft_facts_of(row, row.revision)).require()
    audit.record(Event.INSTRUMENT_DISCARDED, about=row, by=by, at=at, key=row.key)
    row.delete()


@transaction.atomic
def decide_use(
    *, region: Region, key: str, in_use: bool, from_on: date, by: User, at: datetime
) -> InstrumentUse:
    """The region uses an instrument from a day, or no longer does."""
    access.require(by, Permission.ADMINISTER, region)
    if key not in instruments_in_region(region):
        raise LookupError(f"{key} is no instrument here")
    may_decide_use(key, in_use, from_on, timezone.localdate(at)).require()
    same = InstrumentUse.objects.filter(region=region, key=key)
    latest = same.order_by("-decided_at").first()
    if latest and (latest.in_use, latest.from_on) == (in_use, from_on):
        return latest  # a second click
    row = InstrumentUse.objects.create(
        region=region,
        key=key,
        in_use=in_use,
        from_on=from_on,
        decided_by=by,
        decided_at=at,
    )
    audit.record(
        Event.INSTRUMENT_USE_DECIDED, about=row, by=by, at=at, key=key, in_use=in_use,
        from_on=from_on.isoformat(),
    )  # fmt: skip
    return row
