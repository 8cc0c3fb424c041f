"""A snapshot as it is kept: written as JSON, and read back as it was."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from recruitment.rules.criteria import Scheme
from recruitment.rules.scoring import ScoreRow
from recruitment.rules.snapshot import Letter, Line, Snapshot

SCHEME = "scheme"  # stands in the round's own method, which is locked


def frozen(snapshot: Snapshot) -> dict[str, Any]:
    """Everything but the scheme, in what JSON can hold."""
    return {
        name: _plain(value)
        for name, value in asdict(snapshot).items()
        if name != SCHEME
    }


def thawed(kept: Mapping[str, Any], scheme: Scheme) -> Snapshot:
    """The snapshot that was kept, with the same digest."""
    return Snapshot(
        lines=tuple(_line(one) for one in kept["lines"]),
        letters=tuple(Letter(**one) for one in kept["letters"]),
        rows=tuple(ScoreRow(**one) for one in kept["rows"]),
        scheme=scheme,
        received=kept["received"],
        places=kept["places"],
        overbooked_to=kept["overbooked_to"],
        record_needed=kept["record_needed"],
        references_needed=kept["references_needed"],
        earlier_shares=tuple(Decimal(one) for one in kept["earlier_shares"]),
        tolerance=Decimal(kept["tolerance"]),
    )


def _line(kept: Mapping[str, Any]) -> Line:
    points, shown = kept["points"], kept["record_shown_on"]
    changed = {
        "points": None if points is None else Decimal(points),
        "record_shown_on": None if shown is None else date.fromisoformat(shown),
    }
    return Line(**{**kept, **changed})


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return str(value) if isinstance(value, Decimal | date) else value
