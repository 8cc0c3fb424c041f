"""The cast: everyone in Kronoberg, everyone in Stockholm, and one stranger.

Each region has one doctor with a whole year planned, and each role held by one person
with the qualifications the rules ask for. `today` is day 150 of the year.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from placements.enums import EmploymentForm, ProgrammeRole, ProgrammeState
from placements.models import (
    Doctor,
    Placement,
    PlacementPeriod,
    Programme,
    ProgrammeAssignment,
)
from regions import access
from regions.context import in_region
from regions.enums import CareSetting, PartKind, QualificationKind
from regions.models import (
    Employment,
    Qualification,
    Region,
    RegionalModel,
    RegionAssignment,
    Unit,
    UnitAssignment,
    User,
)


@dataclass
class Company:
    """Everyone in one region."""

    region: Region
    bt_manager: User
    deputy: User
    studierektor: User
    administrator: User
    hr: User
    recruiter: User  # reviews and interviews in the rounds; nothing else
    observer: User  # of the union
    unit_manager: User
    doctor: User
    main_supervisor: User
    supervisor: User  # handledare on the second placement
    psychiatrist: User  # a trained specialist with no part in the programme
    external: User  # may assess from outside; not appointed
    untrained: User  # licensed, without supervisor training
    newcomer: User  # licensed, no programme yet
    programme: Programme = field(init=False)
    placements: list[Placement] = field(init=False)
    units: list[Unit] = field(init=False)
    model: RegionalModel = field(init=False)

    def inside(self, user: User | None = None):
        """A transaction in this region, as this person."""
        return in_region(self.region.pk, user.pk if user else None)


@dataclass
class Cast:
    kronoberg: Company
    stockholm: Company
    stranger: User  # logged in, without a role anywhere
    today: date


def make_cast(today: date | None = None) -> Cast:
    today = today or timezone.localdate()
    return Cast(
        make_company("kronoberg", today),
        make_company("stockholm", today),
        person("stranger", "Nowhere"),
        today,
    )


def person(role: str, place: str, **facts: object) -> User:
    """Somebody named for what they are: "Studierektor Kronoberg"."""
    return User.objects.create_user(
        f"{role}@{place}.example.org".lower(),
        first_name=role.replace("_", " ").title(),
        last_name=place.title(),
        workplace=f"Medicinkliniken {place.title()}",
        **facts,
    )


PEOPLE = [
    "bt_manager", "deputy", "studierektor", "administrator", "hr", "recruiter",
    "observer", "unit_manager", "doctor", "main_supervisor", "supervisor", "psychiatrist", "external",
    "untrained", "newcomer",
]  # fmt: skip
REGION_ROLES = {
    "bt_manager": "bt_manager",
    "deputy": "deputy_bt_manager",
    "studierektor": "director_of_studies",
    "administrator": "administrator",
    "hr": "hr_coordinator",
    "recruiter": "recruiter",
    "observer": "union_observer",
}


def make_company(slug: str, today: date) -> Company:
    region = Region.objects.get(slug=slug)
    people = {role: person(role, slug) for role in PEOPLE}
    company = Company(region=region, **people)
    with in_region(region.pk):
        qualify(company)
        company.units = make_units(region)
        appoint_everyone(company, today)
        employ(company, today)
        company.model = RegionalModel.objects.filter(region=region).first()
        make_programme(company, starts=today - timedelta(days=150))
    return company


def qualify(company: Company) -> None:
    licensed = [
        company.bt_manager, company.studierektor, company.doctor,
        company.main_supervisor, company.supervisor, company.psychiatrist,
        company.external, company.untrained, company.newcomer,
    ]  # fmt: skip
    add = Qualification.objects.create
    for user in licensed:
        add(
            user=user,
            kind=QualificationKind.LICENCE,
            name="Sverige",
            on=date(2015, 6, 1),
        )
    for user, speciality in [
        (company.main_supervisor, "allmänmedicin"),
        (company.supervisor, "internmedicin"),
        (company.psychiatrist, "psykiatri"),
        (company.external, "internmedicin"),
    ]:
        add(
            user=user,
            kind=QualificationKind.SPECIALITY,
            name=speciality,
            on=date(2018, 1, 1),
        )
        add(user=user, kind=QualificationKind.SUPERVISOR_TRAINING, on=date(2019, 1, 1))
    add(
        user=company.external,
        kind=QualificationKind.ASSESSOR_TRAINING,
        on=date(2020, 1, 1),
    )


def make_units(region: Region) -> list[Unit]:
    rows = [
        ("Vårdcentralen", CareSetting.PRIMARY_CARE, "allmänmedicin"),
        ("Medicinkliniken", CareSetting.ACUTE, "internmedicin"),
        ("Kirurgkliniken", CareSetting.ACUTE, "kirurgi"),
        ("Vuxenpsykiatrin", CareSetting.PSYCHIATRY, "psykiatri"),
    ]
    return [
        Unit.objects.create(
            region=region,
            name=f"{name} {region.short_name}",
            care=care,
            speciality=speciality,
            capacity=2,
            provider=region.name,
        )
        for name, care, speciality in rows
    ]


def appoint_everyone(company: Company, today: date) -> None:
    since = today - timedelta(days=400)
    for attribute, role in REGION_ROLES.items():
        access.assign(
            RegionAssignment(
                region=company.region,
                user=getattr(company, attribute),
                role=role,
                starts=since,
            )
        )
    access.assign(
        UnitAssignment(
            region=company.region,
            unit=company.units[1],
            user=company.unit_manager,
            role="unit_manager",
            starts=since,
        )
    )


def employ(company: Company, today: date) -> None:
    """Where people work; the external's unit is one that the doctor never serves at."""
    elsewhere = Unit.objects.create(
        region=company.region,
        name=f"Geriatriken {company.region.short_name}",
        care=CareSetting.GERIATRICS,
        speciality="geriatrik",
    )
    places = [
        (company.supervisor, company.units[1]),
        (company.untrained, company.units[1]),
        (company.newcomer, company.units[2]),
        (company.psychiatrist, company.units[3]),
        (company.external, elsewhere),
    ]
    for user, unit in places:
        Employment.objects.create(
            region=company.region,
            user=user,
            unit=unit,
            starts=today - timedelta(days=1000),
        )


def make_programme(company: Company, starts: date) -> None:
    """Primary care 1 + 4 months round medicine 2, surgery 3 and psychiatry 2."""
    region = company.region
    company.programme = Programme.objects.create(
        region=region,
        doctor=Doctor.objects.create(region=region, user=company.doctor),
        employment_form=EmploymentForm.STANDALONE,
        model=company.model,
        starts_on=starts,
        norm_months=Decimal(12),
        state=ProgrammeState.IN_SERVICE,
        opened_by=company.bt_manager,
        opened_at=timezone.now() - timedelta(days=200),
    )
    days = [(0, 30), (31, 91), (92, 182), (183, 243), (244, 364)]
    titles = ["Primärvård", "Internmedicin", "Kirurgi", "Psykiatri"]
    company.placements = [
        Placement.objects.create(
            region=region,
            programme=company.programme,
            unit=unit,
            title=title,
            care=unit.care,
            position=position,
        )
        for position, (title, unit) in enumerate(
            zip(titles, company.units, strict=True), start=1
        )
    ]
    order = [0, 1, 2, 3, 0]
    for number, (placement, (first, last)) in enumerate(zip(order, days, strict=True)):
        PlacementPeriod.objects.create(
            region=region,
            placement=company.placements[placement],
            starts_on=starts + timedelta(days=first),
            ends_on=starts + timedelta(days=last),
            kind=PartKind.INTRODUCTION if number == 0 else PartKind.SERVICE,
        )
    take_roles(company, starts)


def take_roles(company: Company, starts: date) -> None:
    roles = [
        (company.doctor, ProgrammeRole.DOCTOR, None),
        (company.main_supervisor, ProgrammeRole.MAIN_SUPERVISOR, None),
        (company.main_supervisor, ProgrammeRole.PLACEMENT_SUPERVISOR, 0),
        (company.supervisor, ProgrammeRole.PLACEMENT_SUPERVISOR, 1),
    ]
    for user, role, placement in roles:
        access.assign(
            ProgrammeAssignment(
                region=company.region,
                programme=company.programme,
                placement=None if placement is None else company.placements[placement],
                user=user,
                role=role,
                starts=starts,
                by=company.bt_manager,
            )
        )


def at() -> datetime:
    """A moment for an action under test."""
    return timezone.now()
