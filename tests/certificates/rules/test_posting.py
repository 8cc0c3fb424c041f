"""The envelope and the fee: what is told, and what a file must say."""

import copy
import tomllib
from datetime import date

import pytest

from certificates.queries.posting import SHIPPED
from certificates.rules.posting import (
    FaultyPosting,
    fee_on,
    fee_text,
    read_posting,
    told_text,
)

TABLE = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
TWO = copy.deepcopy(TABLE)
TWO["fee"]["amount"].append(
    {"kronor": 1900, "valid_from": date(2026, 1, 1), "source": "SFS 2025:1"}
)
TWO["fee"]["how"] = "Betala till bankgiro 1-2."


@pytest.mark.parametrize(
    ("table", "day", "kronor"),
    [
        (TABLE, date(2019, 12, 31), None),
        (TABLE, date(2020, 1, 1), 1660),
        (TABLE, date(2024, 12, 31), 1660),
        (TABLE, date(2025, 1, 1), None),
        (TWO, date(2025, 12, 31), None),
        (TWO, date(2026, 1, 1), 1900),
    ],
)
def test_the_fee_of_a_day(table, day, kronor):
    amount = fee_on(read_posting(table).fee, day)
    assert (amount.kronor if amount else None) == kronor


def test_an_unknown_fee_is_said_to_be_unknown():
    text = fee_text(read_posting(TABLE).fee, date(2026, 11, 23))
    assert text.startswith("Beloppet är inte känt här. Beloppen ändrades den 1")
    assert text.endswith(
        "Kontrollera aktuell avgift hos Socialstyrelsen innan du betalar."
    )
    assert "1 660" not in text.replace("\u00a0", " ")


def test_a_known_fee_is_told_with_its_source_and_to_check_it():
    text = fee_text(read_posting(TWO).fee, date(2026, 11, 23)).replace("\u00a0", " ")
    assert text == (
        "1 900 kr, från den 1 januari 2026 (SFS 2025:1). Betala till bankgiro 1-2. "
        "Kontrollera aktuell avgift hos Socialstyrelsen innan du betalar."
    )


def test_where_it_comes_from():
    fee = read_posting(TABLE).fee
    assert told_text("lagen", fee.written_on).replace("\u00a0", " ") == (
        "Uppgift från den 23 november 2026. Källa: lagen."
    )


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("post", "address", []),
        ("post", "address", "Socialstyrelsen"),
        ("post", "address", [1]),
        ("post", "written_on", "2026-11-23"),
        ("post", "originals", ""),
        ("fee", "source", None),
        ("fee", "written_on", True),
        ("fee", "amount", [{"kronor": "1660"}]),
        ("fee", "amount", [{"kronor": 1660, "valid_from": date(2020, 1, 1)}]),
    ],
)
def test_a_file_that_does_not_say_what_it_must(table, key, value):
    faulty = copy.deepcopy(TABLE)
    faulty[table][key] = value
    with pytest.raises(FaultyPosting):
        read_posting(faulty)


def test_no_file_at_all(settings):
    from certificates.checks import the_envelope_is_described

    assert the_envelope_is_described() == []
    settings.SENDING_FILE = "/nowhere/socialstyrelsen.toml"
    assert [one.id for one in the_envelope_is_described()] == ["certificates.E001"]
