"""What may be done in a national clearing, and when: by regions, and by applicants.

It is voluntary for each region. All of it is our own (HOUSE).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import moment
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.enums import ClearingState
from recruitment.rules.gate import OUT, UNDER_WAY

SHORTEST = timedelta(days=3)  # to wish in, from when it is opened
LONGEST = timedelta(days=60)
S = ClearingState


@dataclass(frozen=True)
class ClearingFacts:
    """Where a clearing stands at a moment."""

    state: str
    closes_at: datetime
    at: datetime

    @property
    def is_open(self) -> bool:
        return self.state == S.OPEN and self.at < self.closes_at


# ------------------------------------------------------------------------- by regions
def may_open(
    name: str, closes_at: datetime, at: datetime, *, is_taken: bool
) -> Verdict:
    """May a clearing of this name be opened, for wishes until then?"""
    if not name.strip():
        return no(
            "clearing.no_name", "Skriv vad matchningen heter.", HOUSE, field="name"
        )
    if is_taken:
        text = "Det finns redan en matchning med det namnet. Välj ett annat namn."
        return no("clearing.name_taken", text, HOUSE, field="name")
    if SHORTEST <= closes_at - at <= LONGEST:
        return YES
    return no(
        "clearing.closing",
        f"Välj en dag mellan {moment(at + SHORTEST)} och {moment(at + LONGEST)}, så att "
        "de sökande hinner önska.",
        HOUSE,
        field="closes_on",
    )


def may_join(
    clearing: ClearingFacts,
    *,
    is_ranked: bool,
    releases: Collection[str],
    is_in_one: bool,
    is_region_in: bool,
    places: int,
) -> Verdict:
    """May a round take part? Its order is fixed before anybody can wish by it."""
    found = [
        (is_in_one, "in_one", "Omgången är redan med i en matchning."),
        (is_region_in, "region_in", "Regionen är redan med, med en annan omgång."),
        (not is_ranked, "not_ranked", "Rangordningen är inte fastställd. Fastställ den "
         "först, så att ingens önskemål kan påverka den."),
        (bool(set(releases) & {*UNDER_WAY, *OUT}), "release", "Ett utskick är förberett "
         "eller skickat. Kasta det först, om det inte är skickat."),
        (not places, "no_places", "Omgången har inga BT-tjänster. Lägg till dem först."),
        (not clearing.is_open, "closed", "Matchningen är stängd."),
    ]  # fmt: skip
    return _first("join", "Omgången kan inte gå med.", found)


def may_leave(clearing: ClearingFacts) -> Verdict:
    """May a region leave? Not once the wishes have closed."""
    if clearing.is_open:
        return YES
    return no(
        "clearing.leave_closed",
        "Regionen kan inte lämna matchningen. Önskemålen är stängda, och de andra "
        "regionernas platser hänger ihop med era.",
        HOUSE,
    )


def may_give_before(
    *, state: str, reason: str, given: int, capacity: int, has_left: bool
) -> Verdict:
    """May this applicant be given a place before the match? `given`: others there.

    A decision about special circumstances, with its reason, until it is matched.
    """
    found = [
        (state != S.OPEN, "matched", "Matchningen är gjord."),
        (has_left, "has_left", "Ansökan är inte längre med."),
        (given >= capacity, "full", "Alla platser på orten är redan givna före "
         "matchningen."),
    ]  # fmt: skip
    verdict = _first("special", "Platsen kan inte ges.", found)
    if verdict and not reason.strip():
        text = "Skriv vilka särskilda omständigheter beslutet vilar på."
        return no("clearing.special_reason", text, HOUSE, field="reason")
    return verdict


def is_not_matched(state: str) -> Verdict:
    """Can what was decided before the match still be changed?"""
    if state == S.OPEN:
        return YES
    return no("clearing.matched", "Det går inte längre. Matchningen är gjord.", HOUSE)


# ----------------------------------------------------------------------- by applicants
def may_wish(clearing: ClearingFacts) -> Verdict:
    """May wishes still be changed?"""
    if clearing.is_open:
        return YES
    return no(
        "clearing.wishes_closed",
        f"Önskemålen stängde den {moment(clearing.closes_at)}. Det du sparade före dess "
        "gäller.",
        HOUSE,
    )


def may_use_key(*, is_found: bool, is_used: bool) -> Verdict:
    """Does this key open wishes that this application may share?"""
    if is_found and not is_used:
        return YES
    text = (
        "En annan ansökan i regionen använder redan den nyckeln. Börja med en ny."
        if is_used
        else "Nyckeln finns inte i den här matchningen. Kopiera hela länken från sidan "
        "med dina önskemål."
    )
    return no("clearing.key", text, HOUSE, field="key")


def wishes_known(wishes: Sequence[str], places: Collection[str]) -> Verdict:
    """Is each wish one of the places, once?"""
    if len(set(wishes)) == len(wishes) and set(wishes) <= set(places):
        return YES
    return no(
        "clearing.wishes_changed",
        "Platserna har ändrats sedan sidan öppnades. Se efter att ordningen är som du "
        "vill ha den, och spara igen.",
        HOUSE,
    )


def same_version(seen: int, now: int) -> Verdict:
    """Is what is changed what was shown, and not changed in another window since?"""
    if seen == now:
        return YES
    return no(
        "clearing.other_window",
        "Önskemålen har ändrats i ett annat fönster. Det du ser nu är det som gäller; "
        "ändra det om du vill.",
        HOUSE,
    )


# ------------------------------------------------------------------------------ the gate
def may_prepare_in(state: str, overbooking: int) -> Verdict:
    """May what is to be sent be listed, for a round in a clearing? When it is matched."""
    if overbooking:
        text = (
            "I en nationell matchning får ingen fler erbjudanden än platser. Skriv 0."
        )
        return no("clearing.overbooking", text, HOUSE, field="overbooking")
    if state != S.OPEN:
        return YES
    return no(
        "clearing.not_matched",
        "Utskicket kan inte förberedas än. Omgången är med i en nationell matchning "
        "som inte är gjord.",
        HOUSE,
    )


def may_let_out_in(state: str, waited_for: Sequence[str]) -> Verdict:
    """May it go out? When every region has approved its share."""
    if state == S.RELEASED:
        return YES
    return no(
        "clearing.not_approved",
        "Beskeden kan inte släppas än. Alla regioner i matchningen ska ha godkänt sina "
        f"först. Kvar är {', '.join(waited_for)}.",
        HOUSE,
    )


def may_reopen_in(is_in_clearing: bool) -> Verdict:
    """May a fixed order be opened again? Not while others share out places by it."""
    if not is_in_clearing:
        return YES
    return no(
        "clearing.order_used",
        "Rangordningen kan inte öppnas igen. Omgången är med i en nationell matchning. "
        "Lämna matchningen först, om önskemålen inte har stängt.",
        HOUSE,
    )


def may_change_places_in(is_in_clearing: bool) -> Verdict:
    """May the round's places be changed? Not while they are offered in a clearing."""
    if not is_in_clearing:
        return YES
    return no(
        "clearing.places_used",
        "BT-tjänsterna kan inte ändras. De är med i en nationell matchning.",
        HOUSE,
    )


def _first(what: str, cannot: str, found: Sequence[tuple[bool, str, str]]) -> Verdict:
    """The first that holds is told; the others may be gone when it is mended."""
    for holds, code, why in found:
        if holds:
            return no(f"clearing.{what}_{code}", f"{cannot} {why}", HOUSE)
    return YES
