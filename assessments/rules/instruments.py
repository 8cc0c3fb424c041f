"""The national instruments: what is judged, and on which scale.

They are read from data/instruments.toml; a changed instrument gets a new `version`,
and the file it had before is kept beside it as instruments-<number>.toml. Answers stay
with the version they were given in. What a region has changed is read by
`assessments.queries.instrument_of`.
"""

from copy import deepcopy
from functools import cache
from typing import Any

from assessments.rules.delmal import DATA
from assessments.rules.packs import Pack, instruments_in, read_pack, single
from assessments.rules.parts import (
    REGIONAL_FROM,
    ContextField,
    Instrument,
    Item,
    Minutes,
    Prompt,
    Scale,
    Section,
    Step,
    level_in,
)

__all__ = [
    "REGIONAL_FROM",
    "ContextField",
    "Instrument",
    "Item",
    "Minutes",
    "Prompt",
    "Scale",
    "Section",
    "Step",
    "instrument",
    "instruments",
    "level_in",
    "national_pack",
]
CURRENT = "instruments.toml"


def instrument(key: str, version: int | None = None) -> Instrument:
    """The national instrument with this key; LookupError for what is unknown."""
    found = instruments()[key]
    if version in (None, found.version):
        return found
    assert version is not None
    try:
        return _every_version()[key, version]
    except KeyError:
        raise LookupError(f"{key} has no version {version}") from None


@cache
def instruments() -> dict[str, Instrument]:
    """Every national instrument as it is now, by its key and in the file's order."""
    return instruments_in(_packs()[0])


def national_pack(key: str, version: int | None = None) -> dict[str, Any]:
    """The definition of a national instrument, to be copied or compared with."""
    wanted = instrument(key, version).version
    for pack in _packs():
        found = instruments_in(pack).get(key)
        if found is not None and found.version == wanted:
            return deepcopy(single(pack, key))
    raise LookupError(f"{key} has no version {version}")


@cache
def _every_version() -> dict[tuple[str, int], Instrument]:
    every = [one for pack in _packs() for one in instruments_in(pack).values()]
    # The current file is read first and stands, should two say the same number.
    return {(one.key, one.version): one for one in reversed(every)}


@cache
def _packs() -> tuple[Pack, ...]:
    """The current pack, and those from before it."""
    earlier = sorted(DATA.glob("instruments-*.toml"))
    return tuple(read_pack(path) for path in (DATA / CURRENT, *earlier))
