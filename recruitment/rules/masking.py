"""Blind review: what tells who an applicant is, masked in what they have written.

Better one word too many than a name let through. HOUSE.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from bt_admin.lib import personnummer


class Masked(StrEnum):
    """What is masked; where two meet, the one that stands first here is told."""

    EMAIL = "e-post"
    NUMBER = "personnummer"
    PHONE = "telefon"
    ADDRESS = "adress"
    WORKPLACE = "arbetsplats"
    NAME = "namn"


@dataclass(frozen=True)
class Known:
    """What is known about the applicant, as it was typed.

    `names` are whole names, also earlier ones; every part is masked by itself too.
    """

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    workplaces: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class MaskedText:
    """The text as a reviewer sees it, and how many of what were taken out."""

    text: str
    counts: Mapping[Masked, int]


Span = tuple[int, int, Masked]

# Parts of names that are ordinary words: masked between other parts, never alone.
PARTICLES = {"af", "al", "av", "bin", "da", "de", "del", "den", "der", "di", "do"}
PARTICLES |= {"dos", "du", "el", "la", "le", "och", "ten", "ter", "van", "von", "zu"}
# Letters that no accent can be taken from.
ALIKE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ŋ": "n"})
ALIKE |= str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"})
# No letter or digit before and after; an underscore is no letter.
BEGIN, END = r"(?<![^\W_])", r"(?![^\W_])"
GENITIVE = r"(?:[:'’]?s)?"
COUNTRY = r"(?<![0-9])(?:(?:\+|00)?\s?46[\W_]*)?(?:\(?0\)?[\W_]*)?"
BETWEEN, ANY_BETWEEN = r"[\W_]+", r"[\W_]*"
# Of text read out of a file: letters drawn one by one, words drawn close together.
APART = r"[\W_]{0,4}"
LONG_PART = 5  # letters of a name that is looked for inside other words
DIGITS_APART = re.compile(r"(?<![0-9])[0-9](?:[\W_]{0,3}[0-9]){9,11}(?![0-9])")

# From the first letter or digit to the last, with what is between; a sign before a
# number belongs to it.
WORDS = re.compile(r"\(?\+?[^\W_](?:.*[^\W_])?", re.DOTALL)

EMAIL_LIKE = re.compile(
    r"(?<![\w.+-])[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"
)
NUMBER_LIKE = re.compile(
    r"(?<![0-9])(?:[0-9]{2})?[0-9]{2}(?:0[1-9]|1[0-2])(?:[0367][1-9]|[1278][0-9]|[39][01]"
    r"|[0-9]{2}(?=[-–+]))\s?[-–+]?\s?[0-9]{4}(?![0-9])"
)
PHONE_LIKE = re.compile(
    r"(?<![0-9])(?:\+\s?[1-9]|00\s?[1-9]|0[1-9])(?:[ \t\u00a0()/–-]{0,3}[0-9]){6,13}(?![0-9])"
)


def mask(text: str, known: Known, *, is_read: bool = False) -> MaskedText:
    """What may a reviewer read of this text?

    Capitals, accents, hyphens, soft hyphens and the genitive make no difference; a word
    that merely begins like a name is left alone. Whatever looks like an e-mail address,
    a personnummer or a phone number goes too, whoever it belongs to.

    `is_read`: out of a file, where letters may have come apart and words together; then
    a word with a long name in it goes whole.
    """
    plain, places = _folded(text)
    found = {*_found(plain, known), *(_read(plain, known) if is_read else ())}
    spans = _apart(plain, sorted(found))
    pieces, after = [], 0
    for first, last, kind in spans:
        begin, end = places[first], places[last - 1] + 1
        pieces += [text[after:begin], f"[{kind}]"]
        after = end
    counts = Counter(kind for _, _, kind in spans)
    return MaskedText("".join([*pieces, text[after:]]), dict(counts))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in small letters without accents, and where each letter came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        folded = _fold(sign)
        letters.append(folded)
        places += [place] * len(folded)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().translate(ALIKE))
    return "".join(s for s in apart if unicodedata.category(s) not in ("Mn", "Cf"))


def _apart(plain: str, spans: Iterable[Span]) -> list[Span]:
    """Spans that do not overlap and leave out nothing that any of them had.

    Each place goes to the kind that stands first in `Masked`; what is left of another
    is a span of its own when it has a letter or a digit.
    """
    owner: list[Masked | None] = [None] * len(plain)
    order = list(Masked)
    for first, last, kind in sorted(spans, key=lambda span: order.index(span[2])):
        for place in range(first, last):
            owner[place] = owner[place] or kind
    runs = groupby(range(len(plain)), key=owner.__getitem__)
    found = [(kind, list(run)) for kind, run in runs if kind is not None]
    return [
        (places[0] + word.start(), places[0] + word.end(), kind)
        for kind, places in found
        if (word := WORDS.search(plain[places[0] : places[-1] + 1]))
    ]


def _found(plain: str, known: Known) -> Iterator[Span]:
    """All that is to be masked, as places in the folded text."""
    for kind, pattern in _patterns(known):
        for match in re.finditer(pattern, plain):
            yield match.start(), match.end(), kind
    for match in NUMBER_LIKE.finditer(plain):
        yield match.start(), match.end(), _number_or_phone(match.group())


def _patterns(known: Known) -> Iterator[tuple[Masked, str | re.Pattern[str]]]:
    yield Masked.EMAIL, EMAIL_LIKE
    yield Masked.PHONE, PHONE_LIKE
    for email in _said(known.emails):
        yield Masked.EMAIL, BEGIN + re.escape(email) + END
    for phone in known.phones:
        if digits := _national(phone):
            yield Masked.PHONE, COUNTRY + ANY_BETWEEN.join(digits) + r"(?![0-9])"
    for address in _said(known.addresses):
        yield Masked.ADDRESS, _phrase(address, ANY_BETWEEN)
    for workplace in _said(known.workplaces):
        yield Masked.WORKPLACE, _phrase(workplace, BETWEEN)
    yield from _names(known.names)


def _names(names: Sequence[str]) -> Iterator[tuple[Masked, str]]:
    """Names whole, with or without anything between, then their parts in any order."""
    said = [_words(name) for name in _said(names)]
    for words in said:
        for order in (words, words[-1:] + words[:-1]):
            yield Masked.NAME, _phrase(" ".join(order), ANY_BETWEEN)
    if parts := name_parts(names):
        longest = "|".join(map(re.escape, sorted(parts, key=lambda p: (-len(p), p))))
        one = f"(?:{longest}){GENITIVE}{END}"
        rest = {word for words in said for word in words} - parts
        small = "|".join(map(re.escape, sorted(rest))) or "(?!)"
        yield Masked.NAME, f"{BEGIN}{one}(?:{BETWEEN}(?:(?:{small}){BETWEEN})*{one})*"


def _read(plain: str, known: Known) -> Iterator[Span]:
    """What has come apart or together, as places in the folded text."""
    for pattern in _loose_names(known.names):
        for match in re.finditer(pattern, plain):
            yield match.start(), match.end(), Masked.NAME
    long = [one for one in name_parts(known.names) if len(one) >= LONG_PART]
    for match in re.finditer(r"[^\W_]+", plain):
        if any(part in match.group() for part in long):
            yield match.start(), match.end(), Masked.NAME
    for match in DIGITS_APART.finditer(plain):
        if personnummer.find_in(personnummer.digits_of(match.group())):
            yield match.start(), match.end(), Masked.NUMBER


def _loose_names(names: Sequence[str]) -> Iterator[str]:
    """A name with something between its letters."""
    for name in _said(names):
        yield BEGIN + APART.join(map(re.escape, "".join(_words(name)))) + END
    for part in sorted(name_parts(names)):
        if len(part) >= LONG_PART - 1:
            yield BEGIN + APART.join(map(re.escape, part)) + END


def name_parts(names: Iterable[str]) -> set[str]:
    """Every part of these names that is masked by itself, folded."""
    words = (word for name in _said(names) for word in _words(name))
    return {word for word in words if len(word) > 1} - PARTICLES


def plain_letters(text: str) -> str:
    """The letters and digits alone: small, without accents, nothing between."""
    return "".join(_words(_fold(text)))


def _phrase(text: str, between: str) -> str:
    words = between.join(map(re.escape, _words(text)))
    return f"{BEGIN}{words}{GENITIVE}{END}"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _said(texts: Iterable[str]) -> list[str]:
    """Folded, and without those that have not a single letter or digit."""
    return [folded for text in texts if _words(folded := _fold(text.strip()))]


def _national(phone: str) -> str:
    """«70 123 45 67» of «+46 (0)70-123 45 67»; nothing of too few digits."""
    digits = personnummer.digits_of(phone).removeprefix("00").removeprefix("46")
    digits = digits.lstrip("0")
    return digits if len(digits) > 5 else ""


def _number_or_phone(found: str) -> Masked:
    """Ten digits from 0 in a row are a phone number, unless the check digit is right."""
    row = found.isdigit() and len(found) == 10 and found.startswith("0")
    if row and not personnummer.find_in(found):
        return Masked.PHONE
    return Masked.NUMBER
