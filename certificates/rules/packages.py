"""When a finished dossier may go to the archive."""

from dataclasses import dataclass

from bt_admin.lib.sources import HOUSE, PUBLIC_RECORDS
from bt_admin.lib.verdicts import YES, Verdict, no


@dataclass(frozen=True)
class PackageFacts:
    """`waiting`: how many certificates' PDFs have been asked for and are not there.

    `weeded`: what the assessor read is gone, by a decision.
    """

    frozen: bool
    decided: bool
    printed: bool
    waiting: int = 0
    weeded: bool = False


def may_be_archived(facts: PackageFacts) -> Verdict:
    """May a package be made? Only of what is upprättad, and printed (TF 2 kap.).

    Before the decision the matter is not finished, and a working copy is a draft.
    """
    if not (facts.frozen and facts.decided):
        return no(
            "package.not_finished",
            "Arkivpaketet kan inte göras än. Bara upprättade handlingar arkiveras, och "
            "underlaget blir upprättat när det är fryst och slutbedömningen beslutad.",
            PUBLIC_RECORDS,
        )
    if facts.weeded:
        return no(
            "package.weeded",
            "Arkivpaketet kan inte göras. Underlaget är gallrat.",
            PUBLIC_RECORDS,
        )
    if not facts.printed:
        return no(
            "package.not_printed",
            "Arkivpaketet kan inte göras än. Underlaget har ingen PDF. Begär den, så "
            "framställs den.",
            HOUSE,
        )
    if facts.waiting:
        return no(
            "package.waiting",
            "Arkivpaketet kan inte göras än. Alla intyg som har begärts som PDF är "
            "inte framställda. Vänta en stund och läs om sidan.",
            HOUSE,
        )
    return YES
