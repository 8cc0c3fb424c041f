"""Personnummer and samordningsnummer: read, check, mask.

Twelve digits, the last a check digit (Luhn, over the last ten); a samordningsnummer
has 60 added to the day. That a number is well formed says nothing about whose it is.
"""

import re
from dataclasses import dataclass
from datetime import date

SHAPE = re.compile(r"([0-9]{8})[-–+]?([0-9]{4})")
# In running text: ten or twelve digits, standing by themselves.
IN_TEXT = re.compile(r"(?<![0-9-])((?:[0-9]{2})?[0-9]{6})[-–+ ]?([0-9]{4})(?![0-9-])")

WRONG_SHAPE = "Skriv tolv siffror, ÅÅÅÅMMDD-NNNN."
NO_SUCH_DATE = "Det finns inget sådant datum. Kontrollera de åtta första siffrorna."
WRONG_CHECK = "Kontrollsiffran stämmer inte. Kontrollera de fyra sista siffrorna."


@dataclass(frozen=True)
class Personnummer:
    """A number that has passed every check."""

    long: str

    @property
    def short(self) -> str:
        return f"{self.long[2:8]}-{self.long[8:]}"

    @property
    def dashed(self) -> str:
        return f"{self.long[:8]}-{self.long[8:]}"

    @property
    def masked(self) -> str:
        return f"{self.long[:8]}-****"

    def __str__(self) -> str:
        # Numbers end up in logs by accident; the whole one is asked for by name.
        return self.masked


def parse(text: str) -> Personnummer:
    """The number in `text`; ValueError with a Swedish sentence when there is none."""
    match = SHAPE.fullmatch("".join(text.split()))
    if match is None:
        raise ValueError(WRONG_SHAPE)
    digits = "".join(match.groups())
    _date(digits)
    if check_digit(digits[2:11]) != int(digits[11]):
        raise ValueError(WRONG_CHECK)
    return Personnummer(digits)


def is_valid(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def mask(text: str) -> str:
    """«19121212-****»; empty stays empty."""
    return parse(text).masked if text else ""


def places_in(text: str) -> list[tuple[int, int]]:
    """Where the same stand: from, and up to."""
    return [
        match.span()
        for match in IN_TEXT.finditer(text)
        if any(is_valid(candidate) for candidate in _candidates(*match.groups()))
    ]


def find_in(text: str) -> list[str]:
    """What in this text looks like a personnummer? For the warning about patients.

    Ten digits are tried in both centuries. Only numbers with a real date and a right
    check digit are told, so that phone and invoice numbers are left alone.
    """
    return [
        match.group(0)
        for match in IN_TEXT.finditer(text)
        if any(is_valid(candidate) for candidate in _candidates(*match.groups()))
    ]


def not_own(found: list[str], own: str) -> list[str]:
    """Those that are somebody else's than the person's who writes; `own` twelve digits."""
    return [one for one in found if not own or digits_of(one)[-10:] != own[-10:]]


def digits_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def check_digit(nine: str) -> int:
    """The tenth digit: every second doubled from the first, digits summed (Luhn)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def _candidates(born: str, last: str) -> list[str]:
    centuries = ("",) if len(born) == 8 else ("19", "20")
    return [f"{century}{born}{last}" for century in centuries]


def _date(digits: str) -> date:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    try:
        return date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        raise ValueError(NO_SUCH_DATE) from None
