"""Regions that share read each other's figures; the database shows nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import figure_sharing
from recruitment.actions.figure_sharing import renew, share, stop
from recruitment.enums import ApplicationState
from recruitment.models import (
    Application,
    FigureSharing,
    RecruitmentRound,
    SharedFigures,
)
from recruitment.tasks import renew_figures
from regions.models import AuditRow
from tests.assessments.acts import crash
from tests.cast import at
from tests.objects.recruitment import make_application, make_recruitment
from tests.pages import words


def with_rounds(company, number=1):
    """So many rounds that have begun, six applications in each; and one under way."""
    with company.inside(company.bt_manager):
        for one in range(number):
            round = make_recruitment(company, "evaluated")
            RecruitmentRound.objects.filter(pk=round.pk).update(name=f"Omgång {one}")
            for place in range(1, 7):
                make_application(round, place, ApplicationState.NOT_ELIGIBLE)
        make_recruitment(company, "offers")


def shares(company, by=None):
    with company.inside(company.bt_manager):
        return share(region=company.region, by=by or company.bt_manager, at=at())


@pytest.fixture
def both(cast):
    for company in (cast.kronoberg, cast.stockholm):
        with_rounds(company)
    return cast


def seen_from(company):
    with company.inside(company.hr):
        return {one.region_id for one in SharedFigures.objects.all()}


def test_only_who_shares_reads_and_only_what_is_shared(both):
    here, there = both.kronoberg, both.stockholm
    shares(there)
    assert seen_from(there) == {there.region.pk}
    assert seen_from(here) == set()  # shares nothing, reads nothing
    shares(here)
    assert seen_from(here) == {here.region.pk, there.region.pk}
    with there.inside(there.bt_manager):
        stop(region=there.region, by=there.bt_manager, at=at())
        stop(region=there.region, by=there.bt_manager, at=at())  # a second click
    assert seen_from(there) == set()
    assert seen_from(here) == {here.region.pk}


def test_numbers_cross_and_people_do_not(both):
    shares(both.kronoberg)
    shares(both.stockholm)
    with both.kronoberg.inside():
        row = SharedFigures.objects.get(region=both.stockholm.region)
        assert row.table["stages"]["applications"] == 6
        assert set(row.table) == {"places", "stages", "reasons", "days"}
        other = {"round__region": both.stockholm.region}
        assert not Application.objects.filter(**other).exists()
        # Nobody writes what another region has told.
        assert SharedFigures.objects.filter(pk=row.pk).update(label="x") == 0
        assert SharedFigures.objects.filter(pk=row.pk).delete()[0] == 0


def test_a_second_click_shares_once_and_a_crash_nothing(both, monkeypatch):
    monkeypatch.setattr(figure_sharing.audit, "record", crash)
    with pytest.raises(RuntimeError):
        shares(both.kronoberg)
    monkeypatch.undo()
    with both.kronoberg.inside():
        assert not FigureSharing.objects.exists()
    assert shares(both.kronoberg) == shares(both.kronoberg)
    with both.kronoberg.inside():
        assert SharedFigures.objects.count() == 1
        assert AuditRow.objects.filter(event="figures.shared").count() == 1


@pytest.mark.parametrize("who", ["hr", "studierektor", "recruiter", "doctor"])
def test_who_does_not_answer_for_the_region_decides_nothing(both, who):
    with pytest.raises(Refused):
        shares(both.kronoberg, getattr(both.kronoberg, who))


def test_what_was_counted_before_people_were_weeded_out_stands(both):
    here = both.kronoberg
    shares(here)
    yesterday = timezone.localdate() - timedelta(days=1)
    with here.inside(here.hr):
        RecruitmentRound.objects.update(purge_on=yesterday)
        Application.objects.all().delete()
        assert renew(region=here.region, at=at()) == 0
        assert SharedFigures.objects.get().table["stages"]["applications"] == 6
    assert renew_figures(None) == 0


# --------------------------------------------------------------------------- the page
@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_more_rounds(
    client, cast, django_assert_num_queries, number
):
    for company in (cast.kronoberg, cast.stockholm):
        with_rounds(company, number)
        shares(company)
    client.force_login(cast.kronoberg.hr)
    path = reverse("recruitment:compare", args=["kronoberg"])
    page = words(client.get(path)).decode()
    assert "Stockholm" in page
    assert "Dela regionens siffror" not in page
    with django_assert_num_queries(10):
        client.get(path)


def test_the_button_shares_and_stops(client, both):
    path = reverse("recruitment:compare", args=["kronoberg"])
    client.force_login(both.kronoberg.hr)
    assert client.post(path, {"do": "share"}).status_code == 403
    client.force_login(both.kronoberg.bt_manager)
    assert "Regionen delar inte" in words(client.get(path)).decode()
    client.post(path, {"do": "share"})
    assert "Ingen annan region delar" in words(client.get(path)).decode()
    client.post(path, {"do": "stop"})
    assert "Regionen delar inte" in words(client.get(path)).decode()
