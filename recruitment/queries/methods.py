"""How a round is run: its own copy of a method, and those that come with bt-admin."""

import json
import tomllib
from functools import cache
from typing import Any

from recruitment.models import RecruitmentRound
from recruitment.rules.methods import FILE, Method, read_method


def method_of(round: RecruitmentRound) -> Method:
    """The round's method; FaultyMethod while a draft's is not usable yet."""
    return read_method(round.method)


def library() -> dict[str, dict[str, Any]]:
    """The methods that come with bt-admin, by key, as `RecruitmentRound.method` has them."""
    return json.loads(_library())


@cache
def _library() -> str:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["method"]
    return json.dumps({one["key"]: one for one in tables}, default=str)
