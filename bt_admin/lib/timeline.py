"""The year as a picture: positions in per cent, ready for a template to write as SVG.

Everything is text with a decimal point: a Swedish template would write 3,8 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bt_admin.lib.swedish import MONTHS, day, listing, long_day

CLASSES = {
    "primary_care": "primary-care",
    "acute_care": "acute",
    "psychiatry": "psychiatry",
}
# A month's name needs about this share of the width, or it runs into the next thing.
ROOM_FOR_MONTH = 6.5
# Per cent of the width that one letter takes at 360, 700 and 1250 px.
ON_PHONE, ON_DESKTOP, ON_WIDE = 2.3, 1.2, 0.62


@dataclass(frozen=True)
class Block:
    """One placement, from its first to its last day (both count)."""

    title: str
    short: str
    care: str
    starts: date
    ends: date


@dataclass(frozen=True)
class Milestone:
    on: date
    words: str


@dataclass(frozen=True)
class Shape:
    """One thing in the picture: where it starts, how wide it is, what it says."""

    x: str
    width: str = ""
    words: str = ""
    short: str = ""
    css: str = ""
    anchor: str = "start"


@dataclass(frozen=True)
class Timeline:
    title: str
    months: list[Shape]
    blocks: list[Shape]
    milestones: list[Shape]
    today: Shape | None
    cares: list[tuple[str, str]]


def year(
    blocks: Sequence[Block],
    *,
    today: date,
    milestones: Sequence[Milestone] = (),
) -> Timeline | None:
    """How does this plan lie over its year? None when nothing is planned."""
    if not blocks:
        return None
    scale = _Scale(
        min(block.starts for block in blocks), max(block.ends for block in blocks)
    )
    return Timeline(
        title=_title(blocks, milestones, today),
        months=_months(scale, today),
        blocks=[_block(scale, block) for block in blocks],
        milestones=_milestones(scale, milestones),
        today=_flag(scale, today) if scale.holds(today) else None,
        cares=_cares(blocks),
    )


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def share(self, on: date) -> float:
        return 100 * (on - self.first).days / ((self.last - self.first).days + 1)

    def at(self, on: date) -> str:
        return f"{self.share(on):.1f}%"

    def holds(self, on: date) -> bool:
        return self.first <= on <= self.last


def _flag(scale: _Scale, today: date) -> Shape:
    """Over the line, or beside it at the ends, where half of it would be cut off."""
    share = scale.share(today)
    anchor = "start" if share < 5 else "end" if share > 95 else "middle"
    return Shape(scale.at(today), anchor=anchor)


def _block(scale: _Scale, block: Block) -> Shape:
    width = scale.share(block.ends + timedelta(days=1)) - scale.share(block.starts)
    names = [block.title, block.short]
    return Shape(
        x=scale.at(block.starts),
        width=f"{width:.1f}%",
        words=_that_fits(names, width, ON_DESKTOP),
        short=_that_fits(names[1:], width, ON_PHONE),
        css=CLASSES.get(block.care, ""),
    )


def _that_fits(names: Sequence[str], width: float, room: float) -> str:
    """The first name that has room, or none: half a word says nothing."""
    return next((name for name in names if (len(name) + 1) * room <= width), "")


def _milestones(scale: _Scale, milestones: Sequence[Milestone]) -> list[Shape]:
    """Every mark, from the width that has room for its words: alone it says nothing."""
    held = [one for one in milestones if scale.holds(one.on)]
    held.sort(key=lambda one: one.on)
    narrow, wide = _marks(scale, held, ON_DESKTOP), _marks(scale, held, ON_WIDE)
    return [
        replace(small, css="long") if small.words else replace(large, css="roomy")
        for small, large in zip(narrow, wide, strict=True)
    ]


def _marks(scale: _Scale, held: Sequence[Milestone], letter: float) -> list[Shape]:
    """With their words where they do not run into the last ones."""
    shapes: list[Shape] = []
    taken = 0.0
    for one in held:
        at, length = scale.share(one.on), (len(one.words) + 3) * letter
        late = at + length > 100
        start, end = (at - length, at) if late else (at, at + length)
        words = one.words if start >= taken else ""
        taken = max(taken, end if words else at)
        shapes.append(
            Shape(scale.at(one.on), words=words, anchor="end" if late else "start")
        )
    return shapes


def _months(scale: _Scale, today: date) -> list[Shape]:
    """The first of each month, with its name where there is room for it."""
    ticks = []
    for index in range(scale.first.year * 12, scale.last.year * 12 + 12):
        first = date(index // 12, index % 12 + 1, 1)
        if scale.first < first <= scale.last:
            ticks.append(_month(scale, first, today))
    return ticks


def _month(scale: _Scale, first: date, today: date) -> Shape:
    share = scale.share(first)
    to_today = scale.share(today) - share if scale.holds(today) else 100
    hidden = share > 100 - ROOM_FOR_MONTH / 2 or -3 < to_today < ROOM_FOR_MONTH
    crowded = abs(to_today) < 2 * ROOM_FOR_MONTH or first.month % 2 == 0
    return Shape(
        x=scale.at(first),
        words="" if hidden else MONTHS[first.month - 1][:3],
        css="crowded" if crowded else "",
    )


def _cares(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    names = {
        "primary_care": "primärvård",
        "acute_care": "akut sjukvård",
        "psychiatry": "psykiatri",
    }
    used = {block.care for block in blocks}
    return [(CLASSES[care], name) for care, name in names.items() if care in used]


def _title(
    blocks: Sequence[Block], milestones: Sequence[Milestone], today: date
) -> str:
    """The picture in words, for those who do not see it."""
    parts = [f"{b.title} {day(b.starts)} till {day(b.ends)}" for b in blocks]
    marks = "".join(f" {one.words}." for one in milestones)
    return f"Året: {listing(parts)}. I dag är det {long_day(today)}.{marks}"
