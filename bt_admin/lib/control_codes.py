"""Control codes: 128 random bits, in groups that people can read aloud and type."""

import re
import secrets
from dataclasses import dataclass

LENGTH = 32
# Letters that a hexadecimal code never has, for the digits they are mistaken for.
MISTAKEN = str.maketrans("OIL", "011")
PAGE = re.compile(r"([0-9A-F]{32}):([1-9]\d?)/([1-9]\d?)")
BETWEEN = " -\u00a0\u2010\u2011\u2012\u2013\u2014\t\r\n"


@dataclass(frozen=True)
class PageCode:
    """What the QR of a printed page says: whose page it is, and which of how many."""

    code: str
    page: int
    pages: int


def new() -> str:
    """A code nobody can guess: "7F3A-C2D9-…", eight groups of four."""
    return grouped(secrets.token_hex(LENGTH // 2))


def read(text: str) -> str:
    """The code as it is kept, from the way somebody wrote it; ValueError if it is none.

    Capitals, spaces and hyphens do not matter, nor do O for 0 and I for 1. What a
    telephone reads from a page's QR is a code as well.
    """
    if page := read_page(text):
        return page.code
    code = "".join(sign for sign in text if sign not in BETWEEN)
    code = code.upper().translate(MISTAKEN)
    if len(code) != LENGTH or set(code) - set("0123456789ABCDEF"):
        raise ValueError(
            f"Koden har {LENGTH} tecken, siffror och A till F. Kontrollera att alla är "
            "med."
        )
    return grouped(code)


def grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4)).upper()


def as_bytes(code: str) -> bytes:
    """The 16 bytes: a finished PDF carries them as its identifier."""
    return bytes.fromhex(code.replace("-", ""))


def of_page(code: str, page: int, pages: int) -> str:
    """What the QR says, in signs that a small one has room for: "7F3AC2D9…:1/2"."""
    return f"{code.replace('-', '')}:{page}/{pages}"


def read_page(text: str) -> PageCode | None:
    """What a QR says about a page; None when it is none of ours."""
    found = PAGE.fullmatch(text.strip())
    if found is None or int(found[2]) > int(found[3]):
        return None
    return PageCode(grouped(found[1]), int(found[2]), int(found[3]))
