"""Extensions: those decided, who reads them, and what a new one would do."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from placements.enums import ExtensionReason
from placements.models import Extension, Placement, Programme
from placements.queries.plan import periods_in
from placements.queries.programmes import programmes_for
from placements.rules.extension import (
    HEARD,
    Caps,
    ExtensionFacts,
    Stretch,
    moved,
)
from regions import access
from regions.enums import PartKind
from regions.models import Region, User
from regions.roles import Permission


def extensions_for(user: User, region: Region) -> QuerySet[Extension]:
    """The decisions in the programmes this person may see."""
    rows = Extension.objects.filter(
        region=region, programme__in=programmes_for(user, region).values("pk")
    )
    return rows.select_related(
        "region", "placement", "decided_by", "programme__region",
        "programme__doctor__user",
    )  # fmt: skip


def caps_of(programme: Programme) -> Caps:
    """What the doctor's regional model says of extensions."""
    told: Any = programme.model.settings.get("extension", {})
    told = told if isinstance(told, dict) else {}
    return Caps(
        region=programme.region.name,
        per_placement=number(told.get("reason_competence_max_months_per_placement")),
        in_all=number(told.get("reason_competence_max_months_total")),
        beyond_requires=told.get("beyond_requires", ""),
        consulted=tuple(told.get("consulted", HEARD)),
    )


def number(told: Any) -> Decimal | None:
    return None if told is None else Decimal(str(told))


def extension_facts(
    programme: Programme, placement: Placement, *, by: User, today: date, **given: Any
) -> ExtensionFacts:
    """`given`: reason, months, motivation, extraordinary, heard, ends_shown."""
    before = Extension.objects.filter(
        programme=programme, reason=ExtensionReason.COMPETENCE
    )
    return ExtensionFacts(
        may_decide=access.may(by, Permission.CERTIFY, programme.region),
        caps=caps_of(programme),
        today=today,
        placement_before=months_in(before.filter(placement=placement)),
        total_before=months_in(before),
        ends_now=ends_after(programme, placement, given["months"]),
        **given,
    )


def months_in(rows: QuerySet[Extension]) -> Decimal:
    return rows.aggregate(sum=Sum("months"))["sum"] or Decimal(0)


def effect(
    programme: Programme, placement: Placement, months: Decimal
) -> list[tuple[Any, Stretch, Stretch]]:
    """Each period that would move, with before and after; the latest first."""
    rows: dict[Any, Any] = {row.pk: row for row in periods_in(programme)}
    stretches = {
        key: Stretch(key, row.starts_on, row.ends_on) for key, row in rows.items()
    }
    mine = [row for row in rows.values() if row.placement_id == placement.pk]
    served = [row for row in mine if row.kind == PartKind.SERVICE] or mine
    if not served:
        return []
    last = max(served, key=lambda row: row.ends_on)
    found = moved(list(stretches.values()), stretches[last.pk], months)
    return [(rows[before.key], before, after) for before, after in found]


def ends_after(
    programme: Programme, placement: Placement, months: Decimal
) -> date | None:
    """The last day of BT if this were decided; None when there is no plan."""
    ends = {row.pk: row.ends_on for row in periods_in(programme)}
    ends |= {
        row.pk: after.ends_on for row, _b, after in effect(programme, placement, months)
    }
    return max(ends.values(), default=None)
