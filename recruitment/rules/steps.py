"""The steps a region's way of recruiting is put together of, and the states they give.

A region lists its steps in its own order and words; what a step is decides the state
the round is in meanwhile. Steps without a state of their own go on in the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from recruitment.enums import RoundState

S = RoundState
STATES = tuple(RoundState)  # in the order a round goes through them
STATE_OF_STEP: dict[str, RoundState | None] = {
    "advertise": S.ADVERTISED,
    "screen": S.SCREENING,
    "review": S.SCREENING,
    "select": S.SCREENING,
    "interviews": S.INTERVIEW,
    "test": S.INTERVIEW,
    "score": S.INTERVIEW,
    "reconcile_group": S.INTERVIEW,
    "reconcile_all": S.INTERVIEW,
    "references": None,
    "decide": None,
    "record": S.BACKGROUND_CHECK,
    "offer": S.OFFERS,
    "reserves": S.RESERVE,
    "start": S.STARTED,
    "evaluate": S.EVALUATED,
}
# Every round has these, whatever else it has.
NEEDED = ("advertise", "decide", "offer", "start", "evaluate")
READ_BY = ("screen", "review")  # one of them: somebody reads every application
MET_IN = {"individual": "interviews", "group": "interviews", "test": "test"}


@dataclass(frozen=True)
class Step:
    """One step, in the region's words. `rolling`: done while applications come in."""

    kind: str
    label: str
    rolling: bool = False


def states_of(steps: Sequence[Step]) -> tuple[RoundState, ...]:
    """Which states does a round with these steps go through, from draft to evaluated?"""
    found = {state for _, state in with_states(steps)}
    return tuple(one for one in STATES if one in found | {S.DRAFT, S.CLOSED})


def steps_in(steps: Sequence[Step], state: RoundState | str) -> tuple[Step, ...]:
    """What is done while the round is in this state?

    Rolling steps are done also while it is open for applications.
    """
    return tuple(
        step
        for step, its_state in with_states(steps)
        if its_state == state or (step.rolling and state == S.ADVERTISED)
    )


def with_states(steps: Sequence[Step]) -> tuple[tuple[Step, RoundState], ...]:
    """Each step with its state. LookupError for a step that there is not."""
    found: list[tuple[Step, RoundState]] = []
    state = S.DRAFT
    for step in steps:
        state = STATE_OF_STEP[step.kind] or state
        found.append((step, state))
    return tuple(found)
