"""Filters kept under a name: what may be kept, and how many."""

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

MOST = 20  # for one person in one region
SEARCHED = "sok"  # free text, in which somebody may have written a name


def without_text(kept: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What of a filter may be kept? All but what was searched for."""
    return [(name, value) for name, value in kept if name != SEARCHED]


def may_save_view(
    name: str, kept: list[tuple[str, str]], others: frozenset[str]
) -> Verdict:
    """May this filter be kept under this name? `others`: names that are taken.

    The same name again is the same view, with another filter. HOUSE.
    """
    return all_of(_named(name), _narrows(kept), _room(name, others))


def _named(name: str) -> Verdict:
    if name:
        return YES
    return no("view.no_name", "Skriv ett namn.", HOUSE, field="name")


def _narrows(kept: list[tuple[str, str]]) -> Verdict:
    if kept:
        return YES
    text = "Urvalet kan inte sparas. Det visar alla ansökningar. Välj något filter."
    return no("view.nothing", text, HOUSE)


def _room(name: str, others: frozenset[str]) -> Verdict:
    if name in others or len(others) < MOST:
        return YES
    text = f"Du har redan {MOST} sparade urval. Ta bort något först."
    return no("view.many", text, HOUSE)
