"""Before an order is fixed: who may see points, who is still undecided, what it rests on.

Our own rules (HOUSE); the order itself is made by `ranking`.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from hashlib import sha256

from bt_admin.lib.dates import list_text
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.rules.ranking import Ranking
from recruitment.rules.scoring import ScoreRow


def may_see_points(own_unsent: int) -> Verdict:
    """May somebody at the office see everybody's points? Not before sending their own."""
    if not own_unsent:
        return YES
    return no(
        "review.own_first",
        "Du kan inte se de andras granskningar än. De visas när du har skickat din, så "
        "att ni bedömer oberoende av varandra. Skicka din granskning först.",
        HOUSE,
    )


def all_decided(undecided: Sequence[str], candidates: int) -> Verdict:
    """Is there somebody to rank, and nobody who waits to hear whether to be ranked?"""
    if not candidates:
        return no(
            "ranking.nobody",
            "Rangordningen kan inte göras än. Ingen sökande har gått vidare. Avgör "
            "ansökningarna först.",
            HOUSE,
        )
    if not undecided:
        return YES
    return no(
        "ranking.undecided",
        f"Rangordningen kan inte göras än. Det är inte avgjort om {list_text(undecided)} "
        "går vidare. Avgör det först.",
        HOUSE,
    )


def may_fix(*, is_draft: bool, made_of: str, digest_now: str) -> Verdict:
    """May this order be fixed? A draft, when it still is what the points give."""
    if not is_draft:
        return no(
            "ranking.not_draft",
            "Rangordningen kan inte fastställas. Den är redan fastställd, eller ersatt "
            "av en ny. Öppna sidan igen.",
            HOUSE,
        )
    if made_of == digest_now:
        return YES
    return no(
        "ranking.changed",
        "Rangordningen kan inte fastställas. Poäng har ändrats sedan den gjordes. Gör "
        "den igen.",
        HOUSE,
    )


def digest_of(rows: Iterable[ScoreRow], ranking: Ranking, seed: str) -> str:
    """SHA-256 of an order and of everything that it was made from."""
    content = {
        "rows": sorted(_canonical(asdict(row)) for row in rows),
        "order": [_canonical(asdict(one)) for one in ranking.places],
        "below": sorted(_canonical(asdict(one)) for one in ranking.not_appointable),
        "seed": seed,
    }
    return sha256(_canonical(content).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
