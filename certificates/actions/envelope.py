"""Which of the originals lie in the envelope."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bt_admin.lib import sources
from bt_admin.lib.verdicts import no
from certificates.actions.locking import lock_programme
from certificates.models import PackedOriginal
from certificates.queries.documents import REGISTRARS, Original, may_with, originals
from certificates.queries.scans import pack_facts
from certificates.rules.paper import may_pack
from placements.models import Programme
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def pack_originals(
    *, programme: Programme, documents: Collection[UUID], by: User, at: datetime
) -> None:
    """These and no others lie in the envelope. The same again changes nothing."""
    programme = lock_programme(programme)
    may_with(by, programme, REGISTRARS).require()
    papers = {one.document.pk: one for one in originals(programme) if one.ready}
    if not set(documents) <= set(papers):
        replaced.require()
    rows = PackedOriginal.objects.filter(document__certificate__programme=programme)
    before = set(rows.values_list("document", flat=True))
    if before == set(documents):
        return
    for key in set(documents) - before:
        _pack(papers[key], by, at)
    rows.exclude(document__in=documents).delete()
    audit.record(
        Event.PAPER_PACKED,
        about=programme,
        by=by,
        at=at,
        programme=programme,
        documents=sorted(str(key) for key in documents),
    )


def _pack(paper: Original, by: User, at: datetime) -> None:
    may_pack(pack_facts(paper)).require()
    PackedOriginal.objects.create(
        region=paper.document.region,
        document=paper.document,
        packed_by=by,
        packed_at=at,
    )


replaced = no(
    "pack.replaced",
    "Ett av originalen är ersatt av ett nyare. Läs om sidan, och lägg det nya i kuvertet.",
    sources.HOUSE,
    field="packed",
)
