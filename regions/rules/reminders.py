"""When to remind, whom to tell when nothing happens, and when an e-mail is worth it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeGuard

from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL, Source
from bt_admin.lib.working_days import is_working_day
from regions.enums import MailPace
from regions.roles import DIRECTOR, UNIT_LEAD

LONGEST = 365  # a delay of more days than that is a slip of the pen
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Delays:
    """How many days something may wait; ours until the region has said its own."""

    remind_after: tuple[int, ...] = (3, 7)
    unit_lead_after: int = 10
    director_after: int = 14
    source: Source = HOUSE

    @property
    def is_ours(self) -> bool:
        return self.source is HOUSE


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person: told apart by `key`, which says nothing."""

    key: str
    since: date | None = None
    due: date | None = None


@dataclass(frozen=True)
class DigestFacts:
    """What a person would be told this morning, and what they were told last.

    `known` are the keys of what they have had e-mail about. `news_told_on` is the day
    of the latest digest that told of news.
    """

    today: date
    tasks_pace: MailPace
    news_pace: MailPace
    waiting: tuple[Waiting, ...] = ()
    news: int = 0
    last_on: date | None = None
    news_told_on: date | None = None
    known: frozenset[str] = frozenset()


def delays_of(settings: Mapping[str, Any]) -> Delays:
    """How long does the region let something wait before it reminds, and escalates?

    From the table `reminders` of its model (REGIONAL_MODEL); where that says nothing,
    or nothing that can be counted with, our own figures.
    """
    table = settings.get("reminders") or {}
    given = table.get("remind_after_days")
    remind = tuple(sorted(filter(_is_days, given))) if isinstance(given, list) else ()
    standard = Delays()
    return Delays(
        remind_after=remind or standard.remind_after,
        unit_lead_after=_days(table, "unit_lead_after_days", standard.unit_lead_after),
        director_after=_days(table, "studierektor_after_days", standard.director_after),
        source=REGIONAL_MODEL if table else HOUSE,
    )


def roles_told(days: int, delays: Delays, *, has_unit_lead: bool) -> frozenset[str]:
    """Who hears that something has waited so many days for somebody else?

    First the unit's BT-ansvarig, then the studierektor too; the studierektor at once
    where the unit has nobody (REGIONAL_MODEL).
    """
    if days < min(delays.unit_lead_after, delays.director_after):
        return frozenset()
    told = {UNIT_LEAD} if days >= delays.unit_lead_after else set()
    if days >= delays.director_after or (told and not has_unit_lead):
        told.add(DIRECTOR)
    return frozenset(told)


def is_digest_wanted(facts: DigestFacts, delays: Delays) -> bool:
    """Is there anything to send this person an e-mail about this morning?

    On working days only, once a day. Something new; something that has waited as long
    as the region's reminders say, or has become late, since last time; news; or a week
    gone by with something still waiting. With the pace «once a week», the first
    working day of the week (HOUSE).
    """
    if not is_working_day(facts.today) or facts.last_on == facts.today:
        return False
    if facts.news and is_time_for_news(facts):
        return True
    if not facts.waiting:
        return False
    if facts.last_on is None or _is_new_week(facts.last_on, facts.today):
        return True
    if facts.tasks_pace == MailPace.WEEKLY:
        return False
    return any(_calls(one, facts, delays) for one in facts.waiting)


def is_time_for_news(facts: DigestFacts) -> bool:
    """Are this person's news told of today? Never, once a week, or every day (HOUSE)."""
    if facts.news_pace == MailPace.WEEKLY:
        told = facts.news_told_on
        return told is None or _is_new_week(told, facts.today)
    return facts.news_pace != MailPace.NEVER


def are_roles_to_be_confirmed(
    confirmed_on: date | None, since: date, today: date
) -> bool:
    """Is it a year since somebody looked through the region's roles?

    `since` is the day of the first role, for a region that never has (HOUSE).
    """
    return (confirmed_on or since) + YEAR <= today


def _calls(one: Waiting, facts: DigestFacts, delays: Delays) -> bool:
    """New, or past another of its days since the last e-mail."""
    assert facts.last_on is not None
    if one.key not in facts.known:
        return True
    days = [one.since + timedelta(days=n) for n in delays.remind_after if one.since]
    days += [one.due + timedelta(days=1)] if one.due else []
    return any(facts.last_on < day <= facts.today for day in days)


def _is_new_week(last: date, today: date) -> bool:
    return last.isocalendar()[:2] < today.isocalendar()[:2]


def _days(table: Mapping[str, Any], key: str, otherwise: int) -> int:
    given = table.get(key)
    return given if _is_days(given) else otherwise


def _is_days(value: Any) -> TypeGuard[int]:
    return type(value) is int and 0 < value <= LONGEST
