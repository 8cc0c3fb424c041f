"""How a round is run: its own copy of a method, and those that come with bt-admin."""

import json
import tomllib
from functools import cache
from typing import Any

from recruitment.models import RecruitmentRound
from recruitment.rules.method_faults import faults_in_method
from recruitment.rules.methods import FILE, Method, read_method
from regions.models import Region


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


def library_for(region: Region) -> dict[str, dict[str, Any]]:
    """As `library`, the region's own first."""
    found = library()
    order = sorted(found, key=lambda key: found[key]["region"] != region.slug)
    return {key: found[key] for key in order}


def parts_left(round: RecruitmentRound) -> list[str]:
    """What has to be put right before the round can be advertised, as sentences."""
    return [str(one) for one in faults_in_method(round.method)]
