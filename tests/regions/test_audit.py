"""The audit log: with the change or not at all, and never changed afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from regions import audit
from regions.events import Event
from regions.models import AuditRow
from tests.conftest import as_owner


def record_three(company):
    for _number in range(3):
        audit.record(
            Event.PORTFOLIO_READ,
            about=company.programme,
            by=company.studierektor,
            at=timezone.now(),
            programme=company.programme,
            page="overview",
        )


def test_each_region_has_its_own_chain(cast):
    for company in (cast.kronoberg, cast.stockholm):
        with company.inside():
            record_three(company)
            numbers = list(AuditRow.objects.values_list("number", flat=True))
            assert numbers == [1, 2, 3]
            assert list(audit.broken_links(company.region.pk)) == []


def test_no_row_without_the_change_nor_the_other_way(cast):
    kronoberg = cast.kronoberg
    with kronoberg.inside():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record_three(kronoberg)
            1 / 0  # noqa: B018
        assert list(AuditRow.objects.all()) == []


@pytest.mark.parametrize(
    "change", [{"event": "other"}, {"detail": {}}, {"actor_id": None}]
)
def test_the_application_cannot_change_a_row(cast, change):
    with cast.kronoberg.inside():
        record_three(cast.kronoberg)
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditRow.objects.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditRow.objects.all().delete()


TAMPERING = [
    ("UPDATE regions_auditrow SET event = 'x' WHERE number = 2", (2, "it was changed")),
    (
        'UPDATE regions_auditrow SET detail = \'{"page": "y"}\' WHERE number = 2',
        (2, "its detail was changed"),
    ),
    ("DELETE FROM regions_auditrow WHERE number = 2", (2, "the row is missing")),
    ("DELETE FROM regions_auditrow WHERE number = 1", (1, "the row is missing")),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("sql", "first"), TAMPERING)
def test_tampering_by_the_owner_is_named(sql, first, cast):
    kronoberg = cast.kronoberg
    with kronoberg.inside():
        record_three(kronoberg)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE regions_auditrow DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE regions_auditrow ENABLE TRIGGER USER")
    with kronoberg.inside():
        assert next(audit.broken_links(7)) == first


@pytest.mark.django_db(transaction=True)
def test_weeding_out_a_detail_keeps_the_chain(cast):
    kronoberg = cast.kronoberg
    with kronoberg.inside():
        record_three(kronoberg)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE regions_auditrow SET detail = '{}', salt = ''")
    with kronoberg.inside():
        assert list(audit.broken_links(7)) == []


@pytest.mark.django_db(transaction=True)
def test_the_owner_cannot_change_a_row_by_mistake(cast):
    with cast.kronoberg.inside():
        record_three(cast.kronoberg)
    with as_owner(), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="never changed"):
            cursor.execute("UPDATE regions_auditrow SET event = 'x'")


def test_every_event_has_its_sentence():
    assert [event for event in Event if not event.label or event.label == event] == []
