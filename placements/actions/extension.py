"""More time is decided, and the plan follows."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from placements.actions.placement import described, move_period, plan_locked
from placements.models import Extension, Placement, Programme
from placements.queries import ends_on
from placements.queries.extension import effect, extension_facts
from placements.rules.extension import ExtensionFacts, may_extend
from regions import audit, mail
from regions.events import Event
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
    extension = Extension.objects.create(
        pk=id,
        region_id=programme.region_id,
        programme=programme,
        placement=placement,
        **decided(facts),
        ended_on=ended,
        moved=move_what_follows(programme, placement, months, by=by, at=at),
        decided_by=by,
        decided_at=at,
    )
    audit.record(
        Event.EXTENSION_DECIDED, about=extension, by=by, at=at, programme=programme
    )
    tell_the_doctor(extension)
    return extension


def decided(facts: ExtensionFacts) -> dict[str, Any]:
    """What the decision says, as its row keeps it."""
    assert facts.ends_now is not None
    return {
        "reason": facts.reason,
        "months": facts.months,
        "motivation": facts.motivation.strip(),
        "extraordinary": facts.extraordinary.strip(),
        "consulted": [[role, day.isoformat()] for role, day in facts.heard],
        "ends_on": facts.ends_now,
    }


def move_what_follows(
    programme: Programme,
    placement: Placement,
    months: Decimal,
    *,
    by: User,
    at: datetime,
) -> list[list[str]]:
    """Every period to its new days; of each its title, what it was and what it is."""
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
    return lines


def tell_the_doctor(extension: Extension) -> None:
    programme = extension.programme
    mail.notify(
        programme.doctor.user,
        extension.get_absolute_url(),
        region=programme.region,
        by=extension.decided_by,
        at=extension.decided_at,
        notice=mail.NEWS,
        key=f"extension:{extension.pk}",
    )
