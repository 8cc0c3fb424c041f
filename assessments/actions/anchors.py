"""The region writes what a requirement row looks like in everyday work."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assessments.models import Anchor
from assessments.queries.anchors import anchored_row
from assessments.queries.people import leads_in
from assessments.rules.anchors import AnchorFacts, may_write_anchor
from bt_admin.lib.sources import REGULATION
from regions import audit
from regions.events import Event
from regions.models import Region, User


@transaction.atomic
def write_anchor(
    *,
    region: Region,
    code: str,
    row: int,
    lines: Sequence[str],
    number: int,
    by: User,
    at: datetime,
) -> Anchor | None:
    """A new edition of the region's lines for one row; none of them takes it away.

    `number` is the edition that was read, 0 for none. LookupError for a row that does
    not exist. None when there was nothing, and there is to be nothing.
    """
    Region.objects.select_for_update().get(pk=region.pk)
    held, told = anchored_row(region, code, row), list(lines)
    leads = leads_in(by, region)
    if leads and held.lines == told:
        return held.edition  # a second click
    may_write_anchor(AnchorFacts(leads, told, number, held.number)).require()
    anchor = Anchor.objects.create(
        region=region,
        regulation=REGULATION,
        code=code,
        row=row,
        number=held.number + 1,
        lines=told,
        written_by=by,
        written_at=at,
    )
    audit.record(
        Event.ANCHOR_WRITTEN, about=anchor, by=by, at=at, code=code, row=row,
        number=anchor.number,
    )  # fmt: skip
    return anchor
