"""What the final judgement lacks: a table of one thing missing at a time."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.enums import AssessmentState
from assessments.rules.delmal import ALL_CODES
from bt_admin.lib.people import Person
from certificates.rules.completeness import PlacementFact
from certificates.rules.readiness import (
    ReadinessFacts,
    debtors,
    first_of_last_week,
    owed_by,
    told_from,
    what_is_missing,
)
from tests.certificates.rules.people import BEDOMARE, HUVUDHANDLEDARE, LAKARE

CHEF = Person("chef", "Karin Chef")
STUDIEREKTOR = Person("sr", "Sven Studierektor")
OFFICE = Person("adm", "Anna Admin")
LAST = date(2027, 12, 31)
LAST_WEEK, TOLD, READY = date(2027, 12, 25), date(2027, 11, 27), date(2027, 12, 11)
PLACE = PlacementFact(
    label="Psykiatri",
    ends_on=date(2027, 8, 31),
    has_unit=True,
    supervisor=STUDIEREKTOR,
    overall=AssessmentState.ACKNOWLEDGED,
)
WHOLE = ReadinessFacts(
    doctor=LAKARE,
    last=LAST,
    main_supervisor=HUVUDHANDLEDARE,
    placements=(PLACE,),
    seen=frozenset(ALL_CODES),
    certified=frozenset(ALL_CODES),
    managers=(CHEF,),
    directors=(STUDIEREKTOR,),
    office=(OFFICE,),
    collegium_wanted=True,
    collegium_held_on=date(2027, 6, 1),
    collegium_fed_back_on=date(2027, 6, 8),
    assessor=BEDOMARE,
    declared_on=date(2027, 12, 1),
    meeting_on=date(2027, 12, 28),
    signs_first=True,
    signed_by_supervisor=True,
)
ALL_BUT_TWO = frozenset(ALL_CODES) - {"BT3", "BT4"}


def test_the_last_week_and_four_weeks_before_it() -> None:
    assert (first_of_last_week(LAST), told_from(LAST)) == (LAST_WEEK, TOLD)


def test_nothing_is_missing() -> None:
    assert what_is_missing(WHOLE) == ()


@pytest.mark.parametrize(
    ("change", "key", "people", "due"),
    [
        ({"licensed": False}, "licence", (OFFICE,), TOLD),
        ({"main_supervisor": None}, "main_supervisor", (STUDIEREKTOR,), TOLD),
        ({"away": (BEDOMARE,)}, "away", (CHEF,), READY),
        (
            {"certified": ALL_BUT_TWO, "seen": ALL_BUT_TWO},
            "evidence",
            (LAKARE,),
            TOLD,
        ),
        ({"certified": ALL_BUT_TWO}, "delmal", (HUVUDHANDLEDARE,), LAST_WEEK),
        (
            {"placements": (replace(PLACE, overall=None),)},
            "overall:Psykiatri",
            (STUDIEREKTOR,),
            date(2027, 9, 7),
        ),
        (
            {"placements": (replace(PLACE, overall=None, ends_on=LAST),)},
            "overall:Psykiatri",
            (STUDIEREKTOR,),
            LAST_WEEK,
        ),
        (
            {"placements": (replace(PLACE, overall=AssessmentState.SIGNED),)},
            "overall_unread:Psykiatri",
            (LAKARE,),
            date(2027, 9, 7),
        ),
        (
            {"collegium_held_on": None, "collegium_fed_back_on": None},
            "collegium",
            (STUDIEREKTOR,),
            TOLD,
        ),
        ({"collegium_fed_back_on": None}, "feed_back", (HUVUDHANDLEDARE,), TOLD),
        ({"assessor": None, "declared_on": None}, "assessor", (CHEF,), TOLD),
        ({"declared_on": None}, "declaration", (BEDOMARE,), READY),
        ({"meeting_on": None}, "meeting", (HUVUDHANDLEDARE,), READY),
        (
            {"signed_by_supervisor": False},
            "competence",
            (HUVUDHANDLEDARE,),
            date(2027, 12, 28),
        ),
    ],
)
def test_one_thing_missing(change: dict, key: str, people: tuple, due: date) -> None:
    (debt,) = what_is_missing(replace(WHOLE, **change))
    assert (debt.key, debt.people, debt.due) == (key, people, due)


@pytest.mark.parametrize(
    "change",
    [
        {"placements": (replace(PLACE, overall=None, counts=False),)},
        {"collegium_wanted": False, "collegium_fed_back_on": None},
        {"signs_first": False, "signed_by_supervisor": False},
    ],
)
def test_what_is_not_asked_for(change: dict) -> None:
    assert what_is_missing(replace(WHOLE, **change)) == ()


def test_everybody_has_their_own_and_nobody_elses() -> None:
    debts = what_is_missing(
        replace(WHOLE, certified=ALL_BUT_TWO, meeting_on=None, assessor=None)
    )
    assert debtors(debts) == (CHEF, HUVUDHANDLEDARE)
    assert [one.key for one in owed_by(HUVUDHANDLEDARE, debts)] == ["meeting", "delmal"]
    assert owed_by(LAKARE, debts) == ()
