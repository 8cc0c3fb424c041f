"""Databases for the tests: what takes long is done once, and copied from then on."""

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tools import steps

ROOT = Path(__file__).parents[1]
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:8]
URLS = ("DATABASE_URL", "DATABASE_OWNER_URL")
# What decides how an empty database looks when it is migrated and has its regions.
MAKE_IT = ["*/migrations/*.py", "*/data/*.toml", "regions/**/*.py"]
Environment = dict[str, str]


def migrated() -> str:
    """A database with every table and all regions, and nobody in it."""
    return made_once("bt_empty", fingerprint(), migrate)


def with_demo(environment: Environment) -> str:
    """A database with today's demo, loaded by the first in this run to ask."""

    def load(name: str) -> None:
        manage(["demo"], environment | pointing_at(name))

    return made_once("bt_demo", RUN, load, template=migrated)


def made_once(
    family: str,
    version: str,
    fill: Callable[[str], None],
    template: Callable[[], str] = lambda: "template1",
) -> str:
    """The name of a database of this version, made when there is none.

    It stays until another version is asked for, and the one before is taken away.
    """
    name = f"{family}_{version}"
    source = template()
    with steps.only_one(family):  # not one lock for all: the demo takes a minute
        earlier = those_of(family)
        if name not in earlier:
            for other in earlier:
                drop(other)
            create(f"{name}_unfinished", source)
            fill(f"{name}_unfinished")
            rename(f"{name}_unfinished", name)
    return name


def fingerprint() -> str:
    paths = sorted(path for pattern in MAKE_IT for path in ROOT.glob(pattern))
    digest = sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def migrate(name: str) -> None:
    for arguments in (["migrate", "-v0"], ["load_reference_data"]):
        manage(arguments, os.environ | pointing_at(name))


def manage(arguments: list[str], environment: Environment) -> str:
    """What the command printed; RuntimeError when it failed."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {arguments[0]}: {done.stdout}{done.stderr}")
    return done.stdout


# -------------------------------------------------------------------- one at a time
def pointing_at(database: str) -> Environment:
    """The addresses of the same server, for the application and for the owner."""
    return {name: renamed(os.environ[name], database) for name in URLS}


def renamed(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def create(database: str, template: str = "template1") -> None:
    drop(database)
    command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with server() as connection:
        connection.execute(
            command.format(sql.Identifier(database), sql.Identifier(template))
        )


def rename(database: str, name: str) -> None:
    command = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with server() as connection:
        connection.execute(
            command.format(sql.Identifier(database), sql.Identifier(name))
        )


def drop(database: str) -> None:
    """Without FORCE at first: that waits for those who are leaving and stops the
    server's own vacuum, while FORCE fails at once if one of those in there is somebody
    whom the owner may not show out.
    """
    command = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database))
    with server() as connection:
        try:
            connection.execute(command)
        except psycopg.errors.ObjectInUse:
            connection.execute(command + sql.SQL(" WITH (FORCE)"))


def those_of(family: str) -> list[str]:
    """The databases whose name begins so, half made ones too."""
    found = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
    with server() as connection:
        return [row[0] for row in connection.execute(found, [f"{family}_"])]


def server() -> psycopg.Connection:
    """The owner, in the database that every server has."""
    url = renamed(os.environ["DATABASE_OWNER_URL"], "postgres")
    return psycopg.connect(url, autocommit=True)
