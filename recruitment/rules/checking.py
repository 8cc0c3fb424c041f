"""What the office has found about an applicant in the authorities' registers.

What the applicant wrote stays as it was sent; what was found stands beside it, and is
what the reasons of screening are true of. Ours (HOUSE); what it rests on is the law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.enums import ApplicationState
from recruitment.rules.deciding import FROM


@dataclass(frozen=True)
class Known:
    """`licensed_on`: the Swedish licence's day, None for none. `at_first`: there is a
    decision that AT is to lead to it. `bt_done`: a whole BT."""

    licensed_on: date | None = None
    at_first: bool = False
    bt_done: bool = False


def as_kept(found: Known) -> dict[str, Any]:
    """As the application keeps it."""
    return {
        "licensed_on": found.licensed_on.isoformat() if found.licensed_on else "",
        "at_first": found.at_first,
        "bt_done": found.bt_done,
    }


def read_kept(kept: Mapping[str, Any]) -> Known:
    """What `as_kept` wrote."""
    day = kept.get("licensed_on", "")
    return Known(
        date.fromisoformat(day) if day else None,
        bool(kept.get("at_first")),
        bool(kept.get("bt_done")),
    )


def is_licensed_on(known: Known, day: date) -> bool:
    """Was there a Swedish licence on that day? As in `eligibility`."""
    return known.licensed_on is not None and known.licensed_on <= day


def may_check(state: ApplicationState | str) -> Verdict:
    """May what was found be noted? While the application may still be decided about."""
    if state in FROM or state in (
        ApplicationState.SUBMITTED,
        ApplicationState.INCOMPLETE,
    ):
        return YES
    return no(
        "check.not_now",
        f"Kontrollen kan inte noteras. Ansökan är ”{ApplicationState(state).label}” och "
        "prövas inte mer.",
        HOUSE,
    )
