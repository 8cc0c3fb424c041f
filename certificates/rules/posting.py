"""What goes in the envelope, where it goes, and what it costs: as somebody has checked it.

Nothing here knows a figure of its own. They stand in certificates/data, or in the file of
an installation, each with its source and the day it was checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bt_admin.lib.dates import date_text
from bt_admin.lib.swedish import number

CHECK = "Kontrollera aktuell avgift hos Socialstyrelsen innan du betalar."


class FaultyPosting(ValueError):
    """The file does not say what it must; the message says what."""


@dataclass(frozen=True)
class Amount:
    """A fee in kronor, from one day on; `valid_until` None while no end is known."""

    kronor: int
    valid_from: date
    valid_until: date | None
    source: str

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and not (
            self.valid_until and self.valid_until < day
        )


@dataclass(frozen=True)
class Fee:
    """`how` says how it is paid and `unknown` why no amount is known; both may be empty."""

    level: str
    amounts: tuple[Amount, ...]
    source: str
    written_on: date
    link: str = ""
    how: str = ""
    unknown: str = ""


@dataclass(frozen=True)
class Posting:
    """`address` line by line; `originals` and `copies` as texts for a list."""

    address: tuple[str, ...]
    originals: str
    copies: str
    source: str
    note: str
    written_on: date
    fee: Fee

    @property
    def address_line(self) -> str:
        return ", ".join(self.address)


def fee_on(fee: Fee, day: date) -> Amount | None:
    """What does the application cost on this day? None when nobody has checked it."""
    known = [amount for amount in fee.amounts if amount.holds(day)]
    return max(known, key=lambda amount: amount.valid_from) if known else None


def fee_text(fee: Fee, day: date) -> str:
    """What is the doctor told about the fee on this day? Always to check it."""
    amount = fee_on(fee, day)
    if amount:
        since = date_text(amount.valid_from)
        told = f"{number(amount.kronor)}\u00a0kr, från den {since} ({amount.source})."
    else:
        told = f"Beloppet är inte känt här. {fee.unknown}".strip()
    return " ".join(filter(None, [told, fee.how, CHECK]))


def told_text(source: str, written_on: date) -> str:
    """«Uppgift från den 23 november 2026. Källa: …»: where does it come from?"""
    return f"Uppgift från den {date_text(written_on)}. Källa: {source}."


# ------------------------------------------------------------------- read from a file
def read_posting(table: Mapping[str, Any]) -> Posting:
    """What does a file like certificates/data/socialstyrelsen.toml say?

    FaultyPosting when something is missing or of the wrong kind.
    """
    post, fee = _table(table, "post"), _table(table, "fee")
    address = _value(post, "address", list)
    if not address or not all(isinstance(line, str) for line in address):
        raise FaultyPosting("address: lines of text are wanted")
    return Posting(
        address=tuple(address),
        originals=_value(post, "originals", str),
        copies=_value(post, "copies", str),
        source=_value(post, "source", str),
        note=post.get("note", ""),
        written_on=_value(post, "written_on", date),
        fee=_fee(fee),
    )


def _fee(fee: Mapping[str, Any]) -> Fee:
    return Fee(
        level=_value(fee, "level", str),
        amounts=tuple(_amount(row) for row in fee.get("amount", [])),
        source=_value(fee, "source", str),
        written_on=_value(fee, "written_on", date),
        **{key: str(fee.get(key, "")) for key in ("link", "how", "unknown")},
    )


def _amount(row: Mapping[str, Any]) -> Amount:
    until = _value(row, "valid_until", date) if "valid_until" in row else None
    return Amount(
        kronor=_value(row, "kronor", int),
        valid_from=_value(row, "valid_from", date),
        valid_until=until,
        source=_value(row, "source", str),
    )


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _value(table, name, dict)
    return found


def _value(table: Mapping[str, Any], name: str, kind: type) -> Any:
    value = table.get(name)
    if type(value) is not kind or value in ("", 0):
        raise FaultyPosting(f"{name}: {kind.__name__} is wanted, {value!r} is there")
    return value
