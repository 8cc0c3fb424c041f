"""What may be shown of a 360, so that nobody who answered can be pointed out.

Everything here rests on our own judgement (HOUSE): means from three answers and free
text from five, of everybody together and of each profession alike.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from assessments.enums import Profession
from assessments.rules.instruments import Instrument, Item
from bt_admin.lib.dates import number_text

T = TypeVar("T")
Counts = Mapping[str, int]
TENTH = Decimal("0.1")
FAR = Decimal(1)  # a whole step between oneself and the others is worth a talk
MOST_NAMED = 3


@dataclass(frozen=True)
class Given:
    """One rater's answer, as it was given. Never stored like this."""

    profession: str
    answers: Mapping[str, int | None]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Tally:
    """So many of a group chose this level of this item; "" is everybody else."""

    profession: str
    item: str
    level: int | None
    count: int


@dataclass(frozen=True)
class Words:
    """A free text, of a profession large enough to be named, else of nobody's."""

    profession: str
    box: str
    text: str


@dataclass(frozen=True)
class GroupMean:
    profession: str
    mean: Decimal
    count: int

    @property
    def mean_words(self) -> str:
        return number_text(self.mean, at_least=1)

    @property
    def words(self) -> str:
        return str(Profession(self.profession).label)


@dataclass(frozen=True)
class ItemResult:
    """`own` is the doctor's level. `mean` is None with too few answers to show one;
    `count` is how many had seen it."""

    item: Item
    own: int | None
    mean: Decimal | None
    count: int
    groups: tuple[GroupMean, ...] = field(default=())

    @property
    def own_words(self) -> str:
        return self.item.answer_text(self.own)

    @property
    def mean_words(self) -> str:
        """«3,8», «4,0»"""
        return "" if self.mean is None else number_text(self.mean, at_least=1)

    @property
    def own_from_first(self) -> int:
        """Steps above the lowest: where the mark stands on the line."""
        return (self.own or 0) - self.item.values[0]

    @property
    def mean_from_first(self) -> Decimal:
        return (self.mean or Decimal(0)) - self.item.values[0]

    @property
    def difference(self) -> Decimal | None:
        """How much higher the others see it than the doctor does."""
        if self.mean is None or self.own is None:
            return None
        return self.mean - self.own


def groups_told(counts: Counts, least: int) -> frozenset[str]:
    """Which professions may be shown by themselves?

    Those with so many answers, as long as what is left over is nobody or as many too:
    otherwise the others' answers could be found by taking the groups from the whole.
    The smallest group is given up first. A group that is everybody says nothing more
    than the whole does, and is not told (HOUSE).
    """
    named = Counter({key: n for key, n in counts.items() if key and n > 0})
    told = sorted(
        (key for key, n in named.items() if n >= least),
        key=lambda key: (-named[key], key),
    )
    whole = sum(counts.values())
    while told and 0 < whole - sum(named[key] for key in told) < least:
        told.pop()
    if len(told) == 1 and named[told[0]] == whole:
        return frozenset()
    return frozenset(told)


def tallies_of(given: Sequence[Given], means_from: int) -> list[Tally]:
    """What is kept of the levels: how many chose each, item by item.

    Not which of them belong together, and the profession only of groups that may be
    told (HOUSE).
    """
    told = groups_told(Counter(one.profession for one in given), means_from)
    counted = Counter(
        (one.profession if one.profession in told else "", item, level)
        for one in given
        for item, level in one.answers.items()
    )
    return shuffled([Tally(*key, count) for key, count in counted.items()])


def words_of(given: Sequence[Given], texts_from: int) -> list[Words]:
    """Which free texts are kept? All, shuffled, when enough have answered; else none.

    What nobody may read is not stored (HOUSE).
    """
    if len(given) < texts_from:
        return []
    told = groups_told(Counter(one.profession for one in given), texts_from)
    found = [
        Words(one.profession if one.profession in told else "", box, text.strip())
        for one in given
        for box, text in one.texts.items()
        if text.strip()
    ]
    return shuffled(found)


def results_of(
    instrument: Instrument,
    own: Mapping[str, int | None],
    tallies: Sequence[Tally],
    means_from: int,
) -> list[ItemResult]:
    """What may be shown, item by item, of the doctor and of the others?"""
    return [
        _result(item, own.get(item.key), tallies, means_from)
        for item in instrument.items
    ]


def _result(
    item: Item, own: int | None, tallies: Sequence[Tally], means_from: int
) -> ItemResult:
    levels: dict[str, Counter[int]] = {}
    for one in tallies:
        if one.item == item.key and one.level is not None:
            levels.setdefault(one.profession, Counter())[one.level] += one.count
    counts = {key: sum(found.values()) for key, found in levels.items()}
    everybody: Counter[int] = sum(levels.values(), Counter())
    count = sum(counts.values())
    if count < means_from:
        return ItemResult(item, own, None, count)
    told = groups_told(counts, means_from)
    groups = tuple(
        GroupMean(key, mean_of(levels[key]), counts[key]) for key in sorted(told)
    )
    return ItemResult(item, own, mean_of(everybody), count, groups)


def mean_of(levels: Mapping[int, int]) -> Decimal:
    """The mean, with one decimal; `levels` counts those who chose each."""
    total = sum(level * count for level, count in levels.items())
    mean = Decimal(total) / sum(levels.values())
    return mean.quantize(TENTH, ROUND_HALF_UP)


def strongest(results: Sequence[ItemResult]) -> list[ItemResult]:
    """What do the others see most often? At most three, above the middle of the scale."""
    seen = [one for one in results if one.mean is not None and _is_strong(one)]
    ranked = sorted(seen, key=lambda one: one.mean or 0, reverse=True)
    return ranked[:MOST_NAMED]


def worth_a_talk(results: Sequence[ItemResult]) -> list[ItemResult]:
    """Where do the doctor and the others differ by a step or more? The most first."""
    apart = [(abs(one.difference), one) for one in results if one.difference]
    apart = sorted(
        (pair for pair in apart if pair[0] >= FAR), key=lambda pair: -pair[0]
    )
    return [one for _difference, one in apart[:MOST_NAMED]]


def _is_strong(one: ItemResult) -> bool:
    values = one.item.values
    return one.mean is not None and one.mean >= Decimal(values[0] + values[-1]) / 2


def shuffled(rows: list[T]) -> list[T]:
    secrets.SystemRandom().shuffle(rows)
    return rows
