from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bt_admin.lib.dates import NBSP
from certificates.rules.service import check_service, service_rows, service_sum
from placements.rules.time import Period
from regions.enums import CareSetting
from tests.certificates.rules.service import ACUTE, PRIMARY, SERVICE, stretch

ACUTE_CARE, PRIMARY_CARE = CareSetting.ACUTE, CareSetting.PRIMARY_CARE


def rows_of(count: int) -> tuple[Period, ...]:
    """So many rows: every other week at another place, all in primary care."""
    first = [date(2028, 1, 1) + timedelta(days=7 * number) for number in range(count)]
    return tuple(
        Period(
            day,
            day + timedelta(days=6),
            place=number % 2,
            placement="ett",
            label=f"ställe {number % 2}",
            care=PRIMARY_CARE,
        )
        for number, day in enumerate(first)
    )


def test_the_rows_as_they_are_printed():
    shown = [
        (row.place, row.period, row.percent, row.months)
        for row in service_rows(SERVICE.periods)
    ]
    assert shown == [
        ("Lindängens vårdcentral, Växjö", "270101-270430", "100", "4,0"),
        ("Medicinkliniken, Växjö", "270501-270831", "100", "4,0"),
    ]
    assert service_sum(SERVICE.periods) == Decimal(8)


def test_part_time_is_converted_and_the_sum_is_that_of_the_rows():
    part_time = replace(PRIMARY, percent=Decimal(75))
    odd = replace(ACUTE, ends_on=date(2027, 8, 20))
    rows = service_rows([part_time, odd])
    assert [(row.percent, row.months) for row in rows] == [
        ("75", "3,0"),
        ("100", "3,67"),
    ]
    assert service_sum([part_time, odd]) == sum(row.months_value for row in rows)


def test_adjacent_periods_are_one_row():
    again = replace(PRIMARY, starts_on=date(2027, 5, 1), ends_on=date(2027, 5, 31))
    assert [row.period for row in service_rows([again, PRIMARY])] == ["270101-270531"]


@pytest.mark.parametrize(
    ("changes", "codes", "warnings"),
    [
        pytest.param({}, [], [], id="fyra och fyra månader"),
        pytest.param(
            {
                "periods": (
                    stretch("01-01", "03-31", PRIMARY_CARE),
                    stretch("04-01", "06-30", ACUTE_CARE),
                )
            },
            [],
            [],
            id="tre och tre månader",
        ),
        pytest.param(
            {
                "periods": (
                    stretch("01-01", "03-31", PRIMARY_CARE),
                    stretch("04-01", "06-29", ACUTE_CARE),
                )
            },
            ["sign_fullgjord.too_short", "sign_fullgjord.setting_too_short"],
            [],
            id="en dag för lite",
        ),
        pytest.param(
            {"periods": (replace(PRIMARY, percent=Decimal(50)), ACUTE)},
            ["sign_fullgjord.setting_too_short"],
            [],
            id="primärvård på halvtid i fyra månader",
        ),
        pytest.param(
            {
                "periods": (replace(PRIMARY, percent=Decimal(50)), ACUTE),
                "short_setting_reason": "Tidigare tjänstgöring.",
            },
            [],
            ["sign_fullgjord.setting_short_with_reason"],
            id="samma med studierektorns skäl",
        ),
        pytest.param(
            {"periods": (replace(PRIMARY, ends_on=date(2027, 12, 31)),)},
            ["sign_fullgjord.no_acute_care", "sign_fullgjord.not_served"],
            [],
            id="bara primärvård, året inte slut",
        ),
        pytest.param(
            {"periods": (replace(ACUTE, starts_on=date(2027, 1, 1)),)},
            ["sign_fullgjord.no_primary_care"],
            [],
            id="bara akut sjukvård",
        ),
        pytest.param(
            {"primary_care_text": " "},
            ["sign_fullgjord.narrative_missing"],
            [],
            id="rutan om primärvård tom",
        ),
        pytest.param(
            {"primary_care_text": "", "acute_care_text": ""},
            ["sign_fullgjord.narrative_missing", "sign_fullgjord.narrative_missing"],
            [],
            id="båda rutorna tomma",
        ),
        pytest.param(
            {"periods": (PRIMARY, ACUTE, *rows_of(16)), "today": date(2029, 1, 1)},
            [],
            [],
            id="arton rader",
        ),
        pytest.param(
            {"periods": (PRIMARY, ACUTE, *rows_of(17)), "today": date(2029, 1, 1)},
            ["sign_fullgjord.too_many_rows"],
            [],
            id="nitton rader",
        ),
        pytest.param(
            {"overflowing": ("Del av tjänstgöringen inom primärvård",)},
            ["sign.box_overflow"],
            [],
            id="texten får inte plats",
        ),
        pytest.param(
            {
                "periods": (
                    PRIMARY,
                    ACUTE,
                    *(
                        stretch(f"08-3{n}", f"08-3{n}", CareSetting.OTHER, f"x{n}")
                        for n in "01"
                    ),
                    stretch("08-29", "08-29", CareSetting.OTHER, "x2"),
                )
            },
            ["sign_fullgjord.too_many_placements", "sign_fullgjord.overlap"],
            [],
            id="fem placeringar, och samtidigt",
        ),
        pytest.param({"today": date(2027, 8, 31)}, [], [], id="på sista dagen"),
        pytest.param(
            {"today": date(2027, 8, 25)},
            [],
            ["sign_fullgjord.last_week"],
            id="i sista veckan",
        ),
        pytest.param(
            {"today": date(2027, 8, 24)},
            ["sign_fullgjord.not_served"],
            [],
            id="en vecka före",
        ),
        pytest.param(
            {"periods": ()},
            [
                "sign_fullgjord.too_short",
                "sign_fullgjord.no_primary_care",
                "sign_fullgjord.no_acute_care",
            ],
            [],
            id="ingen tjänstgöring",
        ),
    ],
)
def test_what_makes_a_bt(changes, codes, warnings):
    verdict = check_service(replace(SERVICE, **changes))
    assert (verdict.codes, verdict.warning_codes) == (codes, warnings)


def test_too_short_in_words_with_its_paragraph():
    periods = (replace(PRIMARY, percent=Decimal(50)), ACUTE)
    facts = replace(
        SERVICE, periods=(*periods[:1], replace(ACUTE, ends_on=date(2027, 7, 15)))
    )
    reason = check_service(facts).reasons[0]
    assert reason.text == (
        "Intyget om fullgjord bastjänstgöring kan inte signeras än. BT ska motsvara "
        f"minst sex månader på heltid, och tjänsteförteckningen visar 4,5{NBSP}månader. "
        "Planera mer tjänstgöring, eller pröva ett tillgodoräknande."
    )
    assert reason.source.label == "patientsäkerhetsförordningen 4 kap. 1 §"
