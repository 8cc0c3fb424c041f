from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bt_admin.demo import loading
from regions.context import in_region
from regions.models import PlanPart, Region, RegionalModel, User
from tests.cast import Cast
from tests.conftest import as_owner

KRONOBERG = 7


def test_the_demo_is_not_loaded_twice(cast: Cast, settings) -> None:
    settings.SEAL_FOLDER = ""
    User.objects.filter(pk=cast.stranger.pk).update(is_demo=True)
    said = StringIO()
    call_command("demo", stdout=said)
    assert said.getvalue() == "De påhittade personerna finns redan.\n"


def test_people_who_are_not_invented_are_never_removed(cast: Cast) -> None:
    before = User.objects.count()
    with pytest.raises(CommandError, match="Inget är borttaget"):
        call_command("demo", reset=True)
    assert User.objects.count() == before


def test_production_has_no_demo(cast: Cast, settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="ingen övningsmiljö"):
        call_command("demo")


def test_without_regions_it_says_what_to_do(db, settings, monkeypatch) -> None:
    settings.SEAL_FOLDER = ""
    monkeypatch.setattr(loading, "is_loaded", lambda: False)
    monkeypatch.setattr(loading, "REGIONS", ("kronoberg", "ingenstans"))
    with pytest.raises(CommandError, match="load_reference_data"):
        call_command("demo")


@pytest.mark.django_db(transaction=True)
def test_what_every_region_shares_stays() -> None:
    User.objects.create_user("gone@example.org", first_name="Gone", last_name="Soon")
    with as_owner(), in_region(KRONOBERG):
        loading.remove()
        assert not User.objects.exists()
        assert Region.objects.count() == 21
        assert PlanPart.objects.filter(region_id=KRONOBERG).count() == 6


@pytest.mark.django_db(transaction=True)
def test_the_demo_is_told_anew_by_who_sees_one_region() -> None:
    """The owner sees them all: a story would take another region's doctors for its own."""
    with as_owner(), in_region(KRONOBERG):
        loading.remove()
        assert not RegionalModel.objects.exclude(region_id=KRONOBERG).exists()
