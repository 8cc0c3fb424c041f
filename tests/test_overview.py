"""One doctor, one page: who gets in, what stands there, what it costs, who has read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Assessment, Collegium
from bt_admin.views import next_steps
from placements.enums import ProgrammeRole
from placements.models import PlacementPeriod, ProgrammeAssignment
from regions import access, audit
from regions.audit import Event
from regions.models import AuditRow, UnitAssignment
from tests.addresses import UNKNOWN
from tests.assessments import learning
from tests.certificates import papers, year
from tests.objects.assessments import make_assessment
from tests.objects.collegium import make_collegium
from tests.page_reads import at_most
from tests.pages import words

SEES = [
    "bt_manager", "deputy", "studierektor", "administrator", "unit_manager",
    "doctor", "main_supervisor", "supervisor",
]  # fmt: skip
PAGES = ["", "delmal/", "handelser/"]
BUDGET = 21


def path(company, page: str = "", pk=None) -> str:
    return f"/{company.region.slug}/bt/{pk or company.programme.pk}/{page}"


def opened(client, company, user, page: str = ""):
    client.force_login(user)
    return client.get(path(company, page))


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def rows_of(company, event: Event) -> list[AuditRow]:
    with company.inside():
        return list(AuditRow.objects.filter(event=event).order_by("number"))


# ------------------------------------------------------------------------ who gets in
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", SEES)
def test_those_who_may_see_it_do(client, cast, role, page):
    company = cast.kronoberg
    assert opened(client, company, getattr(company, role), page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["hr", "external"])
def test_the_others_find_no_such_page(client, cast, role, page):
    """The extern bedömare is one of them: the dossier is another page."""
    company = cast.kronoberg
    with company.inside():
        year.declared(company)
    client.force_login(getattr(company, role))
    here, nowhere = (
        client.get(path(company, page)),
        client.get(path(company, page, UNKNOWN)),
    )
    assert (here.status_code, nowhere.status_code) == (404, 404)
    assert words(here) == words(nowhere)


@pytest.mark.parametrize("page", PAGES)
def test_another_regions_doctor_is_not_there(client, cast, page):
    client.force_login(cast.kronoberg.bt_manager)
    foreign = cast.stockholm.programme.pk
    assert client.get(path(cast.kronoberg, page, foreign)).status_code == 404
    assert client.get(path(cast.stockholm, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_posted_here(client, cast, page):
    client.force_login(cast.kronoberg.bt_manager)
    assert client.post(path(cast.kronoberg, page)).status_code == 405


# ----------------------------------------------------------------------- what it costs
@pytest.mark.parametrize("role", SEES)
@pytest.mark.parametrize("times", [1, 3])
def test_the_overview_keeps_its_budget(client, cast, role, times):
    company = cast.kronoberg
    with company.inside():
        year.know_numbers(company)
        for _time in range(times):
            year.evidence(company)
        year.certified(company, "BT1", "BT2")
        year.written(company, "BT3")
    opened(client, company, getattr(company, role))  # noted, and the types are known
    with at_most(BUDGET + 2 if role == "doctor" else BUDGET):  # with what waits
        client.get(path(company))


@pytest.mark.parametrize(
    ("role", "budget"),
    [("doctor", BUDGET + 5), ("main_supervisor", BUDGET), ("bt_manager", BUDGET)],
)
def test_a_finished_year_keeps_it_too(client, cast, role, budget):
    """The doctor's page also asks what waits, and now the originals are read."""
    company = cast.kronoberg
    with company.inside():
        year.prepare(company)
        papers.certify_everything(company)
        papers.complete(company)
        papers.print_all(company)
    opened(client, company, getattr(company, role))
    with at_most(budget):
        client.get(path(company))


# ------------------------------------------------------------------------ what is shown
def test_the_doctor_sees_the_own_year(client, cast):
    response = opened(client, cast.kronoberg, cast.kronoberg.doctor)
    assert response.templates[0].name == "pages/programme_own.html"
    assert response.context["year"].heading.replace("\N{NO-BREAK SPACE}", " ") == (
        "Vecka 22 av 52"
    )
    assert "0 av 18</b> har underlag som räcker. Planen väntar 7 nu." in text(response)
    assert response.context["buttons"].first.label == "Be om bedömning"


def test_what_waits_for_the_doctor_stands_there(client, cast):
    company = cast.kronoberg
    with company.inside():
        learning.begun(company)
        Assessment.objects.filter(pk=make_assessment(company).pk).update(
            state="returned", reason="Skriv vad du vill ha bedömt."
        )
    todos = opened(client, company, company.doctor).context["todos"]
    assert [one.title for one in todos] == ["Ändra begäran om Mini-CEX"]


def test_the_others_see_who_it_is_and_how_it_goes(client, cast):
    response = opened(client, cast.kronoberg, cast.kronoberg.studierektor)
    assert response.templates[0].name == "pages/programme.html"
    assert "<h1>Doctor Kronoberg" in text(response)
    assert response.context["state"].word == "Efter plan"
    assert [label for label, value in response.context["facts"]] == [
        "Delmål", "Heltidsmånader", "Anställning", "Regelverk",
    ]  # fmt: skip


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


def test_the_certificates_as_they_would_print_today(client, cast):
    company = cast.kronoberg
    with company.inside():
        year.prepare(company)
        year.certified(company, "BT1", "BT2")
        year.written(company, "BT3")
    context = opened(client, company, company.main_supervisor).context
    lines = [(one.title, one.state.word) for one in context["lines"]]
    assert [(a, b.replace("\N{NO-BREAK SPACE}", " ")) for a, b in lines] == [
        ("Bilaga 2, delmål", "2 av 18 intygade"),
        ("Bilaga 3, fullgjord BT", "4,9 månader, två rutor tomma"),
        ("Bilaga 4, baskompetens", "Vid slutbedömningen"),
    ]
    papers_of = {row.code: row.certificate for row in context["goals"].rows}
    assert [papers_of[code] for code in ("BT1", "BT3", "BT4")] == [
        "signerat", "utkast", "",
    ]  # fmt: skip


def test_a_delmal_without_evidence_says_when_it_can_be_shown(client, cast):
    goals = opened(client, cast.kronoberg, cast.kronoberg.doctor).context["goals"]
    starts = cast.kronoberg.programme.starts_on + timedelta(days=244)
    row = next(row for row in goals.rows if row.code == "BT12")
    assert row.note.startswith(("Brukar kunna visas i primärvård från", "Brukar"))
    assert str(starts.day) in row.note


def test_a_placement_that_comes_back_is_done_for_now(client, cast):
    lines = (
        opened(client, cast.kronoberg, cast.kronoberg.studierektor)
        .context["year"]
        .lines
    )
    assert [(line.title, line.state.word) for line in lines] == [
        ("Primärvård", "Klar"),
        ("Internmedicin", "Bedömning väntar"),
        ("Kirurgi", "Pågår"),
        ("Psykiatri", "Planerad"),
        ("Primärvård", "Planerad"),
    ]


@pytest.mark.parametrize(
    ("role", "past"),
    [("doctor", []), ("studierektor", [("Supervisor Kronoberg", "Handledare")])],
)
def test_the_people_round_the_doctor(client, cast, role, past):
    """The doctor asks those there are; the others may ask who was there before."""
    company = cast.kronoberg
    people = opened(client, company, getattr(company, role)).context["people"]
    assert [(one.name, one.note.split(" ")[0].rstrip(".")) for one in people] == [
        ("Main Supervisor Kronoberg", "Huvudansvarig"),
        *past,
        ("Studierektor Kronoberg", "Studierektor"),
        ("Extern bedömare", "Utses"),
    ]


# ------------------------------------------------------------- years that are not usual
@pytest.mark.parametrize("role", SEES)
@pytest.mark.parametrize("page", PAGES)
def test_a_programme_without_a_plan(client, cast, role, page):
    company = cast.kronoberg
    with company.inside():
        # The unit manager sees it through a placement: theirs has no days yet.
        PlacementPeriod.objects.filter(placement__programme=company.programme).delete()
    response = opened(client, company, getattr(company, role), page)
    assert response.status_code == 200
    if not page:
        assert "Ingen plan än" in text(response)


@pytest.mark.parametrize(
    ("days", "heading"),
    [(-200, "Börjar "), (20, "Vecka 3 av 52"), (400, "Tjänstgöringen är slut")],
)
@pytest.mark.parametrize("role", ["doctor", "main_supervisor"])
def test_before_early_and_after(client, cast, role, days, heading):
    company = cast.kronoberg
    with company.inside():
        moved(company, days)
    response = opened(client, company, getattr(company, role))
    assert heading in text(response)


def moved(company, day: int) -> None:
    """The year as it is on its day number `day`."""
    back = timedelta(days=day - 150)
    for period in PlacementPeriod.objects.filter(
        placement__programme=company.programme
    ):
        period.starts_on, period.ends_on = (
            period.starts_on - back,
            period.ends_on - back,
        )
        period.save()
    company.programme.starts_on -= back
    company.programme.save()


def test_a_finished_year(client, cast):
    company = cast.kronoberg
    with company.inside():
        papers.certify_everything(company)
    for role in SEES:
        assert opened(client, company, getattr(company, role)).status_code == 200


def test_a_doctor_without_a_programme_has_a_start_page(client, cast):
    company = cast.kronoberg
    with company.inside():
        access.assign(
            UnitAssignment(
                region=company.region,
                unit=company.units[0],
                user=company.newcomer,
                role="unit_lead",
                starts=cast.today,
            )
        )
    client.force_login(company.newcomer)
    assert client.get("/kronoberg/").status_code == 200
    assert client.get("/kronoberg/min-bt/").status_code == 404


# ---------------------------------------------------------- a talk that is told first
def test_the_doctor_does_not_read_the_outcome_before_the_talk(client, cast):
    company = cast.kronoberg
    with company.inside():
        external = year.declared(company)
        external.held_on, external.outcome = cast.today, "not_approved"
        external.decided_at = timezone.now()
        external.save()
    page = text(opened(client, company, company.doctor))
    assert "Baskompetens uppnådd" not in page
    assert "Genomförd – Main Supervisor Kronoberg berättar om utfallet." in page


# ------------------------------------------------------------------- delmål by delmål
def test_the_evidence_is_listed_under_its_delmal(client, cast):
    company = cast.kronoberg
    with company.inside():
        seen = year.evidence(company, ["BT1"])
    response = opened(client, company, company.main_supervisor, "delmal/")
    sections = response.context["sections"]
    lines = {goal.code: lines for goal, _delmal, lines, _tasks in sections}
    assert [line.assessment_id for line in lines["BT1"]] == [seen.pk]
    assert lines["BT2"] == []
    assert list(lines) == [f"BT{number}" for number in range(1, 19)]


def test_a_long_list_shows_the_newest_and_leads_to_the_rest(client, cast):
    company = cast.kronoberg
    with company.inside():
        for _number in range(7):
            year.evidence(company, ["BT1"])
    page = text(opened(client, company, company.doctor, "delmal/"))
    assert "7 underlag i allt:" in page
    assert page.count("<b>Mini-CEX</b>") == 5


# ------------------------------------------------------------------------ who has read
def test_somebody_elses_portfolio_is_noted_once_a_day(client, cast):
    company = cast.kronoberg
    for page in [*PAGES, ""]:
        opened(client, company, company.main_supervisor, page)
    found = [
        (row.actor_id, row.programme_id, row.detail)
        for row in rows_of(company, Event.PORTFOLIO_READ)
    ]
    roles = ["main_supervisor", "placement_supervisor"]
    assert found == [
        (company.main_supervisor.pk, company.programme.pk, {"roles": roles})
    ]


def test_another_day_is_another_row(client, cast, monkeypatch):
    company = cast.kronoberg
    with company.inside():
        audit.record(
            Event.PORTFOLIO_READ,
            about=company.programme,
            programme=company.programme,
            by=company.studierektor,
            at=timezone.now() - timedelta(days=1),
        )
    opened(client, company, company.studierektor)
    assert len(rows_of(company, Event.PORTFOLIO_READ)) == 2


def test_reading_ones_own_is_not_noted(client, cast):
    for page in PAGES:
        opened(client, cast.kronoberg, cast.kronoberg.doctor, page)
    assert rows_of(cast.kronoberg, Event.PORTFOLIO_READ) == []


def test_the_doctor_sees_who_has_read(client, cast):
    company = cast.kronoberg
    opened(client, company, company.unit_manager)
    response = opened(client, company, company.doctor, "handelser/")
    assert [line for _at, line, _url in response.context["readings"]] == [
        "Unit_Manager Kronoberg, verksamhetschef".replace("_", " ")
    ]
    assert "Ingen har läst" not in text(response)


@pytest.mark.parametrize(
    ("role", "shown"),
    [("bt_manager", True), ("supervisor", False), ("studierektor", False)],
)
def test_who_has_read_is_for_the_doctor_and_the_chef(client, cast, role, shown):
    company = cast.kronoberg
    response = opened(client, company, getattr(company, role), "handelser/")
    assert ("Vem som har läst" in text(response)) is shown


# ---------------------------------------------------------------------------- events
def record(company, event, about, by) -> None:
    audit.record(
        event, about=about, programme=company.programme, by=by, at=timezone.now()
    )


def test_events_are_sentences_newest_first(client, cast):
    company = cast.kronoberg
    with company.inside():
        record(company, Event.PROGRAMME_OPENED, company.programme, company.bt_manager)
        signed = year.evidence(company)
        record(company, Event.ASSESSMENT_SAVED, signed, company.supervisor)
        record(company, Event.ASSESSMENT_SIGNED, signed, company.supervisor)
    log = opened(client, company, company.main_supervisor, "handelser/").context["log"]
    assert [(line, url) for _at, line, url in log] == [
        ("Supervisor Kronoberg signerade en bedömning", signed.get_absolute_url()),
        ("Bt Manager Kronoberg lade upp BT", ""),
    ]


@pytest.mark.parametrize(
    ("role", "told", "count"),
    [
        ("doctor", False, 0),
        ("doctor", True, 2),
        ("supervisor", False, 1),
    ],
)
def test_a_kollegium_is_no_news_before_the_talk(client, cast, role, told, count):
    company = cast.kronoberg
    with company.inside():
        collegium: Collegium = make_collegium(company)
        record(company, Event.COLLEGIUM_RECORDED, collegium, company.studierektor)
        if told:
            record(
                company, Event.COLLEGIUM_FED_BACK, collegium, company.main_supervisor
            )
    response = opened(client, company, getattr(company, role), "handelser/")
    assert len(response.context["log"]) == count


def test_many_events_come_fifty_at_a_time(client, cast):
    company = cast.kronoberg
    with company.inside():
        for _number in range(51):
            record(company, Event.PLAN_CHANGED, company.programme, company.studierektor)
    client.force_login(company.studierektor)
    pages = [client.get(f"{path(company, 'handelser/')}?sida={n}") for n in (1, 2, "x")]
    assert [len(one.context["log"]) for one in pages] == [50, 1, 50]


# ---------------------------------------------------------------------------- the menu
def test_a_doctors_menu_needs_no_question(client, cast):
    company = cast.kronoberg
    entries = opened(client, company, company.doctor).context["chrome"].entries
    assert [(one.label, one.url, one.current) for one in entries] == [
        ("Att göra", "/kronoberg/", ""),
        ("Min BT", path(company), "page"),
        ("Intyg", path(company, "intyg/"), ""),
    ]


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
