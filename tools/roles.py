"""The database roles: made here in our own server, or asked for in yours."""

import json
import os
import secrets
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tools.steps import LOCAL, ROOT, Problem, say

ROLES = ROOT / "deploy/postgres/10-roles.sql"
PASSWORDS = LOCAL / "database-passwords.json"
WITH_PASSWORD = ("bt_owner", "bt_app")

Urls = dict[str, str]


def embedded_urls(socket: Path) -> Urls:
    """Both roles' addresses in the embedded server, where the socket is the lock.

    BT_DATABASE names another database than the one that ./bt works in.
    """
    where = {"host": str(socket), "dbname": os.environ.get("BT_DATABASE", "bt")}
    return {
        "DATABASE_URL": url(where, "bt_app"),
        "DATABASE_OWNER_URL": url(where, "bt_owner"),
    }


def given_urls(given: Urls) -> Urls:
    """DATABASE_URL from outside: with its owner, or as one who may make the roles."""
    if given.get("DATABASE_OWNER_URL"):
        return {}
    parts = conninfo_to_dict(given["DATABASE_URL"])
    where = {"dbname": "bt"} | {name: str(part) for name, part in parts.items()}
    try:
        may = _may_make_roles(where)
    except psycopg.OperationalError as error:
        remedy = "Kontrollera DATABASE_URL, eller ta bort den: då startas en egen."
        raise Problem(f"Databasen svarar inte: {error}", remedy) from None
    if not may:
        raise Problem("Rollen i DATABASE_URL får inte skapa roller", _for_the_dba())
    return _urls_with_passwords(where)


def prepare(where: dict[str, str]) -> None:
    """Make what is missing of roles and database. Needs a superuser.

    What the application's role may do in the database is said by the migrations.
    """
    name = where["dbname"]
    with _connect(where, "postgres") as server:
        server.execute(ROLES.read_bytes())
        if not _exists(server, name):
            say(f"Skapar databasen {name}")
            create = sql.SQL("CREATE DATABASE {} OWNER bt_owner")
            server.execute(create.format(sql.Identifier(name)))


def url(where: dict[str, str], role: str, password: str = "") -> str:
    """An address for one role; a socket's folder goes last, as host=…"""
    host, port = where.get("host", ""), where.get("port", "")
    login = quote(role, safe="") + (f":{quote(password, safe='')}" if password else "")
    if host.startswith("/"):
        rest = urlencode({"host": host} | ({"port": port} if port else {}), safe="/")
        return f"postgresql://{login}@/{where['dbname']}?{rest}"
    place = f"{host or 'localhost'}" + (f":{port}" if port else "")
    return f"postgresql://{login}@{place}/{where['dbname']}"


def _connect(where: dict[str, str], database: str) -> psycopg.Connection:
    conninfo = make_conninfo("", **where | {"dbname": database})
    return psycopg.connect(conninfo, autocommit=True)


def _exists(server: psycopg.Connection, name: str) -> bool:
    question = "SELECT FROM pg_database WHERE datname = %s"
    return server.execute(question, [name]).fetchone() is not None


def _may_make_roles(where: dict[str, str]) -> bool:
    with _connect(where, "postgres") as server:
        question = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        answer = server.execute(question).fetchone()
    return bool(answer and answer[0])


def _urls_with_passwords(where: dict[str, str]) -> Urls:
    passwords = _kept_passwords() or _new_passwords(where)
    prepare(where)
    with _connect(where, "postgres") as server:
        for role, password in passwords.items():
            change = sql.SQL("ALTER ROLE {} PASSWORD {}")
            server.execute(change.format(sql.Identifier(role), sql.Literal(password)))
    return {
        "DATABASE_URL": url(where, "bt_app", passwords["bt_app"]),
        "DATABASE_OWNER_URL": url(where, "bt_owner", passwords["bt_owner"]),
    }


def _kept_passwords() -> dict[str, str]:
    return json.loads(PASSWORDS.read_text()) if PASSWORDS.exists() else {}


def _new_passwords(where: dict[str, str]) -> dict[str, str]:
    """Only for roles that we make: others may be in use with other passwords."""
    with _connect(where, "postgres") as server:
        question = "SELECT FROM pg_roles WHERE rolname IN ('bt_owner', 'bt_app')"
        taken = server.execute(question).fetchone() is not None
    if taken:
        remedy = "Sätt både DATABASE_URL (bt_app) och DATABASE_OWNER_URL (bt_owner)."
        raise Problem("Rollerna bt_owner och bt_app finns redan på servern", remedy)
    passwords = {role: secrets.token_urlsafe(24) for role in WITH_PASSWORD}
    PASSWORDS.touch(mode=0o600)
    PASSWORDS.write_text(json.dumps(passwords))
    return passwords


def _for_the_dba() -> str:
    """What a database administrator runs; docker-compose.yml's server runs the same."""
    return f"""Be databasens administratör köra detta, och sätt sedan
DATABASE_URL=postgresql://bt_app:…@server/bt och
DATABASE_OWNER_URL=postgresql://bt_owner:…@server/bt

{ROLES.read_text()}
ALTER ROLE bt_owner PASSWORD '…';
ALTER ROLE bt_app PASSWORD '…';
CREATE DATABASE bt OWNER bt_owner;"""
