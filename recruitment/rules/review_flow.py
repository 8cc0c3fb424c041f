"""Reviews as a flow of least cost, from applications through reviewers.

The n-th review of a reviewer costs more than the one before, so the cheapest flow is
the most even. Evenness is bought first, then that nothing moves without need, last a
mixture: who reviews together changes from one application to the next, which is what
drift is measured by.
"""

from collections.abc import Collection, Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from zlib import crc32

from ortools.graph.python import min_cost_flow

from bt_admin.lib.people import Person

# Steps of the mixture. Small: the three layers of cost share 63 bits.
MIXING = 16

Pair = tuple[Hashable, Person]


@dataclass(frozen=True)
class Flow:
    """Who got what, and what nobody could take.

    `missing` counts, for each application that lacks any, the reviews it lacks.
    `closed` and `people` are what the question was.
    """

    pairs: frozenset[Pair]
    missing: Mapping[Hashable, int]
    closed: AbstractSet[Pair]
    people: tuple[Person, ...]

    def full_for(self, waiting: Collection[Hashable]) -> frozenset[Person]:
        """Which reviewers, all of them full, stand in the way of these applications?

        Those who could take one of them, those who could take what those have, and so
        on: nobody among them, and nobody they could swap with, has any room left.
        """
        full: set[Person] = set()
        reached, to_do = set(waiting), list(waiting)
        while to_do:
            case = to_do.pop()
            for person in self.people:
                pair = (case, person)
                if person in full or pair in self.closed or pair in self.pairs:
                    continue
                full.add(person)
                swaps = {c for c, who in self.pairs if who == person} - reached
                reached |= swaps
                to_do += swaps
        return frozenset(full)


@dataclass(frozen=True)
class _Costs:
    """Each layer outweighs all that the layers below it can come to."""

    moved: int
    even: int
    missing: int


def _costs(reviews: int, cases: int) -> _Costs:
    moved = MIXING * (reviews + 1)
    even = moved * (reviews + 1)
    return _Costs(moved, even, even * 2 * (cases + 2))


def cheapest_flow(
    needs: Mapping[Hashable, int],
    rooms: Mapping[Person, tuple[int, int]],
    closed: AbstractSet[Pair],
    wanted: AbstractSet[Pair],
    seed: int,
) -> Flow:
    """Who reviews what, most of all, most evenly, and with least moved?

    `needs`: reviews per application; `rooms`: how many a person has begun and takes at
    most; `closed`: pairs that may not be; `wanted`: pairs there were before.
    """
    # In order of the names of things, so that the order of the question does not count.
    cases = sorted(needs, key=str)
    people = tuple(sorted(rooms, key=lambda person: str(person.id)))
    costs = _costs(sum(needs.values()), len(cases))
    flow = min_cost_flow.SimpleMinCostFlow()
    sink = len(cases) + len(people)
    offers: dict[int, Pair] = {}
    absent: dict[int, Hashable] = {}
    add = flow.add_arc_with_capacity_and_unit_cost
    for c, case in enumerate(cases):
        flow.set_node_supply(c, needs[case])
        absent[add(c, sink, needs[case], costs.missing)] = case
        for p, person in enumerate(people):
            if (case, person) not in closed:
                cost = 0 if (case, person) in wanted else costs.moved
                cost += _mixture(seed, case, person)
                offers[add(c, len(cases) + p, 1, cost)] = (case, person)
    for p, person in enumerate(people):
        begun, most = rooms[person]
        for n in range(begun, min(most, begun + len(cases))):
            add(len(cases) + p, sink, 1, costs.even * (2 * n + 1))
    flow.set_node_supply(sink, -sum(needs.values()))
    return _read(flow, offers, absent, closed, people)


def _mixture(seed: int, case: Hashable, person: Person) -> int:
    """A small cost that looks like chance and is the same every time."""
    return crc32(f"{seed}:{case}:{person.id}".encode()) % MIXING


def _read(
    flow: min_cost_flow.SimpleMinCostFlow,
    offers: Mapping[int, Pair],
    absent: Mapping[int, Hashable],
    closed: AbstractSet[Pair],
    people: tuple[Person, ...],
) -> Flow:
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"The flow of reviews was not solved: {status}.")
    return Flow(
        frozenset(pair for arc, pair in offers.items() if flow.flow(arc)),
        {case: flow.flow(arc) for arc, case in absent.items() if flow.flow(arc)},
        closed,
        people,
    )
