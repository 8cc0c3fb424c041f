"""A second start does not ask Django what it already knows."""

import os
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from tests import databases
from tools import copies, database, roles

Commands = list[tuple[str, ...]]


@pytest.fixture
def environment() -> dict[str, str]:
    """The tests' own database, as its owner."""
    where = {
        k: str(v) for k, v in conninfo_to_dict(os.environ["DATABASE_OWNER_URL"]).items()
    }
    where["dbname"] = str(connection.settings_dict["NAME"])
    address = roles.url(where, where["user"], where.get("password", ""))
    return {"DATABASE_OWNER_URL": address, "BT_DEMO": "1"}


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Commands:
    ran: Commands = []
    monkeypatch.setattr(database, "_must", lambda command, *rest: ran.append(command))
    return ran


@pytest.mark.django_db
def test_it_is_prepared_once(environment: dict[str, str], ran: Commands) -> None:
    database.forget(environment)
    database.prepare(environment)
    database.prepare(environment)
    assert [command[2] for command in ran] == ["migrate", "load_reference_data", "demo"]


@pytest.mark.django_db
def test_it_is_prepared_again_after_a_django_command(
    environment: dict[str, str], ran: Commands
) -> None:
    database.prepare(environment)
    ran.clear()
    database.forget(environment)
    database.prepare(environment)
    assert len(ran) == 3


@pytest.mark.django_db
def test_without_the_demo_nobody_is_invented(
    environment: dict[str, str], ran: Commands
) -> None:
    database.forget(environment)
    database.prepare(environment | {"BT_DEMO": "0"})
    assert [command[2] for command in ran] == ["migrate", "load_reference_data"]


def test_a_new_migration_changes_the_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "ROOT", tmp_path)
    migrations = tmp_path / "regions/migrations"
    migrations.mkdir(parents=True)
    before = database.fingerprint()
    (migrations / "0001_first.py").write_text("")
    first = database.fingerprint()
    (migrations / "0001_first.py").write_text("# changed")
    assert len({before, first, database.fingerprint()}) == 3


@pytest.mark.django_db
def test_an_empty_one_of_our_own_is_copied(
    environment: dict[str, str], ran: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "is_ours", lambda environment: True)
    databases.create("bt_new")
    there = environment | copies.pointing_at("bt_new", dict(os.environ))
    assert database.is_empty(there)
    database.prepare_tables(there)
    assert not database.is_empty(there)
    assert ran == []
    databases.drop("bt_new")
