"""The result of one check of a release: what was looked at, and where to begin."""

from collections.abc import Iterable
from dataclasses import dataclass

from recruitment.rules.snapshot import Line

PASSED, FAILED, UNTRIED = "passed", "failed", "untried"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `look_at`: the applications to begin with."""

    key: str
    label: str
    result: str
    text: str
    look_at: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.result == PASSED


def check(
    key: str, label: str, passed: bool, text: str, look_at: Iterable[Line] = ()
) -> Check:
    return Check(key, label, PASSED if passed else FAILED, text, ids(look_at))


def none_with(key: str, label: str, wrong: Iterable[Line], what: str) -> Check:
    """The check of a fault that nobody should have: «0 utan text»."""
    found = tuple(wrong)
    return check(key, label, not found, f"{len(found)} {what}", found)


def told_already(key: str, label: str) -> Check:
    """Not tried: another check has told of the same fault."""
    return Check(key, label, UNTRIED, "Prövas när felet ovanför är rättat")


def ids(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.application for line in lines)
