"""Whether what a region says of how it does things may be written."""

from dataclasses import dataclass

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no


@dataclass(frozen=True)
class WaysFacts:
    """`is_newest` is False when somebody has written since the page was shown.

    The months are the caps of an extension for the goals' sake; None is no cap.
    """

    is_newest: bool = True
    per_placement: int | None = None
    in_all: int | None = None


def may_write_ways(facts: WaysFacts) -> Verdict:
    """May the region's ways be these?

    Nobody writes over somebody else without having seen it, and what is said goes
    together (HOUSE).
    """
    return all_of(_not_stale(facts), _caps_go_together(facts))


def _not_stale(facts: WaysFacts) -> Verdict:
    if facts.is_newest:
        return YES
    return no(
        "ways.stale",
        "Inget är sparat. Någon annan har ändrat hur regionen gör medan du skrev. Läs "
        "det på sidan Regionen. Spara igen om ditt ska gälla i stället.",
        HOUSE,
    )


def _caps_go_together(facts: WaysFacts) -> Verdict:
    if facts.per_placement is None or facts.in_all is None:
        return YES
    if facts.per_placement <= facts.in_all:
        return YES
    return no(
        "ways.caps",
        "Förlängningen på en placering kan inte vara längre än den sammanlagda. Ändra "
        "en av dem.",
        HOUSE,
        field="extension__reason_competence_max_months_total",
    )
