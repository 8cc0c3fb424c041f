"""Served together: the rule against a calendar where every day is looked at."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from bt_admin.lib.people import Person
from certificates.rules.external import (
    ExternalFacts,
    Involvement,
    Service,
    is_independent,
    shared_time,
)
from placements.rules.supervisors import Competence

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(40)]
BEFORE, AFTER = FIRST - timedelta(days=1), DAYS[-1] + timedelta(days=1)
ONE, OTHER = Person(1, "Eva Lind"), Person(2, "Sara Nilsson")
HISTORIES = 10_000


def history(chance: random.Random) -> list[Service]:
    """Up to four stretches at three units: some one day long, some without an end."""
    stretches = []
    for _number in range(chance.randrange(5)):
        first = chance.randrange(len(DAYS))
        last = min(first + chance.choice([0, 0, 1, 3, 10]), len(DAYS) - 1)
        starts = None if chance.random() < 0.05 else DAYS[first]
        ends = None if chance.random() < 0.1 else DAYS[last]
        stretches.append(Service(chance.choice("ABC"), starts, ends))
    return stretches


def looked_at(stretches: Iterable[Service]) -> set[tuple[object, date]]:
    """Where somebody was on which day; a day before and a day after stand for the open."""
    return {
        (one.place, day)
        for one in stretches
        for day in [BEFORE, *DAYS, AFTER]
        if (one.starts_on is None or one.starts_on <= day)
        and (one.ends_on is None or day <= one.ends_on)
    }


def test_the_rule_sees_what_a_calendar_sees() -> None:
    chance = random.Random(2021_8)
    together = 0
    for _number in range(HISTORIES):
        mine, theirs = history(chance), history(chance)
        took_part = chance.random() < 0.1
        days = looked_at(mine) & looked_at(theirs)
        shared = shared_time(mine, theirs)
        told = [Service(one.place, one.starts_on, one.ends_on) for one in shared]
        assert looked_at(told) == days, (mine, theirs)
        facts = ExternalFacts(
            person=ONE, doctor=OTHER, competence=Competence(),
            served=tuple(mine), doctor_served=tuple(theirs),
            involvements=(Involvement("handledare", FIRST),) if took_part else (),
        )  # fmt: skip
        assert bool(is_independent(facts)) == (not days and not took_part)
        together += bool(days)
    assert HISTORIES / 5 < together < HISTORIES * 4 / 5  # both answers are common
