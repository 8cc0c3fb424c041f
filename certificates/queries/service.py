"""The service of a BT as bilaga 3 asks for it, and a first text for its two boxes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bt_admin.lib.dates import percent_text, period_text
from certificates.rules.service import ServiceFacts, service_rows
from placements.models import Programme
from placements.queries import periods
from placements.rules.time import Period
from regions.enums import CareSetting


def service_periods(programme: Programme) -> tuple[Period, ...]:
    """Every period of the plan, in order of time.

    Introduction and vacation are service like any other and stand on the list.
    """
    return tuple(periods(programme))


def served_until(planned: Iterable[Period], today: date) -> tuple[Period, ...]:
    """What has been served by the end of today: later time is cut off."""
    return tuple(
        replace(period, ends_on=min(period.ends_on, today))
        for period in planned
        if period.starts_on <= today
    )


def suggested_text(served: Iterable[Period], care: CareSetting) -> str:
    """A line for each stretch in this kind of care: where, when, how much."""
    return "\n".join(
        f"{row.place}, {period_text(row.starts_on, row.ends_on)}, "
        f"{percent_text(row.share)} av heltid."
        for row in service_rows(served)
        if row.care == care
    )


def service_facts(
    programme: Programme,
    planned: tuple[Period, ...],
    *,
    primary_care: str,
    acute_care: str,
    today: date,
    overflowing: tuple[str, ...] = (),
) -> ServiceFacts:
    return ServiceFacts(
        doctor=programme.doctor.user.full_name,
        started_on=programme.starts_on,
        periods=planned,
        primary_care_text=primary_care,
        acute_care_text=acute_care,
        today=today,
        overflowing=overflowing,
    )
