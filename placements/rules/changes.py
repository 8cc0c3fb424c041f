"""When a plan stands still."""

from dataclasses import dataclass

from bt_admin.lib.sources import BILAGA_3, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from placements.enums import ProgrammeState
from placements.rules.ending import still_open

CERTIFIED = (
    ProgrammeState.COMPLETED,
    ProgrammeState.APPLIED,
    ProgrammeState.APPROVED,
)


@dataclass(frozen=True)
class ChangeFacts:
    """A plan about to be changed, and where the BT stands."""

    doctor: str
    state: ProgrammeState | str


def may_change_plan(facts: ChangeFacts) -> Verdict:
    """May the plan of this BT still be changed?

    Not once the time is certified: bilaga 3 was written from it (BILAGA_3). Not when
    the BT has ended in advance (HOUSE).
    """
    if facts.state == ProgrammeState.ENDED:
        return still_open(facts.doctor, facts.state)
    if facts.state not in CERTIFIED:
        return YES
    return no(
        "plan.certified",
        f"Planen för {facts.doctor} kan inte ändras. Tiden är intygad, och intyget "
        "bygger på den här planen. Återkalla intyget om fullgjord bastjänstgöring "
        "först.",
        BILAGA_3,
    )


def may_remove_placement(has_more: bool, title: str) -> Verdict:
    """May this placement be taken away from the plan?

    Not when somebody was appointed there or something was written about it.
    """
    if not has_more:
        return YES
    return no(
        "placement.in_use",
        f"{title} kan inte tas bort. Någon har utsetts eller bedömt där, och det ska "
        "finnas kvar. Ändra perioderna i stället.",
        HOUSE,
    )


def may_remove_period(is_last: bool) -> Verdict:
    """May this period be taken away? Not the last one of its placement."""
    if not is_last:
        return YES
    return no(
        "period.last",
        "Perioden kan inte tas bort. Den är placeringens enda. Ändra datumen, eller ta "
        "bort hela placeringen.",
        HOUSE,
    )
