"""A round's figures as other regions may read them, with small numbers held back.

The stages follow on each other, so two numbers that lie close tell how few there are
between them. What is held back is held back before it leaves the region. HOUSE.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from recruitment.enums import LeaveReason, RoundState
from recruitment.rules.figures import FUNNEL, RoundFigures, share
from recruitment.rules.small_cells import LEAST, shown_cells

OVER = (RoundState.STARTED, RoundState.EVALUATED)  # before, figures still move
MOST_ROUNDS = 6  # of each region, the latest


@dataclass(frozen=True)
class Shared:
    """What crosses. `stages` and `reasons` by their keys, None for held back.

    `days`: from closing to an offer, in the middle; None when so few had one.
    """

    places: int
    stages: Mapping[str, int | None] = field(default_factory=dict)
    reasons: Mapping[str, int | None] = field(default_factory=dict)
    days: Decimal | None = None

    @property
    def fill_rate(self) -> Decimal | None:
        """Per cent of the places where somebody started, when that is told."""
        started = self.stages.get("started")
        return None if started is None else share(started, self.places)


def shareable(figures: RoundFigures, days: Decimal | None) -> Shared:
    """What may other regions read of this round?

    Stages by `apart`, reasons by `shown_cells`, the days when enough had an offer.
    """
    stages = apart({key: getattr(figures, key) for key in FUNNEL})
    counts = {str(one.value): figures.left.get(one.value, 0) for one in LeaveReason}
    return Shared(
        places=figures.places,
        stages=stages,
        reasons={one.name: one.number for one in shown_cells(counts).rows},
        days=days if (stages.get("offered") or 0) >= LEAST else None,
    )


def apart(
    numbers: Mapping[str, int | None], least: int = LEAST
) -> dict[str, int | None]:
    """Numbers of people that follow on each other, so that no two tell a small one.

    In their order, each is shown when it is none or enough, and is the same as or far
    enough from every number already shown; else held back.
    """
    shown: list[int] = []
    found: dict[str, int | None] = {}
    for key, number in numbers.items():
        tells = number is None or any(
            0 < abs(number - other) < least for other in (0, *shown)
        )
        found[key] = None if tells else number
        if not tells and number is not None:
            shown.append(number)
    return found


def as_shared(shared: Shared) -> dict[str, Any]:
    """Of plain values alone, as it is kept."""
    return {
        "places": shared.places,
        "stages": dict(shared.stages),
        "reasons": dict(shared.reasons),
        "days": None if shared.days is None else str(shared.days),
    }


def read_shared(table: Mapping[str, Any]) -> Shared:
    """The figures that stand in this table."""
    days = table.get("days")
    return Shared(
        places=table["places"],
        stages=table.get("stages", {}),
        reasons=table.get("reasons", {}),
        days=None if days is None else Decimal(days),
    )
