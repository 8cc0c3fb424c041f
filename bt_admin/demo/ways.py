"""Every way in: by a personal link, together on a phone, from a paper."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from assessments import actions as assessing
from assessments.actions import Content, Occasion
from assessments.models import SigningLink
from assessments.rules.outsiders import Outsider
from bt_admin.demo.clock import SATURDAY, Story, moment
from bt_admin.demo.outline import DAY, Place, Year

SETTLED = 18  # days in the place, so that there is something to look back on
MIKAEL = Outsider(
    "Mikael Thörnqvist",
    "distriktsläkare",
    "Gläntans vårdcentral",
    "mikael.thornqvist@example.org",
)
KRISTIN = Outsider(
    "Kristín Þórsdóttir", "överläkare", "Ögonkliniken", "kristin@example.org"
)


def ways_in(year: Year, number: int) -> Iterator[Story]:
    """One of the ways for each doctor who serves today, in turn."""
    today = year.company.today
    since = today - SETTLED * DAY
    here = next((one for one in year.places if {since, today} <= set(one.days)), None)
    if here is not None and here.supervisor is not None:
        how: list[Callable[[Year, Place], Story]] = [waiting, signed, paper, together]
        yield how[number % len(how)](year, here)


def waiting(year: Year, place: Place) -> Story:
    """Asked for long after: it is marked, and the link waits."""
    seen = worked(year, place, 16)
    at = yield moment(year.company.today - 4 * DAY, 14, 20)
    ask(year, place, seen, KRISTIN, at)


def signed(year: Year, place: Place) -> Story:
    """From the link, the day after."""
    seen = worked(year, place, 9)
    at = yield moment(seen, 16, 5)
    assessment = ask(year, place, seen, MIKAEL, at)
    at = yield at + timedelta(hours=17)
    assessing.sign_by_link(
        link=SigningLink.objects.get(assessment=assessment),
        content=told(year, place, seen),
        shown=assessing.shown_now(assessment),
        signer=MIKAEL,
        at=at,
    )


def paper(year: Year, place: Place) -> Story:
    """The administrator types in what somebody wrote where no computer was."""
    seen = worked(year, place, 12)
    at = yield moment(year.company.today - 2 * DAY, 10, 40)
    assessing.type_in(
        assessor=MIKAEL,
        signed_on=seen,
        by=year.company.holder("administrator"),
        **filled_in(year, place, seen, at),
    )


def together(year: Year, place: Place) -> Story:
    """On the doctor's phone yesterday; the handledare has not signed yet."""
    seen = worked(year, place, 1)
    at = yield moment(seen, 15, 30)
    assert place.supervisor is not None
    assessing.fill_together(
        assessor=place.supervisor,
        by=year.doctor,
        **filled_in(year, place, seen, at),
    )


# ------------------------------------------------------------------------- in common
def worked(year: Year, place: Place, days: int) -> date:
    """The last weekday here at least so many days ago; the first, when there is none."""
    weekdays = [day for day in place.days if day.weekday() < SATURDAY]
    limit = year.company.today - days * DAY
    return max((day for day in weekdays if day <= limit), default=weekdays[0])


def occasion(year: Year, place: Place, seen: date) -> Occasion:
    return Occasion(
        performed_on=seen,
        placement=year.placement(place),
        setting="Mottagning",
        what="Yrsel hos äldre",
        difficulty="Vanligt",
        delmal=("BT1", "BT9"),
    )


def told(year: Year, place: Place, seen: date) -> Content:
    return Content(
        occasion=occasion(year, place, seen),
        answers={"overall": 4},
        texts={
            "keep_doing": "Lugnt tempo och en plan som patienten kunde upprepa.",
            "work_on": "Ta läkemedelslistan tidigt hos äldre med yrsel.",
        },
    )


def ask(year: Year, place: Place, seen: date, outsider: Outsider, at: datetime) -> Any:
    return assessing.request_assessment(
        programme=year.programme,
        assessor=outsider,
        occasion=occasion(year, place, seen),
        instrument="mini_cex",
        by=year.doctor,
        at=at,
    )


def filled_in(year: Year, place: Place, seen: date, at: datetime) -> dict[str, Any]:
    return {
        "programme": year.programme,
        "instrument": "mini_cex",
        "content": told(year, place, seen),
        "id": uuid4(),
        "at": at,
    }
