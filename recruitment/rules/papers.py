"""Which papers a round asks for, which are missing, and what is in time.

What is asked for is the round's (REGIONAL_MODEL). The last moment of a deadline is in
time; a moment after it is late, by the clock of the database.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bt_admin.lib.dates import list_text
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.swedish import moment
from bt_admin.lib.verdicts import YES, Verdict, no

SWEDISH = "swedish"  # the key, or the `one_of`, of what proves how much Swedish one has


@dataclass(frozen=True)
class PaperKind:
    """One paper a round asks for.

    `label` fits after «Vi behöver»: «kopia av legitimationen». Of those with the same
    `one_of` a single one is enough; "" for a paper that stands alone. `blind`: those
    who review without names read a masked copy; else they are not shown it at all.
    """

    key: str
    label: str
    required: bool = True
    one_of: str = ""
    blind: bool = False

    @property
    def is_language(self) -> bool:
        return SWEDISH in (self.key, self.one_of)


@dataclass(frozen=True)
class Handed:
    """A paper that was handed in. `usable`: opened, and what it says it is."""

    kind: str
    at: datetime
    usable: bool = True
    id: Hashable = None


@dataclass(frozen=True)
class Deadlines:
    """The last moment to apply, and to complete what was missing; None for never."""

    closes_at: datetime
    complement_until: datetime | None = None

    @property
    def last(self) -> datetime:
        """The last moment at which any paper can count."""
        return max(self.closes_at, self.complement_until or self.closes_at)


# ------------------------------------------------------------------------ what is missing
def missing_papers(
    kinds: Sequence[PaperKind], handed: Iterable[Handed], deadlines: Deadlines
) -> tuple[PaperKind, ...]:
    """Which required papers are missing, in the round's order?

    Of papers that may stand for each other the first is named. What came too late or
    cannot be used is not there.
    """
    has = {one.kind for one in counted(kinds, handed, deadlines)}
    met = {kind.one_of for kind in kinds if kind.key in has and kind.one_of}
    missing: list[PaperKind] = []
    named: set[str] = set()
    for kind in kinds:
        if not kind.required or kind.key in has or kind.one_of in met | named:
            continue
        missing.append(kind)
        named |= {kind.one_of} - {""}
    return tuple(missing)


def counted(
    kinds: Sequence[PaperKind], handed: Iterable[Handed], deadlines: Deadlines
) -> tuple[Handed, ...]:
    """Which of these papers count?

    Those usable that came before the round closed, whatever they are; after that, only
    what was required and missing then, until the date of the complement.
    """
    usable = [one for one in handed if one.usable]
    in_time = [one for one in usable if one.at <= deadlines.closes_at]
    allowed = _complementable(kinds, in_time)
    late = [
        one
        for one in usable
        if deadlines.closes_at < one.at <= deadlines.last and one.kind in allowed
    ]
    return (*in_time, *late)


def _complementable(
    kinds: Sequence[PaperKind], in_time: Iterable[Handed]
) -> frozenset[str]:
    has = {one.kind for one in in_time}
    met = {kind.one_of for kind in kinds if kind.key in has and kind.one_of}
    return frozenset(
        kind.key
        for kind in kinds
        if kind.required and kind.key not in has and kind.one_of not in met
    )


def needed_papers(missing: Iterable[PaperKind]) -> str:
    """«kopia av legitimationen och bevis om svenska på C1-nivå»; "" for none."""
    return list_text([kind.label for kind in missing])


# --------------------------------------------------------------------------- may one send
def may_send_application(at: datetime, closes_at: datetime) -> Verdict:
    """Is the application in time? To the last moment, and not a second later."""
    if at <= closes_at:
        return YES
    return no(
        "application.round_closed",
        f"Ansökan kan inte skickas. Ansökningstiden gick ut den {moment(closes_at)}. Se "
        "när nästa omgång öppnar.",
        HOUSE,
    )


def papers_are_there(missing: Sequence[PaperKind]) -> Verdict:
    """Are all required papers there? Those that are not are named."""
    if not missing:
        return YES
    return no(
        "application.papers_missing",
        f"Ansökan kan inte skickas än. Vi behöver {needed_papers(missing)} för att "
        "pröva din behörighet. Ladda upp det som saknas – resten är sparat.",
        REGIONAL_MODEL,
        field="papers",
    )


def may_complement(
    kind: str,
    kinds: Sequence[PaperKind],
    handed: Iterable[Handed],
    deadlines: Deadlines,
    at: datetime,
) -> Verdict:
    """May this paper be handed in now?

    Anything before the round closes. Afterwards, until the round's own date, only what
    was required and missing; so nobody makes an application better than others could.
    """
    if at <= deadlines.closes_at:
        return YES
    if at > deadlines.last:
        return no(
            "paper.too_late",
            f"Handlingen kan inte lämnas. Tiden gick ut den {moment(deadlines.last)}. "
            "Ansökan prövas som den är.",
            REGIONAL_MODEL,
        )
    in_time = [x for x in handed if x.usable and x.at <= deadlines.closes_at]
    if kind in _complementable(kinds, in_time):
        return YES
    return no(
        "paper.not_asked_for",
        "Handlingen kan inte läggas till nu. Ansökningstiden har gått ut, och bara det "
        "som saknas för din behörighet kan kompletteras. Ta med den till intervjun.",
        HOUSE,
    )
