"""How values are written on Socialstyrelsen's forms."""

import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import groupby

from bt_admin.lib.print_files import FONTS

from .errors import NotInFont

TEXT_FONTS = ("bt-sans-regular.ttf", "bt-sans-greek.ttf")

# One shape in the font for two characters: copied out of the PDF, all of them would
# be the same one, so the plain one stands for both.
SAME_SHAPE = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\t": "    "}
)


def printable(field: str, text: str) -> str:
    """The text as our font can show it, or NotInFont.

    Accents are joined to their letters, line ends are one kind, and characters
    that only steer (soft hyphen, zero width, direction) are left out.
    """
    text = _normal(text)
    missing = set(text) - _characters() - {"\n"}
    if missing:
        raise NotInFont(field, "".join(sorted(missing)))
    return text.strip("\n")


def shown(text: str) -> str:
    """As `printable`, but what our font has no shape for stands as «?».

    For what many have written and nobody can write again: a dossier is printed whole.
    """
    known = _characters() | {"\n"}
    return "".join(c if c in known else "?" for c in _normal(text)).strip("\n")


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(SAME_SHAPE)
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def months(value: Decimal) -> str:
    """Months with a comma, one decimal or two: 4,0 and 2,25."""
    hundredths = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{hundredths:f}".removesuffix("0").replace(".", ",")


def number_ranges(numbers: Iterable[int]) -> str:
    """Attachment numbers as one writes them on a form: 1-4, 6."""
    runs = groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0])
    return ", ".join(_run([number for _, number in run]) for _, run in runs)


def _run(numbers: list[int]) -> str:
    first, last = numbers[0], numbers[-1]
    return str(first) if first == last else f"{first}-{last}"


@cache
def _characters() -> frozenset[str]:
    """Those our print fonts have a shape for. What is filled in is never bold."""
    return frozenset(chr(code) for name in TEXT_FONTS for code in _codes(name))


def _codes(name: str) -> list[int]:
    from fontTools.ttLib import TTFont  # heavy, and asked for once

    with TTFont(FONTS / name) as font:
        return list(font.getBestCmap())
