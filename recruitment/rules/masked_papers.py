"""The masked copy of a paper: what its pages may say, and when a person must look.

A copy is made of the text that was read, and of nothing else. It is shown by itself
only when all of the text could be read and nothing that is known of the applicant is
left in it; everything else waits for somebody at the office. Our own rules (HOUSE).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bt_admin.lib import personnummer
from recruitment.rules.masking import Known, Masked, mask, name_parts, plain_letters

LONGEST = 120_000  # signs of a whole paper
MOST_UNKNOWN = 0.1  # of the letters: as many as a CV has of small pictures
SURE = 6  # letters in a row that are a name wherever they stand
LINK = "länk"
MARKS = re.compile(rf"\[(?:{'|'.join([*Masked, LINK])})\]")
LINK_LIKE = re.compile(
    r"https?:|www\.|[\w\]-]\.(?:com|dev|eu|example|info|io|me|net|nu|org|se)(?![\w.])"
)
WORD = re.compile(r"[^\W_]+")
INNER_CAPITAL = re.compile(r"(?<=[a-zåäöéüß])(?=[A-ZÅÄÖÉÜ])")


class Doubt(StrEnum):
    """Why a copy is not shown before somebody has looked; also in the database."""

    PICTURE = "picture"
    SCAN = "scan"
    MIXED = "mixed"
    LETTERS = "letters"
    LEFT = "left"
    LONG = "long"
    UNREADABLE = "unreadable"


WORDS = {
    Doubt.PICTURE: "Handlingen är en bild. Vad som står i en bild kan vi inte maska.",
    Doubt.SCAN: "Sidorna är inskannade. Vad som står i en bild kan vi inte maska.",
    Doubt.MIXED: "Någon sida är en bild. Den sidan finns inte med i kopian.",
    Doubt.LETTERS: "Filen säger inte säkert vilka bokstäver som står i den.",
    Doubt.LEFT: "Något i kopian liknar fortfarande ett namn eller ett nummer.",
    Doubt.LONG: "Handlingen är för lång för att maskas.",
    Doubt.UNREADABLE: "Filen går inte att läsa.",
}


@dataclass(frozen=True)
class PageText:
    """What was read of a page. `unknown`: letters nobody can tell; `is_mixed`: some of
    them stand among letters that are known, so that a word may lack one.
    """

    text: str
    letters: int = 0
    unknown: int = 0
    is_mixed: bool = False
    pictures: int = 0


@dataclass(frozen=True)
class MaskedPages:
    """The pages of the copy; no page when there can be none. `doubt`: see `WORDS`."""

    pages: tuple[str, ...] = ()
    doubt: Doubt | None = None


def masked_pages(pages: Sequence[PageText], known: Known) -> MaskedPages:
    """What may the copy of this paper say, and does a person have to look at it?"""
    if doubt := unread(pages):
        return MaskedPages((), doubt)
    copy = tuple(masked_text(page.text, known) for page in pages)
    if is_left(copy, known):
        return MaskedPages(copy, Doubt.LEFT)
    is_mixed = any(page.pictures and not page.letters for page in pages)
    return MaskedPages(copy, Doubt.MIXED if is_mixed else None)


def unread(pages: Sequence[PageText]) -> Doubt | None:
    """Why can no copy be made of what was read?"""
    letters = sum(page.letters for page in pages)
    unknown = sum(page.unknown for page in pages)
    if not letters:
        return Doubt.LETTERS if unknown else Doubt.SCAN
    is_mixed = any(page.is_mixed for page in pages)
    if is_mixed or unknown > MOST_UNKNOWN * (letters + unknown):
        return Doubt.LETTERS
    if sum(len(page.text) for page in pages) > LONGEST:
        return Doubt.LONG
    return None


def masked_text(text: str, known: Known) -> str:
    """The text of one page without what tells who it is, and without addresses of pages.

    «NamnÅsa» is two words that were drawn close together: it goes whole.
    """
    parts = name_parts(known.names)

    def name_in(word: re.Match[str]) -> str:
        pieces = INNER_CAPITAL.split(word.group())
        is_name = len(pieces) > 1 and parts & set(map(plain_letters, pieces))
        return f"[{Masked.NAME}]" if is_name else word.group()

    masked = mask(WORD.sub(name_in, text), known, is_read=True).text
    return re.sub(r"\S+", _without_link, masked)


def _without_link(found: re.Match[str]) -> str:
    """The address of a page goes whole, but not the full stop after it."""
    if not LINK_LIKE.search(found.group()):
        return found.group()
    before = "(" * found.group().startswith("(")
    rest = found.group().rstrip(".,;:!?)")
    return f"{before}[{LINK}]{found.group()[len(rest) :]}"


def is_left(pages: Iterable[str], known: Known) -> bool:
    """Is anything that is known of the applicant still there, whatever stands between?"""
    text = MARKS.sub("\n\n", "\n\n".join(pages))
    if mask(text, known, is_read=True).counts:
        return True
    rows = [plain_letters(one) for one in MARKS.split("\n\n".join(pages))]
    return any(one in row for one in _sure(known) for row in rows)


def _sure(known: Known) -> set[str]:
    """What is searched for among letters and digits alone."""
    told = [*known.names, *known.emails, *known.addresses]
    digits = [personnummer.digits_of(phone)[-8:] for phone in known.phones]
    found = {*map(plain_letters, told), *name_parts(known.names), *digits}
    return {one for one in found if len(one) >= SURE}
