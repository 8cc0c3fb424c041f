"""The roles as ./bt made them, and as docker-compose.yml's server will make them."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from regions.models import RegionalModel
from tools import postgres, roles, steps

INIT = steps.ROOT / "deploy/postgres"
ATTRIBUTES = """
SELECT rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls
FROM pg_roles WHERE rolname LIKE 'bt\\_%' ORDER BY rolname
"""
DATABASE = "bt_made_as_in_compose"


@pytest.fixture
def superuser() -> Iterator[psycopg.Connection]:
    where = {"host": host(), "user": "postgres", "dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as server:
        yield server
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE}")


def host() -> str:
    where = conninfo_to_dict(os.environ["DATABASE_OWNER_URL"])
    if not str(where["host"]).startswith("/"):
        # Roles belong to a whole server: on somebody else's these would be theirs.
        # ./bt test starts its own unless told otherwise, so CI never comes here.
        pytest.skip("The given database server is not ours to make roles in.")
    return str(where["host"])


def client(program: str, *arguments: str, **environment: str) -> str:
    """One of PostgreSQL's own programs, on the server that runs now."""
    done = subprocess.run(
        [postgres.programs() / program, "--host", host(), *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | environment,
    )
    return done.stdout


def test_each_role_may_do_its_own_and_no_more(superuser: psycopg.Connection) -> None:
    names = ("login", "superuser", "createrole", "createdb", "bypassrls")
    found = {
        role: {name for name, may in zip(names, rights, strict=True) if may}
        for role, *rights in superuser.execute(ATTRIBUTES)
    }
    assert found == {
        "bt_app": {"login"},
        "bt_backup": {"login", "bypassrls"},
        "bt_owner": {"login", "createdb", "bypassrls"},
    }


def test_the_servers_first_start_in_compose(
    superuser: psycopg.Connection, tmp_path: Path
) -> None:
    """As the image does it: every file of the folder in order, as superuser."""
    for name in ("owner_password", "app_password", "backup_password"):
        (tmp_path / name).write_text(f"it's {name}\n")
    programs = f"{postgres.programs()}:{os.environ['PATH']}"
    container = {"PATH": programs, "PGHOST": host(), "PGDATABASE": "postgres"}
    ours = {"BT_SECRETS": str(tmp_path), "BT_DATABASE": DATABASE}
    for file in sorted(INIT.iterdir()):
        by = ["psql", "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-qf"]
        command = [file] if file.suffix == ".sh" else [*by, file]
        subprocess.run(command, env=os.environ | container | ours, check=True)

    secret = (
        "SELECT rolpassword LIKE 'SCRAM-SHA-256%%' FROM pg_authid WHERE rolname = %s"
    )
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s"
    for role in ("bt_owner", "bt_app", "bt_backup"):
        assert superuser.execute(secret, [role]).fetchone() == (True,)
    assert superuser.execute(owner, [DATABASE]).fetchone() == ("bt_owner",)


def test_making_the_roles_again_changes_nothing(superuser: psycopg.Connection) -> None:
    before = superuser.execute(ATTRIBUTES).fetchall()
    roles.prepare({"host": host(), "user": "postgres", "dbname": "bt"})
    assert superuser.execute(ATTRIBUTES).fetchall() == before


@pytest.mark.django_db
def test_the_backup_holds_every_region() -> None:
    """Row-level security is forced: a role it binds would dump nothing, or fail."""
    table = RegionalModel._meta.db_table
    dump = client(
        "pg_dump",
        *("--username", "bt_backup", "--data-only", "--table", table),
        str(connection.settings_dict["NAME"]),
    )
    copied = dump.split(f"COPY public.{table} (")[1].split("\n\\.")[0]
    columns, *rows = copied.splitlines()
    region = columns.split(")")[0].split(", ").index("region_id")
    assert len({row.split("\t")[region] for row in rows}) == 21


def test_a_server_of_your_own_keeps_its_roles(superuser: psycopg.Connection) -> None:
    """Somebody may be using them, with passwords that we do not know."""
    given = {"DATABASE_URL": f"postgresql://postgres@/bt?host={host()}"}
    with pytest.raises(steps.Problem, match="både DATABASE_URL"):
        roles.given_urls(given)


def test_one_who_may_not_make_roles_is_told_what_to_ask_for() -> None:
    given = {"DATABASE_URL": f"postgresql://bt_app@/bt?host={host()}"}
    with pytest.raises(steps.Problem) as stopped:
        roles.given_urls(given)
    assert (INIT / "10-roles.sql").read_text() in str(stopped.value)
    assert "CREATE DATABASE bt OWNER bt_owner;" in str(stopped.value)


def test_addresses_for_both_roles_are_used_as_they_are() -> None:
    given = {"DATABASE_URL": "postgresql://a@b/c", "DATABASE_OWNER_URL": "x"}
    assert roles.given_urls(given) == {}


def test_a_database_that_does_not_answer_is_said_in_words() -> None:
    given = {"DATABASE_URL": "postgresql://bt_app@/bt?host=/nowhere"}
    with pytest.raises(steps.Problem, match="Databasen svarar inte"):
        roles.given_urls(given)
