"""How long a national match takes, and how it compares with drawing first choices.

    python -m bench.recruitment_matching

Each line is measured / limit; over 1 is too much. The checker is run as anybody runs
it, with its own start of Python. UKFP's rule (PIA) gives everybody their first choice
in lottery order as far as it goes, and then the rest what is left, in the same order.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import recruitment
from bench.clearing import SEED, regions, schools
from bench.ratios import line, told
from recruitment.rules.clearing import match_of
from recruitment.rules.clearing_facts import Clearing, Match
from recruitment.rules.clearing_file import as_file, text_of
from recruitment.rules.clearing_market import Market, market_of
from recruitment.rules.clearing_pairs import match_with_pairs
from recruitment.rules.clearing_seating import blocking_in, seated

CHECKER = Path(recruitment.__file__).parent / "data" / "kontrollera_matchningen.py"
PAIR_LISTS = 5

Value = TypeVar("Value")


def main() -> int:
    """0 when everything is within its limit."""
    ratios = [*_regions(), *_schools(), *_pairs()]
    _compare("800 x 90, scores", regions(0))
    _compare("9,702 x 18, scores", schools())
    _compare("9,702 x 18, lottery only", _lottery_only(schools()))
    return int(max(ratios) > 1)


def _regions() -> list[float]:
    clearing = regions(0)
    match, seconds = _timed(lambda: match_of(clearing))
    right, checking = _timed(lambda: _checked(clearing, match))
    return [
        line("800 x 90: match, file and checker", seconds + checking, 1, "s"),
        line("800 x 90: blocking pairs", len(match.blocking), 0),
        line("800 x 90: the checker finds faults", int(not right), 0),
    ]


def _schools() -> list[float]:
    clearing = schools()
    match, seconds = _timed(lambda: match_of(clearing))
    return [
        line("9,702 x 18: match", seconds, 5, "s"),
        line("9,702 x 18: blocking pairs", len(match.blocking), 0),
    ]


def _pairs() -> list[float]:
    found = []
    for number in range(PAIR_LISTS):
        clearing = regions(number, pairs=20)
        match, seconds = _timed(partial(match_with_pairs, clearing))
        proved = "no match has fewer" if match.fewest else "fewer not ruled out"
        title = f"5 % pairs, list {number}"
        found += [
            line(f"{title}: match", seconds, 60, "s"),
            line(f"{title}: blocking ({proved})", len(match.blocking), 2),
            line(
                f"{title}: the checker finds faults",
                int(not _checked(clearing, match)),
                0,
            ),
        ]
    return found


def _timed(work: Callable[[], Value]) -> tuple[Value, float]:
    start = perf_counter()
    value = work()
    return value, perf_counter() - start


def _checked(clearing: Clearing, match: Match) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "matchning.json"
        path.write_text(text_of(as_file(clearing, match, SEED)), encoding="utf-8")
        run = [sys.executable, "-I", str(CHECKER), str(path)]
        return subprocess.run(run, capture_output=True, check=False).returncode == 0  # noqa: S603


def _lottery_only(clearing: Clearing) -> Clearing:
    """Everybody equal everywhere: the lottery decides alone, as in UKFP."""
    posts = tuple(
        replace(post, groups=(tuple(name for group in post.groups for name in group),))
        for post in clearing.posts
    )
    return replace(clearing, posts=posts)


def _compare(title: str, clearing: Clearing) -> None:
    market = market_of(clearing)
    ours = _held(market, match_of(clearing))
    for name, held in (("ours", ours), ("PIA", first_choices_first(market))):
        got = list(held.values())
        first = sum(number == 0 for number in got) / len(market.parties)
        top = sum(number < 5 for number in got) / len(market.parties)
        blocking = len(blocking_in(seated(market, held)))
        told(
            f"{title:26} {name:5} first choice {first:6.1%}  one of five {top:6.1%}  "
            f"placed {len(got):5}  blocking pairs {blocking}"
        )


def _held(market: Market, match: Match) -> dict[str, int]:
    return {
        party.key: party.wishes.index((match.placed[party.key],))
        for party in market.parties
        if party.key in match.placed
    }


def first_choices_first(market: Market) -> dict[str, int]:
    """The number of the wish that PIA gives each applicant, those without left out."""
    seats = dict(market.seats)
    held: dict[str, int] = {}
    for most in (1, None):
        for party in market.parties:
            if party.key in held:
                continue
            for number, (post,) in enumerate(party.wishes[:most]):
                if seats[post] > 0:
                    seats[post] -= 1
                    held[party.key] = number
                    break
    return held


if __name__ == "__main__":
    sys.exit(main())
