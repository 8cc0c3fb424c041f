"""An order is made from the judges' rows, fixed, and opened again."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import ordering
from recruitment.actions.sending import prepare
from recruitment.enums import ApplicationState, RankingState, ReviewState
from recruitment.models import Application, RankedPlace, Ranking, Review
from regions.events import Event
from regions.models import AuditRow
from tests.objects.offers import (
    fixed,
    make_judged,
    make_judged_case,
    make_ranked,
    make_released,
)
from tests.objects.recruitment import make_review


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        yield cast.kronoberg


def made(round, by):
    return ordering.make_order(round=round, by=by, at=timezone.now())


def codes(action):
    with pytest.raises(Refused) as refused:
        action()
    return refused.value.verdict.codes


def states(round):
    rows = Application.objects.filter(round=round).order_by("number")
    return list(rows.values_list("state", flat=True))


def test_the_order_comes_from_the_points_and_says_why(here):
    ranking = made(make_judged(here), here.hr)
    rows = {one.application.number: one for one in ranking.places.all()}
    assert rows[1].position == 1
    assert {rows[2].position, rows[3].position} == {2, 3}
    assert rows[4].position == 4
    assert rows[5].position is None
    assert rows[1].explanation == "plats 1: 50 poäng"
    assert rows[2].explanation.endswith("delad med en annan, lotten avgjorde")
    assert rows[5].explanation.startswith("inte anställningsbar: Säkerhet")
    assert rows[1].parts == [
        ["Granskning", "15.00"],
        ["Personlig intervju", "30.00"],
        ["Kliniskt test", "5.00"],
    ]


def test_the_same_seed_draws_the_same_lot(here):
    round = make_judged(here)
    first = made(round, here.hr).digest
    assert made(round, here.hr).digest == first
    assert Ranking.objects.filter(round=round).count() == 1


def test_missing_points_stop_it_and_are_named(here):
    round = make_judged(here)
    make_judged_case(here, round, 6, 3)
    case = Application.objects.get(round=round, number=6)
    Review.objects.filter(application=case, phase="test").update(
        superseded_at=timezone.now()
    )
    make_review(case, here.hr, ReviewState.ASSIGNED, "test")
    with pytest.raises(Refused) as refused:
        made(round, here.hr)
    assert refused.value.verdict.codes == ["ranking.scores_missing"]
    assert case.full_name in str(refused.value)


def test_nobody_may_still_wait_to_hear_whether_to_be_ranked(here):
    round = make_judged(here)
    Application.objects.filter(round=round, number=4).update(
        state=ApplicationState.ELIGIBLE
    )
    assert codes(lambda: made(round, here.hr)) == ["ranking.undecided"]


def test_another_seed_than_the_promised_draws_nothing(here):
    round = make_judged(here, lottery_commitment="0" * 64)
    assert codes(lambda: made(round, here.hr)) == ["ranking.other_seed"]


@pytest.mark.parametrize("who", ["recruiter", "doctor", "observer"])
def test_the_office_makes_it(here, who):
    round = make_judged(here)
    assert codes(lambda: made(round, getattr(here, who))) == ["access.no_role"]


@pytest.mark.parametrize("who", ["hr", "administrator", "studierektor"])
def test_who_decides_fixes_it(here, who):
    ranking = made(make_judged(here), here.hr)
    by = getattr(here, who)
    action = lambda: ordering.fix_order(  # noqa: E731
        ranking=ranking, by=by, at=timezone.now()
    )
    assert codes(action) == ["access.no_role"]


def test_fixed_the_applications_follow_and_twice_is_once(here):
    round = make_judged(here)
    ranking = fixed(here, round)
    ordering.fix_order(ranking=ranking, by=here.deputy, at=timezone.now())
    ranking.refresh_from_db()
    assert ranking.fixed_by == here.bt_manager
    assert states(round) == ["ranked"] * 4 + ["not_appointable"]
    rows = AuditRow.objects.filter(event=Event.ORDER_FIXED, about_id=round.pk)
    assert [row.detail["digest"] for row in rows] == [ranking.digest]


def test_points_changed_meanwhile_stop_it(here):
    round = make_judged(here)
    ranking = made(round, here.hr)
    review = Review.objects.filter(application__round=round, phase="test").first()
    review.superseded_at = timezone.now()
    review.save()
    make_review(
        review.application, here.recruiter, ReviewState.SENT, "test",
        scores={"assessment": 1}, replaces=review, change_reason="Fel rad",
    )  # fmt: skip
    action = lambda: ordering.fix_order(  # noqa: E731
        ranking=ranking, by=here.bt_manager, at=timezone.now()
    )
    assert codes(action) == ["ranking.changed"]


def test_fixed_nobody_changes_a_place_or_a_point(here):
    round = make_ranked(here)
    place = RankedPlace.objects.filter(ranking__round=round).first()
    review = Review.objects.filter(application__round=round).first()
    for change in (
        lambda: RankedPlace.objects.filter(pk=place.pk).update(position=99),
        place.delete,
        lambda: Review.objects.filter(pk=review.pk).update(
            superseded_at=timezone.now()
        ),
        lambda: make_review(
            review.application, here.hr, ReviewState.SENT, "review", scores={}
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_opened_again_it_says_why_and_what_was_prepared_is_thrown_away(here):
    round = make_ranked(here)
    release = prepare(round=round, by=here.hr, at=timezone.now())
    ranking = round.rankings.get()
    at = timezone.now()
    action = lambda reason, by=here.deputy: ordering.reopen_order(  # noqa: E731
        ranking=ranking, reason=reason, by=by, at=at
    )
    assert codes(lambda: action(" ")) == ["ranking.no_reason"]
    assert codes(lambda: action("x", here.hr)) == ["access.no_role"]
    action("En intervju hade fel namn")
    action("En intervju hade fel namn")
    ranking.refresh_from_db()
    release.refresh_from_db()
    assert ranking.state == RankingState.REOPENED
    assert release.state == "discarded"
    assert states(round) == ["shortlisted"] * 5
    assert made(round, here.hr).number == 2


def test_not_after_something_was_released(here):
    release = make_released(here)
    action = lambda: ordering.reopen_order(  # noqa: E731
        ranking=release.ranking, reason="Fel", by=here.deputy, at=timezone.now()
    )
    assert codes(action) == ["ranking.released"]


def test_a_crash_leaves_nothing(here, monkeypatch):
    round = make_judged(here)
    ranking = made(round, here.hr)
    monkeypatch.setattr(ordering.audit, "record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ordering.fix_order(ranking=ranking, by=here.deputy, at=timezone.now())
    ranking.refresh_from_db()
    assert ranking.state == RankingState.DRAFT
    assert states(round) == ["shortlisted"] * 5
