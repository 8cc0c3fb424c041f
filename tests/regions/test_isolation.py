"""Row-level security by itself: what the database shows when everything else forgets."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from placements.models import Doctor, Placement, PlacementPeriod, Programme
from regions.context import current_context, in_region, set_context
from regions.migration_operations import has_region
from regions.models import Region, RegionAssignment, Unit

TENANT_MODELS = [model for model in apps.get_models() if has_region(model)]


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model.__name__)
def test_no_row_without_a_region(cast, model):
    assert list(model.objects.all()) == []


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model.__name__)
def test_no_row_of_another_region(cast, model):
    with in_region(cast.kronoberg.region.pk):
        assert set(model.objects.values_list("region_id", flat=True)) <= {7}
    with in_region(cast.stockholm.region.pk):
        assert set(model.objects.values_list("region_id", flat=True)) <= {1}


def test_a_foreign_id_finds_nothing(cast):
    with in_region(cast.stockholm.region.pk):
        foreign = cast.kronoberg.programme.pk
        assert list(Programme.objects.filter(pk=foreign)) == []
        assert Programme.objects.filter(pk=foreign).update(state="completed") == 0
        assert Programme.objects.filter(pk=foreign).delete()[0] == 0


def test_no_row_can_be_written_into_another_region(cast):
    with in_region(1), pytest.raises(DatabaseError), transaction.atomic():
        Unit.objects.create(region_id=7, name="Fel region", care="other")


def test_no_row_can_hang_on_a_row_of_another_region(cast):
    foreign = cast.kronoberg.placements[0]
    with in_region(1), pytest.raises(DatabaseError), transaction.atomic():
        PlacementPeriod.objects.create(
            region_id=1,
            placement_id=foreign.pk,
            starts_on="2027-01-01",
            ends_on="2027-01-31",
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_people_find_the_regions_they_may_enter(cast):
    """One's own roles are seen in any region; nobody else's are."""
    studierektor = cast.kronoberg.studierektor
    with in_region(None, studierektor.pk):
        roles = RegionAssignment.objects.values_list("user_id", "region_id")
        assert list(roles) == [(studierektor.pk, 7)]


def test_the_application_cannot_empty_a_table(cast):
    with pytest.raises(DatabaseError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE placements_doctor CASCADE")


def test_the_region_comes_back_after_a_visit(cast):
    with in_region(7):
        with in_region(1):
            assert Doctor.objects.get().user == cast.stockholm.doctor
        assert Doctor.objects.get().user == cast.kronoberg.doctor
    assert current_context() == ("", "")


def test_an_error_inside_leaves_no_region_behind(cast):
    with pytest.raises(ZeroDivisionError), in_region(7):
        1 / 0  # noqa: B018
    assert current_context() == ("", "")
    assert list(Placement.objects.all()) == []


@pytest.mark.django_db(transaction=True)
def test_a_region_is_never_set_outside_a_transaction():
    with pytest.raises(RuntimeError, match="in_region"):
        set_context(7, None)


def test_all_21_regions_are_there(db):
    assert Region.objects.count() == 21
    kronoberg = Region.objects.get(slug="kronoberg")
    assert (kronoberg.code, kronoberg.name) == ("07", "Region Kronoberg")
    assert (kronoberg.population, kronoberg.council) == (202263, "RVKR Södra")
