"""Scans of signed originals: which page is it, and may it be filed there?"""

from dataclasses import dataclass
from datetime import date

from bt_admin.lib.dates import date_text
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no


@dataclass(frozen=True, kw_only=True)
class CodeFacts:
    """What the codes on a scanned page say.

    `codes`: how many different ones of ours there are. `known`: it is a page of this
    doctor's originals, in this region; nothing more is told of a code that is not.
    """

    codes: int
    known: bool = False


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """Where a page is about to be filed.

    `original` is the paper's name, "Bilaga 2, nr 1"; empty when nobody knows yet.
    `code_says_otherwise`: the page has a code, and it is that of another page.
    """

    original: str = ""
    page: int = 0
    pages: int = 0
    withdrawn_on: date | None = None
    taken: bool = False
    replaces: bool = False
    code_says_otherwise: bool = False


def may_keep_scan(facts: CodeFacts) -> Verdict:
    """May this page be kept among this doctor's papers?

    A page without a readable code may, and waits for somebody to say what it is. One
    that belongs to somebody else is not kept, since others read what lies here.
    """
    return all_of(_one_sheet(facts), _own(facts))


def may_file_scan(facts: PlaceFacts) -> Verdict:
    """May the page be filed here?

    On a valid original, on a page it has, where nothing lies before unless that is
    meant to be replaced, and never against what its own code says.
    """
    return all_of(_place_known(facts), _as_coded(facts), _valid(facts), _vacant(facts))


def may_take_back(*, is_filed: bool, by_code: bool) -> Verdict:
    """May a filed page be taken out again? One that somebody filed by hand."""
    if is_filed and not by_code:
        return YES
    if not is_filed:
        return no("scan.not_filed", "Sidan är inte insorterad.", HOUSE)
    return no(
        "scan.by_code",
        "Sidan kan inte tas ut. Koden på den säger att den hör hit. Är bilden dålig: "
        "skanna sidan igen, så kan den nya ersätta den.",
        HOUSE,
    )


def may_hand_out(*, is_weeded: bool) -> Verdict:
    """May somebody who reads the papers have this picture? While there is one."""
    if not is_weeded:
        return YES
    return no(
        "scan.weeded",
        "Bilden är gallrad, efter beslut av två personer. Vem som skrev under, när och "
        "var finns kvar.",
        HOUSE,
    )


def may_discard(*, is_filed: bool) -> Verdict:
    """May the page be thrown away? Not one that is filed, or has been."""
    if not is_filed:
        return YES
    return no(
        "scan.filed",
        "Sidan kan inte tas bort. Den är insorterad som kopia av ett original.",
        HOUSE,
    )


def _one_sheet(facts: CodeFacts) -> Verdict:
    if facts.codes <= 1:
        return YES
    return no(
        "scan.several",
        "Flera blad syns på samma bild, så den är inte sparad. Fotografera ett blad åt "
        "gången.",
        HOUSE,
    )


def _own(facts: CodeFacts) -> Verdict:
    if facts.codes != 1 or facts.known:
        return YES
    return no(
        "scan.foreign",
        "Sidan är inte sparad. Koden på den hör inte till de här originalen. "
        "Kontrollera att det är rätt papper och rätt läkare.",
        HOUSE,
    )


def _place_known(facts: PlaceFacts) -> Verdict:
    if facts.original and 1 <= facts.page <= facts.pages:
        return YES
    return no(
        "scan.no_place",
        "Ingen kod gick att läsa på sidan. Välj vilken sida det är, eller ta bort den "
        "och fotografera igen: hela bladet, i skärpa, med nedre högra hörnet synligt.",
        HOUSE,
        field="place",
    )


def _as_coded(facts: PlaceFacts) -> Verdict:
    if not facts.code_says_otherwise:
        return YES
    return no(
        "scan.other_code",
        "Sidan kan inte sorteras in där. Koden på den säger att den är en annan sida.",
        HOUSE,
        field="place",
    )


def _valid(facts: PlaceFacts) -> Verdict:
    if facts.withdrawn_on is None:
        return YES
    return no(
        "scan.withdrawn",
        f"{facts.original} på det här papperet gäller inte. Det ersattes eller "
        f"återkallades den {date_text(facts.withdrawn_on)}. Skriv ut det som gäller nu, "
        "skriv under det och skanna det.",
        HOUSE,
    )


def _vacant(facts: PlaceFacts) -> Verdict:
    if not facts.taken or facts.replaces or facts.withdrawn_on:
        return YES
    return no(
        "scan.double",
        f"{facts.original}, sidan {facts.page}, är redan skannad. Låt den här ersätta "
        "den, eller ta bort den här.",
        HOUSE,
    )
