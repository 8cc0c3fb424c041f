"""A BT ended in advance: whose rights end, and what is still there."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bt_admin.lib.verdicts import Refused
from placements import actions, queries
from placements.actions import ending
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import Programme, ProgrammeAssignment
from regions import access
from regions.models import AuditRow
from regions.roles import Permission
from tests.assessments.acts import crash
from tests.cast import at
from tests.pages import words


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        yield cast.kronoberg


def ended(here, **facts):
    values = {
        "programme": here.programme, "ends_on": access.today(),
        "reason": "Hoppade av.", "by": here.bt_manager, "at": at(),
    }  # fmt: skip
    return actions.end_programme(**values | facts)


def may(user, here):
    return queries.permissions_on(user, here.programme)


def test_everybody_but_the_doctor_loses_what_the_bt_gave_them(here):
    assert Permission.ASSESS in may(here.supervisor, here)
    assert Permission.GUIDE in may(here.main_supervisor, here)
    row = ended(here)
    assert (row.state, row.ended_on) == (ProgrammeState.ENDED, access.today())
    assert may(here.supervisor, here) == set()
    assert may(here.main_supervisor, here) == set()
    assert may(here.doctor, here) == {Permission.SEE, Permission.OWN}
    in_force = ProgrammeAssignment.objects.filter(
        access.in_force(access.today()), programme=row
    )
    assert {one.role for one in in_force} == {ProgrammeRole.DOCTOR}
    assert list(access.differences()) == []
    assert queries.own_programme(here.doctor, here.region) == row
    assert queries.calendar.placements_in_calendar(here.doctor, here.region) == []
    assert AuditRow.objects.filter(event="programme.ended").count() == 1


def test_a_role_to_come_is_taken_away(here):
    rows = ProgrammeAssignment.objects.filter(programme=here.programme)
    later = access.today() + timedelta(days=30)
    rows.filter(role=ProgrammeRole.MAIN_SUPERVISOR).update(starts=later)
    ended(here)
    assert not rows.filter(role=ProgrammeRole.MAIN_SUPERVISOR).exists()


def test_a_second_click_ends_nothing_twice(here):
    ended(here, ends_on=date(2026, 1, 1))
    with pytest.raises(Refused) as refused:
        ended(here)
    assert refused.value.verdict.codes == ["ending.already"]
    here.programme.refresh_from_db()
    assert here.programme.ended_on == date(2026, 1, 1)


def test_a_crash_ends_nothing(here, monkeypatch):
    monkeypatch.setattr(ending.audit, "record", crash)
    with pytest.raises(RuntimeError):
        ended(here)
    here.programme.refresh_from_db()
    assert here.programme.state != ProgrammeState.ENDED
    assert Permission.ASSESS in may(here.supervisor, here)


def test_nobody_is_appointed_in_it_and_another_bt_may_be_opened(here):
    ended(here)
    with pytest.raises(Refused) as refused:
        actions.appoint_main_supervisor(
            programme=here.programme, user=here.main_supervisor,
            by=here.bt_manager, at=at(),
        )  # fmt: skip
    assert refused.value.verdict.codes == ["programme.ended"]
    facts = queries.programme_facts(
        here.doctor, here.region, starts_on=access.today(),
        employment_form="standalone", months=None,
    )  # fmt: skip
    assert facts.other_programme_since is None


def test_the_database_knows_that_what_is_ended_has_a_day(here):
    rows = Programme.objects.filter(pk=here.programme.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=ProgrammeState.ENDED)


def test_the_page_says_so_and_the_archive_is_still_the_doctors(client, cast):
    here = cast.kronoberg
    with here.inside(here.bt_manager):
        ended(here)
    args = [here.region.slug, here.programme.pk]
    for user in (here.doctor, here.bt_manager):
        client.force_login(user)
        page = client.get(reverse("programme", args=args))
        assert "Avslutad i förtid" in words(page).decode()
        assert "Be om bedömning" not in page.content.decode()
        assert page.context["buttons"].first is None
    client.force_login(here.doctor)
    assert client.get(reverse("archive", args=args)).status_code == 200
    client.force_login(here.supervisor)
    assert client.get(reverse("programme", args=args)).status_code == 404
