"""Everything that changes a BT's plan or the people around it."""

from placements.actions.ending import end_programme
from placements.actions.extension import extend
from placements.actions.placement import (
    add_period,
    add_placement,
    change_placement,
    move_period,
    remove_period,
    remove_placement,
)
from placements.actions.programme import (
    appoint_main_supervisor,
    appoint_supervisor,
    open_programme,
)

__all__ = [
    "add_period",
    "add_placement",
    "appoint_main_supervisor",
    "appoint_supervisor",
    "change_placement",
    "end_programme",
    "extend",
    "move_period",
    "open_programme",
    "remove_period",
    "remove_placement",
]
