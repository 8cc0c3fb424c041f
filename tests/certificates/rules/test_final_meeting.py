"""The meeting of the final judgement: which days, who, and what is asked of it."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from certificates.enums import DoctorPresence
from certificates.rules.final_meeting import (
    MeetingModel,
    PlanMeetingFacts,
    is_judging,
    is_newest,
    may_change_meeting,
    may_hold,
    may_plan_meeting,
    may_test,
    meeting_model,
    new_time_by,
    said_why,
    there_is_one,
    window_of,
)
from regions.actions.reference_data import DATA
from tests.certificates.rules.people import BEDOMARE, HUVUDHANDLEDARE

LAST = date(2027, 12, 31)
KRONOBERG = MeetingModel("Region Kronoberg", last_week=True, told=True)
SILENT = MeetingModel("Region Gotland")
SORMLAND = MeetingModel(
    "Region Sörmland", presence=DoctorPresence.MANDATORY, minutes=75, told=True
)
NOW = datetime(2027, 12, 1, 9)
FACTS = PlanMeetingFacts(
    model=KRONOBERG,
    starts_at=datetime(2027, 12, 28, 13),
    on=date(2027, 12, 28),
    now=NOW,
    today=NOW.date(),
    minutes=60,
    place="Rum 4",
    window=window_of(KRONOBERG, LAST),
    main_supervisor=HUVUDHANDLEDARE,
    assessor=BEDOMARE,
)
EARLY = {"on": date(2027, 12, 24), "starts_at": datetime(2027, 12, 24, 13)}
AFTER = {"now": datetime(2028, 2, 1), "today": date(2028, 2, 1)}
LATE = {"on": date(2028, 2, 9), "starts_at": datetime(2028, 2, 9, 13), **AFTER}
NEW_TIME = {"window": window_of(KRONOBERG, LAST, completed_on=date(2027, 12, 10))}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"on": date(2027, 12, 25)}, []),
        ({"on": LAST}, []),
        (EARLY, ["external.outside_window"]),
        (EARLY | {"outside": "Semester."}, ["external.outside_window"]),
        (EARLY | {"window": window_of(SILENT, LAST)}, ["meeting.outside"]),
        (EARLY | {"window": window_of(SILENT, LAST), "outside": "Semester."}, []),
        (LATE, ["meeting.outside"]),  # nobody is left without a day to choose
        (LATE | {"outside": "Bedömaren var sjuk."}, []),
        ({"window": None}, []),
        (EARLY | NEW_TIME, []),
        (
            NEW_TIME
            | {"on": date(2028, 2, 11), "starts_at": datetime(2028, 2, 11, 13)},
            ["external.new_time_late"],
        ),
        ({"committee_on": date(2027, 12, 29)}, ["meeting.committee_day"]),
        ({"committee_on": LAST, "on": LAST}, []),
        ({"assessor": None}, ["meeting.nobody"]),
        ({"main_supervisor": None}, ["meeting.nobody"]),
        ({"now": datetime(2027, 12, 28, 13)}, ["meeting.past"]),
        ({"minutes": 14}, ["meeting.minutes"]),
        ({"minutes": 481}, ["meeting.minutes"]),
        ({"place": " "}, ["meeting.no_place"]),
        ({"held": True}, ["meeting.held"]),
    ],
)
def test_may_plan_meeting(change: dict, codes: list[str]) -> None:
    assert may_plan_meeting(replace(FACTS, **change)).codes == codes


def test_the_refusal_names_the_days_and_the_region() -> None:
    (reason,) = may_plan_meeting(replace(FACTS, **EARLY)).reasons
    assert "I Region Kronoberg görs den sista veckan av BT" in reason.text
    assert reason.source == REGIONAL_MODEL


@pytest.mark.parametrize(
    ("model", "given", "first", "last", "source"),
    [
        (KRONOBERG, {}, date(2027, 12, 25), LAST, REGIONAL_MODEL),
        (SILENT, {}, date(2027, 12, 25), LAST, HOUSE),
        (
            KRONOBERG,
            {"completed_on": date(2027, 12, 31)},
            date(2027, 12, 31),
            date(2028, 2, 29),
            REGIONAL_MODEL,
        ),
        (
            KRONOBERG,
            {"is_second": True, "today": date(2028, 1, 5)},
            date(2028, 1, 5),
            date(2028, 3, 5),
            HOUSE,
        ),
    ],
)
def test_the_days_of_a_meeting(model, given, first, last, source) -> None:
    window = window_of(model, LAST, **given)
    assert window is not None
    assert (window.first, window.last, window.source) == (first, last, source)


def test_two_months_from_the_completion() -> None:
    assert new_time_by(date(2027, 12, 31), KRONOBERG) == date(2028, 2, 29)


def test_sormlands_examination_is_data() -> None:
    told = {
        row["slug"]: row.get("final_assessment", {})
        for row in tomllib.loads(DATA.read_text())["region"]
    }
    told = {slug: one if isinstance(one, dict) else {} for slug, one in told.items()}
    model = meeting_model("Region Sörmland", told["sormland"])
    assert (model.name, model.minutes) == ("BT-examination", 75)
    assert [minutes for _what, minutes in model.parts] == [30, 30, 15]
    assert model.presence == DoctorPresence.MANDATORY
    kronoberg = meeting_model("Region Kronoberg", told["kronoberg"])
    assert (kronoberg.last_week, kronoberg.new_time_months) == (True, 2)
    assert meeting_model("Region Gotland", {}) == SILENT


@pytest.mark.parametrize(
    ("by", "days", "model", "codes"),
    [
        (BEDOMARE, 7, KRONOBERG, []),
        (BEDOMARE, 6, KRONOBERG, ["meeting.test_too_soon"]),
        (HUVUDHANDLEDARE, 20, KRONOBERG, ["meeting.test_not_assessor"]),
        (BEDOMARE, 20, replace(KRONOBERG, may_test=False), ["meeting.no_tests"]),
    ],
)
def test_may_test(by, days: int, model: MeetingModel, codes: list[str]) -> None:
    on = NOW.date() + timedelta(days=days)
    assert may_test(by, BEDOMARE, on, NOW.date(), model).codes == codes


@pytest.mark.parametrize(
    ("there", "model", "codes"),
    [
        ((True, True, False), KRONOBERG, []),
        ((True, False, True), KRONOBERG, ["meeting.not_both"]),
        ((False, True, True), KRONOBERG, ["meeting.not_both"]),
        ((True, True, False), SORMLAND, ["meeting.no_doctor"]),
        ((True, True, True), SORMLAND, []),
    ],
)
def test_may_hold(there: tuple, model: MeetingModel, codes: list[str]) -> None:
    assert may_hold(NOW, NOW, *there, model).codes == codes


def test_not_before_it_has_begun() -> None:
    begins = NOW + timedelta(minutes=1)
    assert may_hold(begins, NOW, True, True, True, KRONOBERG).codes == ["meeting.ahead"]


def test_the_small_ones() -> None:
    assert may_change_meeting(held=False, cancelled=False)
    assert may_change_meeting(held=True, cancelled=False).codes == ["meeting.held"]
    assert may_change_meeting(held=False, cancelled=True).codes == ["meeting.cancelled"]
    assert said_why("Sjuk.")
    assert said_why(" ").codes == ["meeting.no_reason"]
    assert is_newest(2, 2)
    assert is_newest(2, 1).codes == ["meeting.changed"]
    assert is_judging(True)
    assert is_judging(False).codes == ["meeting.not_judging"]
    assert there_is_one(True)
    assert there_is_one(False).codes == ["meeting.none"]
