"""Two who declare beforehand that they go together in a clearing. All of it is HOUSE."""

from collections.abc import Collection, Sequence

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.rules.clearing_steps import ClearingFacts, may_wish

Together = tuple[str, str]
"""A place for the first and one for the second."""


def may_begin_pair(clearing: ClearingFacts, *, is_in_pair: bool) -> Verdict:
    """May somebody ask another to go together? While wishes are open, and with one."""
    return may_wish(clearing) & _not_in_pair(is_in_pair)


def may_join_pair(
    clearing: ClearingFacts, *, is_found: bool, is_own: bool, is_full: bool, is_in: bool
) -> Verdict:
    """May somebody answer with this key? Not one's own, and not a third."""
    if is_own:
        text = "Det är din egen nyckel. Ge den till den du vill gå tillsammans med."
        return no("clearing.pair_own", text, HOUSE, field="pair_key")
    if not is_found or is_full:
        text = (
            "Nyckeln är redan använd. Be om en ny."
            if is_full
            else "Nyckeln finns inte i den här matchningen. Kopiera hela nyckeln som du "
            "har fått."
        )
        return no("clearing.pair_key", text, HOUSE, field="pair_key")
    return may_wish(clearing) & _not_in_pair(is_in)


def _not_in_pair(is_in_pair: bool) -> Verdict:
    if not is_in_pair:
        return YES
    return no(
        "clearing.in_pair",
        "Ni går redan två tillsammans. Avsluta det först, om du vill gå med någon annan.",
        HOUSE,
        field="pair_key",
    )


def may_wish_together(
    wishes: Sequence[Together], first: Collection[str], second: Collection[str]
) -> Verdict:
    """Is each wish a place of the first's and one of the second's, once?"""
    known = all(one in first and two in second for one, two in wishes)
    if known and len(set(wishes)) == len(wishes):
        return YES
    return no(
        "clearing.pair_wishes",
        "Välj en plats för var och en av er, och samma par av platser bara en gång.",
        HOUSE,
        field="places",
    )


def first_together(first: Sequence[str], second: Sequence[str]) -> list[Together]:
    """What may two be taken to wish, before they have said? The same place, as the first
    has put them."""
    return [(place, place) for place in first if place in second]
