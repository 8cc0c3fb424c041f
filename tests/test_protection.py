"""Skyddade personuppgifter: the doctor's name is the canary, and only readers hear it."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from bt_admin.digest import counted_for
from bt_admin.lib.sources import OSL_21_3
from bt_admin.views.calendar import content_of
from bt_admin.waiting import everything_for
from certificates.forms.disclosure import DecisionFields
from certificates.queries.disclosure import where_protected
from placements.models import Doctor, Placement, Programme
from recruitment.forms.records import DisclosureForm
from recruitment.models import Application
from recruitment.queries.records import is_protected
from regions import access
from regions.actions.protection import record_protection
from regions.context import in_region
from tests.addresses import Address
from tests.cast import at
from tests.scene import make_scene
from tests.who_may import IN_REGION

CANARY = "Kanariefågel"
LEADING = ["deputy", "studierektor", "administrator"]
ORDINARY = [*LEADING, "hr", "unit_manager", "recruiter"]

GONE = (404, 405)


@pytest.fixture
def scene(cast):
    company = cast.kronoberg
    company.doctor.first_name = CANARY
    company.doctor.save()
    made = make_scene(company)
    with company.inside(company.bt_manager):
        protect(company)
    return made


def protect(company, **given):
    facts = {
        "person": company.doctor,
        "region": company.region,
        "kind": "marked",
        "ground": "Läkaren ringde.",
        "readers": [company.bt_manager],
        "by": company.bt_manager,
        "at": at(),
    }
    return record_protection(**facts | given)


def logged_in(user) -> Client:
    client = Client()
    client.raise_request_exception = False
    client.force_login(user)
    return client


def body(response) -> str:
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def pages_for(scene, role, addresses) -> list[tuple[str, int, str]]:
    """How each of these addresses answers this role."""
    client = logged_in(getattr(scene.company, role))
    answers = []
    for address in addresses:
        path = scene.path(address)
        response = client.get(path)
        answers.append((path, response.status_code, body(response)))
    return answers


def asked_by(role) -> list[Address]:
    """Every list by every role; each page about one thing by one who leads, in turn."""
    turn = LEADING.index(role) if role in LEADING else -1
    return [
        address
        for number, address in enumerate(IN_REGION)
        if not address.has_object or number % len(LEADING) == turn
    ]


def test_no_page_tells_an_ordinary_role(scene):
    own = f"/bt/{scene.company.programme.pk}/"
    faults = [
        (role, path, status)
        for role in ORDINARY
        for path, status, page in pages_for(scene, role, asked_by(role))
        if CANARY in page or status >= 500 or (own in path and status not in GONE)
    ]
    assert faults == []


def test_a_reader_sees_every_page_with_its_warning(scene):
    about_bt = [one for one in IN_REGION if not one.name.startswith("recruitment:")]
    seen = pages_for(scene, "bt_manager", about_bt[::2])  # half tell as much
    assert [path for path, status, _page in seen if status >= 500] == []
    pages = [(path, page) for path, _status, page in seen if CANARY in page]
    warned = f"Skyddade personuppgifter: {CANARY}"
    silent = [path for path, page in pages if "</html>" in page and warned not in page]
    assert silent == []
    assert len(pages) > 20


def test_every_table_with_a_bt_in_it_is_unseen(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'unseen'")
        unseen = {name for (name,) in cursor.fetchall()}
    told = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model in (Doctor, Programme, Placement)
    }
    assert told - unseen == {
        "placements_programmegrant",  # whose grants they are, and in what, by keys
        "recruitment_application",  # shown as what it was, an application
    }


def test_no_calendar_tells_of_the_doctor(scene):
    """Also not that of a handledare, or the doctor's own, once it has been read."""
    company = scene.company
    for user in (company.doctor, company.supervisor):
        with company.inside(user):
            before = content_of(user, company.region, at())
        with in_region(company.region.pk, user.pk, hide_all=True):
            after = content_of(user, company.region, at())
        own = f"/bt/{company.programme.pk}/".encode()
        assert own in before.replace(b"\r\n ", b"")
        assert own not in after.replace(b"\r\n ", b"")


def test_the_digest_counts_as_the_person_it_is_for(scene):
    """Nobody who may not see the doctor is told that something of theirs waits."""
    company, today = scene.company, access.today()
    found = {}
    for role in ("deputy", "bt_manager"):
        user = getattr(company, role)
        with company.inside(), counted_for(user, company.region):
            held = access.roles_of(user, company.region)
            todos = everything_for(user, company.region, today, held).todos
        found[role] = [one for one in todos if CANARY in f"{one.title} {one.what}"]
    assert found["bt_manager"]
    assert found["deputy"] == []


def test_what_is_given_out_tells_not_where(scene):
    """The case of the BT, and the application that became it."""
    company = scene.company
    with company.inside(company.bt_manager):
        where = where_protected(company.programme)
    assert {company.doctor.email, *map(str, company.units)} <= set(where)
    form = DecisionFields(None, items=[], doctor=None, where=where)
    assert OSL_21_3.title in form.fields["home"].label
    with company.inside(company.hr):
        applications = Application.objects.filter(number__isnull=False)
        hired, other = applications.order_by("number")[:2]
        hired.programme = company.programme
        assert (is_protected(hired), is_protected(other)) == (True, False)
        masked = DisclosureForm(None, keys=("wishes",), is_protected=True)
        assert masked["do_wishes"].initial == "mask"


@pytest.mark.parametrize(
    "role", ["doctor", "main_supervisor", "supervisor", "external"]
)
def test_whoever_has_a_part_in_the_bt_can_work(scene, role):
    company = scene.company
    page = body(logged_in(getattr(company, role)).get("/kronoberg/"))
    if role != "external":
        path = f"/kronoberg/bt/{company.programme.pk}/"
        response = logged_in(getattr(company, role)).get(path)
        assert response.status_code == 200
        page = body(response)
    assert CANARY in page
