"""The tables of the methods that come with bt-admin, fresh for each test to change."""

import tomllib

from recruitment.rules.methods import FILE, Method, read_method


def tables() -> list[dict]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["method"]


def known_methods() -> tuple[Method, ...]:
    return tuple(read_method(one) for one in tables())


def table(region: str) -> dict:
    """One region's own."""
    return next(one for one in tables() if one["region"] == region)
