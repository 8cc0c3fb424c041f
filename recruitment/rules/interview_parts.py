"""Which of a method's phases are planned together, and how one plan is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Reason, Verdict
from recruitment.rules.interview_changes import Move, moves
from recruitment.rules.interview_facts import Interview, Slot
from recruitment.rules.methods import Method, Sitting
from recruitment.rules.rotation import Turn


@dataclass(frozen=True)
class Part:
    """Something planned on its own: an interview, a test, or a whole rotation.

    `key` is that of its first phase. A rotation has the group's phase and the pairs'.
    """

    key: str
    label: str
    sittings: tuple[Sitting, ...]

    @property
    def is_rotation(self) -> bool:
        return len(self.sittings) > 1

    @property
    def phases(self) -> tuple[str, ...]:
        return tuple(one.phase for one in self.sittings)

    @property
    def minutes(self) -> tuple[int, ...]:
        """Of each meeting in turn; a rotation has the pairs' twice."""
        first, *rest = [one.minutes for one in self.sittings]
        return (first, *rest, *rest)

    def phase_of(self, turn: Turn) -> str:
        return self.sittings[0 if turn is Turn.GROUP else 1].phase


@dataclass(frozen=True)
class Planned:
    """One interview of a plan, in whatever kind of part."""

    phase: str
    slot: Slot
    room: str
    panel: tuple[Person, ...]
    candidates: tuple[Person, ...]


@dataclass(frozen=True)
class Proposal:
    """A plan, what it changes, and why anybody is without a time."""

    planned: tuple[Planned, ...] = ()
    left_out: tuple[Person, ...] = ()
    verdict: Verdict = YES
    ways: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def digest(self) -> str:
        """The same for the same plan: what was shown is what is carried out."""
        rows = [
            (
                one.phase, str(one.slot), one.room,
                sorted(str(person.id) for person in one.panel),
                sorted(str(person.id) for person in one.candidates),
            )
            for one in self.planned
        ]  # fmt: skip
        return sha256(repr(sorted(rows)).encode()).hexdigest()


def as_told(proposal: Proposal) -> dict[str, list[str]]:
    """Why not everybody has a time, of plain values alone, to be read later."""
    reasons = [one.text for one in proposal.verdict]
    return {"reasons": reasons, "ways": list(proposal.ways)}


def read_told(told: Mapping[str, list[str]]) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict that was told, and the ways out; yes when everybody had a time."""
    reasons = (Reason(text, HOUSE) for text in told.get("reasons", ()))
    return Verdict(tuple(reasons)), tuple(told.get("ways", ()))


def parts_of(method: Method) -> tuple[Part, ...]:
    """What is to be planned in a round with this method, in its own order?

    A group interview and the individual one by pairs after it are one rotation.
    """
    sittings = list(method.interviews)
    labels = {phase.key: phase.label for phase in method.scheme.phases}
    parts = []
    while sittings:
        first, *sittings = sittings
        together = [first]
        if sittings and _rotates(first, sittings[0]):
            together.append(sittings.pop(0))
        names = [labels[one.phase] for one in together]
        label = " och ".join([names[0], *(name.lower() for name in names[1:])])
        parts.append(Part(first.phase, label, tuple(together)))
    return tuple(parts)


def _rotates(first: Sitting, second: Sitting) -> bool:
    return (
        first.kind == "group"
        and first.judges % 2 == 0
        and first.candidates <= first.judges
        and second.kind == "individual"
        and second.judges == 2
    )


def part_with(method: Method, phase: str) -> Part | None:
    """The part that this phase is planned in; None for a phase that is not held."""
    return next((one for one in parts_of(method) if phase in one.phases), None)


def changes(before: Sequence[Planned], after: Sequence[Planned]) -> tuple[Move, ...]:
    """What is no longer as it was, phase by phase, in words?"""
    phases = dict.fromkeys(one.phase for one in (*before, *after))
    return tuple(
        move
        for phase in phases
        for move in moves(_of_phase(before, phase), _of_phase(after, phase))
    )


def _of_phase(plan: Iterable[Planned], phase: str) -> list[Interview]:
    """One by one for each candidate, in order of time."""
    return sorted(
        Interview(one.slot, one.room, candidate, one.panel)
        for one in plan
        if one.phase == phase
        for candidate in one.candidates
    )
