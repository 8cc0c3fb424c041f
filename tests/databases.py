"""Databases for the tests, copied from those that are made once."""

import os
from pathlib import Path

from django.db import connection
from django.utils import timezone

from tools import copies
from tools.services import SEALS

ROOT = Path(__file__).parents[1]
Environment = dict[str, str]
# What ./bt gives at home besides, so that the demo looks the same here.
HOME = {"BT_DEMO": "1", "BT_SEAL_FOLDER": str(SEALS)}


def migrated() -> str:
    """A database with every table and all regions, and nobody in it."""
    return copies.migrated(dict(os.environ))


def with_demo(environment: Environment) -> str:
    """A database with today's demo, loaded by the first today to ask."""
    return copies.with_demo(environment | HOME, timezone.localdate())


def pointing_at(database: str) -> Environment:
    """The addresses of the same server, for the application and for the owner."""
    return copies.pointing_at(database, dict(os.environ))


def plan_for_many() -> None:
    """After many rows are written, until the test's end: each query is planned for what
    it asks, as in the product, and not once for all (see conftest.make_ready).
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")


def create(database: str, template: str = "template1") -> None:
    copies.create(database, template, dict(os.environ))


def drop(database: str) -> None:
    copies.drop(database, dict(os.environ))
