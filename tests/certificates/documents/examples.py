"""The four forms, empty and filled in, for the tests. Everybody is invented."""

from datetime import UTC, date, datetime
from decimal import Decimal

from certificates.documents import (
    Annexes,
    Applicant,
    ApplicationForm,
    Certifier,
    CompetenceForm,
    CompletedForm,
    CountryAndDate,
    DelmalForm,
    ServiceRow,
)

CREATED = datetime(2027, 3, 3, 10, 42, tzinfo=UTC)
CODE = "7F3A-C2D9-A1B2-C3D4-E5F6-0718-293A-4B5C"
IDENTIFIER = bytes.fromhex(CODE.replace("-", ""))

DOCTOR = Applicant("Åkesson Öhrnström", "Märta Linnéa", "19121212-1212")
SUPERVISOR = Certifier(
    "Åsa Björkqvist", "18900101-9802", "Internmedicin", "Medicinkliniken, Växjö"
)
ASSESSOR = Certifier(
    "Örjan Sjöå", "18900102-9819", "Allmänmedicin", "Vårdcentralen Kungshögen, Ljungby"
)
SERVICE = (
    ServiceRow(
        "Vårdcentralen Dalbo", date(2026, 1, 12), date(2026, 3, 11), 100, Decimal(2)
    ),
    ServiceRow(
        "Akutkliniken, Växjö", date(2026, 3, 12), date(2026, 6, 11), 75, Decimal("2.25")
    ),
    ServiceRow(
        "Psykiatriska kliniken", date(2026, 6, 12), date(2026, 8, 11), 100, Decimal(2)
    ),
)

EMPTY = {
    1: ApplicationForm(),
    2: DelmalForm(),
    3: CompletedForm(),
    4: CompetenceForm(),
}
FILLED = {
    1: ApplicationForm(
        applicant=DOCTOR,
        address="Storgatan 12 lgh 1203",
        postcode="352 31",
        city="Växjö",
        phone="070-174 06 05",
        email="marta.akesson@example.org",
        workplace="Centrallasarettet Växjö",
        work_phone="0470-465 00 00",
        degree=CountryAndDate("Sverige", date(2025, 6, 5)),
        licences=(
            CountryAndDate("Polen", date(2024, 1, 9)),
            CountryAndDate("Sverige", date(2025, 7, 1)),
        ),
        annexes=Annexes(
            delmal=(1, 2, 3, 4), completed=(5,), competence=(6,), before_licence=(7, 9)
        ),
    ),
    2: DelmalForm(
        annex_number=11,
        applicant=DOCTOR,
        codes=tuple(f"BT{number}" for number in range(1, 19)),
        activities="BT1: Tjänstgöring på akutmottagningen.\n\nBT2: Kurs i suicidprevention.",
        checks="BT1: Mini-CEX (β-blockerare).\n\nBT2: Kursprov och sammantagen bedömning.",
        certifier=SUPERVISOR,
    ),
    3: CompletedForm(
        annex_number=12,
        applicant=DOCTOR,
        rows=SERVICE,
        total=Decimal("6.25"),
        primary_care="Vårdcentralen Dalbo, två månader.",
        acute_care="Akutkliniken i Växjö, tre månader på 75 procent.",
        certifier=ASSESSOR,
    ),
    4: CompetenceForm(
        annex_number=13, applicant=DOCTOR, supervisor=SUPERVISOR, assessor=ASSESSOR
    ),
}
