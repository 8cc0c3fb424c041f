"""Control codes: 128 random bits, in groups that people can read aloud and type."""

import secrets

LENGTH = 32
# Letters that a hexadecimal code never has, for the digits they are mistaken for.
MISTAKEN = str.maketrans("OIL", "011")
BETWEEN = " -\u00a0\u2010\u2011\u2012\u2013\u2014\t\r\n"


def new() -> str:
    """A code nobody can guess: "7F3A-C2D9-…", eight groups of four."""
    return grouped(secrets.token_hex(LENGTH // 2))


def read(text: str) -> str:
    """The code as it is kept, from the way somebody wrote it; ValueError if it is none.

    Capitals, spaces and hyphens do not matter, nor do O for 0 and I for 1.
    """
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
