from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bt_admin.lib.dates import NBSP
from bt_admin.lib.people import Person
from placements.rules.programme import (
    PlanFacts,
    ProgrammeFacts,
    check_plan,
    may_open_programme,
    placement_count,
)
from placements.rules.time import Period
from regions.enums import CareSetting, PartKind

MAJA = Person("maja", "Maja Rosenkvist")
NEW = ProgrammeFacts(MAJA, date(2027, 1, 18), date(2026, 6, 30), Decimal(12))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="legitimerad, tolv månader"),
        pytest.param(
            {"licensed_on": None}, ["programme.no_licence"], id="olegitimerad"
        ),
        pytest.param(
            {"licensed_on": date(2027, 1, 19)},
            ["programme.licence_later"],
            id="legitimerad dagen efter start",
        ),
        pytest.param(
            {"licensed_on": date(2027, 1, 18)}, [], id="legitimerad samma dag"
        ),
        pytest.param(
            {"approved_on": date(2024, 5, 2)}, ["programme.second_bt"], id="BT en gång"
        ),
        pytest.param(
            {"other_programme_since": date(2027, 1, 4)},
            ["programme.already_open"],
            id="en BT pågår redan",
        ),
        pytest.param({"months": Decimal(6)}, [], id="sex månader"),
        pytest.param(
            {"months": Decimal("5.9")},
            ["programme.too_short"],
            id="under sex månader, tidsbegränsad",
        ),
        pytest.param(
            {"months": Decimal(5), "fixed_term": False},
            [],
            id="under sex månader, tillsvidare",
        ),
        pytest.param({"months": None}, [], id="längden inte bestämd"),
        pytest.param(
            {"starts_on": date(2021, 6, 30), "months": Decimal(1)},
            ["programme.before_bt"],
            id="innan BT fanns",
        ),
        pytest.param(
            {"starts_on": date(2021, 7, 1), "licensed_on": date(2021, 6, 1)},
            [],
            id="på dagen då reglerna började gälla",
        ),
    ],
)
def test_who_may_begin(changes, codes):
    assert may_open_programme(replace(NEW, **changes)).codes == codes


def test_without_licence_in_words():
    reason = may_open_programme(replace(NEW, licensed_on=None)).reasons[0]
    assert reason.text == (
        "BT kan inte påbörjas. Den görs efter legitimation, och ingen läkarlegitimation "
        "är registrerad för Maja Rosenkvist. Registrera legitimationen med datum."
    )
    assert reason.source.verified is True


# ---------------------------------------------------------------------------- the plan
def stretch(months: str, care: CareSetting, name: str = "", **more: object) -> Period:
    first, last = months.split("/")
    return Period(
        date.fromisoformat(f"2027-{first}"),
        date.fromisoformat(f"2027-{last}"),
        place=name or care.value,
        placement=name or care.value,
        label=name or care.value,
        care=care,
        **more,  # type: ignore[arg-type]
    )


ACUTE = stretch("01-01/03-31", CareSetting.ACUTE)
PRIMARY = stretch("04-01/06-30", CareSetting.PRIMARY_CARE)
PSYCHIATRY = stretch("07-01/08-31", CareSetting.PSYCHIATRY)
PLAN = PlanFacts("Maja Rosenkvist", date(2027, 1, 1), (ACUTE, PRIMARY, PSYCHIATRY))


def placements(count: int) -> tuple[Period, ...]:
    extra = tuple(
        stretch(f"09-0{n}/09-0{n}", CareSetting.OTHER, f"ställe {n}")
        for n in range(1, count - 2)
    )
    return (*PLAN.periods, *extra)


@pytest.mark.parametrize(
    ("changes", "codes", "warnings"),
    [
        pytest.param({}, [], [], id="åtta månader med psykiatri"),
        pytest.param(
            {"periods": (ACUTE, PRIMARY)},
            [],
            ["plan.no_psychiatry"],
            id="sex månader utan psykiatri",
        ),
        pytest.param(
            {"periods": (ACUTE, PRIMARY), "bt2_has_evidence": True},
            [],
            [],
            id="utan psykiatri men med underlag för BT2",
        ),
        pytest.param(
            {"periods": (ACUTE, stretch("04-01/06-29", CareSetting.PRIMARY_CARE))},
            ["plan.too_short", "plan.setting_too_short"],
            ["plan.no_psychiatry"],
            id="en dag för lite",
        ),
        pytest.param(
            {
                "periods": (
                    stretch("01-01/06-30", CareSetting.ACUTE),
                    stretch("07-01/08-31", CareSetting.PRIMARY_CARE),
                    stretch("09-01/09-30", CareSetting.PSYCHIATRY),
                )
            },
            ["plan.setting_too_short"],
            [],
            id="två månader primärvård",
        ),
        pytest.param(
            {
                "periods": (
                    stretch("01-01/06-30", CareSetting.ACUTE),
                    stretch("07-01/08-31", CareSetting.PRIMARY_CARE),
                    stretch("09-01/09-30", CareSetting.PSYCHIATRY),
                ),
                "short_setting_reason": "Har tjänstgjort i primärvård före BT.",
            },
            [],
            ["plan.setting_short_with_reason"],
            id="två månader primärvård med skäl",
        ),
        pytest.param(
            {"periods": (stretch("01-01/12-31", CareSetting.ACUTE), PSYCHIATRY)},
            ["plan.overlap", "plan.no_primary_care"],
            [],
            id="ingen primärvård och dubbelt",
        ),
        pytest.param(
            {"periods": (stretch("01-01/12-31", CareSetting.PRIMARY_CARE),)},
            ["plan.no_acute_care"],
            ["plan.no_psychiatry"],
            id="ingen akut sjukvård",
        ),
        pytest.param({"periods": placements(4)}, [], [], id="fyra placeringar"),
        pytest.param(
            {"periods": placements(5)},
            ["plan.too_many_placements"],
            [],
            id="fem placeringar",
        ),
        pytest.param(
            {"periods": placements(5), "exception_reason": "Flytt."},
            [],
            [],
            id="fem placeringar med skäl",
        ),
        pytest.param(
            {"st_started_on": date(2025, 8, 31)}, [], [], id="integrerad, i tid"
        ),
        pytest.param(
            {"st_started_on": date(2025, 7, 31)},
            [],
            ["plan.integrated_too_late"],
            id="integrerad, en månad för sent",
        ),
        pytest.param(
            {"periods": ()},
            ["plan.too_short", "plan.no_primary_care", "plan.no_acute_care"],
            ["plan.no_psychiatry"],
            id="ingen plan än",
        ),
    ],
)
def test_whether_a_plan_makes_a_bt(changes, codes, warnings):
    verdict = check_plan(replace(PLAN, **changes))
    assert (verdict.codes, verdict.warning_codes) == (codes, warnings)


def test_the_plan_that_is_too_short_says_how_long_it_is():
    half_time = replace(ACUTE, percent=Decimal(50))
    reason = check_plan(replace(PLAN, periods=(half_time, PRIMARY))).reasons[0]
    assert reason.text == (
        "Planen räcker inte till en BT. Den ska motsvara minst sex månader på heltid, "
        f"och här är 4,5{NBSP}månader. Planera mer tjänstgöring."
    )


def test_a_placement_with_two_periods_counts_once_and_vacation_not_at_all():
    again = stretch("09-01/09-30", CareSetting.PRIMARY_CARE)
    vacation = stretch("10-01/10-31", CareSetting.OTHER, "s", kind=PartKind.VACATION)
    assert placement_count([ACUTE, PRIMARY, again, vacation]) == 2
