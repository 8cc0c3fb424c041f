"""Skyddade personuppgifter: a doctor who has just begun rings the studierektor."""

from datetime import timedelta

from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Year
from regions.actions.protection import record_protection
from regions.enums import ProtectionKind
from regions.roles import DIRECTOR

WHOSE = "P03"


def protected(year: Year) -> Story:
    """Recorded the same day; the AT/BT-chef and the deputy see the doctor since."""
    company = year.company
    if year.row["person"] != WHOSE:
        return
    at = yield moment(company.today - 4 * DAY, 14, 20)
    record_protection(
        person=year.doctor,
        region=company.region,
        kind=ProtectionKind.MARKED,
        ground="Läkaren ringde studierektorn.",
        readers=[company.manager, company.holder("deputy_bt_manager")],
        by=company.holder(DIRECTOR),
        at=at + timedelta(minutes=5),
    )
