"""Four weeks before the last week everybody hears of their own part, once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from certificates import tasks
from certificates.actions.readiness import tell_final_debts
from certificates.models import FinalDebt
from certificates.queries.readiness import (
    final_debts,
    missing_for,
    nearing_their_end,
)
from placements.models import PlacementPeriod, Programme
from regions.events import Event
from regions.models import AuditRow, OutboxMessage, StandIn
from tests.cast import Cast, Company
from tests.certificates.year import appointed, overall_assessments, prepare

FOUR_WEEKS_AND_ONE = 34  # days from the day the list goes to the last day


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        yield cast.kronoberg


def days_left(company: Company, days: int) -> None:
    """Move the year so that BT ends so many days from now."""
    back = timedelta(days=214 - days)
    PlacementPeriod.objects.filter(placement__programme=company.programme).update(
        starts_on=F("starts_on") - back, ends_on=F("ends_on") - back
    )
    Programme.objects.filter(pk=company.programme.pk).update(
        starts_on=F("starts_on") - back
    )
    company.programme.refresh_from_db()


def told(company: Company) -> dict:
    rows = FinalDebt.objects.filter(programme=company.programme)
    return {row.debtor: row.keys for row in rows.select_related("debtor")}


def mails() -> int:
    return OutboxMessage.objects.filter(
        kind="mail", dedupe_key__startswith="final-debts:"
    ).count()


@pytest.mark.parametrize(("days", "found"), [(35, 0), (34, 1), (0, 1), (-1, 0)])
def test_the_day_it_begins(company: Company, days: int, found: int) -> None:
    days_left(company, days)
    assert len(nearing_their_end(company.region, timezone.localdate())) == found


def test_each_gets_their_own_once(company: Company) -> None:
    days_left(company, FOUR_WEEKS_AND_ONE)
    everybody = 5
    assert tell_final_debts(programme=company.programme, at=timezone.now()) == everybody
    found = told(company)
    assert found[company.bt_manager] == ["assessor"]
    assert found[company.doctor] == ["evidence"]
    assert found[company.supervisor] == ["overall:Internmedicin"]
    assert found[company.studierektor] == ["collegium"]
    assert found[company.main_supervisor] == [
        "meeting",
        "competence",
        "overall:Primärvård",
    ]
    assert mails() == everybody
    assert tell_final_debts(programme=company.programme, at=timezone.now()) == 0
    assert mails() == everybody
    events = AuditRow.objects.filter(event=Event.FINAL_DEBTS_TOLD)
    assert events.count() == everybody


def test_what_is_done_is_settled_and_tells_nobody_again(company: Company) -> None:
    days_left(company, FOUR_WEEKS_AND_ONE)
    tell_final_debts(programme=company.programme, at=timezone.now())
    assessment = appointed(company)
    tell_final_debts(programme=company.programme, at=timezone.now())
    row = FinalDebt.objects.get(debtor=company.bt_manager)
    assert (row.settled_at is not None, row.keys) == (True, ["assessor"])
    assessment.delete()
    tell_final_debts(programme=company.programme, at=timezone.now())
    row.refresh_from_db()
    assert row.settled_at is None
    assert mails() == 5


def test_the_daily_task_goes_on_when_one_fails(company: Company, monkeypatch) -> None:
    days_left(company, FOUR_WEEKS_AND_ONE)
    assert tasks.tell_final_debts(company.region.pk) == 5
    assert tasks.tell_final_debts(company.region.pk) == 0

    def broken(**_given: object) -> int:
        raise MemoryError

    monkeypatch.setattr("certificates.actions.readiness.tell_final_debts", broken)
    assert tasks.tell_final_debts(company.region.pk) == 0


def test_a_bedomare_on_leave_that_week(company: Company) -> None:
    days_left(company, FOUR_WEEKS_AND_ONE)
    day = timezone.localdate() + timedelta(days=30)
    StandIn.objects.create(
        region=company.region, absent=company.main_supervisor, user=company.supervisor,
        role="stand_in", starts=day, ends=day,
    )  # fmt: skip
    debts = final_debts(company.programme, timezone.localdate())
    (away,) = [one for one in debts if one.key == "away"]
    assert [one.id for one in away.people] == [company.bt_manager.pk]


def test_the_page_and_att_gora(client, company: Company) -> None:
    prepare(company)
    overall_assessments(company)
    days_left(company, FOUR_WEEKS_AND_ONE)
    tell_final_debts(programme=company.programme, at=timezone.now())
    url = reverse("certificates:final", args=["kronoberg", company.programme.pk])
    rows = missing_for(company.main_supervisor, company.programme, timezone.localdate())
    assert [row.mine for row in rows] == [True] * 3 + [False] * 2
    client.force_login(company.studierektor)
    assert "Inget BT-kollegium är dokumenterat." in client.get(url).content.decode()
    (todo,) = [
        one for one in client.get("/kronoberg/").context["todos"] if one.url == url
    ]
    assert todo.title == "Gör klart din del inför slutbedömningen av Doctor Kronoberg"
    assert todo.note.startswith("En sak är din.")


def test_a_page_costs_the_same_with_more_missing(
    company: Company, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(45):
        few = final_debts(company.programme, timezone.localdate())
    prepare(company)
    overall_assessments(company)
    with django_assert_max_num_queries(45):
        assert len(final_debts(company.programme, timezone.localdate())) < len(few)
