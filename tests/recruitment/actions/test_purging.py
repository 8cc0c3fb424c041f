"""What is kept of applicants goes when its time is out; a hold stops it."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions.purging import hold, lift_hold, note_final_day, purge_region
from recruitment.actions.rounds import advance
from recruitment.enums import ApplicationState, ReviewState
from recruitment.models import (
    ApplicantMail,
    Application,
    FormUse,
    RankedPlace,
    Ranking,
    RecruitmentRound,
    Review,
)
from recruitment.queries.retention import counted_from
from recruitment.rules.retention import purged_on
from recruitment.tasks import purge_everywhere
from regions.models import AuditRow
from tests.objects.recruitment import make_application, make_recruitment, make_review


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def round(here):
    """Two applications, one of them judged, ranked and told."""
    row = make_recruitment(here, "evaluated")
    first = make_application(row, 1, ApplicationState.RANKED)
    make_application(row, 2, ApplicationState.NOT_SELECTED)
    make_review(first, here.recruiter, ReviewState.SENT)
    ranking = Ranking.objects.create(
        region=row.region,
        round=row,
        number=1,
        digest="0" * 64,
        made_by=here.hr,
        made_at=timezone.now(),
    )
    RankedPlace.objects.create(
        region=row.region,
        ranking=ranking,
        application=first,
        position=1,
        explanation="plats 1",
    )
    Ranking.objects.update(state="fixed")
    return row


def over(round, **facts):
    """Its time was out yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    RecruitmentRound.objects.filter(pk=round.pk).update(purge_on=yesterday, **facts)


def purge(here):
    now = timezone.now()
    return purge_region(region=here.region, today=timezone.localdate(now), at=now)


def test_people_go_and_their_number_stays(here, round):
    over(round)
    assert purge(here) == 2
    assert purge(here) == 0  # the next night
    assert not Application.objects.filter(round=round).exists()
    assert not Review.objects.exists()
    assert RecruitmentRound.objects.filter(pk=round.pk).exists()
    [row] = AuditRow.objects.filter(event="recruitment.purged")
    assert row.detail == {"counts": {"ranked": 1, "not_selected": 1}}


def test_nothing_goes_before_its_day_or_without_one(here, round):
    assert purge(here) == 0
    tomorrow = timezone.localdate() + timedelta(days=1)
    RecruitmentRound.objects.filter(pk=round.pk).update(purge_on=tomorrow)
    assert purge(here) == 0
    assert Application.objects.filter(round=round).count() == 2


def test_a_hold_stops_it_until_it_is_lifted(here, round):
    over(round)
    with pytest.raises(Refused):
        hold(round=round, reason=" ", by=here.hr, at=timezone.now())
    hold(round=round, reason="Anmälan till DO.", by=here.hr, at=timezone.now())
    again = hold(round=round, reason="Annat.", by=here.hr, at=timezone.now())
    assert again.held_reason == "Anmälan till DO."
    assert purge(here) == 0
    with pytest.raises(Refused):
        lift_hold(round=round, by=here.hr, at=timezone.now())
    lift_hold(round=round, by=here.bt_manager, at=timezone.now())
    assert purge(here) == 2


def test_two_years_after_the_decision_gained_legal_force(here, round):
    row = note_final_day(
        round=round, final_on=date(2026, 3, 1), by=here.hr, at=timezone.now()
    )
    assert row.purge_on == date(2028, 3, 1)


def letter(round, on):
    case = round.applications.first()
    ApplicantMail.objects.create(
        region=round.region, application=case, kind="answer", subject="Beslut",
        body="Nej.", asked_at=timezone.make_aware(datetime(on.year, on.month, on.day, 9)),
    )  # fmt: skip


TOLD = date(2026, 3, 1)
BY_RULE = date(2028, 3, 22)  # three weeks to appeal, two years


def test_a_round_that_is_over_is_given_its_day_by_rule(here, round):
    letter(round, TOLD)
    RecruitmentRound.objects.filter(pk=round.pk).update(
        state="started", evaluation="Bra.", starts_on=date(2026, 4, 1)
    )
    row = advance(round=round, to="evaluated", by=here.hr, at=timezone.now())
    assert row.purge_on == BY_RULE
    [event] = AuditRow.objects.filter(event="recruitment.purge_decided")
    assert event.detail == {"on": "2028-03-22", "by_rule": True}
    counted = counted_from(row, timezone.now())
    assert (counted.told_on, counted.final_on) == (TOLD, date(2026, 3, 22))
    again = advance(round=round, to="evaluated", by=here.hr, at=timezone.now())
    assert again.purge_on == BY_RULE
    assert AuditRow.objects.filter(event="recruitment.purge_decided").count() == 1
    noted = note_final_day(round=row, final_on=TOLD, by=here.hr, at=timezone.now())
    assert counted_from(noted, timezone.now()) is None  # somebody's own word


def test_no_day_is_counted_while_it_is_held_and_then_from_the_lifting(here, round):
    letter(round, TOLD)
    now = timezone.now()
    hold(round=round, reason="Överklagat.", by=here.hr, at=now)
    RecruitmentRound.objects.filter(pk=round.pk).update(
        state="started", evaluation="Bra.", starts_on=date(2026, 4, 1)
    )
    row = advance(round=round, to="evaluated", by=here.hr, at=now)
    assert row.purge_on is None
    row = lift_hold(round=row, by=here.bt_manager, at=now)
    assert row.purge_on == purged_on(timezone.localdate(now), 2)


def test_a_round_that_goes_on_has_no_day(here):
    row = make_recruitment(here, "screening")
    hold(round=row, reason="Anmält.", by=here.hr, at=timezone.now())
    row = lift_hold(round=row, by=here.bt_manager, at=timezone.now())
    assert row.purge_on is None


@pytest.mark.parametrize("who", ["recruiter", "observer", "doctor"])
def test_who_is_not_of_the_office_decides_nothing(here, round, who):
    by = getattr(here, who)
    with pytest.raises(Refused):
        hold(round=round, reason="Nej.", by=by, at=timezone.now())
    with pytest.raises(Refused):
        note_final_day(round=round, final_on=date(2026, 3, 1), by=by, at=timezone.now())


def test_drafts_never_sent_go_a_month_after_closing(here):
    row = make_recruitment(here)
    make_application(row, None, ApplicationState.DRAFT)
    assert purge(here) == 0
    assert Application.objects.filter(round=row).count() == 1
    later = timezone.now() + timedelta(days=30)
    purge_region(region=here.region, today=later.date(), at=later)
    assert not Application.objects.filter(round=row).exists()


def test_what_forms_were_counted_by_is_kept_two_days(here):
    for days in (1, 3):
        FormUse.objects.create(
            region=here.region,
            key=str(days),
            hour=timezone.now() - timedelta(days=days),
            uses=1,
        )
    purge(here)
    assert [one.key for one in FormUse.objects.all()] == ["1"]


def test_the_task_goes_through_every_region(here, round):
    over(round)
    assert purge_everywhere(None) == 2
