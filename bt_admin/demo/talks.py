"""Handledarsamtal through the years: planned, held, some cancelled, some ahead."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from assessments import actions as assessing
from assessments.actions import When
from assessments.enums import TalkPlace
from assessments.models import Talk
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Place, Year
from bt_admin.demo.texts import rows
from regions.enums import CareSetting

WEEK = timedelta(weeks=1)
AHEAD = timedelta(days=13)  # how far from today talks are planned
# Every so many of them is cancelled, or held on somebody's lunch.
CANCELLED, AT_LUNCH = 7, 4


def talk_stories(year: Year) -> Iterator[Story]:
    """One story for each talk that has been, or that is planned by now."""
    for place in year.places:
        if place.supervisor is not None and place.days:
            for number, day in enumerate(talk_days(year, place), start=1):
                yield talking(year, place, day, number)


def talk_days(year: Year, place: Place) -> Iterator[date]:
    """As often as the region says and a little less; long ago, once in six weeks."""
    over = place.days[-1] < year.company.today - 8 * WEEK
    step = 6 * WEEK if over else usual_step(year, place)
    day, last = place.days[0] + step - DAY, year.company.today + AHEAD
    worked = set(place.days)
    while day <= min(place.days[-1], last):
        if day in worked:
            yield day
        day += step


def usual_step(year: Year, place: Place) -> timedelta:
    if not year.model.settings.get("supervision", {}).get("rules"):
        return 3 * WEEK
    care = place.unit.care if place.unit else ""
    return WEEK if care == CareSetting.PRIMARY_CARE else 2 * WEEK


def talking(year: Year, place: Place, day: date, number: int) -> Story:
    """Planned two weeks ahead by either, held, written in, and closed a week later."""
    supervisor = place.supervisor
    assert supervisor is not None
    told = rows("talks", "talk")[number % len(rows("talks", "talk"))]
    lunch = number % AT_LUNCH == 0
    at = yield moment(day - 13 * DAY, 16, number * 7 % 60)
    talk = assessing.plan_talk(
        programme=year.programme,
        supervisor=supervisor,
        when=meeting(day, lunch, number),
        template="first" if number == 1 else "",
        topics=told["topics"],
        by=supervisor if number % 2 else year.doctor,
        at=at,
    )
    if number % CANCELLED == 0:
        at = yield moment(day - DAY, 15)
        reason = "Sjukdom på enheten. Vi tar det nästa vecka."
        assessing.cancel_talk(talk=talk, reason=reason, by=supervisor, at=at)
        return
    at = yield moment(day, 15, 40)
    talk = assessing.hold_talk(
        talk=talk,
        when=meeting(day, lunch, number),
        in_working_hours=not lunch,
        notes=told["notes"],
        by=year.doctor if number % 3 else supervisor,
        at=at,
    )
    if number % 2:
        yield from promising(year, place, talk, told, at)
    else:
        at = yield moment(day + 3 * DAY, 11)
        assessing.close_talk(talk=talk, by=supervisor, at=at)


def promising(
    year: Year, place: Place, talk: Talk, told: dict[str, Any], at: datetime
) -> Story:
    """What was promised, kept within the week; then the talk is closed."""
    assert place.supervisor is not None
    day = at.date()
    owner = place.supervisor if told.get("owner") else year.doctor
    at = yield at + timedelta(minutes=4)
    agreement = assessing.agree(
        talk=talk,
        what=told["agreed"],
        owner=owner,
        due_on=day + 9 * DAY,
        by=place.supervisor,
        at=at,
    )
    at = yield moment(day + 8 * DAY, 14, 20)
    assessing.tick_agreement(agreement=agreement, done=True, by=owner, at=at)
    at = yield at + timedelta(minutes=2)
    assessing.close_talk(talk=talk, by=year.doctor, at=at)


def meeting(day: date, lunch: bool, number: int) -> When:
    by_phone = number % 5 == 0
    return When(
        starts_at=moment(day, 12, 10) if lunch else moment(day, 14, 30),
        minutes=30 if lunch else 45,
        place_kind=TalkPlace.PHONE if by_phone else TalkPlace.ROOM,
        place="070-174 06 21" if by_phone else "Samtalsrummet, plan 2",
    )
