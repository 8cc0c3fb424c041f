"""The file that is published, so that anybody can make the match again.

Everybody in it is a pseudonym, drawn at random for this file alone: nobody chooses one,
so that knowing the seed helps nobody. The seed is published with it; its SHA-256 was
published before the wishes closed. No scores: a rank list is groups of pseudonyms,
equal scores in the same group.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from recruitment.rules.clearing_facts import (
    Applicant,
    Blocking,
    Clearing,
    Match,
    Pair,
    Post,
    Special,
)

RULES = "nationell matchning 1"
SHORTEST_SEED = 32


class BrokenFile(ValueError):
    """The file cannot be read; the text says in Swedish where and why."""


@dataclass(frozen=True)
class Published:
    clearing: Clearing
    match: Match
    seed: str
    commitment: str
    rules: str = RULES


def commitment_of(seed: str) -> str:
    """What is published before the wishes close: the SHA-256 of the seed, in hex.

    ValueError when the seed is so short that it could be found by trying.
    """
    if len(seed) < SHORTEST_SEED:
        raise ValueError(f"a seed has at least {SHORTEST_SEED} characters")
    return sha256(seed.encode()).hexdigest()


def lottery_of(seed: str, applicants: Iterable[str]) -> dict[str, int]:
    """Which lottery number does each applicant get? 1 goes first among equals.

    In ascending order of the SHA-256 of «seed:applicant», in hex.
    """
    drawn = sorted(
        applicants, key=lambda name: sha256(f"{seed}:{name}".encode()).hexdigest()
    )
    return {name: number for number, name in enumerate(drawn, start=1)}


def as_file(clearing: Clearing, match: Match, seed: str) -> dict[str, Any]:
    """What to publish, as JSON takes it; nothing in it depends on the input's order."""
    applicants = sorted(clearing.applicants, key=lambda one: one.id)
    return {
        "rules": RULES,
        "seed": seed,
        "commitment": commitment_of(seed),
        "lottery": {one.id: one.lottery for one in applicants},
        "posts": [
            {
                "id": post.id,
                "capacity": post.capacity,
                "ranked": [sorted(group) for group in post.groups],
            }
            for post in sorted(clearing.posts, key=lambda post: post.id)
        ],
        "wishes": {one.id: list(one.wishes) for one in applicants if one.wishes},
        "special": [
            {"applicant": one.applicant, "post": one.post}
            for one in sorted(clearing.specials, key=lambda one: one.applicant)
        ],
        "pairs": [
            {
                "applicants": [pair.first, pair.second],
                "wishes": [list(wish) for wish in pair.wishes],
            }
            for pair in sorted(clearing.pairs, key=lambda pair: pair.first)
        ],
        "result": _result(match),
    }


def _result(match: Match) -> dict[str, Any]:
    return {
        "placed": dict(sorted(match.placed.items())),
        "reserves": {post: list(names) for post, names in match.reserves.items()},
        "blocking": [
            {"applicants": list(one.members), "posts": list(one.posts)}
            for one in match.blocking
        ],
        "fewest_proved": match.fewest,
    }


def text_of(file: Mapping[str, Any]) -> str:
    """The bytes to publish: the same file always gives the same text."""
    return json.dumps(file, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_file(file: object) -> Published:
    """What a published file says; BrokenFile where it does not say it."""
    whole = Part("filen", file)
    lottery = whole.part("lottery").numbers()
    wishes = {name: part.texts() for name, part in whole.part("wishes").parts().items()}
    for name in sorted(wishes.keys() - lottery.keys()):
        raise BrokenFile(f"Filen går inte att läsa. {name} saknar lottnummer.")
    clearing = Clearing(
        posts=tuple(_post(part) for part in whole.part("posts").items()),
        applicants=tuple(
            Applicant(name, number, wishes.get(name, ()))
            for name, number in lottery.items()
        ),
        specials=tuple(
            Special(part.part("applicant").text(), part.part("post").text())
            for part in whole.part("special").items()
        ),
        pairs=tuple(_pair(part) for part in whole.part("pairs").items()),
    )
    return Published(
        clearing,
        _match(whole.part("result")),
        whole.part("seed").text(),
        whole.part("commitment").text(),
        whole.part("rules").text(),
    )


def _post(part: "Part") -> Post:
    groups = tuple(group.texts() for group in part.part("ranked").items())
    return Post(part.part("id").text(), part.part("capacity").number(), groups)


def _pair(part: "Part") -> Pair:
    first, second = part.part("applicants").two()
    wishes = tuple(wish.two() for wish in part.part("wishes").items())
    return Pair(first, second, wishes)


def _match(part: "Part") -> Match:
    reserves = part.part("reserves").parts()
    return Match(
        placed={name: one.text() for name, one in part.part("placed").parts().items()},
        reserves={post: one.texts() for post, one in reserves.items()},
        blocking=tuple(
            Blocking(one.part("applicants").texts(), one.part("posts").texts())
            for one in part.part("blocking").items()
        ),
        fewest=part.part("fewest_proved").truth(),
    )


@dataclass(frozen=True)
class Part:
    """A piece of the file and where it stands, to say what is wrong with it."""

    where: str
    value: Any

    def _be(self, kind: type, what: str) -> Any:
        # A bool is an int to Python, and never what is meant by a number.
        wrong = kind is int and isinstance(self.value, bool)
        if wrong or not isinstance(self.value, kind):
            raise BrokenFile(f"Filen går inte att läsa. {self.where} ska vara {what}.")
        return self.value

    def part(self, key: str) -> "Part":
        if key not in self._be(dict, "ett objekt"):
            raise BrokenFile(f"Filen går inte att läsa. {key} saknas i {self.where}.")
        return Part(
            key if self.where == "filen" else f"{self.where}.{key}", self.value[key]
        )

    def parts(self) -> dict[str, "Part"]:
        found = self._be(dict, "ett objekt")
        return {key: Part(f"{self.where}.{key}", one) for key, one in found.items()}

    def items(self) -> list["Part"]:
        found = self._be(list, "en lista")
        return [Part(f"{self.where}[{n}]", one) for n, one in enumerate(found)]

    def texts(self) -> tuple[str, ...]:
        return tuple(one.text() for one in self.items())

    def two(self) -> tuple[str, str]:
        found = self.texts()
        if len(found) != 2:
            raise BrokenFile(f"Filen går inte att läsa. {self.where} ska ha två delar.")
        return found[0], found[1]

    def numbers(self) -> dict[str, int]:
        return {key: one.number() for key, one in self.parts().items()}

    def text(self) -> str:
        return str(self._be(str, "text"))

    def number(self) -> int:
        return int(self._be(int, "ett heltal"))

    def truth(self) -> bool:
        return bool(self._be(bool, "sant eller falskt"))
