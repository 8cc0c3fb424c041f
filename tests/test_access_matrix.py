"""Every address × every role × own, foreign and unknown objects × every method.

The addresses come from the resolver, so a new page is in the matrix when it is in
urls.py; what it may be opened by is then asked for here. `Stockholm` stands in the
name of every person, unit and text of the other region: it is the canary.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.backends import ModelBackend
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.template import loader
from django.test import Client

from bt_admin.chrome import chrome_of
from bt_admin.lib import pdf, ready_queries
from bt_admin.views import errors
from regions import access
from regions.context import in_region
from regions.migration_operations import has_region
from tests.addresses import Address
from tests.conftest import as_owner
from tests.pages import words
from tests.scene import Scene, make_scene
from tests.who_may import (
    GROUP,
    HIDDEN_FROM,
    IN_REGION,
    MEMBERS,
    NOBODY,
    OPEN_TO,
    PRESSED_BY,
    SEES,
)

CANARY = b"Stockholm"
METHODS = ["get", "post", "put", "patch", "delete"]


@dataclass
class Stage:
    own: Scene
    other: Scene


@pytest.fixture
def stage(cast):
    return Stage(make_scene(cast.kronoberg), make_scene(cast.stockholm))


@pytest.fixture(autouse=True)
def people_read_once(monkeypatch):
    """No request reads anew who it comes from: nobody here becomes somebody else."""
    found: dict[str, Any] = {}
    read = ModelBackend.get_user

    def read_once(backend: ModelBackend, key: str) -> Any:
        if key not in found:
            found[key] = read(backend, key)
        return copy(found[key])

    monkeypatch.setattr(ModelBackend, "get_user", read_once)


NOWHERE = "/finns-inte/"
SHOWN_EACH_TIME = "Hr Kronoberg"


@pytest.fixture(autouse=True)
def error_pages_made_once(monkeypatch):
    """What does not exist is asked for thousands of times, and its page follows from
    who asks and what stands round it: one page for all requests that are alike in that.

    It is made each time when a view has left something in the request that a template
    might read, and for one role always: if anything else showed, that would be a fault.
    """
    made: dict[str, bytes] = {}
    ordinary: set[str] = set()  # what a request has with it when there is no view
    render = errors.render

    def render_once(request: Any, template: str, **given: Any) -> HttpResponse:
        around = chrome_of(request)
        alike = repr((template, given, request.user.pk, around))
        with_it = {name for name in vars(request) if not name.startswith("_")}
        if request.path == NOWHERE:
            ordinary.update(with_it)
        if len(get_messages(request)) or with_it - ordinary:
            return render(request, template, **given)
        if alike not in made or str(request.user) == SHOWN_EACH_TIME:
            page = render(request, template, **given)
            assert words(page) == words(HttpResponse(made.get(alike, page.content)))
            made[alike] = page.content
        return HttpResponse(made[alike], status=given["status"])

    monkeypatch.setattr(errors, "render", render_once)


@contextmanager
def drawn_for_one(address: Address, role: str) -> Iterator[None]:
    """Only the status is looked at: one of those who may open the page has it drawn,
    and the one who is shown every error page anew.
    """
    drawn = role == "hr" or its_turn(address, role, OPEN_TO[address.name] or MEMBERS)
    with pytest.MonkeyPatch.context() as patch:
        if not drawn:
            patch.setattr(loader, "render_to_string", lambda *args, **given: "")
            patch.setattr(pdf, "render", lambda *args, **given: b"")
        yield


def logged_in(stage: Stage, role: str) -> Client:
    client = Client()
    client.raise_request_exception = False
    client.force_login(getattr(stage.own.company, role))
    client.get(NOWHERE)
    return client


def every_row(region_id: int) -> list[Any]:
    """A fingerprint of everything in a region."""
    tables = sorted(
        model._meta.db_table for model in apps.get_models() if has_region(model)
    )
    with in_region(region_id), connection.cursor() as cursor:
        prints = []
        for table in tables:
            cursor.execute(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
            )
            prints.append((table, cursor.fetchone()))
        return prints


def taken(client: Client, address: Address, path: str) -> list[str]:
    """The methods that an address takes.

    A page that refuses PUT by name does so before it looks at who asks for what, and
    says in `Allow` what it takes. That is asked once, and not again of each role.
    """
    if address.name not in TAKEN:
        answer = client.put(path)
        refused = answer.status_code == 405
        allowed = answer["Allow"].lower().split(", ") if refused else METHODS
        TAKEN[address.name] = [one for one in METHODS if one in allowed]
    return TAKEN[address.name]


TAKEN: dict[str, list[str]] = {}


# ------------------------------------------------------------- what is somebody else's
def foreign_faults(stage: Stage, role: str) -> list[str]:
    """Where another region's object can be told from one that does not exist."""
    client = logged_in(stage, role)
    nowhere = client.get(NOWHERE)
    return [
        f"{role} {method} {address.name}: {fault}"
        for address in IN_REGION
        if address.has_object
        for method, fault in compare(client, role, address, stage, nowhere)
    ]


def its_turn(address: Address, role: str, roles: Iterable[str]) -> bool:
    """Is it for this role to ask this, where it is enough that one of them does?"""
    among = sorted(roles)
    return among[IN_REGION.index(address) % len(among)] == role


def compare(
    client: Client, role: str, address: Address, stage: Stage, nowhere: HttpResponse
) -> Iterator[tuple[str, str]]:
    """One's own region's address with a foreign object, and with none at all.

    Whatever the method, a foreign object has to answer as one that does not exist. That
    one is asked for by each role in its turn, and by every role where a foreign object
    does not look like an address that is nowhere. To change a foreign one is tried by
    all who may change their own, and by each of the others in its turn.
    """
    in_turn = its_turn(address, role, MEMBERS)
    nothing = None if in_turn else nowhere
    tries_all = in_turn or role in may_use(address)
    for method in taken(client, address, stage.own.path(address)):
        if method != "get" and not tries_all:
            continue
        ask = getattr(client, method)
        foreign = ask(stage.own.path(address, stage.other.things))
        if nothing is None or not alike(foreign, nothing):
            nothing = ask(stage.own.path(address, stage.own.unknown))
        if foreign.status_code not in (403, 404, 405):
            yield method, f"a foreign object answers {foreign.status_code}"
        if not alike(foreign, nothing):
            yield method, "a foreign object answers unlike an unknown one"
        if CANARY in foreign.content:
            yield method, "the canary sings"


def alike(one: HttpResponse, other: HttpResponse) -> bool:
    return one.status_code == other.status_code and words(one) == words(other)


@pytest.mark.parametrize("method", METHODS)
def test_another_regions_addresses_do_not_exist(stage, method):
    """The middleware says so before any page is asked, whatever the role."""
    ask = getattr(logged_in(stage, "bt_manager"), method)
    nowhere = ask(NOWHERE)
    for address in IN_REGION:
        elsewhere = ask(stage.other.path(address))
        assert (address.name, elsewhere.status_code) == (address.name, 404)
        assert words(elsewhere) == words(nowhere)


def test_who_has_no_role_in_the_region_finds_nothing(stage, cast):
    for user in (cast.stranger, cast.stockholm.bt_manager, cast.kronoberg.newcomer):
        client = Client()
        client.force_login(user)
        nowhere = client.get(NOWHERE)
        for address in IN_REGION:
            answer = client.get(stage.own.path(address))
            assert (address.name, answer.status_code) == (address.name, 404)
            assert words(answer) == words(nowhere)


def test_who_is_not_logged_in_is_asked_to(stage):
    nobody = Client()
    for address in IN_REGION:
        for method in METHODS:
            path = stage.own.path(address)
            answer = getattr(nobody, method)(path)
            assert (answer.status_code, answer.url) == (
                302,
                f"/konto/login/?next={path}",
            )


# ------------------------------------------------------------------- what is one's own
def own_faults(stage: Stage, role: str) -> Iterator[str]:
    """Where a page opens for the wrong person, or not for the right one."""
    client = logged_in(stage, role)
    for address in IN_REGION:
        with drawn_for_one(address, role):
            answer = client.get(stage.own.path(address))
        expected = expected_status(address, role)
        if answer.status_code not in expected:
            yield f"{role} {address.name}: {answer.status_code}, not {expected}"
        elif writes_in_vain(address, answer.content):
            yield f"{role} {address.name}: what is typed there is not kept"
        elif b"{&#x27;" in answer.content:
            yield f"{role} {address.name}: it shows what is meant for the program"


LOOKED_AT = {
    "disclosure",  # the words to be masked are kept nowhere
    "assessments:instrument",
    "assessments:instrument_draft_preview",
}


def writes_in_vain(address: Address, page: bytes) -> bool:
    """A box on a page that keeps no draft, unless the form is there to be looked at."""
    has_box = b"<textarea" in page and address.name not in LOOKED_AT
    return has_box and b"data-draft=" not in page


def may_use(address: Address) -> set[str]:
    """Who may open the page or press the button."""
    return OPEN_TO[address.name] | PRESSED_BY.get(address.name, NOBODY)


def expected_status(address: Address, role: str) -> set[int]:
    if role in OPEN_TO[address.name]:
        return {200, 302}
    if role == "external":  # knows of the BT, and sees the dossier alone
        return {403, 404, 405}
    about_all = ("regions:", "placements:unit", "assessments:instrument")
    for_all = address.name.startswith(about_all) or "undervisning" in address.route
    in_group = address.name.startswith("recruitment:") and role in GROUP
    seen = role in SEES or in_group or for_all or not address.has_object
    hidden = role in HIDDEN_FROM.get(address.name, set())
    return {403, 405} if seen and not hidden else {404, 405}


def test_each_address_says_who_may_open_it():
    names = {address.name for address in IN_REGION}
    assert names ^ set(OPEN_TO) == set()


def wrong_changes(stage: Stage, role: str) -> Iterator[str]:
    """Where somebody whom a form is not for gets it taken."""
    client = logged_in(stage, role)
    for address in IN_REGION:
        if role in may_use(address):
            continue
        path = stage.own.path(address)
        for method in set(taken(client, address, path)) - {"get"}:
            answer = getattr(client, method)(path)
            if answer.status_code not in (403, 404, 405):
                yield f"{role} {method} {address.name}: {answer.status_code}"


def errors_of_ours(stage: Stage, role: str) -> Iterator[str]:
    """Where an empty form, from one of those who may send it, is more than refused."""
    client = logged_in(stage, role)
    for address in IN_REGION:
        if role in may_use(address) and its_turn(address, role, may_use(address)):
            answer = client.post(stage.own.path(address))
            if answer.status_code >= 500:
                yield f"{role} {address.name}: {answer.status_code}"


@pytest.mark.parametrize("role", sorted(MEMBERS))
def test_every_address_for_one_role(stage, role):
    """Another region's objects do not exist, pages open for those they are for, the
    wrong person changes nothing, and an empty form is never an error of ours.

    On one stage, which takes a second to set; only the last changes it.
    """
    before = every_row(1), every_row(7)
    assert foreign_faults(stage, role) == []
    assert (every_row(1), every_row(7)) == before
    assert list(own_faults(stage, role)) == []
    before = every_row(7)
    assert list(wrong_changes(stage, role)) == []
    assert every_row(7) == before
    assert list(errors_of_ours(stage, role)) == []


# -------------------------------------------------------- each layer, switched off once
def test_without_the_query_filter_the_matrix_is_red(stage, monkeypatch):
    """Somebody in the region, but with no part in the programme, gets in."""

    def everything(user, permission, model):
        return model.objects.values("pk")

    monkeypatch.setattr(access, "keys_with", everything)
    monkeypatch.setattr(ready_queries, "READY", {})
    assert any("hr programme: 200" in one for one in own_faults(stage, "hr"))


def test_without_the_view_check_the_matrix_is_red(stage, monkeypatch):
    """Somebody who sees the programme gets to do what is not theirs."""
    monkeypatch.setattr(access, "require", lambda *args: None)
    assert any(own_faults(stage, "supervisor"))


def rows_of_another_region() -> list[str]:
    """What the database shows to a query that forgot every filter."""
    with in_region(7):
        return [
            model.__name__
            for model in apps.get_models()
            if has_region(model) and model.objects.filter(region_id=1).exists()
        ]


@pytest.mark.django_db(transaction=True)
def test_without_row_level_security_the_matrix_is_red(cast):
    assert rows_of_another_region() == []
    with as_owner():
        assert "Programme" in rows_of_another_region()
