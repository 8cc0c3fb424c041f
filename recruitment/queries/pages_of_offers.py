"""What the pages of the order, the gate and the offers show."""

from dataclasses import dataclass
from typing import Any

from recruitment.models import RecruitmentRound, Release
from recruitment.queries import ordering, sending
from recruitment.queries.ordering import Gap, Standing
from recruitment.rules.checks import FAILED, PASSED, UNTRIED, Check
from recruitment.rules.orders import all_decided
from recruitment.rules.ranking import may_rank
from recruitment.rules.release import checks_of
from recruitment.rules.releasing import Change, changes_between
from recruitment.rules.snapshot import Letter, Line

OUTCOMES = {
    "offer": "Erbjudande",
    "reserve": "Reserv",
    "rejected": "Går inte vidare",
    "withdrawn": "Tillbakatagen",
    "later": "Inte avgjord",
    "elsewhere": "Ingen plats här, efter matchningen",
    "": "Fanns inte",
}
FIRST = (FAILED, UNTRIED, PASSED)
TONES = {PASSED: ("ok", "Stämmer"), FAILED: ("bad", "Stämmer inte")}


# ----------------------------------------------------------------------------- the order
@dataclass(frozen=True)
class OrderPage:
    """`is_outdated`: points have changed since the order was made."""

    standing: Standing
    gaps: list[Gap]
    may_make: Any
    ranking: Any
    places: list[Any]
    is_outdated: bool


def order_page(round: RecruitmentRound) -> OrderPage:
    standing, ranking = ordering.standing_of(round), ordering.current_order(round)
    undecided = [one.full_name for one in standing.undecided]
    verdict = all_decided(undecided, len(standing.candidates))
    draft = ranking is not None and ranking.state == "draft"
    return OrderPage(
        standing=standing,
        gaps=ordering.gaps_of(standing),
        may_make=verdict & may_rank(standing.facts(None)),
        ranking=ranking,
        places=ordering.places_in(ranking) if ranking else [],
        is_outdated=draft and ranking.digest != standing.digest(),  # type: ignore[union-attr]
    )


# ------------------------------------------------------------------------------ the gate
@dataclass(frozen=True)
class CheckRow:
    """A check, in words, and those to look at first."""

    check: Check
    tone: str
    word: str
    look_at: list[Line]


@dataclass(frozen=True)
class SendRow:
    """One line of what is sent to whom."""

    line: Line
    outcome: str
    town: str
    letter: Letter | None


@dataclass(frozen=True)
class ChangeRow:
    change: Change
    then: str
    now: str


@dataclass(frozen=True)
class ReleasePage:
    release: Release
    checks: list[CheckRow]
    rows: list[SendRow]
    changes: list[ChangeRow]
    compared: Release | None
    counts: list[tuple[str, int]]
    letters: int


def release_page(round: RecruitmentRound, release: Release) -> ReleasePage:
    kept = sending.kept_snapshot(release, round)
    earlier = sending.before(release)
    before = sending.kept_snapshot(earlier, round) if earlier else None
    lines = {one.application: one for one in kept.lines}
    letters = {one.application: one for one in kept.letters}
    towns = release.snapshot["towns"]
    outcomes = [one.outcome for one in kept.lines]
    return ReleasePage(
        release=release,
        checks=sorted(
            [check_row(one, lines) for one in checks_of(kept)],
            key=lambda row: FIRST.index(row.check.result),
        ),
        rows=[
            SendRow(
                one,
                OUTCOMES[one.outcome],
                towns.get(one.application, [""])[0],
                letters.get(one.application),
            )
            for one in sorted(kept.lines, key=as_read)
        ],
        changes=[
            ChangeRow(one, OUTCOMES[one.then], OUTCOMES[one.now])
            for one in (changes_between(before, kept) if before else ())
        ],
        compared=earlier,
        counts=[
            (word, outcomes.count(key))
            for key, word in OUTCOMES.items()
            if key in outcomes
        ],
        letters=len(kept.letters),
    )


def check_row(check: Check, lines: dict[str, Line]) -> CheckRow:
    tone, word = TONES.get(check.result, ("wait", "Inte prövad"))
    return CheckRow(check, tone, word, [lines[x] for x in check.look_at if x in lines])


def as_read(line: Line) -> tuple[int, int, int]:
    """Offers first, then reserves, each in order; the others by case."""
    return (
        list(OUTCOMES).index(line.outcome),
        line.rank or 0,
        int(line.application),
    )
