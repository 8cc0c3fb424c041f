"""The first week, the checklist, and what goes along to the next placement."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from assessments.actions import When
from assessments.actions import checklists as listing
from assessments.actions import handover as handing
from assessments.actions import talk as talking
from assessments.enums import ChecklistSection, TalkPlace
from assessments.queries import checklists, handover
from assessments.rules.checklists import may_tick_line
from assessments.rules.handover import (
    may_agree_now,
    may_confirm_reading,
    may_plan_handover,
    may_write_card,
)
from assessments.rules.talk_templates import handover_topics
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Place, Year
from placements.models import Placement
from regions.models import User

# Before that the years are told without lists and cards: they are many.
TOLD_SINCE = timedelta(days=60)
CARDS = [
    (
        "Bemötandet, och att du säger till när något är oklart.",
        "Prioritera när flera patienter väntar. Säg planen högt innan du går vidare.",
        "En observation i veckan under den första månaden.",
    ),
    (
        "Noggranna läkemedelslistor och tydliga utskrivningar.",
        "Ta ledningen på ronden. Korta journalanteckningarna.",
        "Leda ronden en dag i veckan, med återkoppling samma dag.",
    ),
    (
        "Strukturerade samtal, också när det är svårt.",
        "Lita mer på din egen bedömning innan du frågar.",
        "",
    ),
]


def handover_stories(year: Year) -> Iterator[Story]:
    """For each placement of late: the list ticked in part, and the card at its end."""
    since = year.company.today - TOLD_SINCE
    for number, place in enumerate(year.places):
        if place.supervisor is not None and place.days and place.ends_on >= since:
            yield ticking(year, place)
            yield handing_over(year, place, number + len(year.doctor.last_name))
            yield meeting(year, place)


def whole(year: Year, place: Place) -> Placement:
    return handover.whole_placement(year.placement(place))


# ------------------------------------------------------------------------ the checklist
def ticking(year: Year, place: Place) -> Story:
    """The introduction in the first days, some of the rest through the weeks."""
    at = yield moment(place.days[0], 16, 5)
    keys = [
        one.key
        for one in checklists.checklist_of(whole(year, place))
        if one.section != ChecklistSection.DEEPENING
    ]
    told = [*enumerate(keys[:-3])]
    for number, key in told[:5] + told[6::3]:
        at = yield moment(day_of(place, number, len(keys)), 16, 10 + number)
        by = place.supervisor if number % 3 == 2 else year.doctor
        tick(whole(year, place), key, by, at)


def day_of(place: Place, number: int, count: int) -> date:
    """Five lines on the first two days, then evenly until the last."""
    if number < 5:
        return place.days[min(number // 3, len(place.days) - 1)]
    return place.days[len(place.days) * number // (count + 1)]


def tick(placement: Placement, key: str, by: User | None, at: Any) -> None:
    assert by is not None
    facts = checklists.tick_item_facts(placement, by=by, today=at.date())
    if may_tick_line(facts):
        listing.tick_line(placement=placement, key=key, ticked=True, by=by, at=at)


# ----------------------------------------------------------------------------- the card
def handing_over(year: Year, place: Place, number: int) -> Story:
    """Proposed twelve days before the end, agreed to, and read.

    Two of three wait ten days for the handledare.
    """
    strengths, practise, agreements = CARDS[number % len(CARDS)]
    at = yield moment(place.ends_on - 12 * DAY, 15, 20)
    placement = whole(year, place)
    facts = handover.card_facts(placement, None, by=year.doctor, today=at.date())
    if not may_write_card(facts) or not facts.change.agreers:
        return
    evidence = [one.pk for one in handover.choosable(placement)[:2]]
    card = handing.write_card(
        placement=placement,
        content=handing.CardContent(
            strengths, practise, agreements if number % 2 else "", tuple(evidence)
        ),
        propose=True,
        by=year.doctor,
        at=at,
    )
    wait = 2 * DAY if number % 3 == 0 else 10 * DAY
    at = yield moment(place.ends_on - 12 * DAY + wait, 11, 40)
    placement = whole(year, place)
    by = place.supervisor
    assert by is not None
    facts = handover.card_facts(placement, card, by=by, today=at.date())
    if not may_agree_now(facts):
        return
    card = handing.agree_card(
        card=card,
        content=handing.CardContent(strengths, practise, agreements, tuple(evidence)),
        version=card.version,
        by=by,
        at=at,
    )
    yield from reading(year, place, card)


def reading(year: Year, place: Place, card: Any) -> Story:
    """The next handledare reads it after a day or two on the new placement."""
    at = yield moment(place.ends_on + 2 * DAY, 8, 15)
    receivers = handover.card_facts(
        whole(year, place), card, by=year.doctor, today=at.date()
    ).change.receivers
    for one in receivers[:1]:
        by = User.objects.get(pk=str(one.id))
        facts = handover.card_facts(whole(year, place), card, by=by, today=at.date())
        if may_confirm_reading(facts):
            handing.confirm_reading(card=card, by=by, at=at)


# ----------------------------------------------------------------------------- the talk
def meeting(year: Year, place: Place) -> Story:
    """The doctor calls everybody ten days ahead; held, written in, and closed."""
    day = place.ends_on - DAY
    at = yield moment(place.ends_on - 10 * DAY, 15, 40)
    placement = whole(year, place)
    facts = handover.card_facts(placement, None, by=year.doctor, today=at.date())
    if not may_plan_handover(facts):
        return
    when = When(moment(day, 14, 30), 45, TalkPlace.VIDEO, "Länken kommer i kallelsen")
    talk = handing.plan_handover(
        placement=placement, when=when, topics=handover_topics(), by=year.doctor, at=at
    )
    at = yield moment(day, 15, 30)
    talk = talking.hold_talk(
        talk=talk,
        when=when,
        in_working_hours=True,
        notes="Vi gick igenom kortet. Alla vet vad som ska tränas härnäst.",
        by=year.doctor,
        at=at,
    )
    at = yield moment(day + 3 * DAY, 9, 10)
    talking.close_talk(talk=talk, by=year.doctor, at=at)
