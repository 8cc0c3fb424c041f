"""What stands in the demo's files hangs together, and is nobody's."""

import tomllib
from pathlib import Path

import pytest

from assessments.enums import CollegiumOutcome
from assessments.rules.answers import check_answers, check_context
from assessments.rules.delmal import is_code
from assessments.rules.instruments import instrument, instruments
from bt_admin.demo.endings import WAYS
from bt_admin.demo.texts import all_comments, read_texts, rows
from bt_admin.lib import personnummer
from certificates.enums import ExternalOutcome
from regions.enums import CareSetting
from regions.roles import POOL, ROLES, STAND_IN

NUMBERS = Path("regions/data/test_personal_numbers.toml")
PEOPLE = rows("people", "person")
DOCTORS = rows("doctors", "doctor")
IDS = {row["id"] for row in PEOPLE}
UNITS = {row["id"]: row for row in rows("units", "unit")}


def test_personnummer_are_test_numbers_and_each_is_used_once() -> None:
    series = tomllib.loads(NUMBERS.read_text())["series"]
    known = {number for one in series for number in one["numbers"]}
    used = [row["personal_number"] for row in PEOPLE]
    assert set(used) <= known
    assert len(set(used)) == len(used)
    assert [personnummer.parse(number).long for number in used] == used


def test_nobody_can_be_written_to_or_rung() -> None:
    assert {row["email"].split("@")[1] for row in PEOPLE} == {"example.org"}
    assert len({row["email"] for row in PEOPLE}) == len(PEOPLE)
    # Numbers that are kept free for stories and films.
    assert {row["phone"][:10] for row in DOCTORS} == {"070-174 06"}


def test_everybody_who_is_named_is_there() -> None:
    named = {row["main_supervisor"] for row in DOCTORS}
    named |= {row["person"] for row in DOCTORS}
    named |= {row["assessor"] for row in DOCTORS if "assessor" in row}
    places = [place for row in DOCTORS for place in row["placement"]]
    named |= {place["supervisor"] for place in places if "supervisor" in place}
    assert named <= IDS
    assert {place["unit"] for place in places if "unit" in place} <= set(UNITS)
    assert {row["unit"] for row in PEOPLE if "unit" in row} <= set(UNITS)


def test_everybody_stays_in_their_own_region() -> None:
    regions = {row["id"]: row["region"] for row in PEOPLE if "region" in row}
    for row in DOCTORS:
        around = [row["main_supervisor"], row.get("assessor", row["main_supervisor"])]
        around += [p["supervisor"] for p in row["placement"] if "supervisor" in p]
        assert {regions[one] for one in around} == {row["region"]}
        units = [p["unit"] for p in row["placement"] if "unit" in p]
        assert {UNITS[one]["region"] for one in units} == {row["region"]}


def test_every_role_that_is_not_held_in_a_bt_is_somebodys() -> None:
    given = {role["role"] for row in PEOPLE for role in row.get("roles", [])}
    lasting = {key for key, role in ROLES.items() if role.scope != "programme"}
    # Those two follow from what is told: a leave, and the pool of assessors.
    assert given == lasting - {STAND_IN, POOL}


def test_texts_that_are_named_are_there() -> None:
    texts = read_texts()
    for row in DOCTORS:
        for place in row["placement"]:
            assert {place.get("overall"), place.get("draft")} <= {None, *texts.overall}
        if "collegium" in row:
            assert row["collegium"]["text"] in texts.collegium
        assert row.get("outcome", "E01") in texts.external
        assert row.get("until", "") in WAYS


@pytest.mark.parametrize("comment", all_comments(), ids=lambda one: one.id)
def test_comments_are_answers_to_their_instrument(comment) -> None:
    given = instruments()[comment.instrument]
    assert all(map(is_code, comment.delmal))
    assert 1 <= len(comment.delmal) <= 4
    assert set(comment.answers) == {item.key for item in given.items}
    assert {
        key
        for key, level in comment.answers.items()
        if level is not None and level not in given.item(key).values
    } == set()
    assert len(comment.what) <= 80
    assert check_context(given, comment.told, needed=True).codes == []
    assert check_answers(given, comment.answers, comment.texts).codes == []


def test_overall_texts_answer_every_group_and_say_the_phase() -> None:
    given = instrument("sammantagen_bedomning")
    for one in read_texts().overall.values():
        assert set(one.levels) <= {item.key for item in given.items}
        assert one.answers["phase"] in given.whole.values
        assert one.basis


def test_outcomes_are_ours() -> None:
    texts = read_texts()
    assert {one.outcome for one in texts.collegium.values()} <= set(CollegiumOutcome)
    assert {one.outcome for one in texts.external.values()} <= set(ExternalOutcome)
    assert {row["care"] for row in UNITS.values()} <= set(CareSetting)


def test_no_text_tells_of_a_patient() -> None:
    """No dates, ages or other figures: nothing to recognise anybody by."""
    comments = [f"{one.keep_doing} {one.work_on} {one.what}" for one in all_comments()]
    assert [text for text in comments if any(map(str.isdigit, text))] == []
