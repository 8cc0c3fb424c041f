"""A whole case as a public record: what is left out, by which paragraph, and why.

None of these paragraphs has been read in the law itself, so each carries «källa ej
verifierad». A person decides about every thing; the system proposes and takes away.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bt_admin.lib.dates import list_text
from bt_admin.lib.sources import (
    HOUSE,
    OSL_6_7,
    OSL_21_1,
    OSL_21_3,
    OSL_21_7,
    OSL_39_2,
    OSL_39_3,
    PUBLIC_RECORDS,
    Source,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

PARAGRAPHS: Mapping[str, Source] = {
    one.key: one for one in (OSL_21_1, OSL_39_2, OSL_39_3, OSL_21_3, OSL_21_7)
}
ABOUT = {
    OSL_21_1.key: "hälsa och sexualliv",
    OSL_39_2.key: "en anställds hälsa eller personliga förhållanden",
    OSL_39_3.key: "bostadsadress och privat telefonnummer",
    OSL_21_3.key: "förföljda personers adress och kontaktuppgifter",
    OSL_21_7.key: "personuppgifter som skulle behandlas i strid med dataskyddet",
}
SHORTEST = 2  # letters of a phrase: one would black out the page
APPEAL = OSL_6_7


@dataclass(frozen=True)
class Ground:
    """Something is not given out: by which paragraph, and why."""

    paragraph: str
    reason: str


@dataclass(frozen=True)
class Words:
    """Words that are taken out wherever they stand; `numbers`: all personnummer."""

    ground: Ground
    phrases: tuple[str, ...] = ()
    numbers: bool = False


@dataclass(frozen=True)
class Thing:
    """A part of the case, or a file of it. `has_text` False: words can't be found.

    What is not readable cannot be opened: it can only be left out. `masked`: so many
    places are taken out of the page that this is a picture of. `withheld`: what it is
    a picture of is left out.
    """

    key: str
    title: str
    has_text: bool = True
    is_readable: bool = True
    masked: int = 0
    withheld: bool = False


@dataclass(frozen=True)
class GivingFacts:
    """A case about to be given out.

    `left_out`: by the key of the thing. `looked_at`: pictures that somebody has said
    may be given as they are. `is_open`: not answered yet. `where`: what tells where a
    doctor with skyddade personuppgifter is, or how to reach them.
    """

    things: tuple[Thing, ...]
    left_out: Mapping[str, Ground]
    words: tuple[Words, ...]
    looked_at: tuple[str, ...] = ()
    is_open: bool = True
    where: tuple[str, ...] = ()


def may_give_out(facts: GivingFacts) -> Verdict:
    """May this case be given out so?

    Once, when something is left to give, each omission has its paragraph and a reason
    that does not tell what was masked, and pictures have been looked at and show
    nothing that is masked elsewhere.
    """
    return all_of(
        _open(facts.is_open),
        _something_left(facts),
        *(_grounded(key, ground) for key, ground in facts.left_out.items()),
        *(_sound(words) for words in facts.words),
        _tells_not_where(facts),
        _readable(facts),
        _looked_at(facts),
        _shows_nothing_masked(facts),
        _shows_nothing_withheld(facts),
        _reasons_tell_nothing(facts),
    )


def may_refuse(*, is_open: bool, paragraph: str, reason: str) -> Verdict:
    """May the whole request be refused? Once, by a paragraph, with reasons (OSL_6_7)."""
    return all_of(_open(is_open), _grounded("", Ground(paragraph, reason)))


def may_ask_for(request: str) -> Verdict:
    """May a request be registered? When it says what is asked for; never who asks."""
    if request.strip():
        return YES
    text = "Skriv vad som begärs ut. Den som frågar får vara anonym."
    return no("disclosure.no_request", text, PUBLIC_RECORDS, field="request")


# ------------------------------------------------------------------------- the reasons
def _open(is_open: bool) -> Verdict:
    if is_open:
        return YES
    text = "Begäran är redan besvarad. Kommer en ny begäran registrerar du den för sig."
    return no("disclosure.answered", text, HOUSE)


def _something_left(facts: GivingFacts) -> Verdict:
    if any(thing.key not in facts.left_out for thing in facts.things):
        return YES
    text = "Det blir inget kvar att lämna ut. Avslå begäran i stället."
    return no("disclosure.nothing_left", text, PUBLIC_RECORDS)


def _grounded(key: str, ground: Ground) -> Verdict:
    end = f"_{key}" if key else ""
    verdict = YES
    if ground.paragraph not in PARAGRAPHS:
        text = "Välj paragrafen som det hålls inne med stöd av."
        verdict &= no("disclosure.no_law", text, PUBLIC_RECORDS, field=f"law{end}")
    if not ground.reason.strip():
        text = "Skriv ett skäl. Den som begärde ut kan överklaga."
        verdict &= no("disclosure.no_reason", text, PUBLIC_RECORDS, field=f"why{end}")
    return verdict


def _sound(words: Words) -> Verdict:
    key = words.ground.paragraph.replace(".", "_")
    short = [one for one in words.phrases if len(one.strip()) < SHORTEST]
    if short:
        text = "Skriv minst två tecken på varje rad."
        return no("disclosure.too_short", text, HOUSE, field=f"words_{key}")
    if words.ground.reason.strip():
        return YES
    text = "Skriv ett skäl. Den som begärde ut kan överklaga."
    return no("disclosure.no_reason", text, PUBLIC_RECORDS, field=f"reason_{key}")


def _readable(facts: GivingFacts) -> Verdict:
    return all_of(
        *(
            no(
                "disclosure.unreadable",
                f"{thing.title} går inte att öppna, och kan inte maskas. Lämna inte ut "
                "den härifrån.",
                HOUSE,
                field=f"how_{thing.key}",
            )
            for thing in facts.things
            if not thing.is_readable and thing.key not in facts.left_out
        )
    )


def _tells_not_where(facts: GivingFacts) -> Verdict:
    """Of whoever has skyddade personuppgifter, their places are masked by OSL_21_3."""
    masked = {
        phrase
        for words in facts.words
        for phrase in words.phrases
        if words.ground.paragraph == OSL_21_3.key
    }
    if masked.issuperset(facts.where):
        return YES
    text = (
        "BT-läkaren har skyddade personuppgifter. Adress, telefon, mejl och de enheter "
        "där läkaren tjänstgör ska maskas. Låt rutan vara ikryssad."
    )
    return no("disclosure.tells_where", text, OSL_21_3, field="home")


def _looked_at(facts: GivingFacts) -> Verdict:
    """A picture is never searched: somebody has to say that it may go."""
    left = [
        thing
        for thing in facts.things
        if not thing.has_text
        and thing.key not in facts.left_out
        and thing.key not in facts.looked_at
    ]
    return all_of(
        *(
            no(
                "disclosure.not_looked_at",
                f"{thing.title} är en bild, och ord i den maskas inte. Öppna den och "
                "välj.",
                PUBLIC_RECORDS,
                field=f"how_{thing.key}",
            )
            for thing in left
        )
    )


def _shows_nothing_masked(facts: GivingFacts) -> Verdict:
    """A picture of a page is given whole or not at all: black in one, clear in the other
    would be no masking.
    """
    return all_of(
        *(
            no(
                "disclosure.shows_masked",
                f"{thing.title} visar det som maskas i den utskrivna sidan (ställen: "
                f"{thing.masked}). En bild maskas inte. Lämna inte ut bilden: sidan "
                "lämnas ändå ut, maskad.",
                PUBLIC_RECORDS,
                field=f"how_{thing.key}",
            )
            for thing in facts.things
            if thing.masked
            and thing.key not in facts.left_out
            and thing.key in facts.looked_at
        )
    )


def _shows_nothing_withheld(facts: GivingFacts) -> Verdict:
    return all_of(
        *(
            no(
                "disclosure.shows_withheld",
                f"{thing.title} visar en handling som inte lämnas ut. Lämna inte ut "
                "bilden heller.",
                PUBLIC_RECORDS,
                field=f"how_{thing.key}",
            )
            for thing in facts.things
            if thing.withheld
            and thing.key not in facts.left_out
            and thing.key in facts.looked_at
        )
    )


def _reasons_tell_nothing(facts: GivingFacts) -> Verdict:
    phrases = [phrase for words in facts.words for phrase in words.phrases]
    grounds = [words.ground for words in facts.words] + list(facts.left_out.values())
    told = [
        phrase
        for phrase in phrases
        if any(phrase.casefold() in ground.reason.casefold() for ground in grounds)
    ]
    if not told:
        return YES
    return no(
        "disclosure.reason_tells",
        f"Skälet nämner det som maskas ({list_text(sorted(set(told)))}). Skälen följer "
        "med det som lämnas ut. Skriv om dem.",
        HOUSE,
    )
