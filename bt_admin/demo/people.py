"""The people, where they work and what they can show; their roles in the region."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bt_admin.demo.texts import rows
from regions import access
from regions.enums import QualificationKind
from regions.models import (
    Employment,
    Qualification,
    Region,
    RegionAssignment,
    Unit,
    UnitAssignment,
    User,
)

YEAR = 365
SWEDEN = "Sverige"
# How many years ago, for somebody who has long been here.
SINCE = {
    QualificationKind.LICENCE: 18,
    QualificationKind.SPECIALITY: 9,
    QualificationKind.SPECIALITY_TRAINING: 3,
    QualificationKind.SUPERVISOR_TRAINING: 6,
    QualificationKind.ASSESSOR_TRAINING: 4,
}


@dataclass
class Company:
    """Everybody in one region, by the ids of the files."""

    region: Region
    today: date
    people: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    @property
    def manager(self) -> User:
        return self.holder("bt_manager")

    def holder(self, role: str) -> User:
        """Whoever the file gives this role in the region, the first of them."""
        held = (
            row["id"]
            for row in staff_of(self.region.slug)
            if any(one["role"] == role for one in row.get("roles", []))
        )
        return self.people[next(held)]


def staff_of(slug: str) -> list[dict[str, Any]]:
    return [row for row in rows("people", "person") if row.get("region") == slug]


def doctors_of(slug: str) -> list[dict[str, Any]]:
    return [row for row in rows("doctors", "doctor") if row["region"] == slug]


def gather(region: Region, today: date) -> Company:
    """Write the region's units, staff and future doctors. Call it inside the region."""
    company = Company(region, today)
    company.units = {row["id"]: unit_from(row, region) for row in units_of(region)}
    for row in staff_of(region.slug):
        company.people[row["id"]] = staff_from(row, company)
    by_id = {row["id"]: row for row in rows("people", "person")}
    for doctor in doctors_of(region.slug):
        company.people[doctor["person"]] = account(by_id[doctor["person"]])
    return company


def units_of(region: Region) -> list[dict[str, Any]]:
    return [row for row in rows("units", "unit") if row["region"] == region.slug]


def unit_from(row: dict[str, Any], region: Region) -> Unit:
    told = {key: value for key, value in row.items() if key not in {"id", "region"}}
    hsa_id = f"SE0000000000-{row['id']}"
    fields = {"provider": region.name, "hsa_id": hsa_id} | told
    return Unit.objects.create(region=region, **fields)


def account(row: dict[str, Any], workplace: str = "") -> User:
    fields = ("first_name", "last_name", "personal_number", "title")
    told = {key: row[key] for key in fields}
    return User.objects.create_user(
        row["email"], workplace=workplace, is_demo=True, **told
    )


def staff_from(row: dict[str, Any], company: Company) -> User:
    unit = company.units.get(row.get("unit", ""))
    user = account(row, workplace=unit.name if unit else row["workplace"])
    for kind, name in facts_about(row):
        day = company.today - timedelta(days=SINCE[kind] * YEAR)
        Qualification.objects.create(user=user, kind=kind, name=name, on=day)
    since = company.today - timedelta(days=5 * YEAR)
    if unit:
        Employment.objects.create(
            region=company.region, user=user, unit=unit, starts=since
        )
    for role in row.get("roles", []):
        give(role, user, company, since)
    return user


def facts_about(row: dict[str, Any]) -> list[tuple[QualificationKind, str]]:
    """What this person can show, and of which country or speciality."""
    kinds = QualificationKind
    told = {
        kinds.LICENCE: SWEDEN if row.get("licensed") else None,
        kinds.SPECIALITY: row.get("speciality"),
        kinds.SPECIALITY_TRAINING: row.get("speciality_training"),
        kinds.SUPERVISOR_TRAINING: "" if row.get("supervisor_training") else None,
        kinds.ASSESSOR_TRAINING: "" if row.get("assessor_training") else None,
    }
    return [(kind, name) for kind, name in told.items() if name is not None]


def give(role: dict[str, str], user: User, company: Company, since: date) -> None:
    held = {"region": company.region, "user": user, "role": role["role"]}
    if unit := company.units.get(role.get("unit", "")):
        access.assign(UnitAssignment(unit=unit, starts=since, **held))
    else:
        access.assign(RegionAssignment(starts=since, **held))


def qualify_doctor(user: User, country: str, begins: date) -> None:
    """A degree, a licence there, and one in Sweden before BT begins."""
    kinds = QualificationKind
    facts = [(kinds.DEGREE, country, 700), (kinds.LICENCE, SWEDEN, 75)]
    if country != SWEDEN:
        facts.append((kinds.LICENCE, country, 640))
    for kind, name, days in facts:
        on = begins - timedelta(days=days)
        Qualification.objects.create(user=user, kind=kind, name=name, on=on)
