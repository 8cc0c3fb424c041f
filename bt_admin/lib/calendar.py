"""iCalendar files: what is to happen and when, told so that anybody may see it.

Calendars lie open on screens and are kept by others: a title says what kind of thing
it is, never with whom, where or about what. The link leads to the page that says more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//bt-admin//Bastjänstgöring//SV"
CONTENT_TYPE = "text/calendar; charset=utf-8"
READ_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Happening:
    """One entry: at a moment for some minutes, or a whole day when `minutes` is None.

    `version` counts its changes, so that a calendar that has it already changes it;
    `changed_at` is when it last did.
    """

    uid: str
    title: str
    starts: datetime | date
    changed_at: datetime
    url: str
    minutes: int | None = None
    where: str = ""
    version: int = 1
    cancelled: bool = False


def calendar_file(happenings: Iterable[Happening], *, name: str = "") -> bytes:
    """The file: the same facts always give the same bytes.

    With a `name` it is a feed that a program reads again and again.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("x-published-ttl", "PT1H")
        calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    for one in sorted(happenings, key=lambda one: one.uid):
        calendar.add_component(entry(one))
    return calendar.to_ical()


def entry(one: Happening) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@bt-admin")
    event.add("summary", one.title)
    # In UTC: needs no table of time zones, and is the same moment everywhere.
    starts = one.starts.astimezone(UTC) if isinstance(one.starts, datetime) else None
    event.add("dtstart", starts or one.starts)
    if starts:
        event.add("dtend", starts + timedelta(minutes=one.minutes or 0))
    else:
        event.add("transp", "TRANSPARENT")  # a day to know of, not one that is taken
    changed = one.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", one.version - 1)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("url", one.url)
    event.add("description", one.url)
    if one.where:
        event.add("location", one.where)
    return event
