"""Databases that are copied: what takes long is done once for each version of the code.

`environment` is that of ./bt: the owner's address, and all that Django needs.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tools import commands
from tools.services import Environment
from tools.steps import ROOT, only_one

URLS = ("DATABASE_URL", "DATABASE_OWNER_URL")
# What decides how an empty database looks when it is migrated and has its regions.
MAKE_IT = ["*/migrations/*.py", "*/data/*.toml", "regions/**/*.py"]
# What may show in a database with the demo: its papers are laid out with the templates.
FOLDERS = ("regions", "placements", "assessments", "certificates", "recruitment")
TELL_IT = [f"{one}/**/*.*" for one in (*FOLDERS, "bt_admin", "templates", "static")]


def migrated(environment: Environment) -> str:
    """A database with every table and all regions, and nobody in it."""

    def migrate(name: str) -> None:
        there = environment | pointing_at(name, environment)
        for command in (commands.MIGRATE, commands.REFERENCE_DATA):
            manage(command[2:], there)

    return made_once("bt_empty", fingerprint(MAKE_IT), migrate, environment)


def with_demo(environment: Environment, today: date) -> str:
    """A database with the demo as it is told today: its days are counted from now."""

    def load(name: str) -> None:
        manage(("demo",), environment | pointing_at(name, environment))

    told = f"{fingerprint(TELL_IT)}_{today:%m%d}"
    return made_once(
        "bt_demo", told, load, environment, template=lambda: migrated(environment)
    )


def made_once(
    family: str,
    version: str,
    fill: Callable[[str], None],
    environment: Environment,
    template: Callable[[], str] = lambda: "template1",
) -> str:
    """The name of a database of this version, made when there is none.

    It stays until another version is asked for, and the one before is taken away.
    """
    name = f"{family}_{version}"
    source = template()
    with only_one(family):  # not one lock for all: the demo takes a minute
        earlier = those_of(family, environment)
        if name not in earlier:
            for other in earlier:
                drop(other, environment)
            create(f"{name}_unfinished", source, environment)
            fill(f"{name}_unfinished")
            rename(f"{name}_unfinished", name, environment)
    return name


def fingerprint(patterns: list[str]) -> str:
    """Of all source files that one of the patterns fits."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    paths = sorted(one for one in found if "__pycache__" not in one.parts)
    digest = sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def manage(arguments: tuple[str, ...], environment: Environment) -> str:
    """What the command printed; RuntimeError when it failed."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {arguments[0]}: {done.stdout}{done.stderr}")
    return done.stdout


# -------------------------------------------------------------------- one at a time
def pointing_at(database: str, environment: Environment) -> Environment:
    """The addresses of the same server, for the application and for the owner."""
    return {name: renamed(environment[name], database) for name in URLS}


def renamed(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def create(database: str, template: str, environment: Environment) -> None:
    drop(database, environment)
    command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with server(environment) as connection:
        connection.execute(
            command.format(sql.Identifier(database), sql.Identifier(template))
        )


def rename(database: str, name: str, environment: Environment) -> None:
    command = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with server(environment) as connection:
        connection.execute(
            command.format(sql.Identifier(database), sql.Identifier(name))
        )


def drop(database: str, environment: Environment) -> None:
    """Without FORCE at first: that waits for those who are leaving and stops the
    server's own vacuum, while FORCE fails at once if one of those in there is somebody
    whom the owner may not show out.
    """
    command = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database))
    with server(environment) as connection:
        try:
            connection.execute(command)
        except psycopg.errors.ObjectInUse:
            connection.execute(command + sql.SQL(" WITH (FORCE)"))


def those_of(family: str, environment: Environment) -> list[str]:
    """The databases whose name begins so, half made ones too."""
    found = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
    with server(environment) as connection:
        return [row[0] for row in connection.execute(found, [f"{family}_"])]


def server(environment: Environment) -> psycopg.Connection:
    """The owner, in the database that every server has."""
    url = renamed(environment["DATABASE_OWNER_URL"], "postgres")
    return psycopg.connect(url, autocommit=True)
