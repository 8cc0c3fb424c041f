"""The system refuses to start when regions could leak."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from regions import checks
from tests.conftest import as_owner


def ids(errors):
    return [error.id for error in errors]


def test_all_is_well(db):
    assert checks.regions_are_apart(databases=["default"]) == []


def broken(sql, mend):
    """What the checks say after the owner has run `sql`."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql)
    try:
        return ids(checks.regions_are_apart(databases=["default"]))
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(mend)


BREAKS = [
    (
        "ALTER TABLE regions_unit NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE regions_unit FORCE ROW LEVEL SECURITY",
        ["regions.E003"],
    ),
    (
        "ALTER TABLE regions_unit DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE regions_unit ENABLE ROW LEVEL SECURITY",
        ["regions.E003"],
    ),
    (
        "ALTER TABLE placements_placement"
        " DROP CONSTRAINT placements_placement_unit_id_same_region",
        "ALTER TABLE placements_placement"
        " ADD CONSTRAINT placements_placement_unit_id_same_region"
        " FOREIGN KEY (region_id, unit_id) REFERENCES regions_unit (region_id, id)"
        " DEFERRABLE INITIALLY DEFERRED",
        ["regions.E004"],
    ),
    (
        "CREATE VIEW all_units AS SELECT * FROM regions_unit",
        "DROP VIEW all_units",
        ["regions.E005"],
    ),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("sql", "mend", "expected"), BREAKS)
def test_each_hole_is_found(sql, mend, expected):
    assert broken(sql, mend) == expected


@pytest.mark.django_db(transaction=True)
def test_a_role_that_sees_everything_is_refused():
    with as_owner():
        with pytest.raises(ImproperlyConfigured, match=r"regions\.E001"):
            checks.refuse_unsafe_start()


@pytest.mark.django_db(transaction=True)
def test_a_role_that_owns_a_table_is_found():
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("GRANT CREATE ON SCHEMA public TO bt_app")
    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE mine ()")
        assert ids(checks.regions_are_apart(databases=["default"])) == ["regions.E002"]
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE mine")
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("REVOKE CREATE ON SCHEMA public FROM bt_app")
