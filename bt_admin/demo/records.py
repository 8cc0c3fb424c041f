"""A case as a public record, and what is old enough to go: the office's other work."""

from datetime import timedelta

from bt_admin.archive.record import record_of
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Year
from bt_admin.demo.people import Company
from bt_admin.lib.sources import OSL_21_7, OSL_39_2, OSL_39_3
from certificates.actions.disclosing import Decision, ask_for_case, give_out
from certificates.actions.weeding import decide_rule, propose_weeding
from certificates.rules.disclosure import Ground, Words

ASKED = "Alla handlingar i ärendet om läkarens bastjänstgöring."
AT_HOME = Ground(OSL_39_3.key, "Bostadsadress och privat telefonnummer.")
JUDGED = Ground(OSL_39_2.key, "Handledares omdömen om läkaren som anställd.")
NUMBER = Ground(OSL_21_7.key, "Personnumret behövs inte för att läsa handlingarna.")


def disclosed(year: Year) -> Story:
    """Asked for long ago and given with masking; or asked for yesterday."""
    told = year.row.get("asked_for")
    if told is None:
        return
    today = year.company.today
    clerk = year.company.holder("administrator")
    at = yield moment(today - (1 if told == "asked" else 45) * DAY, 10)
    row = ask_for_case(
        programme=year.programme, request=ASKED, requested_on=at.date(), by=clerk, at=at
    )
    if told == "asked":
        return
    at = yield at + timedelta(hours=2)
    doctor = year.programme.doctor
    home = (doctor.address, doctor.phone)
    words = (Words(AT_HOME, home), Words(NUMBER, numbers=True))
    items = record_of(year.programme)
    pictures = tuple(one.key for one in items if not one.has_text)
    give_out(
        disclosure=row, items=items,
        decision=Decision({"bedomningar": JUDGED}, words, pictures),
        by=clerk, at=at,
    )  # fmt: skip


def weeded(company: Company) -> Story:
    """Talks are kept for a year, says an invented decision; a proposal waits."""
    at = yield moment(company.today - 60 * DAY, 9)
    for kind, years in [("talks", 1), ("certificate_drafts", None)]:
        decide_rule(
            region=company.region, kind=kind, years=years, valid_from=at.date(),
            source="Arkivmyndighetens beslut 00/0000 (påhittat)", by=company.manager,
            at=at,
        )  # fmt: skip
    at = yield moment(company.today - DAY, 14)
    clerk = company.holder("administrator")
    propose_weeding(region=company.region, kind="talks", by=clerk, at=at)
