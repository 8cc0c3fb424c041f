"""What is read from `data/`: texts that handledare and assessors have written."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from assessments.rules.instruments import ContextField, Instrument, instrument

DATA = Path(__file__).parent / "data"
# How the other items differ from the whole, over and over; None was not to be seen.
AROUND = (0, 1, None, 0, -1, 0, None)


@dataclass(frozen=True)
class Comment:
    """One observation: what was seen, how it went, and what was said of it."""

    id: str
    instrument: str
    speciality: str
    delmal: list[str]
    level: int
    setting: str
    what: str
    keep_doing: str
    work_on: str
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, Any]:
        """What the instrument asks of the occasion: as the file says, or as it fits."""
        asked = instrument(self.instrument).extra_fields
        return {one.key: fitting(one, self.what) for one in asked} | self.context

    @property
    def answers(self) -> dict[str, int | None]:
        return levels_around(instrument(self.instrument), self.level)

    @property
    def highest(self) -> int:
        """The best that people say: the step above is for whoever could teach it."""
        return max(instrument(self.instrument).summing_up[0].values) - 1

    @property
    def texts(self) -> dict[str, str]:
        return {"keep_doing": self.keep_doing, "work_on": self.work_on}


@dataclass(frozen=True)
class Overall:
    """A sammantagen bedömning: a level for each group of delmål, and words."""

    id: str
    levels: dict[str, int]
    phase: int
    keep_doing: str
    work_on: str
    basis: str
    to_next: str = ""

    @property
    def answers(self) -> dict[str, int | None]:
        groups = instrument("sammantagen_bedomning").items[:-1]
        found = {item.key: self.levels.get(item.key) for item in groups}
        return {**found, "phase": self.phase}

    @property
    def texts(self) -> dict[str, str]:
        keys = ("keep_doing", "work_on", "basis", "to_next")
        return {key: getattr(self, key) for key in keys}


@dataclass(frozen=True)
class Judgement:
    """What a kollegium came to."""

    id: str
    outcome: str
    strengths: str
    development: str
    agreed: str
    follow_up_weeks: int = 0


@dataclass(frozen=True)
class ExternalJudgement:
    """`own`: what the assessor came to; `answer`: the huvudansvarigas verdict, and why."""

    id: str
    outcome: str
    motivation: str
    own: str = ""
    answer: str = ""
    answer_reasons: str = ""
    reasons: str = ""  # to the doctor, in writing


@cache
def rows(file: str, kind: str) -> list[dict[str, Any]]:
    """The tables [[kind]] of data/file.toml; the same ones each time, to be read."""
    return tomllib.loads((DATA / f"{file}.toml").read_text())[kind]


def levels_around(given: Instrument, whole: int) -> dict[str, int | None]:
    """An answer for each item, so that not all of them are alike."""
    highest = max(given.summing_up[0].values)
    answers: dict[str, int | None] = {}
    for item, step in zip(given.items, cycle(AROUND), strict=False):
        level = None if step is None else min(max(whole + step, 1), highest)
        answers[item.key] = level
    if given.whole is not None:
        return answers | {given.whole.key: whole}
    # Without a whole the lowest counts, and as many as the form asks for are judged.
    return {key: max(level or whole, whole) for key, level in answers.items()}


def fitting(asked: ContextField, what: str) -> str | int:
    """The option that the words begin with; three, of what is counted."""
    if asked.is_number:
        return 3
    begun = (option for option in asked.options if what.startswith(option))
    return next(begun, asked.options[-1])


@dataclass
class Texts:
    """Every text by its id, and comments dealt out so that none comes too often."""

    overall: dict[str, Overall] = field(default_factory=dict)
    collegium: dict[str, Judgement] = field(default_factory=dict)
    external: dict[str, ExternalJudgement] = field(default_factory=dict)
    _dealt: dict[tuple[str, bool], Iterator[Comment]] = field(default_factory=dict)

    def next_comment(self, speciality: str, *, mini_cex: bool = False) -> Comment:
        """The next text that fits there, as an observed meeting or of any kind."""
        key = (speciality, mini_cex)
        if key not in self._dealt:
            self._dealt[key] = cycle(comments_in(speciality, mini_cex))
        return next(self._dealt[key])


def read_texts() -> Texts:
    return Texts(
        overall={row["id"]: Overall(**row) for row in rows("overall", "overall")},
        collegium={
            row["id"]: Judgement(**row) for row in rows("judgements", "collegium")
        },
        external={
            row["id"]: ExternalJudgement(**row)
            for row in rows("judgements", "external")
        },
    )


@cache
def all_comments() -> tuple[Comment, ...]:
    files = ("comments", "observations")
    return tuple(Comment(**row) for file in files for row in rows(file, "comment"))


def comments_in(speciality: str, mini_cex: bool) -> list[Comment]:
    """Those from there; from anywhere when nothing is written of that speciality."""
    fitting = [
        one for one in all_comments() if not mini_cex or one.instrument == "mini_cex"
    ]
    there = [one for one in fitting if one.speciality == speciality]
    return there or fitting
