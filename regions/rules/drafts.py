"""When may what somebody is typing be kept?"""

from dataclasses import dataclass

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no

LONGEST = 200_000  # characters in one form: longer than all that its rules let through
MOST = 200  # drafts of one person in one region
ELSEWHERE, GONE = "draft.elsewhere", "draft.gone"


@dataclass(frozen=True)
class DraftFacts:
    """What is stored, if anything, and what the open page knows of it.

    `revision` 0: nothing. `same`: both say the same words. `others`: how many drafts
    of other forms this person has.
    """

    revision: int
    window: str
    known_revision: int
    known_window: str
    same: bool
    length: int
    others: int


def may_keep_draft(facts: DraftFacts) -> Verdict:
    """May this be written over what is stored, or be the first?"""
    if facts.length > LONGEST:
        return no(
            "draft.too_long",
            "Texten är för lång för att sparas medan du skriver. Korta den.",
            HOUSE,
        )
    if facts.revision:
        return not_from_elsewhere(facts)
    if facts.known_revision:
        return no(
            GONE,
            "Utkastet finns inte längre. Formuläret har skickats, eller utkastet har "
            "kastats, i ett annat fönster. Det du har skrivit står kvar här.",
            HOUSE,
        )
    if facts.others >= MOST:
        return no(
            "draft.too_many",
            f"Texten sparas inte medan du skriver. Du har {MOST} utkast. Skicka eller "
            "kasta några av dem.",
            HOUSE,
        )
    return YES


def not_from_elsewhere(facts: DraftFacts) -> Verdict:
    """Is what is stored what this page last saw, or this page's own, or the same?"""
    seen = facts.revision == facts.known_revision
    if seen or facts.same or facts.window == facts.known_window != "":
        return YES
    return no(
        ELSEWHERE,
        "Du har skrivit i samma formulär på ett annat ställe. Båda texterna visas, och "
        "ingen av dem är borta. Välj vilken som ska gälla.",
        HOUSE,
    )
