"""The templates of talks, as they stand in talks.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "talks.toml"


@dataclass(frozen=True)
class TalkTemplate:
    """Topics to begin from; `note` says when it suits."""

    key: str
    name: str
    note: str
    topics: tuple[str, ...]


@cache
def talk_templates() -> dict[str, TalkTemplate]:
    """Every template by its key, in the order of the file."""
    with FILE.open("rb") as file:
        rows = tomllib.load(file)["template"]
    return {
        row["key"]: TalkTemplate(**{**row, "topics": tuple(row["topics"])})
        for row in rows
    }


@cache
def handover_topics() -> tuple[str, ...]:
    """What an överlämningssamtal begins from."""
    with FILE.open("rb") as file:
        return tuple(tomllib.load(file)["handover"]["topics"])
