"""More time is decided, and the plan follows."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from placements.actions.placement import described, move_period, plan_locked
from placements.models import Extension, Placement
from placements.queries import ends_on
from placements.queries.extension import effect, extension_facts
from placements.rules.extension import may_extend
from regions import audit, mail
from regions.audit import Event
from regions.models import User


@transaction.atomic
def extend(
    *,
    id: UUID,
    placement: Placement,
    reason: str,
    months: Decimal,
    motivation: str,
    heard: tuple[tuple[str, date], ...],
    ends_shown: date | None,
    extraordinary: str = "",
    by: User,
    at: datetime,
) -> Extension:
    """Lengthen a placement, and move what comes after it as far.

    `id` comes with the form: a second click finds the decision that was made.
    """
    programme = plan_locked(placement.programme)
    if known := Extension.objects.filter(pk=id, programme=programme).first():
        return known
    placement = programme.placements.get(pk=placement.pk)
    facts = extension_facts(
        programme,
        placement,
        by=by,
        today=timezone.localdate(at),
        reason=reason,
        months=months,
        motivation=motivation,
        extraordinary=extraordinary,
        heard=heard,
        ends_shown=ends_shown,
    )
    may_extend(facts).require()
    ended = ends_on(programme)
    assert ended is not None
    assert facts.ends_now is not None
    lines = []
    for row, _before, after in effect(programme, placement, months):
        was = described(row)
        period = move_period(
            period=row,
            starts_on=after.starts_on,
            ends_on=after.ends_on,
            percent=row.percent,
            kind=row.kind,
            by=by,
            at=at,
        )
        lines.append([row.placement.title, was, described(period)])
    extension = Extension.objects.create(
        pk=id,
        region_id=programme.region_id,
        programme=programme,
        placement=placement,
        reason=reason,
        months=months,
        motivation=motivation.strip(),
        extraordinary=extraordinary.strip(),
        consulted=[[role, day.isoformat()] for role, day in heard],
        ended_on=ended,
        ends_on=facts.ends_now,
        moved=lines,
        decided_by=by,
        decided_at=at,
    )
    audit.record(
        Event.EXTENSION_DECIDED, about=extension, by=by, at=at, programme=programme
    )
    mail.notify(
        programme.doctor.user,
        extension.get_absolute_url(),
        region=programme.region,
        by=by,
        at=at,
        notice=mail.NEWS,
        key=f"extension:{extension.pk}",
    )
    return extension
