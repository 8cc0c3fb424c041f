"""An agreed action: who may say that it is done."""

from dataclasses import dataclass

from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no


@dataclass(frozen=True)
class DoneFacts:
    """An agreed action about to be marked as done."""

    by: Person
    owner: Person
    leads: bool
    is_told: bool  # the doctor knows of it: the talk was held, the plan is shared
    is_doctor: bool


def may_mark_done(facts: DoneFacts) -> Verdict:
    """May this person say that the action is done? Its owner, or one who leads.

    Not the doctor while nobody has told the doctor of it.
    """
    is_known = facts.is_told or not facts.is_doctor
    if is_known and (facts.leads or facts.by == facts.owner):
        return YES
    return no(
        "action.not_owner",
        f"Du kan inte markera åtgärden som klar. Det gör {facts.owner}.",
        HOUSE,
    )
