import pytest

from certificates.rules.disclosure import (
    GivingFacts,
    Ground,
    Thing,
    Words,
    may_ask_for,
    may_give_out,
    may_refuse,
)

LAW = "osl.39.2"
GOOD = Ground(LAW, "Rör hälsan.")
TEXT, PICTURE = Thing("om", "Om BT"), Thing("fil_1", "Fil 1", has_text=False)


def codes(*things, left_out=None, words=(), looked_at=(), is_open=True):
    facts = GivingFacts(things, left_out or {}, words, looked_at, is_open)
    return may_give_out(facts).codes


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"is_open": False}, ["disclosure.answered"]),
        ({"left_out": {"om": GOOD}}, ["disclosure.nothing_left"]),
        ({"words": (Words(GOOD, ("migrän",)),)}, []),
        ({"words": (Words(GOOD, ("m",)),)}, ["disclosure.too_short"]),
        ({"words": (Words(Ground(LAW, " "), ("migrän",)),)}, ["disclosure.no_reason"]),
        (
            {"words": (Words(Ground(LAW, "Har Migrän."), ("migrän",)),)},
            ["disclosure.reason_tells"],
        ),
    ],
)
def test_giving_out(given, expected):
    assert codes(TEXT, **given) == expected


HIDDEN = Ground("osl.21.3", "Skyddade personuppgifter.")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ["disclosure.tells_where"]),
        ((Words(HIDDEN, ("Ågatan 3",)),), ["disclosure.tells_where"]),
        ((Words(GOOD, ("Ågatan 3", "Medicin")),), ["disclosure.tells_where"]),
        ((Words(HIDDEN, ("Ågatan 3", "Medicin")),), []),
    ],
)
def test_where_a_protected_doctor_is_stays(words, expected):
    facts = GivingFacts((TEXT,), {}, words, where=("Ågatan 3", "Medicin"))
    assert may_give_out(facts).codes == expected


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        (GOOD, []),
        (Ground("", "Rör hälsan."), ["disclosure.no_law"]),
        (Ground("osl.1.1", "Rör hälsan."), ["disclosure.no_law"]),
        (Ground(LAW, ""), ["disclosure.no_reason"]),
    ],
)
def test_what_is_left_out_has_its_ground(ground, expected):
    assert codes(TEXT, PICTURE, left_out={"fil_1": ground}) == expected
    assert (
        may_refuse(is_open=True, paragraph=ground.paragraph, reason=ground.reason).codes
        == expected
    )


def test_what_cannot_be_opened_stays():
    broken = Thing("fil_2", "Fil 2", has_text=False, is_readable=False)
    assert codes(TEXT, broken, looked_at=("fil_2",)) == ["disclosure.unreadable"]
    assert codes(TEXT, broken, left_out={"fil_2": GOOD}) == []


def test_a_picture_is_looked_at_first():
    assert codes(TEXT, PICTURE) == ["disclosure.not_looked_at"]
    assert codes(TEXT, PICTURE, looked_at=("fil_1",)) == []


def test_what_is_asked_for_is_said():
    assert may_ask_for(" ").codes == ["disclosure.no_request"]
    assert may_ask_for("Hela ärendet")
    assert not may_refuse(is_open=False, paragraph=LAW, reason="Redan.")


@pytest.mark.parametrize(
    ("masked", "left_out", "looked_at", "expected"),
    [
        (0, {}, ("fil_1",), []),
        (0, {}, (), ["disclosure.not_looked_at"]),
        (3, {}, ("fil_1",), ["disclosure.shows_masked"]),
        (3, {}, (), ["disclosure.not_looked_at"]),
        (3, {"fil_1": GOOD}, (), []),
    ],
)
def test_a_picture_is_given_whole_or_not_at_all(masked, left_out, looked_at, expected):
    scan = Thing("fil_1", "Fil 1", has_text=False, masked=masked)
    assert codes(TEXT, scan, left_out=left_out, looked_at=looked_at) == expected
    scan = Thing("fil_1", "Fil 1", has_text=False, withheld=masked > 0)
    expected = [one.replace("masked", "withheld") for one in expected]
    assert codes(TEXT, scan, left_out=left_out, looked_at=looked_at) == expected
