"""Who decides that reviewers read a masked copy, and what they are told until then.

Nothing is shown that was not proved to be masked, or looked at by somebody at the
office. Our own rules (HOUSE).
"""

from dataclasses import dataclass

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.enums import MaskState

SHOWN = (MaskState.MASKED, MaskState.APPROVED)
# What a reviewer reads where the paper would be.
TOLD: dict[str, str] = {
    MaskState.WAITING: "Maskas just nu. Den visas här när det är klart.",
    MaskState.DOUBT: "Visas inte än. Vi kan inte maska den själva, så någon på kansliet "
    "ser först efter att den inte visar vem den sökande är.",
    MaskState.LEFT_OUT: "Visas inte. Kansliet har låtit bli att visa den, eftersom den "
    "kan visa vem den sökande är. Bedöm det du läser.",
}


@dataclass(frozen=True)
class CopyFacts:
    """A paper's copy. `is_read`: the method lets reviewers read this kind of paper.

    `is_same`: the copy is the one that the person has looked at.
    """

    state: MaskState | str
    is_read: bool = True
    has_copy: bool = True
    is_same: bool = True


def may_mask(facts: CopyFacts) -> Verdict:
    """Is this paper masked at all? Only those that the method shows to reviewers."""
    if facts.is_read:
        return YES
    return no(
        "masking.not_read",
        "Handlingen visas inte för granskarna, så den maskas inte. Vilka handlingar de "
        "läser står i omgångens metod.",
        HOUSE,
    )


def may_approve(facts: CopyFacts) -> Verdict:
    """May this copy be shown because somebody has looked at it?"""
    if not (verdict := may_mask(facts)):
        return verdict
    if not facts.has_copy:
        return no(
            "masking.no_copy",
            "Det finns ingen kopia att godkänna. Ladda upp en utan namn, eller låt "
            "handlingen vara.",
            HOUSE,
        )
    if facts.is_same:
        return YES
    return no(
        "masking.changed",
        "Kopian kan inte godkännas. Den har gjorts om sedan du öppnade sidan. Läs den "
        "nya och godkänn sedan.",
        HOUSE,
    )
