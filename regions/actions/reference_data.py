"""The 21 regions and their models, from regions/data/regions.toml.

Every value there carries its source and how sure we are. What no source tells is
absent: the region then gets the national minimum, and a note that says so. Loading
again changes nothing that a region has decided itself: a model is written once, and
no plan is added beside those of a region that has begun to write its own.
"""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from regions.context import in_region
from regions.enums import CareSetting, PartKind
from regions.models import PlanPart, Region, RegionalModel

DATA = Path(__file__).resolve().parent.parent / "data" / "regions.toml"
IN_FORCE = date(2021, 7, 1)  # HSLF-FS 2021:8; no region's model is older
UNKNOWN = "Regionens egen modell är inte känd. Tills regionen har fyllt i den gäller det nationella minimum."

# The words of the file's `care`, as kinds of care and of stretches of the plan.
CARE = {
    "primary_care": CareSetting.PRIMARY_CARE,
    "acute_care": CareSetting.ACUTE,
    "psychiatry": CareSetting.PSYCHIATRY,
    "geriatrics": CareSetting.GERIATRICS,
}
KIND = {"introduction": PartKind.INTRODUCTION, "vacation": PartKind.VACATION}


@transaction.atomic
def load_regions() -> tuple[int, int]:
    """Write what is missing; returns (regions, models written)."""
    data = tomllib.loads(DATA.read_text())
    councils = {row["key"]: row for row in data["healthcare_region"]}
    written = 0
    for row in data["region"]:
        region = load_region(row, councils)
        with in_region(region.pk):
            written += sum(load_model(region, *plan) for plan in plans_of(row))
    return Region.objects.count(), written


def load_region(row: dict[str, Any], councils: dict[str, Any]) -> Region:
    council = councils[row["healthcare_region"]["value"]]
    region, _created = Region.objects.update_or_create(
        id=int(row["code"]["value"]),
        defaults={
            "slug": row["slug"],
            "name": row["name"]["value"],
            "short_name": row["short_name"],
            "county": row["county"],
            "healthcare_region": council["name"],
            "council": council["council"],
            "population": row["population"]["value"],
            "population_on": row["population"]["as_of"],
        },
    )
    return region


def plans_of(row: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(plan, settings) for each of the region's plans; one empty plan when none."""
    settings = {
        key: value
        for key, value in row.items()
        if isinstance(value, dict) and key not in {"code", "name", "population"}
    }
    return [(plan, settings) for plan in row.get("plan", [{}])]


def load_model(region: Region, plan: dict[str, Any], settings: dict[str, Any]) -> bool:
    label = plan.get("label", f"BT i {region.name}")
    written = RegionalModel.objects.filter(region=region, written_at__isnull=False)
    if written.exists():
        return False
    model, created = RegionalModel.objects.get_or_create(
        region=region,
        label=label,
        valid_from=IN_FORCE,
        defaults={
            "known": bool(plan),
            "note": "" if plan else UNKNOWN,
            "source": plan.get("source", ""),
            "confidence": plan.get("confidence", ""),
            "settings": as_json(settings),
        },
    )
    if created:
        PlanPart.objects.bulk_create(parts_of(model, plan.get("part", [])))
    return created


def parts_of(model: RegionalModel, rows: list[dict[str, Any]]) -> list[PlanPart]:
    """The rows in the order they are served.

    Introduction opens the year where it closes, at the placement with the periods
    "first" and "last"; vacation is taken within the placement before it.
    """
    home = next((r["label"] for r in rows if "last" in r.get("periods", [])), None)
    parts: list[PlanPart] = []
    for position, row in enumerate(rows, start=1):
        kind = KIND.get(row["care"], PartKind.SERVICE)
        slot, care = row["label"], CARE.get(row["care"], CareSetting.OTHER)
        if kind is PartKind.VACATION and parts:
            slot, care = parts[-1].slot, CareSetting(parts[-1].care)
        elif kind is PartKind.INTRODUCTION and home:
            slot, care = home, CareSetting.PRIMARY_CARE
        parts.append(
            PlanPart(
                region_id=model.region_id, model=model, position=position,
                slot=slot, label=row["label"], care=care, kind=kind, **length_of(row),
            )
        )  # fmt: skip
    return parts


def length_of(row: dict[str, Any]) -> dict[str, Any]:
    """Months or weeks; where a range is stated, its lower end."""
    length = row.get("length", row.get("min", 1))
    if row.get("unit") == "weeks":
        return {"weeks": int(length)}
    return {"months": Decimal(str(length))}


def as_json(value: Any) -> Any:
    """TOML's dates as text; everything else as it is."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
