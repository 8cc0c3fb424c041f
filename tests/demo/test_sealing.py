"""The demo's keys: for trying, and never in an installation."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from bt_admin.demo.clock import play
from bt_admin.demo.sealing import AROUND, electronic, exercise_keys
from bt_admin.lib.seal_keys import key_of
from certificates.models import ElectronicPath
from regions import access
from tests.cast import at


@pytest.fixture
def folder(tmp_path, settings):
    settings.DEMO = True
    settings.SEAL_FOLDER = str(tmp_path / "seals")
    return tmp_path / "seals"


def test_a_key_for_each_region_says_what_it_is_for_and_stays(cast, folder):
    regions = [cast.kronoberg.region, cast.stockholm.region]
    exercise_keys(regions, at())
    made = key_of("kronoberg", at=at() - AROUND + timedelta(days=1))
    assert (made.holder, made.issuer) == ("Region Kronoberg (övning)", "")
    assert key_of("stockholm", at=at() + AROUND - timedelta(days=1)).is_exercise
    path = folder / "seal_kronoberg"
    assert [one.stat().st_mode & 0o777 for one in (folder, path)] == [0o700, 0o400]
    exercise_keys(regions, at())
    assert key_of("kronoberg", at=at()).fingerprint == made.fingerprint


@pytest.mark.parametrize(("demo", "production"), [(True, True), (False, False)])
def test_nothing_is_made_where_there_is_no_demo(
    cast, folder, settings, demo, production
):
    settings.DEMO, settings.PRODUCTION = demo, production
    exercise_keys([cast.kronoberg.region], at())
    assert not folder.exists()


def test_nor_where_no_folder_is_given(cast, folder, settings):
    settings.SEAL_FOLDER = ""
    exercise_keys([cast.kronoberg.region], at())
    assert not folder.exists()


def told(company) -> ElectronicPath | None:
    """What the region has decided when the story is told."""
    given = SimpleNamespace(
        region=company.region, today=access.today(), manager=company.bt_manager
    )
    with company.inside(company.bt_manager):
        play([electronic(given)], at())
        return ElectronicPath.objects.first()


def test_one_region_seals_once_there_is_a_key(cast, folder):
    assert told(cast.kronoberg) is None
    exercise_keys([cast.kronoberg.region, cast.stockholm.region], at())
    path = told(cast.kronoberg)
    assert path
    assert (path.seals, path.shares) == (True, True)
    assert told(cast.stockholm) is None
