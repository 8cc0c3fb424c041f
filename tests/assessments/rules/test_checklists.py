"""What stands on a checklist, who ticks when, and what a region may publish."""

from datetime import date, timedelta

import pytest

from assessments.enums import ChecklistSection
from assessments.rules.checklists import (
    LONGEST_LINE,
    MOST_LINES,
    ListFacts,
    TickItemFacts,
    line_key,
    may_tick_line,
    may_untick_line,
    may_write_list,
    national_lists,
)
from bt_admin.lib.people import Person
from regions.enums import CareSetting

DOCTOR, HANDLEDARE = Person(1, "Elza Bērziņa"), Person(2, "Mats Örneblad")
MAIN = Person(3, "Sofia Lindehag")
FIRST, LAST = date(2027, 3, 1), date(2027, 4, 30)
DAY = timedelta(days=1)


def facts(by=DOCTOR, today=FIRST, starts_on=FIRST, ends_on=LAST, supervisors=None):
    around = (HANDLEDARE,) if supervisors is None else supervisors
    return TickItemFacts(by, DOCTOR, around, starts_on, ends_on, today)


@pytest.mark.parametrize(
    ("by", "today", "ticks", "unticks"),
    [
        (DOCTOR, FIRST, [], []),
        (HANDLEDARE, FIRST, [], []),
        (DOCTOR, LAST, [], []),
        (DOCTOR, LAST + DAY, [], ["checklist.untick_over"]),
        (DOCTOR, LAST + 30 * DAY, [], ["checklist.untick_over"]),
        (DOCTOR, LAST + 31 * DAY, ["checklist.over"], ["checklist.untick_over"]),
        (DOCTOR, FIRST - DAY, ["checklist.not_begun"], ["checklist.not_begun"]),
        (MAIN, FIRST, ["checklist.not_yours"], ["checklist.not_yours"]),
    ],
)
def test_who_ticks_and_when(by, today, ticks, unticks):
    told = facts(by, today)
    assert may_tick_line(told).codes == ticks
    assert may_untick_line(told).codes == unticks


def test_a_placement_without_days_is_not_ticked():
    assert may_tick_line(facts(starts_on=None, ends_on=None)).codes == [
        "checklist.not_begun"
    ]


def test_a_refusal_says_whom_to_ask():
    text = may_tick_line(facts(MAIN)).reasons[0].text
    assert text.endswith("Be Elza Bērziņa och Mats Örneblad att göra det.")


@pytest.mark.parametrize(
    ("lines", "given", "codes"),
    [
        ({"topic": ["Etik"]}, {}, []),
        ({"topic": ["Etik"], "activity": ["Etik"]}, {}, []),
        ({"topic": ["Etik"]}, {"leads": False}, ["checklist.not_leading"]),
        ({"topic": ["Etik"]}, {"number_now": 3}, ["checklist.stale"]),
        ({}, {}, ["checklist.empty"]),
        ({"topic": []}, {}, ["checklist.empty"]),
        ({"topic": ["x" * LONGEST_LINE]}, {}, []),
        ({"topic": ["x" * (LONGEST_LINE + 1)]}, {}, ["checklist.long_line"]),
        ({"topic": ["Etik", "Etik"]}, {}, ["checklist.twice"]),
        ({"topic": [str(n) for n in range(MOST_LINES)]}, {}, []),
        ({"topic": [str(n) for n in range(MOST_LINES + 1)]}, {}, ["checklist.many"]),
    ],
)
def test_what_a_region_may_publish(lines, given, codes):
    usual = {"leads": True, "number_shown": 2, "number_now": 2}
    assert may_write_list(ListFacts(lines=lines, **(usual | given))).codes == codes


@pytest.mark.parametrize("care", CareSetting.values)
def test_the_national_list_holds_what_it_asks_of_the_regions(care):
    lines = national_lists()[care]
    assert may_write_list(ListFacts(True, lines, 0, 0)).codes == []
    assert [key for key in ChecklistSection if not lines[key]] == []


def test_a_line_is_known_by_its_words_in_its_section():
    assert line_key("topic", "Etik") == line_key("topic", "Etik")
    assert len({line_key(key, "Etik") for key in ChecklistSection}) == 5
