"""Where one goes from a doctor's page: the tabs, the menu, the buttons of one's role."""

from datetime import timedelta

import pytest

from bt_admin.views import next_steps
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access
from tests.certificates import papers, year
from tests.overview.visits import moved, opened, path, text

TABS = [
    "Översikt", "Delmål", "Bedömningar", "Samtal", "Aktiviteter", "Intyg",
]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("doctor", TABS),
        ("supervisor", TABS),
        ("studierektor", [*TABS[:5], "Plan", *TABS[5:]]),
    ],
)
def test_the_tabs_lead_where_one_may_go(client, cast, role, labels):
    company = cast.kronoberg
    tabs = opened(client, company, getattr(company, role)).context["tabs"]
    assert [one.label for one in tabs] == labels
    assert [client.get(one.url).status_code for one in tabs] == [200] * len(tabs)


def test_a_doctors_menu_needs_no_question(client, cast):
    company = cast.kronoberg
    entries = opened(client, company, company.doctor).context["chrome"].entries
    assert [(one.label, one.url, one.current) for one in entries] == [
        ("Att göra", "/kronoberg/", ""),
        ("Min BT", path(company), "page"),
        ("Intyg", path(company, "intyg/"), ""),
    ]


# -------------------------------------------------------------------------- the buttons
@pytest.mark.parametrize(
    ("role", "first", "others", "blocked"),
    [
        ("doctor", "Be om bedömning", [], "Gör klar ansökan"),
        ("supervisor", "Bedöm", ["Skriv sammantagen bedömning"], None),
        ("main_supervisor", "Bedöm", [], "Skriv sammantagen bedömning"),
        ("studierektor", "Planera", ["Dokumentera kollegium"], None),
        ("bt_manager", "Planera", ["Utse extern bedömare"], "Intyga fullgjord BT"),
        ("administrator", "Planera", [], None),
        ("unit_manager", None, [], None),
    ],
)
def test_everyone_has_the_buttons_of_their_role(
    client, cast, role, first, others, blocked
):
    company = cast.kronoberg
    found = opened(client, company, getattr(company, role)).context["buttons"]
    assert (
        found.first.label if found.first else None,
        [one.label for one in found.others],
        found.blocked.label if found.blocked else None,
    ) == (first, others, blocked)


def test_delmal_are_certified_when_there_is_something_to_certify(client, cast):
    company = cast.kronoberg
    with company.inside():
        year.evidence(company, ["BT1"])
    found = opened(client, company, company.main_supervisor).context["buttons"]
    assert [one.label for one in found.others] == ["Intyga delmål"]


@pytest.mark.parametrize("role", ["doctor", "main_supervisor", "supervisor"])
def test_nothing_is_assessed_before_the_first_day(client, cast, role):
    company = cast.kronoberg
    with company.inside():
        moved(company, -30)
    found = opened(client, company, getattr(company, role)).context["buttons"]
    assert [one.label for one in [found.first, *found.others] if one] == []


@pytest.mark.parametrize(
    ("role", "labels"),
    [("doctor", ["Gör klar ansökan"]), ("bt_manager", ["Planera"])],
)
def test_when_all_is_certified_nothing_is_asked_for(client, cast, role, labels):
    company = cast.kronoberg
    with company.inside():
        papers.certify_everything(company)
    page = opened(client, company, getattr(company, role))
    found = page.context["buttons"]
    assert [one.label for one in [found.first, *found.others] if one] == labels
    assert "Utses senare" not in text(page)


def test_a_button_that_is_not_possible_says_why(client, cast):
    page = text(opened(client, cast.kronoberg, cast.kronoberg.bt_manager))
    assert (
        'aria-disabled="true" aria-describedby="varfor-ej">Intyga fullgjord BT' in page
    )
    assert "Varför går det inte än?" in page


@pytest.mark.parametrize("role", ["doctor", "supervisor", "studierektor", "bt_manager"])
def test_every_button_leads_somewhere(client, cast, role):
    company = cast.kronoberg
    found = opened(client, company, getattr(company, role)).context["buttons"]
    shown = [one for one in [found.first, *found.others] if one]
    assert [client.get(one.url).status_code for one in shown] == [200] * len(shown)


def test_the_overall_button_opens_in_the_last_fortnight(cast):
    company = cast.kronoberg
    with company.inside():
        row = ProgrammeAssignment(
            region=company.region,
            programme=company.programme,
            placement=company.placements[2],
            user=company.psychiatrist,
            role=ProgrammeRole.PLACEMENT_SUPERVISOR,
            starts=company.programme.starts_on,
        )
        access.assign(row)
        last = company.programme.starts_on + timedelta(days=182)
        answers = [
            may_judge(company, last - timedelta(days=days)) for days in (14, 13, 0)
        ]
    assert answers == [False, True, True]


def may_judge(company, today) -> bool:
    from bt_admin.views.programme import seen_by

    programme = company.programme
    view = seen_by(company.psychiatrist, programme, today)
    buttons = next_steps.buttons(view)
    shown = [one for one in [buttons.first, *buttons.others] if one]
    return "Skriv sammantagen bedömning" in [one.label for one in shown]
