"""Where a BT and a placement stand on a day, and how that is shown."""

from datetime import date

from bt_admin.lib.pieces import State
from placements.enums import PlacementState, ProgrammeState
from placements.models import Placement, Programme

PROGRAMME_LOOK = {
    ProgrammeState.PLANNED: ("none", "calendar"),
    ProgrammeState.IN_SERVICE: ("now", ""),
    ProgrammeState.FINAL_ASSESSMENT: ("wait", ""),
    ProgrammeState.BASE_COMPETENT: ("ok", ""),
    ProgrammeState.COMPLETED: ("ok", ""),
    ProgrammeState.APPLIED: ("ok", "mail"),
    ProgrammeState.APPROVED: ("ok", ""),
    ProgrammeState.ENDED: ("none", "close"),
}
PLACEMENT_LOOK = {
    PlacementState.PLANNED: ("none", "calendar"),
    PlacementState.ACTIVE: ("now", ""),
    PlacementState.AWAITING: ("wait", ""),
    PlacementState.CLOSED: ("ok", "lock"),
}


def state_on(programme: Programme, today: date) -> ProgrammeState:
    """Where the BT stands on this day: planned until it begins, then under way.

    Everything later is decided by somebody and is stored.
    """
    stored = ProgrammeState(programme.state)
    if stored in (ProgrammeState.PLANNED, ProgrammeState.IN_SERVICE):
        begun = programme.starts_on <= today
        return ProgrammeState.IN_SERVICE if begun else ProgrammeState.PLANNED
    return stored


def placement_state(
    placement: Placement, today: date, *, assessed: bool = False
) -> PlacementState:
    """Where a placement stands: by its periods, and its overall assessment at the end.

    A placement that both opens and closes the year is planned again in between.
    """
    rows = placement.periods.all()
    if any(row.starts_on <= today <= row.ends_on for row in rows):
        return PlacementState.ACTIVE
    if not rows or any(row.starts_on > today for row in rows):
        return PlacementState.PLANNED
    return PlacementState.CLOSED if assessed else PlacementState.AWAITING


def programme_state_shown(programme: Programme, today: date) -> State:
    state = state_on(programme, today)
    tone, icon = PROGRAMME_LOOK[state]
    return State(tone, str(state.label), icon)


def placement_state_shown(state: PlacementState) -> State:
    tone, icon = PLACEMENT_LOOK[state]
    return State(tone, str(state.label), icon)
