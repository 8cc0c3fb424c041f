"""When a release may be prepared, read as it stands, confirmed and thrown away.

Who approves and what is checked stands in `releasing` and `release`. Our own (HOUSE).
"""

from collections.abc import Collection

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.enums import ReleaseState

S = ReleaseState
UNDER_WAY = (S.PREPARED, S.APPROVED)
OUT = (S.RELEASED, S.CONFIRMED)


def may_prepare(*, is_ranked: bool, states: Collection[ReleaseState | str]) -> Verdict:
    """May what is to be sent be listed? `states`: of the round's releases so far."""
    if not is_ranked:
        return no(
            "release.not_ranked",
            "Utskicket kan inte förberedas än. Rangordningen är inte fastställd. "
            "Fastställ den först.",
            HOUSE,
        )
    if not set(states) & set(OUT):
        return YES
    return no(
        "release.already_out",
        "Ett nytt utskick kan inte förberedas. Beskeden i omgången är skickade. Lediga "
        "platser går till reserverna; är något fel tar du tillbaka utskicket.",
        HOUSE,
    )


def same_as_prepared(digest_then: str, digest_now: str) -> Verdict:
    """Is what would be sent now what was listed?"""
    if digest_then == digest_now:
        return YES
    return no(
        "release.changed_since_prepared",
        "Utskicket kan inte godkännas. Något har ändrats sedan det förbereddes. "
        "Förbered det igen och se vad som skiljer.",
        HOUSE,
    )


def may_move_release(now: ReleaseState | str, *needed: ReleaseState) -> Verdict:
    """Is the release where this step begins?"""
    if S(now) in needed:
        return YES
    return no(
        "release.wrong_state",
        f"Det går inte nu. Utskicket är ”{S(now).label}”. Öppna sidan igen och se vad "
        "som har hänt.",
        HOUSE,
    )
