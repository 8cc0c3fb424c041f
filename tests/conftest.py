"""The test database is made by its owner and used by the application's own role."""

import gc
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase

from regions.queries import region_by_slug
from tests import databases
from tests.cast import Cast, make_cast

ZONE = ZoneInfo("Europe/Stockholm")
STARTED = datetime.now(ZONE)
AHEAD = STARTED.replace(hour=12, minute=0) - STARTED


class Noon:
    """Our clock, as far ahead of the real one as noon was when the run began; the
    database's is held to the same, also after a stop.
    """

    def start(self) -> None:
        ahead = datetime.now(ZONE) + AHEAD
        self.travel = time_machine.travel(ahead.timestamp(), tick=True)
        self.travel.start()

    def stop(self) -> None:
        self.travel.stop()


NOON = Noon()


def pytest_configure() -> None:
    """Begin at noon: a run that passed midnight would find its cast a day old."""
    NOON.start()
    let_the_browser_go_first()
    ask_no_test_how_long_it_takes()
    gc.set_threshold(100_000, 20, 100)  # looking for garbage took a tenth of the time
    # Nobody writes a session to the database, and reads it again, in each of ten thousand
    # requests. Who asks about sessions has the database's: sessions_in_the_database.
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.WHITENOISE_AUTOREFRESH = True  # else each client lists every file first
    connection_created.connect(make_ready)


def let_the_browser_go_first() -> None:
    """The process that has the browser's tests, one after the other, is the last to be
    done: what it starts, and all that waits for it, comes before what the others do.
    """
    if os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0":
        os.nice(5)


def ask_no_test_how_long_it_takes() -> None:
    """Nor how long its examples take to make: other processes take of the same two cores."""
    hypothesis.settings.register_profile(
        "patient",
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("patient")


def make_ready(connection: Any, **_: object) -> None:
    """All that the tests ask is asked on one connection, of tables with a few rows:
    each query is planned once and stays planned.

    Not so where rows are many (databases.plan_for_many), for one plan for whatever is
    asked is then a bad one for some. And the driver forgets all plans at a rollback, in
    case what was undone had made a table; here every test ends with one, and none makes
    a table.
    """
    connection.execute_wrappers.append(at_noon_too)
    connection.connection.prepare_threshold = 0
    connection.connection._prepared.clear = lambda: False
    connection.connection.execute("SET plan_cache_mode = force_generic_plan")


def at_noon_too(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """The database's clock goes with ours."""
    if sql == "SELECT now()":
        sql, params = "SELECT now() + %s", [AHEAD]
    return execute(sql, params, many, context)


@contextmanager
def as_owner() -> Iterator[None]:
    """Speak to the database as its owner: to make it, empty it or break it."""
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    options = connection.settings_dict["OPTIONS"]
    owner = settings_of_owner()
    connection.close()
    connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
    connection.settings_dict["OPTIONS"] = {**options, "options": ""}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
        connection.settings_dict["OPTIONS"] = options


def settings_of_owner() -> dict[str, Any]:
    from bt_admin.settings import database

    return database("owner")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Not pytest-django's own: the owner makes the database, as a copy of one."""
    with django_db_blocker.unblock():
        name = connection.creation._get_test_db_name()
        connection.close()
        databases.create(name, template=databases.migrated())
        connection.settings_dict["NAME"] = name
        CASTS[:] = [pickle.dumps(make_cast())]
        region_by_slug("kronoberg")  # kept from now on: no test is the one that asks
        connection.close()
        databases.create(untouched(name), template=name)
        yield
        connection.close()
        for one in (name, untouched(name)):
            databases.drop(one)


def pytest_sessionstart(session: pytest.Session) -> None:
    """When everything is asked for, what takes longest is begun before it is needed:
    while the processes look for their tests.
    """
    config = session.config
    everything = config.args_source is not pytest.Config.ArgsSource.ARGS
    if everything and config.getoption("dist", "no") != "no":
        Thread(target=databases.with_demo, args=[dict(os.environ)], daemon=True).start()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In each process first what needs no database: there may be none yet."""
    share = -(-len(items) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1)))
    items[:] = [
        item
        for start in range(0, len(items), share or 1)
        for item in sorted(items[start : start + share], key=asks_the_database)
    ]


def asks_the_database(item: pytest.Item) -> bool:
    return "db" in getattr(item, "fixturenames", ()) or bool(
        item.get_closest_marker("django_db")
    )


def pytest_collection_finish() -> None:
    """What has been imported by now stays."""
    gc.freeze()


# Committed before the first test; all other tests' changes are rolled back, or thrown
# away with the database.
CASTS: list[bytes] = []


@pytest.fixture(autouse=True, scope="session")
def database_anew() -> Iterator[None]:
    """How tests that really commit are cleaned up after: with a copy of the database as
    it was before the first. That is quicker than to empty all tables.
    """

    def put_in_order(self: TransactionTestCase) -> None:
        connection.close()
        name = connection.settings_dict["NAME"]
        databases.create(name, template=untouched(name))

    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = put_in_order
    yield
    TransactionTestCase._fixture_teardown = flush


def untouched(name: str) -> str:
    return f"{name}_untouched"


@pytest.fixture
def sessions_in_the_database(settings: Any) -> None:
    """As the product has them; the browser's tests always have."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"


@pytest.fixture
def cast(db: None) -> Cast:
    """Two regions with everyone in both, and one stranger."""
    return pickle.loads(CASTS[0])
