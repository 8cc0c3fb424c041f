"""Every address × every role × own, foreign and unknown objects × every method.

The addresses come from the resolver, so a new page is in the matrix when it is in
urls.py; what it may be opened by is then asked for here. `Stockholm` stands in the
name of every person, unit and text of the other region: it is the canary.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from bt_admin.chrome import chrome_of
from bt_admin.views import errors
from regions import access
from regions.context import in_region
from regions.migration_operations import has_region
from tests.addresses import Address, addresses
from tests.conftest import as_owner
from tests.pages import words
from tests.scene import Scene, make_scene

CANARY = b"Stockholm"
IN_REGION = [address for address in addresses() if address.in_region]
METHODS = ["get", "post", "put", "patch", "delete"]

MANAGERS = {"bt_manager", "deputy"}
LEADERS = MANAGERS | {"studierektor", "administrator"}
AROUND = {"doctor", "main_supervisor", "supervisor"}
SEES = LEADERS | AROUND | {"unit_manager"}  # who sees the programme at all
READERS = MANAGERS | {"administrator", "doctor", "main_supervisor"}
OFFICE = LEADERS | {"hr"}
GROUP = OFFICE | {"recruiter", "observer"}
MEMBERS = SEES | GROUP | {"external"}
IN_ROUND = {"doctor", "main_supervisor", "studierektor"}
NOBODY: set[str] = set()  # answers to POST alone, or not before something is done

# Who may open each page. Whoever sees the programme and is not named gets 403 with
# the reason; whoever does not see it gets the 404 of what does not exist.
OPEN_TO: dict[str, set[str]] = {
    "todo": MEMBERS,
    "programme": SEES,
    "delmal": SEES,
    "events": SEES,
    "archive": {"doctor"},
    "regions:me": MEMBERS,
    "regions:calendar": MEMBERS,
    "regions:mail": MEMBERS,
    "regions:stand_in": MEMBERS,
    "regions:stand_in_for": MANAGERS | {"studierektor"},
    "regions:end_stand_in": NOBODY,
    "regions:draft": MEMBERS,
    "regions:draft_drop": NOBODY,
    "regions:rights": {"bt_manager"},
    "regions:end_role": NOBODY,
    "assessments:stuck": {"studierektor"},
    "assessments:times": MANAGERS | {"studierektor"},
    "regions:people": LEADERS,
    "regions:person": LEADERS,
    "regions:region": MEMBERS,
    "placements:programmes": MEMBERS,
    "placements:mine": {"doctor"},
    "placements:open": LEADERS,
    "placements:plan": LEADERS,
    "placements:add_placement": LEADERS,
    "placements:change_placement": LEADERS,
    "placements:add_period": LEADERS,
    "placements:move_period": LEADERS,
    "placements:appoint_main": MANAGERS | {"studierektor"},
    "placements:appoint_supervisor": MANAGERS | {"studierektor", "unit_manager"},
    # more time
    "placements:extend": MANAGERS,
    "placements:extension": SEES,
    "assessments:list": SEES,
    "assessments:cohort": MEMBERS,
    "assessments:request": {"doctor"},
    "assessments:start": {"main_supervisor", "supervisor"},
    "assessments:assessment": {"doctor", "supervisor"},
    "assessments:amend": NOBODY,
    "assessments:return": {"supervisor"},
    "assessments:decline": {"supervisor"},
    "assessments:discard": NOBODY,
    "assessments:acknowledge": NOBODY,
    "assessments:correct": NOBODY,  # the request in the scene is not signed
    # Somebody else holds the pen
    "assessments:together": {"doctor"},
    "assessments:qr": {"doctor"},
    "assessments:from_paper": LEADERS,
    "assessments:scan": SEES,
    # While a request waits, and by a personal link
    "assessments:remind": NOBODY,
    "assessments:take_back": NOBODY,
    "assessments:renew_link": NOBODY,  # the request in the scene has no link
    "assessments:overall": {"supervisor"},
    # The region's instruments
    "assessments:instruments": MEMBERS,
    "assessments:instrument": MEMBERS,
    "assessments:instrument_use": {"bt_manager"},
    "assessments:instrument_change": NOBODY,
    "assessments:instrument_copy": {"bt_manager"},
    "assessments:instrument_draft": {"bt_manager"},
    "assessments:instrument_draft_preview": {"bt_manager"},
    "assessments:instrument_publish": NOBODY,
    "assessments:instrument_discard": NOBODY,
    "assessments:collegium_new": {"studierektor"},
    "assessments:collegium": SEES - {"doctor"},
    "assessments:talks": SEES,
    "assessments:talk_new": AROUND,
    "assessments:talks_by_unit": LEADERS | {"unit_manager"},
    "assessments:talk": SEES,
    "assessments:talk_change": {"doctor", "supervisor"},
    "assessments:talk_hold": {"doctor", "supervisor"},
    "assessments:talk_cancel": {"doctor", "supervisor"},
    "assessments:talk_close": NOBODY,
    "assessments:talk_invitation": {"doctor", "supervisor"},
    "assessments:talk_tick": NOBODY,
    "assessments:activities": SEES,
    "assessments:activity_new": {"doctor"},
    "assessments:task": NOBODY,
    "assessments:best": {"doctor"},
    "assessments:activity": {"doctor"},
    "assessments:activity_change": {"doctor"},
    "assessments:activity_share": {"doctor"},
    "assessments:activity_confirm": NOBODY,
    "assessments:activity_file": {"doctor"},
    "assessments:activity_file_remove": NOBODY,
    "assessments:teaching": MEMBERS,
    "assessments:session_new": LEADERS,
    "assessments:session": MEMBERS,
    "assessments:session_change": LEADERS,
    "assessments:attendance": LEADERS,
    "placements:credits": LEADERS | {"doctor", "main_supervisor"},
    "placements:credit_new": NOBODY,  # Region Kronoberg credits nothing
    "placements:credit": LEADERS | {"doctor", "main_supervisor"},
    "placements:credit_papers": {"doctor"},
    "placements:credit_withdraw": NOBODY,
    "placements:credit_decide": MANAGERS,
    "placements:credit_file": LEADERS | {"doctor", "main_supervisor"},
    # kollegier that meet
    "assessments:meetings": MEMBERS,
    "assessments:meeting_new": {"studierektor"},
    "assessments:meeting": MANAGERS | {"studierektor", "supervisor"},
    "assessments:meeting_change": {"studierektor"},
    "assessments:meeting_minutes": {"studierektor"},
    "assessments:meeting_pack": {"studierektor", "supervisor"},
    "assessments:meeting_input": {"supervisor"},
    "assessments:meeting_conflict": {"studierektor", "supervisor"},
    "assessments:meeting_judgement": NOBODY,
    "assessments:agreed_action": MANAGERS | {"studierektor", "supervisor"},
    # worries and action plans
    "assessments:concerns": MANAGERS
    | {"studierektor", "main_supervisor", "supervisor"},
    "assessments:concern": MANAGERS | {"studierektor", "supervisor"},
    "assessments:action_plan_new": MANAGERS | {"studierektor"},
    "assessments:action_plan": SEES,
    # 360
    "assessments:round_new": {"doctor", "studierektor"},
    "assessments:round": IN_ROUND,
    "assessments:round_self": {"doctor"},
    "assessments:round_raters": IN_ROUND,
    "assessments:round_change": {"doctor", "studierektor"},
    "assessments:round_moderate": NOBODY,  # not before it is closed
    "assessments:round_talk": NOBODY,  # not before it is released
    # a placement, from its first week to the handover
    "assessments:placement": SEES,
    "assessments:checklist_tick": NOBODY,
    "assessments:handover": MANAGERS | AROUND | {"studierektor"},
    "assessments:handover_read": NOBODY,
    "assessments:handover_talk": {"doctor"},
    "assessments:checklists": MEMBERS,
    "assessments:checklist_change": MANAGERS | {"studierektor"},
    "assessments:anchors": MEMBERS,
    "assessments:anchor_change": MANAGERS | {"studierektor"},
    "certificates:certificates": SEES,
    "certificates:certificate": SEES,
    "certificates:delmal": {"main_supervisor"},
    "certificates:sign_delmal": {"main_supervisor"},
    "certificates:sign_competence": {"main_supervisor"},
    "certificates:completed": MANAGERS,
    "certificates:sign_completed": MANAGERS,
    "certificates:appoint_external": MANAGERS,
    "certificates:end_external": NOBODY,
    "certificates:declare": {"external"},
    "certificates:dossier": NOBODY,
    "certificates:dossier_file": NOBODY,
    "certificates:outcome": NOBODY,
    "certificates:revoke": NOBODY,
    "certificates:application": READERS,
    "certificates:application_papers": READERS,
    "certificates:application_sent": NOBODY,
    "certificates:package": READERS,
    "certificates:paper": MANAGERS | {"doctor", "administrator"},
    "certificates:document": READERS,
    # recruitment
    "recruitment:rounds": GROUP,
    "recruitment:round": GROUP,
    "recruitment:new_round": OFFICE,
    "recruitment:round_change": OFFICE,
    "recruitment:round_places": OFFICE,
    "recruitment:round_members": OFFICE,
    "recruitment:round_advance": NOBODY,
    "recruitment:round_closing": NOBODY,  # the one in the scene is closed
    "recruitment:method": OFFICE,
    "recruitment:method_itself": NOBODY,  # settled when it was advertised
    "recruitment:method_steps": NOBODY,
    "recruitment:method_demands": NOBODY,
    "recruitment:method_times": NOBODY,
    "recruitment:method_papers": NOBODY,
    "recruitment:method_phases": NOBODY,
    "recruitment:method_criteria": NOBODY,
    "recruitment:guide": GROUP,
    "recruitment:figures": OFFICE,
    # Screening
    "recruitment:applications": OFFICE,
    "recruitment:export": OFFICE,
    "recruitment:answers": OFFICE,
    "recruitment:decide_many": OFFICE,
    "recruitment:undo_many": NOBODY,
    "recruitment:application": OFFICE,
    "recruitment:decide": OFFICE,
    "recruitment:complement": NOBODY,  # the application in the scene is tried already
    "recruitment:check": OFFICE,
    "recruitment:undo_decision": NOBODY,
    "recruitment:paper": OFFICE,
    "recruitment:masking": OFFICE,
    "recruitment:masked_copy": OFFICE,
    # Blind review
    "recruitment:sharing": OFFICE,
    "recruitment:agreement": OFFICE,
    "recruitment:reviews": GROUP,
    "recruitment:review": {"recruiter"},
    "recruitment:review_draft": {"recruiter"},
    "recruitment:review_conflict": {"recruiter"},
    "recruitment:review_paper": {"recruiter"},
    # recruitment: interviews, references and the record check
    "recruitment:interviews": OFFICE,
    "recruitment:interview_layout": OFFICE,
    "recruitment:interview_propose": NOBODY,
    "recruitment:interview_call": OFFICE,
    "recruitment:interview_again": NOBODY,  # nothing is laid out in the scene
    "recruitment:my_interviews": GROUP,
    "recruitment:reconciliation": OFFICE | {"recruiter"},
    "recruitment:interview": OFFICE | {"recruiter"},
    "recruitment:interview_move": OFFICE,
    "recruitment:interview_score": {"recruiter"},
    "recruitment:interview_change": NOBODY,  # no points are sent in the scene
    "recruitment:interview_presence": NOBODY,
    "recruitment:references": OFFICE,
    "recruitment:reference": OFFICE,
    "recruitment:reference_ask": NOBODY,
    # recruitment: public record
    "recruitment:register": OFFICE,
    "recruitment:compare": OFFICE,
    "recruitment:saved_views": OFFICE,
    "recruitment:disclose": OFFICE,
    # the order, the gate, the offers, and who is hired
    "recruitment:ranking": OFFICE,
    "recruitment:clearing": OFFICE,
    "recruitment:new_clearing": MANAGERS,
    "recruitment:clearing_before": MANAGERS,
    "recruitment:release": OFFICE,
    "recruitment:offers": OFFICE,
    "recruitment:offer_withdraw": MANAGERS,
    "recruitment:offer_left": OFFICE,
    "recruitment:reserve_call": MANAGERS,
    "recruitment:hire": MANAGERS,
    "recruitment:onboarding": OFFICE,
}
# Addresses without a page of their own: who may press the button.
PRESSED_BY = {
    "recruitment:round_advance": OFFICE,
    "certificates:end_external": MANAGERS,
    "assessments:instrument_change": {"bt_manager"},
    "assessments:instrument_publish": {"bt_manager"},
    "assessments:instrument_discard": {"bt_manager"},
    "assessments:take_back": {"doctor"},
    "assessments:talk_close": {"doctor", "supervisor"},
    "assessments:talk_tick": {"doctor", "supervisor"},
    "assessments:task": {"doctor"},
    "assessments:checklist_tick": {"doctor", "supervisor"},
    "assessments:activity_file_remove": {"doctor"},
    "placements:credit_withdraw": {"doctor"},
    "regions:end_stand_in": MANAGERS | {"studierektor", "supervisor"},
    "regions:end_role": {"bt_manager"},
    "regions:draft_drop": MEMBERS,
    "recruitment:complement": OFFICE,
    "recruitment:undo_decision": OFFICE,
    "recruitment:undo_many": OFFICE,
    "recruitment:interview_propose": OFFICE,
    "recruitment:interview_presence": OFFICE | {"recruiter"},
    "recruitment:reference_ask": OFFICE,
}
# Where something in the programme is not there yet for somebody who sees the rest:
# an unanswered request, a kollegium before the talk about it, a private reflection.
OF_A_ROUND = [
    address.name
    for address in IN_REGION
    if address.route.startswith("<slug:region_slug>/rekrytering/<uuid:pk>/")
]
HIDDEN_FROM: dict[str, set[str]] = {
    "placements:mine": MEMBERS,
    "assessments:assessment": MEMBERS,
    "assessments:amend": MEMBERS - {"doctor", "supervisor"},
    "assessments:return": MEMBERS - {"doctor", "supervisor"},
    "assessments:decline": MEMBERS - {"doctor", "supervisor"},
    "assessments:correct": MEMBERS - {"doctor", "supervisor"},
    "assessments:remind": MEMBERS - {"doctor", "supervisor"},
    "assessments:take_back": MEMBERS - {"doctor", "supervisor"},
    "assessments:renew_link": MEMBERS - {"doctor", "supervisor"},
    "assessments:collegium": {"doctor"},
    "assessments:activity": MEMBERS,
    "assessments:activity_change": MEMBERS,
    "assessments:activity_share": MEMBERS,
    "assessments:activity_confirm": MEMBERS - {"doctor"},
    "assessments:activity_file": MEMBERS,
    "assessments:activity_file_remove": MEMBERS - {"doctor"},
    # A meeting is there for its members and for those who lead.
    **dict.fromkeys(
        [
            "assessments:meeting",
            "assessments:meeting_change",
            "assessments:meeting_minutes",
            "assessments:meeting_pack",
            "assessments:meeting_conflict",
            "assessments:meeting_judgement",
        ],
        MEMBERS - MANAGERS - {"studierektor", "supervisor"},
    ),
    "assessments:meeting_input": MEMBERS,
    "assessments:agreed_action": MEMBERS,
    "assessments:concern": MEMBERS,
    # A 360 is there for the doctor, the huvudansvariga and the studierektor.
    **dict.fromkeys(
        [
            "assessments:round",
            "assessments:round_self",
            "assessments:round_raters",
            "assessments:round_change",
            "assessments:round_moderate",
            "assessments:round_talk",
        ],
        MEMBERS - IN_ROUND,
    ),
    # A round of recruitment is there for the office and for who has a task in it.
    **dict.fromkeys(["recruitment:round", "recruitment:figures"], MEMBERS - GROUP),
    **dict.fromkeys(
        [
            "recruitment:round",
            "recruitment:applications",
            "recruitment:export",
            "recruitment:answers",
            "recruitment:sharing",
            "recruitment:agreement",
        ],
        MEMBERS - GROUP,
    ),
    # An application is there for the office, a review for who has it.
    **dict.fromkeys(
        [
            "recruitment:application",
            "recruitment:decide",
            "recruitment:complement",
            "recruitment:check",
            "recruitment:undo_decision",
            "recruitment:paper",
            "recruitment:masking",
            "recruitment:masked_copy",
        ],
        MEMBERS - OFFICE,
    ),
    **dict.fromkeys(
        [
            "recruitment:review",
            "recruitment:review_draft",
            "recruitment:review_conflict",
            "recruitment:review_paper",
        ],
        MEMBERS - {"recruiter"},
    ),
    **dict.fromkeys(["recruitment:round"], MEMBERS - GROUP),
    **dict.fromkeys(
        [
            "recruitment:interviews",
            "recruitment:interview_layout",
            "recruitment:interview_propose",
            "recruitment:interview_call",
            "recruitment:my_interviews",
            "recruitment:reconciliation",
        ],
        MEMBERS - GROUP,
    ),
    # An interview is there for who sits in it, points for who gives them, and what
    # referees say for the office and the chair.
    "recruitment:interview": MEMBERS,
    "recruitment:interview_move": MEMBERS - OFFICE - {"recruiter"},
    **dict.fromkeys(
        ["recruitment:interview_score", "recruitment:interview_change"],
        MEMBERS - {"recruiter"},
    ),
    "recruitment:interview_presence": MEMBERS - OFFICE - {"recruiter"},
    **dict.fromkeys(
        ["recruitment:references", "recruitment:reference"], MEMBERS - OFFICE
    ),
    "recruitment:reference_ask": MEMBERS - OFFICE,
    **dict.fromkeys(
        ["recruitment:round", "recruitment:figures", "recruitment:register"],
        MEMBERS - GROUP,
    ),
    "recruitment:disclose": MEMBERS - OFFICE,
    **dict.fromkeys(OF_A_ROUND, MEMBERS - GROUP),
    **dict.fromkeys(
        ["recruitment:ranking", "recruitment:release", "recruitment:offers"],
        MEMBERS - GROUP,
    ),
    # What is about an applicant is there for the office alone.
    **dict.fromkeys(
        [
            "recruitment:offer_withdraw",
            "recruitment:offer_left",
            "recruitment:reserve_call",
            "recruitment:hire",
            "recruitment:onboarding",
        ],
        MEMBERS - OFFICE,
    ),
    # Nothing is laid out in the scene, for the office either.
    "recruitment:interview_again": MEMBERS - {"recruiter", "observer"},
}


@dataclass
class Stage:
    own: Scene
    other: Scene


@pytest.fixture
def stage(cast):
    return Stage(make_scene(cast.kronoberg), make_scene(cast.stockholm))


@pytest.fixture(autouse=True)
def sessions_in_cookies(settings):
    """Thousands of requests, and none looks for its session in the database."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"


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
    return [
        f"{role} {method} {address.name}: {fault}"
        for address in IN_REGION
        if address.has_object
        for method, fault in compare(client, address, stage)
    ]


def compare(
    client: Client, address: Address, stage: Stage
) -> Iterator[tuple[str, str]]:
    """One's own region's address with a foreign object, and with none at all.

    What does not exist is asked for once. Whatever the method, a foreign object has to
    answer as that did, so the one that does not exist is asked for again only by the
    methods for which it might not.
    """
    nothing = None
    for method in taken(client, address, stage.own.path(address)):
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
        answer = client.get(stage.own.path(address))
        expected = expected_status(address, role)
        if answer.status_code not in expected:
            yield f"{role} {address.name}: {answer.status_code}, not {expected}"


def may_use(address: Address) -> set[str]:
    """Who may open the page or press the button."""
    return OPEN_TO[address.name] | PRESSED_BY.get(address.name, NOBODY)


def expected_status(address: Address, role: str) -> set[int]:
    if role in OPEN_TO[address.name]:
        return {200, 302}
    if role == "external":  # knows of the BT, and sees the dossier alone
        return {403, 404, 405}
    about_all = ("regions:", "assessments:instrument")
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
    """Where an empty form, from somebody who may send it, is more than refused."""
    client = logged_in(stage, role)
    for address in IN_REGION:
        if role in may_use(address):
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
