"""What applicants are judged by: criteria with anchored scales, in weighted phases.

One source: the requirement profile, the form of the reviewer and the guide of the
interviewer are all made of these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Anchor:
    """One step of a scale, and what it looks like in an application or a talk."""

    value: int
    text: str


@dataclass(frozen=True)
class Criterion:
    """One thing that is judged.

    `weight` is times its mean. `threshold`: a lower mean is not enough, whatever the
    rest is; None when nothing is asked of this one alone. `question` is what the
    interviewer says, or what the reviewer looks for.
    """

    key: str
    label: str
    anchors: tuple[Anchor, ...]
    weight: Decimal = Decimal(1)
    threshold: Decimal | None = None
    question: str = ""

    @property
    def lowest(self) -> int:
        return min(anchor.value for anchor in self.anchors)

    @property
    def highest(self) -> int:
        return max(anchor.value for anchor in self.anchors)


@dataclass(frozen=True)
class Phase:
    """One time applicants are judged: the review, the group interview, a test.

    `judges`: how many judge each applicant, each alone. `weight` is times the phase.
    """

    key: str
    label: str
    criteria: tuple[Criterion, ...]
    judges: int = 1
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Scheme:
    """All phases of a round. `threshold`: the total that is needed, None for none."""

    phases: tuple[Phase, ...]
    threshold: Decimal | None = None

    def phase(self, key: str) -> Phase:
        """LookupError for a phase the round has not got."""
        for phase in self.phases:
            if phase.key == key:
                return phase
        raise LookupError(f"no phase {key}")

    def criterion(self, phase: str, key: str) -> Criterion:
        """LookupError for a criterion that is not judged in that phase."""
        for criterion in self.phase(phase).criteria:
            if criterion.key == key:
                return criterion
        raise LookupError(f"no criterion {key} in {phase}")

    def __iter__(self) -> Iterator[tuple[Phase, Criterion]]:
        return ((phase, one) for phase in self.phases for one in phase.criteria)
