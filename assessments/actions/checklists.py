"""A placement's checklist is ticked; the region's own lists are published."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.models import ChecklistEdition, ChecklistItem
from assessments.queries.checklists import (
    new_lines,
    regional_list,
    tick_item_facts,
)
from assessments.queries.people import leads_in
from assessments.rules.checklists import (
    ListFacts,
    may_tick_line,
    may_untick_line,
    may_write_list,
)
from placements.models import Placement
from regions import audit
from regions.events import Event
from regions.models import Region, User


@transaction.atomic
def tick_line(
    *, placement: Placement, key: str, ticked: bool, by: User, at: datetime
) -> ChecklistItem:
    """Tick a line, or open it again; the first who ticked stands. LookupError for a
    line that is not on the list. The first tick gives the placement its list for good.
    """
    placement = _locked(placement)
    facts = tick_item_facts(placement, by=by, today=timezone.localdate(at))
    (may_tick_line if ticked else may_untick_line)(facts).require()
    if not placement.checklist.exists():
        ChecklistItem.objects.bulk_create(new_lines(placement))
    item = placement.checklist.filter(key=key).first()
    if item is None:
        raise LookupError(f"{key} is not on the list")
    if (item.ticked_at is not None) == ticked:
        return item
    item.ticked_by, item.ticked_at = (by, at) if ticked else (None, None)
    item.save(update_fields=["ticked_by", "ticked_at"])
    event = Event.CHECKLIST_TICKED if ticked else Event.CHECKLIST_UNTICKED
    audit.record(event, about=item, by=by, at=at, programme=placement.programme)
    return item


def _locked(placement: Placement) -> Placement:
    rows = Placement.objects.select_for_update(of=("self",))
    rows = rows.select_related("region", "programme__doctor__user")
    return rows.prefetch_related("periods").get(pk=placement.pk)


@transaction.atomic
def publish_checklist(
    *,
    region: Region,
    care: str,
    lines: dict[str, Sequence[str]],
    number: int,
    by: User,
    at: datetime,
) -> ChecklistEdition:
    """The region's own list for placements that begin from today on.

    `number` is the edition that was changed, 0 for the national one. LookupError for a
    kind of placement that does not exist.
    """
    Region.objects.select_for_update().get(pk=region.pk)
    held = regional_list(region, care)
    told = {key: list(texts) for key, texts in lines.items() if texts}
    leads = leads_in(by, region)
    if leads and held.edition and held.edition.lines == told:
        return held.edition  # a second click
    may_write_list(ListFacts(leads, told, number, held.number)).require()
    row = ChecklistEdition.objects.create(
        region=region,
        care=care,
        number=held.number + 1,
        lines=told,
        published_by=by,
        published_at=at,
    )
    audit.record(
        Event.CHECKLIST_PUBLISHED, about=row, by=by, at=at, care=care, number=row.number
    )
    return row
