"""The database as the code wants it, without asking Django when nothing has changed."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tools import commands, copies
from tools.services import Environment
from tools.sharing import socket_folder
from tools.steps import LOCAL, ROOT, Problem, say

DEMO = ("python", "manage.py", "demo")
# What a prepared database is made from. It carries their fingerprint as its comment.
SOURCES = (
    "requirements/dev.txt",
    "*/migrations/*.py",
    "*/management/commands/*.py",
    "*/data/*",
)
MARK = """
SELECT shobj_description(oid, 'pg_database') FROM pg_database
WHERE datname = current_database()
"""


def prepare(environment: Environment) -> None:
    """Tables, what every region shares, and people to log in as if there are none."""
    demo = environment.get("BT_DEMO") == "1"
    mark = f"{fingerprint()} {demo=}"
    if _mark(environment) == mark:
        return
    prepare_tables(environment)
    if demo:
        say("Läser in påhittade personer, om det inte redan finns några")
        _must(DEMO, environment, "Demodata gick inte att läsa in")
    _set_mark(environment, mark)


def prepare_tables(environment: Environment) -> None:
    """Migrated; an empty one of our own server's is a copy, which takes no time twice."""
    say("Uppdaterar databasens tabeller")
    if is_ours(environment) and is_empty(environment):
        name = conninfo_to_dict(environment["DATABASE_OWNER_URL"])["dbname"]
        copies.create(str(name), copies.migrated(environment), environment)
        return
    failed = "Databasen gick inte att uppdatera"
    _must(commands.MIGRATE, environment, failed)
    _must(commands.REFERENCE_DATA, environment, failed)


def is_ours(environment: Environment) -> bool:
    """The embedded server, where nobody else has anything."""
    return socket_folder().name in environment["DATABASE_OWNER_URL"]


def is_empty(environment: Environment) -> bool:
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
    return row is None or row[0] is None


def forget(environment: Environment) -> None:
    """After any Django command the next start looks for itself."""
    _set_mark(environment, "")


def fingerprint() -> str:
    digest = hashlib.sha256()
    for file in _sources():
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for pattern in SOURCES:
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file())


def _mark(environment: Environment) -> str:
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute(MARK).fetchone()
    return str(row[0]) if row else ""


def _set_mark(environment: Environment, mark: str) -> None:
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
        name = sql.Identifier(connection.info.dbname)
        comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
        connection.execute(comment.format(name, sql.Literal(mark)))


def _must(command: tuple[str, ...], environment: Environment, what: str) -> None:
    # In a group of its own, so that ctrl-c ends it without a traceback.
    done = subprocess.run(command, env=environment, cwd=ROOT, start_new_session=True)
    if done.returncode:
        remedy = f"Läs felet ovan. Hjälper inget annat: ta bort {LOCAL} och börja om."
        raise Problem(what, remedy)
