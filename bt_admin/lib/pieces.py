"""What the components of templates/_components/ are given: plain facts, no models."""

from dataclasses import dataclass, field
from datetime import date

from bt_admin.lib import swedish


@dataclass(frozen=True)
class State:
    """Where something stands: a word first, an icon, and a tone last.

    Tones: ok, now, wait, none, warn, bad. The icon follows from the tone unless named.
    """

    tone: str
    word: str
    icon: str = ""


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Todo:
    """One thing that waits for one person; `due` and `today` give the words for when.

    `since`: the day it came, for what is reminded of; None for what the calendar brings.
    """

    title: str
    url: str
    what: str = ""
    note: str = ""
    due: date | None = None
    today: date | None = None
    state: State | None = None
    since: date | None = None
    is_about_others: bool = False  # they let something wait; this person may step in

    @property
    def when(self) -> State | None:
        """A state in place of the bare date: as given, or late, or due within days."""
        if self.state or not (self.due and self.today):
            return self.state
        left = (self.due - self.today).days
        if left < 0:
            return State("bad", f"Försenad {swedish.days(-left)}")
        return None

    @property
    def how_soon(self) -> str:
        if not (self.due and self.today) or self.when:
            return ""
        return swedish.relative_day(self.due, self.today)


@dataclass(frozen=True)
class Person:
    name: str
    note: str = ""
    url: str = ""
    phone: str = ""
    email: str = ""
    state: State | None = None


@dataclass(frozen=True)
class PlacementLine:
    title: str
    place: str
    starts: date
    ends: date
    state: State | None = None
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """Evidence for one delmål from one placement: the figure is how many pieces."""

    count: int = 0
    strength: str = ""
    url: str = ""
    planned: bool = False

    @property
    def word(self) -> str:
        words = {"thin": "tunt", "enough": "räcker", "strong": "starkt"}
        return words.get(self.strength, "")


@dataclass(frozen=True)
class GoalRow:
    code: str
    name: str
    state: State
    url: str = ""
    cells: list[Cell] = field(default_factory=list)
    required: str = ""
    certificate: str = ""
    note: str = ""
    group: State | None = None


@dataclass(frozen=True)
class Goals:
    """The delmål matrix; on the phone the same rows stand grouped by state."""

    columns: list[str]
    rows: list[GoalRow]

    @property
    def has_required(self) -> bool:
        return any(row.required for row in self.rows)

    @property
    def has_certificates(self) -> bool:
        return any(row.certificate for row in self.rows)

    @property
    def groups(self) -> list[tuple[State, list[GoalRow]]]:
        """Rows by group, what asks most of the reader first."""
        order = ["bad", "warn", "none", "wait", "now", "ok"]
        groups: dict[State, list[GoalRow]] = {}
        for row in self.rows:
            groups.setdefault(row.group or row.state, []).append(row)
        return sorted(groups.items(), key=lambda group: order.index(group[0].tone))
