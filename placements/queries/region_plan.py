"""A region's plan as it is written: its newest version, and the facts of another."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F

from placements.queries.layout import planned_periods
from placements.rules.layout import PlanPart, lay_out_plan
from placements.rules.region_plan import RegionPlanFacts
from regions.enums import CareSetting, PartKind
from regions.models import Region, RegionalModel


def newest_version(region: Region, label: str) -> RegionalModel:
    """The version of this plan that was written last, with its parts."""
    rows = RegionalModel.objects.filter(region=region, label=label)
    rows = rows.order_by(F("written_at").desc(nulls_last=True), "-valid_from")
    found = rows.prefetch_related("parts").first()
    if found is None:
        raise RegionalModel.DoesNotExist
    return found


def plan_to_write(region: Region, key: str) -> RegionalModel:
    """The newest version of the plan that `key` is a version of; of the first, if none.

    Raises LookupError when no version has the key.
    """
    rows = RegionalModel.objects.filter(region=region).order_by("label")
    labels = {str(pk): label for pk, label in rows.values_list("pk", "label")}
    return newest_version(region, labels[key] if key else next(iter(labels.values())))


def rows_of(model: RegionalModel) -> list[dict[str, Any]]:
    """Each part as the form shows it; a slot only where it is another's."""
    return [
        {
            "label": part.label,
            "length": part.weeks or part.months,
            "unit": "weeks" if part.weeks else "months",
            "care": part.care,
            "kind": part.kind,
            "slot": "" if part.slot == part.label else part.slot,
        }
        for part in model.parts.all()
    ]


def parts_from(rows: Sequence[dict[str, Any]]) -> tuple[PlanPart, ...]:
    """The parts that the rows tell. Vacation is taken where one was before it."""
    parts: list[PlanPart] = []
    for row in rows:
        slot, length = row["slot"] or row["label"], row["length"]
        if row["kind"] == "vacation" and not row["slot"] and parts:
            slot = parts[-1].slot
        in_weeks = row["unit"] == "weeks"
        parts.append(
            PlanPart(
                label=row["label"], care=CareSetting(row["care"]), slot=slot,
                kind=PartKind(row["kind"]),
                months=None if in_weeks else Decimal(length),
                weeks=int(length) if in_weeks else None,
            )
        )  # fmt: skip
    return tuple(parts)


def parts_in(model: RegionalModel) -> tuple[PlanPart, ...]:
    """The parts of a version, as `parts_from` makes them."""
    return parts_from([{**row, "slot": part.slot} for row, part in both(model)])


def both(model: RegionalModel) -> list[tuple[dict[str, Any], Any]]:
    return list(zip(rows_of(model), model.parts.all(), strict=True))


def region_plan_facts(
    parts: Sequence[PlanPart], valid_from: date, today: date, *, is_newest: bool
) -> RegionPlanFacts:
    laid = lay_out_plan(parts, valid_from)
    return RegionPlanFacts(valid_from, today, planned_periods(laid), is_newest)
