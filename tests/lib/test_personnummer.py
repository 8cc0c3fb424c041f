import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bt_admin.lib import personnummer
from bt_admin.lib.personnummer import NO_SUCH_DATE, WRONG_CHECK, WRONG_SHAPE, parse

DATA = Path(__file__).parents[2] / "regions/data/test_personal_numbers.toml"
TABLE = tomllib.loads(DATA.read_text(encoding="utf-8"))
TEST_NUMBERS = [number for series in TABLE["series"] for number in series["numbers"]]


@pytest.mark.parametrize(
    "text",
    ["191212121212", "19121212-1212", " 19121212 1212 ", "19121212–1212"],
)
def test_the_ways_people_write_it(text):
    assert parse(text).long == "191212121212"


def test_what_can_be_shown_of_it():
    number = parse("191212121212")
    assert number.short == "121212-1212"
    assert number.dashed == "19121212-1212"
    assert number.masked == "19121212-****"


def test_it_is_masked_when_nobody_asks_for_the_whole():
    assert f"{parse('191212121212')}" == "19121212-****"


def test_a_samordningsnummer_has_sixty_added_to_the_day():
    digit = personnummer.check_digit("121272121")
    assert parse(f"19121272121{digit}").short == f"121272-121{digit}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", WRONG_SHAPE, id="tomt"),
        pytest.param("1212121212", WRONG_SHAPE, id="tio siffror"),
        pytest.param("1912121212123", WRONG_SHAPE, id="tretton siffror"),
        pytest.param("19121212-121X", WRONG_SHAPE, id="bokstav"),
        pytest.param("١٩١٢١٢١٢١٢١٢", WRONG_SHAPE, id="andra siffertecken"),
        pytest.param("191213121212", NO_SUCH_DATE, id="månad 13"),
        pytest.param("191202301212", NO_SUCH_DATE, id="30 februari"),
        pytest.param("191212601212", NO_SUCH_DATE, id="dag 60"),
        pytest.param("000000000000", NO_SUCH_DATE, id="bara nollor"),
        pytest.param("191212121213", WRONG_CHECK, id="fel kontrollsiffra"),
    ],
)
def test_what_is_wrong_is_told_in_swedish(text, message):
    with pytest.raises(ValueError, match="^" + message.replace(".", r"\.") + "$"):
        parse(text)


@given(st.text(max_size=20))
def test_nothing_else_is_ever_raised(text):
    assert personnummer.is_valid(text) in (True, False)


@given(st.sampled_from(TEST_NUMBERS), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number, place, more):
    wrong = str((int(number[place]) + more) % 10)
    changed = number[:place] + wrong + number[place + 1 :]
    # The century has no part in the check digit: there only the date can tell.
    if place > 1:
        assert personnummer.is_valid(changed) is False


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Patienten 19121212-1212 mår bra.", ["19121212-1212"]),
        ("Pat 121212-1212, åter i morgon.", ["121212-1212"]),
        ("född 1212121212", ["1212121212"]),
        ("Telefon 08-465 004 00, bokat 2027-03-03.", []),
        ("Diarienummer 2027-001234 och 191212121213.", []),
        ("", []),
    ],
)
def test_numbers_are_found_in_running_text(text, found):
    assert personnummer.find_in(text) == found


def test_there_are_numbers_enough_for_the_demo():
    assert len(TEST_NUMBERS) == len(set(TEST_NUMBERS))
    assert len(TEST_NUMBERS) >= 80


@pytest.mark.parametrize("number", TEST_NUMBERS)
def test_every_test_number_stands_in_the_published_series(number):
    assert parse(number).long == number
    assert int(number[8:11]) in (TABLE["women"], TABLE["men"])
