"""When reviews may be shared out in a round, and a proposal published."""

from dataclasses import dataclass

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.enums import RoundState
from recruitment.rules.reviewing import OPEN


@dataclass(frozen=True)
class Standing:
    """A round about to be shared out. `has_review`: its method has a phase of reading.

    `is_proposed`: a proposal would change something; `is_current`: it is what it would
    be if it were made now.
    """

    round_state: RoundState | str
    has_review: bool
    reviewers: int
    applications: int
    is_proposed: bool = False
    is_current: bool = True


def may_share(facts: Standing) -> Verdict:
    """Can reviews be shared out in this round now?"""
    if not facts.has_review:
        text = "Omgången har ingen granskning: sättet att rekrytera har ingen."
        return no("shares.no_review", text, HOUSE)
    if facts.round_state not in OPEN:
        word = RoundState(facts.round_state).label
        text = f"Granskningarna kan inte fördelas nu. Omgången är ”{word}”."
        return no("shares.round_past", text, HOUSE)
    if not facts.reviewers:
        return no(
            "shares.no_reviewers",
            "Granskningarna kan inte fördelas än. Omgången har inga granskare. Lägg "
            "till dem först.",
            HOUSE,
        )
    if not facts.applications:
        return no(
            "shares.no_applications",
            "Det finns inga ansökningar att granska än. En ansökan granskas när den är "
            "behörig.",
            HOUSE,
        )
    return YES


def may_publish(facts: Standing) -> Verdict:
    """Is there a proposal to publish, and is it still what it would be?"""
    if not facts.is_proposed:
        return no(
            "shares.no_proposal",
            "Det finns inget förslag att publicera. Gör ett förslag först.",
            HOUSE,
        )
    if not facts.is_current:
        return no(
            "shares.changed",
            "Förslaget kan inte publiceras. Något har ändrats sedan det gjordes. Gör "
            "ett nytt förslag.",
            HOUSE,
        )
    return YES
