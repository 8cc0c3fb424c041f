"""What has happened with one doctor, and who has read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Collegium
from regions import audit
from regions.events import Event
from regions.models import AuditRow
from tests.certificates import year
from tests.objects.collegium import make_collegium
from tests.overview.visits import PAGES, opened, path, text


def rows_of(company, event: Event) -> list[AuditRow]:
    with company.inside():
        return list(AuditRow.objects.filter(event=event).order_by("number"))


# ------------------------------------------------------------------------- who has read
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


# ------------------------------------------------------------------------------- events
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
