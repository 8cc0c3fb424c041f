"""The match with the fewest blocking pairs, found by a solver.

One yes or no for each wish of each party, and one for each wish that may be left
blocking. Deterministic: one worker, a fixed seed, and a limit in the solver's own
steps rather than in seconds.
"""

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from recruitment.rules.clearing_market import Market, Party, Wish
from recruitment.rules.clearing_seating import Seating, blocking_in, seated

STEPS = 4.0
"""The solver's deterministic time; about as many seconds on a machine of today."""

Term = tuple[int, str, cp_model.IntVar]


@dataclass
class _Model:
    market: Market
    singles_too: bool
    solver: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    gets: dict[tuple[str, int], cp_model.IntVar] = field(default_factory=dict)
    blocks: dict[tuple[str, int], cp_model.IntVar] = field(default_factory=dict)
    sitting: dict[str, list[Term]] = field(default_factory=dict)
    full: dict[tuple[str, int], cp_model.IntVar] = field(default_factory=dict)


def fewest_blocking(market: Market, start: Seating) -> tuple[Seating, bool]:
    """Which seating leaves the fewest blocking pairs, and is it proved?

    `start` is any seating: the answer is never worse than that. First only linked
    pairs may be left blocking, which is soon decided and tells whether any match is
    stable. Only when that leaves two or more is the whole question asked.
    """
    best, decided = _fewest(market, start, singles_too=False)
    if decided and len(blocking_in(best)) <= 1:
        return best, True
    return _fewest(market, best, singles_too=True)


def _fewest(
    market: Market, start: Seating, *, singles_too: bool
) -> tuple[Seating, bool]:
    """The better of what the solver finds and `start`; was the search finished?"""
    model = _Model(market, singles_too)
    _wishes(model)
    _seats(model)
    _fullness(model)
    for party in market.parties:
        for number in range(len(party.wishes)):
            _blocking(model, party, number)
    model.solver.minimize(sum(model.blocks.values()))
    _begin_at(model, start)
    return _solved(model, start)


def _wishes(model: _Model) -> None:
    for party in model.market.parties:
        for number in range(len(party.wishes)):
            key = (party.key, number)
            model.gets[key] = model.solver.new_bool_var(f"{key}")
        model.solver.add_at_most_one(_this_or_better(model, party, len(party.wishes)))


def _this_or_better(model: _Model, party: Party, number: int) -> list[cp_model.IntVar]:
    return [
        model.gets[party.key, one] for one in range(min(number + 1, len(party.wishes)))
    ]


def _seats(model: _Model) -> None:
    """No post has more than its seats; who sits there is kept in its order."""
    model.sitting = {post: [] for post in model.market.seats}
    for party in model.market.parties:
        for number, wish in enumerate(party.wishes):
            for name, post in zip(party.members, wish, strict=True):
                rank = model.market.ranks[post][name]
                model.sitting[post].append(
                    (rank, party.key, model.gets[party.key, number])
                )
    for post, sitting in model.sitting.items():
        sitting.sort(key=lambda term: term[0])
        model.solver.add(sum(term[2] for term in sitting) <= model.market.seats[post])


def _fullness(model: _Model) -> None:
    """`full` before a place in the order: all seats taken, and none from there on.

    Said so, one step implies the next, and no long sums are needed.
    """
    for post, sitting in model.sitting.items():
        after = model.solver.new_bool_var(f"{post} is full")
        total = sum(term[2] for term in sitting)
        model.solver.add(total == model.market.seats[post]).only_enforce_if(after)
        for rank, _, variable in reversed(sitting):
            if (post, rank) not in model.full:
                model.full[post, rank] = model.solver.new_bool_var(f"{post} {rank}")
                model.solver.add_implication(model.full[post, rank], after)
                after = model.full[post, rank]
            model.solver.add_implication(after, ~variable)


def _blocking(model: _Model, party: Party, number: int) -> None:
    """This wish or a better one is had, or a post says no, or it blocks."""
    key = (party.key, number)
    answers = [
        *_this_or_better(model, party, number),
        *_refusals(model, party, party.wishes[number]),
    ]
    if len(party.members) == 2 or model.singles_too:
        model.blocks[key] = model.solver.new_bool_var(f"blocks {key}")
        answers.append(model.blocks[key])
    model.solver.add_bool_or(answers)


def _refusals(model: _Model, party: Party, wish: Wish) -> list[cp_model.IntVar]:
    if len(wish) == 1:
        return [model.full[wish[0], model.market.ranks[wish[0]][party.key]]]
    return [_refuses(model, post, party, wish) for post in sorted(set(wish))]


def _refuses(model: _Model, post: str, party: Party, wish: Wish) -> cp_model.IntVar:
    """May only be yes when others, ranked before the pair, leave too few seats."""
    ranks = model.market.ranks[post]
    asking = [
        ranks[name]
        for name, there in zip(party.members, wish, strict=True)
        if there == post
    ]
    before = [
        variable
        for rank, key, variable in model.sitting[post]
        if rank < max(asking) and key != party.key
    ]
    enough = model.market.seats[post] - len(asking) + 1
    refuses = model.solver.new_bool_var(f"{post} refuses {party.key} {wish}")
    if enough > 0:
        model.solver.add(sum(before) >= enough).only_enforce_if(refuses)
    return refuses


def _begin_at(model: _Model, start: Seating) -> None:
    for party in model.market.parties:
        for number in range(len(party.wishes)):
            held = start.held[party.key] == number
            model.solver.add_hint(model.gets[party.key, number], held)


def _solved(model: _Model, start: Seating) -> tuple[Seating, bool]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = STEPS
    status = solver.solve(model.solver)
    decided = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return start, decided
    held = {
        key: number
        for (key, number), variable in model.gets.items()
        if solver.boolean_value(variable)
    }
    found = seated(model.market, held)
    return min(start, found, key=lambda one: len(blocking_in(one))), decided
