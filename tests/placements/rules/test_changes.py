"""When a plan stands still."""

import pytest

from placements.enums import ProgrammeState
from placements.rules.changes import (
    ChangeFacts,
    may_change_plan,
    may_remove_period,
    may_remove_placement,
)


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        (ProgrammeState.PLANNED, []),
        (ProgrammeState.IN_SERVICE, []),
        (ProgrammeState.FINAL_ASSESSMENT, []),
        (ProgrammeState.BASE_COMPETENT, []),
        (ProgrammeState.COMPLETED, ["plan.certified"]),
        (ProgrammeState.APPLIED, ["plan.certified"]),
    ],
)
def test_a_certified_plan_stands_still(state, codes):
    assert may_change_plan(ChangeFacts("Ebba Åkerström", state)).codes == codes


@pytest.mark.parametrize(
    ("in_use", "codes"), [(False, []), (True, ["placement.in_use"])]
)
def test_a_placement_in_use_stays(in_use, codes):
    assert may_remove_placement(in_use, "Kirurgi").codes == codes


@pytest.mark.parametrize(("last", "codes"), [(False, []), (True, ["period.last"])])
def test_a_placement_keeps_one_period(last, codes):
    assert may_remove_period(last).codes == codes
