"""Days of rotations: which group meets whom when, so that no link is met.

A group of interviewers with its candidates goes through one round of meetings (the
group's own, then each pair's two); several groups meet in parallel, and then the next
round comes. Who meets whom inside a round is the rotation's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bt_admin.lib.dates import number_word
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import begin
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.rules.interview_facts import Candidate, Interviewer, Room, Slot
from recruitment.rules.rotation import Group, Rotation, Turn, rotate

TURNS = (Turn.GROUP, Turn.FIRST, Turn.SECOND)
Run = tuple[Slot, ...]  # the group's meeting and the two individual ones, in time


@dataclass(frozen=True)
class RotationFacts:
    """All that is to be fitted together. `size` interviewers and seats in a group."""

    candidates: tuple[Candidate, ...]
    interviewers: tuple[Interviewer, ...]
    rooms: tuple[Room, ...]
    runs: tuple[Run, ...]
    size: int = 4

    @property
    def rooms_each(self) -> int:
        """Rooms that a group needs at once: one for each of its pairs."""
        return max(1, self.size // 2)


@dataclass(frozen=True)
class Table:
    """A group in a run: who interviews, who comes, in which rooms."""

    run: Run
    interviewers: tuple[Person, ...]
    candidates: tuple[Person, ...] = ()
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """One meeting of a rotation, at its time and in its room."""

    turn: Turn
    slot: Slot
    room: str
    interviewers: tuple[Person, ...]
    candidates: tuple[Person, ...]


@dataclass(frozen=True)
class RotationPlan:
    tables: tuple[Table, ...] = ()
    left_out: tuple[Person, ...] = ()
    verdict: Verdict = YES

    @property
    def rotations(self) -> list[Rotation]:
        """One for each run: groups that meet at the same time."""
        runs = dict.fromkeys(one.run for one in self.tables)
        return [rotate(self._groups_in(run)) for run in runs]

    def _groups_in(self, run: Run) -> list[Group]:
        return [
            Group(one.interviewers, one.candidates)
            for one in self.tables
            if one.run == run
        ]

    @property
    def meetings(self) -> list[Held]:
        return [held for table in self.tables for held in _held(table)]


def plan_rotations(facts: RotationFacts, before: Sequence[Table] = ()) -> RotationPlan:
    """Who meets which group in which run?

    No more runs than are needed, candidates spread evenly, nobody before somebody they
    have a link to. After `before`, people stay where they were when they can, and
    somebody who is ill is replaced by who is free. The same facts give the same plan;
    with anybody left out the verdict says no and why. HOUSE.
    """
    tables = _tables(facts, before)
    if not tables:
        everybody = tuple(one.person for one in facts.candidates)
        return RotationPlan((), everybody, _no_table(facts))
    seated, left = _seated(facts, tables, before)
    verdict = _short(facts, tables, left) if left else YES
    used = tuple(table for table in seated if table.candidates)
    return RotationPlan(used, tuple(one.person for one in left), verdict)


# ------------------------------------------------------------------- groups in a run
def _tables(facts: RotationFacts, before: Sequence[Table]) -> list[Table]:
    """Every group that can be held, in order of time."""
    used: dict[tuple[object, object], int] = {}
    made: list[Table] = []
    for run in facts.runs:
        present = [one for one in facts.interviewers if _can(one, run, used)]
        rooms = [one.name for one in facts.rooms if set(run) <= one.slots]
        for line in _lines(facts, run, [one.person for one in present], before):
            share = tuple(rooms[: facts.rooms_each])
            if len(share) == facts.rooms_each:
                rooms = rooms[facts.rooms_each :]
                made.append(Table(run, line, rooms=share))
                for person in line:
                    key = person.id, run[0].day
                    used[key] = used.get(key, 0) + len(TURNS)
    return made


def _can(one: Interviewer, run: Run, used: dict[tuple[object, object], int]) -> bool:
    taken = used.get((one.person.id, run[0].day), 0)
    return set(run) <= one.slots and (
        one.most is None or taken + len(TURNS) <= one.most
    )


def _lines(
    facts: RotationFacts, run: Run, present: list[Person], before: Sequence[Table]
) -> Iterator[tuple[Person, ...]]:
    """Groups of the right size: first those there were, then of who is left."""
    former = [one for one in before if one.run == run]
    sat = {person for one in former for person in one.interviewers}
    spare = [person for person in present if person not in sat]
    for table in former:
        line = list(_filled(facts, table, present, spare))
        if len(line) == facts.size:
            yield tuple(line)
        else:
            spare += line
    for place in range(0, len(spare) - facts.size + 1, facts.size):
        yield tuple(spare[place : place + facts.size])


def _filled(
    facts: RotationFacts, table: Table, present: list[Person], spare: list[Person]
) -> Iterator[Person]:
    """The group as it stood in line; in an empty place somebody without a link."""
    coming = [one for one in facts.candidates if one.person in table.candidates]
    for person in table.interviewers:
        if person in present:
            yield person
            continue
        free = [
            one for one in spare if not any(one in c.conflicts for c in coming)
        ] or spare
        if free:
            spare.remove(free[0])
            yield free[0]


# ------------------------------------------------------------------------- the seats
def _seated(
    facts: RotationFacts, tables: list[Table], before: Sequence[Table]
) -> tuple[list[Table], list[Candidate]]:
    """Every candidate at a table, at as few tables as will do, as evenly as will do."""
    count = len(facts.candidates)
    best: list[Candidate] = list(facts.candidates)
    seated = tables
    for number in range(max(1, -(-count // facts.size)), len(tables) + 1):
        for share in range(-(-count // number), facts.size + 1):
            placed = _matched(facts, tables[:number], share, before)
            left = [one for one in facts.candidates if one.person not in placed]
            if len(left) < len(best) or not left:
                seated, best = _with_people(tables[:number], placed, before), left
            if not left:
                return seated, best
    return seated, best


def _matched(
    facts: RotationFacts, tables: list[Table], share: int, before: Sequence[Table]
) -> dict[Person, int]:
    """Candidates to tables of `share` seats: as many as possible, the former first."""
    placed: dict[Person, int] = {}
    for candidate in facts.candidates:
        place = _former(candidate, tables, before)
        if place is not None and _taken(placed, place) < share:
            placed[candidate.person] = place
    known = {one.person: one for one in facts.candidates}
    for candidate in facts.candidates:
        if candidate.person not in placed:
            _seat(candidate, tables, share, placed, known, set())
    return placed


def _former(
    candidate: Candidate, tables: list[Table], before: Sequence[Table]
) -> int | None:
    """Where this candidate sat, if that group is there and will still do."""
    for old in before:
        if candidate.person in old.candidates:
            for place, table in enumerate(tables):
                same = set(table.interviewers) & set(old.interviewers)
                if table.run == old.run and same and _will_do(candidate, table):
                    return place
    return None


def _seat(
    candidate: Candidate,
    tables: list[Table],
    share: int,
    placed: dict[Person, int],
    known: dict[Person, Candidate],
    tried: set[int],
) -> bool:
    """An augmenting path: take a seat, or one whose holder can sit elsewhere."""
    for place, table in enumerate(tables):
        if place in tried or not _will_do(candidate, table):
            continue
        tried.add(place)
        if _taken(placed, place) < share:
            placed[candidate.person] = place
            return True
        for other in [one for one, at in placed.items() if at == place]:
            if _seat(known[other], tables, share, placed, known, tried):
                placed[candidate.person] = place
                return True
    return False


def _taken(placed: dict[Person, int], place: int) -> int:
    return sum(at == place for at in placed.values())


def _will_do(candidate: Candidate, table: Table) -> bool:
    return set(table.run) <= candidate.slots and not any(
        person in candidate.conflicts or person == candidate.person
        for person in table.interviewers
    )


def _with_people(
    tables: Iterable[Table], placed: dict[Person, int], before: Sequence[Table]
) -> list[Table]:
    """In the order they sat before: that decides which pair sees whom, and when."""
    line = [person for old in before for person in old.candidates]

    def order(person: Person) -> int:
        return line.index(person) if person in line else len(line)

    return [
        Table(
            table.run,
            table.interviewers,
            tuple(
                sorted((one for one, at in placed.items() if at == place), key=order)
            ),
            table.rooms,
        )
        for place, table in enumerate(tables)
    ]


def _held(table: Table) -> Iterator[Held]:
    """The group in its first room; each pair in its own."""
    group = Group(table.interviewers, table.candidates)
    pairs = dict(zip(group.pairs, table.rooms, strict=False))
    for one in rotate([group]).meetings:
        room = pairs.get(one.interviewers, table.rooms[0])
        slot = table.run[TURNS.index(one.turn)]
        yield Held(one.turn, slot, room, one.interviewers, one.candidates)


# ------------------------------------------------------------------------ explaining
def _no_table(facts: RotationFacts) -> Verdict:
    if not facts.runs:
        text = (
            "Rotationen kan inte läggas än. Ingen dag räcker till en gruppintervju och "
            "två enskilda. Förläng en dag, eller ta bort en paus."
        )
        return no("rotation.no_time", text, HOUSE)
    most = max(
        sum(set(run) <= one.slots for one in facts.interviewers) for run in facts.runs
    )
    if most < facts.size:
        there = f"högst {number_word(most)}" if most else "ingen"
        text = (
            f"Rotationen kan inte läggas än. Varje grupp har {number_word(facts.size)} "
            f"intervjuare, och {there} kan samtidigt. Fråga någon till."
        )
        return no("rotation.too_few", text, HOUSE)
    text = (
        "Rotationen kan inte läggas än. Varje grupp behöver "
        f"{number_word(facts.rooms_each)} rum samtidigt. Boka fler rum."
    )
    return no("rotation.no_rooms", text, HOUSE)


def _short(
    facts: RotationFacts, tables: list[Table], left: Sequence[Candidate]
) -> Verdict:
    stuck = [one for one in left if not any(_will_do(one, t) for t in tables)]
    if stuck:
        who = names([one.person for one in stuck])
        text = (
            f"{who} kan inte få någon tid än. I varje grupp finns en koppling, eller "
            "så passar ingen av tiderna. Byt intervjuare, eller lägg till en dag."
        )
        return no("rotation.stuck", text, HOUSE)
    seats = len(tables) * facts.size
    text = (
        f"Alla kan inte få en tid än. {begin(number_word(len(left)))} av "
        f"{len(facts.candidates)} sökande är utan, och det finns {seats} platser. Lägg "
        f"till en dag, eller {number_word(facts.size)} intervjuare och "
        f"{number_word(facts.rooms_each)} rum."
    )
    return no("rotation.too_much", text, HOUSE)
