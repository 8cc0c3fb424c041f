"""Databases for the tests, copied from those that are made once."""

import os
from pathlib import Path

from tools import copies
from tools.services import SEALS

ROOT = Path(__file__).parents[1]
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:8]
Environment = dict[str, str]
# What ./bt gives at home besides, so that the demo looks the same here.
HOME = {"BT_DEMO": "1", "BT_SEAL_FOLDER": str(SEALS)}


def migrated() -> str:
    """A database with every table and all regions, and nobody in it."""
    return copies.migrated(dict(os.environ))


def with_demo(environment: Environment) -> str:
    """A database with today's demo, loaded by the first in this run to ask."""

    def load(name: str) -> None:
        copies.manage(("demo",), environment | HOME | pointing_at(name))

    return copies.made_once("bt_demo", RUN, load, environment, template=migrated)


def pointing_at(database: str) -> Environment:
    """The addresses of the same server, for the application and for the owner."""
    return copies.pointing_at(database, dict(os.environ))


def create(database: str, template: str = "template1") -> None:
    copies.create(database, template, dict(os.environ))


def drop(database: str) -> None:
    copies.drop(database, dict(os.environ))
