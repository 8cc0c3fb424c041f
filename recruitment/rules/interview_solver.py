"""The solver at work: one wish after the other, and the same answer every time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from recruitment.rules.interview_model import Extra, InterviewModel, Term

# Deterministic seconds, so that a busy machine gives the same plan: for all wishes
# together, each taking at most half of what is left, and for each way out. A plan made
# again is waited for, and has the old one to begin from.
PATIENCE, PATIENCE_AGAIN, PATIENCE_FOR_A_WAY = 4.0, 1.2, 0.3
SEED = 20_210_701

Wish = Callable[[InterviewModel], Term]
Places = frozenset[tuple[int, int, int]]


@dataclass(frozen=True)
class Solution:
    """What was chosen, by place in the facts, and whether nothing is better.

    `costs` is the value of each wish in turn, as small as could be found.
    """

    held: Places = frozenset()
    sits: Places = frozenset()
    values: tuple[int, ...] = ()
    costs: tuple[int, ...] = ()
    best: bool = True
    took: float = 0.0


def settle(
    model: InterviewModel, wishes: Sequence[Wish], patience: float = PATIENCE
) -> Solution:
    """The least of the first wish; of what has that, the least of the second; and on."""
    solution = Solution()
    for wish in wishes:
        term = wish(model)
        found = _least(model, term, solution, patience)
        if found is None:
            return replace(solution, best=False)
        solution = found
        model.cp.add(term <= solution.costs[-1])
    return solution


def cheapest_extras(model: InterviewModel, term: Term) -> list[Extra] | None:
    """Which limits have to be passed, and how far? None when it was not found out."""
    model.cp.minimize(term)
    solver = _solver(PATIENCE_FOR_A_WAY)
    if solver.solve(model.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    amounts = [(extra, solver.value(cost)) for cost, extra in model.costs]
    return [replace(extra, amount=amount) for extra, amount in amounts if amount]


def _least(
    model: InterviewModel, term: Term, after: Solution, patience: float
) -> Solution | None:
    model.cp.minimize(term)
    model.cp.clear_hints()
    for place, value in enumerate(after.values):
        model.cp.add_hint(model.cp.get_int_var_from_proto_index(place), value)
    solver = _solver((patience - after.took) / 2)
    status = solver.solve(model.cp)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return Solution(
        frozenset(key for key, one in model.held.items() if solver.value(one)),
        frozenset(key for key, one in model.sits.items() if solver.value(one)),
        tuple(solver.response_proto.solution),
        (*after.costs, round(solver.objective_value)),
        best=after.best and status == cp_model.OPTIMAL,
        took=after.took + solver.response_proto.deterministic_time,
    )


def _solver(patience: float) -> cp_model.CpSolver:
    """One worker: repeatable, and on days of this size quicker than two in turns."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = (
        2  # seats are counted: relaxations are tight
    )
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = patience
    return solver
