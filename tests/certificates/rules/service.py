"""A year of service that bilaga 3 can certify."""

from datetime import date

from certificates.rules.service import ServiceFacts
from placements.rules.time import Period
from regions.enums import CareSetting


def stretch(first: str, last: str, care: CareSetting, place: str = "") -> Period:
    return Period(
        date.fromisoformat(f"2027-{first}"),
        date.fromisoformat(f"2027-{last}"),
        place=place or care.value,
        placement=place or care.value,
        label=place or care.value,
        care=care,
    )


PRIMARY = stretch(
    "01-01", "04-30", CareSetting.PRIMARY_CARE, "Lindängens vårdcentral, Växjö"
)
ACUTE = stretch("05-01", "08-31", CareSetting.ACUTE, "Medicinkliniken, Växjö")
SERVICE = ServiceFacts(
    doctor="Maja Rosenkvist",
    started_on=date(2027, 1, 1),
    periods=(PRIMARY, ACUTE),
    primary_care_text="Mottagning och hembesök under handledning.",
    acute_care_text="Akutmottagning och jour under handledning.",
    today=date(2027, 9, 1),
)
