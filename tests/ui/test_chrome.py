from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from bt_admin.chrome import Chrome, address, chrome_of
from regions.access import Membership


@pytest.fixture(autouse=True)
def other_addresses() -> Iterator[None]:
    """The chrome remembers where everything is; these tests move it."""
    address.cache_clear()
    yield
    address.cache_clear()


KRONOBERG = SimpleNamespace(pk=7, slug="kronoberg", name="Region Kronoberg")


def held(
    role: str, code: int = 7, slug: str = "kronoberg", scope: str = "1"
) -> Membership:
    return Membership(code, slug, f"Region {slug.capitalize()}", role, scope)


def chrome(*memberships: Membership, path: str = "/kronoberg/") -> Chrome:
    request = RequestFactory().get(path)
    request.region = KRONOBERG
    request.memberships = list(memberships)
    request.user = SimpleNamespace(is_authenticated=True)
    return chrome_of(request)


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("doctor", ["Att göra", "Min BT", "Intyg"]),
        ("main_supervisor", ["Att göra", "Mina BT-läkare"]),
        ("placement_supervisor", ["Att göra", "Mina BT-läkare"]),
        ("director_of_studies", ["Att göra", "BT-läkare"]),
        ("bt_manager", ["Att göra", "BT-läkare"]),
        ("administrator", ["Att göra", "BT-läkare"]),
        ("unit_manager", ["Att göra", "BT-läkare"]),
        ("external_assessor", ["Att göra"]),
        ("hr_coordinator", ["Att göra"]),
    ],
)
def test_where_each_role_can_go(role, labels, settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
    assert [entry.label for entry in chrome(held(role)).entries] == labels


def test_several_roles_share_one_menu(settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
    both = chrome(held("placement_supervisor"), held("bt_manager"))
    assert [entry.label for entry in both.entries] == ["Att göra", "BT-läkare"]
    assert both.titles == "Handledare, AT/BT-chef"


def test_several_bt_of_ones_own_share_one_way(settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
    two = chrome(held("doctor", scope="1"), held("doctor", scope="2"))
    assert [entry.url for entry in two.entries] == ["/kronoberg/", "/kronoberg/min-bt/"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/kronoberg/bt/1/", ["", "page", ""]),
        ("/kronoberg/bt/1/delmal/", ["", "true", ""]),
        ("/kronoberg/bt/1/intyg/", ["", "", "page"]),
        ("/kronoberg/bt/1/intyg/delmal/", ["", "", "true"]),
        ("/kronoberg/bt/2/", ["", "", ""]),
    ],
)
def test_a_doctors_menu_says_where_one_is(path, current, settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
    entries = chrome(held("doctor"), path=path).entries
    assert [entry.current for entry in entries] == current


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/kronoberg/", ["page", ""]),
        ("/kronoberg/lakare/", ["", "page"]),
        ("/kronoberg/lakare/1/intyg/", ["", "true"]),
        ("/kronoberg/bt/1/", ["", "true"]),
        ("/kronoberg/bedomningar/1/", ["", ""]),
    ],
)
def test_the_menu_says_where_one_is(path, current, settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
    entries = chrome(held("bt_manager"), path=path).entries
    assert [entry.current for entry in entries] == current


def test_only_roles_in_other_regions_give_no_menu():
    other = chrome(held("bt_manager", 1, "stockholm"))
    assert other.entries == []
    assert other.titles == ""


def test_the_switch_lists_regions_with_roles(settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
    two = chrome(held("doctor"), held("external_assessor", 1, "stockholm"))
    assert [(one.name, one.roles, one.current) for one in two.regions] == [
        ("Region Kronoberg", "BT-läkare", True),
        ("Region Stockholm", "Extern bedömare", False),
    ]


def test_a_request_that_never_came_through_has_no_menu():
    bare = chrome_of(RequestFactory().get("/"))
    assert (bare.region, bare.user, bare.entries, bare.home) == (None, None, [], "/")
