"""The gate: prepared by one, approved by another, out, confirmed or taken back."""

import pytest
from django.db import transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import going_out, sending
from recruitment.actions.answering import accept
from recruitment.enums import (
    ApplicationState,
    OfferState,
    ReserveState,
    ReviewState,
)
from recruitment.models import (
    ApplicantMail,
    Application,
    Offer,
    Release,
    ReserveEntry,
)
from recruitment.queries.sending import kept_snapshot
from recruitment.rules.checks import PASSED
from regions.models import OutboxMessage
from tests.objects.offers import (
    fixed,
    make_confirmed,
    make_judged,
    make_judged_case,
    make_ranked,
    make_released,
    send,
)
from tests.objects.recruitment import make_review


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        yield cast.kronoberg


def prepared(here, round=None, **facts):
    round = round or make_ranked(here)
    return sending.prepare(round=round, by=here.hr, at=timezone.now(), **facts)


def approved(here, release, by=None):
    return sending.approve(release=release, by=by or here.bt_manager, at=timezone.now())


def let_out(here, release, number=5, by=None):
    return sending.let_out(
        release=release, number=number, by=by or here.bt_manager, at=timezone.now()
    )


def undo(here, release, reason="Fel lista", by=None):
    return sending.undo(
        release=release, reason=reason, by=by or here.deputy, at=timezone.now()
    )


def codes(action):
    with pytest.raises(Refused) as refused:
        action()
    return refused.value.verdict.codes


def outcomes(release):
    snapshot = kept_snapshot(release, release.round)
    return {line.application: line.outcome for line in snapshot.lines}


def test_it_says_who_gets_what_by_the_order_and_their_wishes(here):
    release = prepared(here, make_ranked(here, wishes={1: ["Ljungby"]}))
    found = outcomes(release)
    assert found["1"] == "offer"
    assert sorted(found[key] for key in "23") == ["offer", "reserve"]
    assert (found["4"], found["5"]) == ("reserve", "rejected")
    assert release.snapshot["towns"]["1"] == ["Ljungby", False]
    assert {one["result"] for one in release.checks} == {PASSED}


def test_who_wishes_only_what_is_gone_is_passed_over_with_the_reason(here):
    wishes = {1: ["Växjö"], 2: ["Växjö"], 3: ["Växjö"], 4: ["Ljungby"]}
    release = prepared(here, make_ranked(here, wishes=wishes))
    lines = {
        one.application: one for one in kept_snapshot(release, release.round).lines
    }
    assert [lines[key].outcome for key in "1234"] == [
        "offer", "reserve", "reserve", "offer",
    ]  # fmt: skip
    assert lines["2"].reason == (
        "Önskar Växjö, där platserna gick till dem som står före"
    )
    assert {one["result"] for one in release.checks} == {PASSED}


def test_overbooking_is_a_decision_with_a_reason(here):
    round = make_ranked(here)
    assert codes(lambda: prepared(here, round, overbooking=1)) == [
        "release.overbooking_reason"
    ]
    assert codes(
        lambda: prepared(here, round, overbooking=2, overbooking_reason="Många")
    ) == ["release.overbooking"]
    release = prepared(here, round, overbooking=1, overbooking_reason="Avhopp i fjol")
    assert sorted(outcomes(release).values()).count("offer") == 3
    assert [one["result"] for one in release.checks if one["key"] == "places"] == [
        PASSED
    ]


@pytest.mark.parametrize("who", ["recruiter", "doctor", "unit_manager"])
def test_the_office_prepares(here, who):
    round = make_ranked(here)
    action = lambda: sending.prepare(  # noqa: E731
        round=round, by=getattr(here, who), at=timezone.now()
    )
    assert codes(action) == ["access.no_role"]


def test_nothing_is_prepared_before_the_order_is_fixed(here):
    assert codes(lambda: prepared(here, make_judged(here))) == ["release.not_ranked"]


def test_nobody_approves_their_own(here):
    release = sending.prepare(
        round=make_ranked(here), by=here.bt_manager, at=timezone.now()
    )
    assert codes(lambda: approved(here, release)) == ["release.same_person"]
    assert codes(lambda: approved(here, release, here.hr)) == ["access.no_role"]
    approved(here, release, here.deputy)
    assert Release.objects.get().state == "approved"


def test_a_change_after_the_list_was_made_needs_a_new_one(here):
    release = prepared(here)
    case = Application.objects.get(round=release.round, number=2)
    case.email = "annan@example.org"
    case.save()
    assert codes(lambda: approved(here, release)) == ["release.changed_since_prepared"]
    again = prepared(here, release.round)
    approved(here, again)
    case.email = "tredje@example.org"
    case.save()
    assert codes(lambda: let_out(here, again)) == ["release.changed_since"]


def test_it_needs_approval_and_the_number(here):
    release = prepared(here)
    assert codes(lambda: let_out(here, release, 4)) == [
        "release.not_approved",
        "release.number",
    ]
    approved(here, release)
    assert codes(lambda: let_out(here, release, 4)) == ["release.number"]
    assert codes(lambda: let_out(here, release, None)) == ["release.number"]
    assert codes(lambda: let_out(here, release, 5, here.hr)) == ["access.no_role"]
    assert not Offer.objects.exists()


def test_out_it_offers_lists_reserves_and_writes(here):
    release = make_released(here)
    assert release.round.state == "offers"
    offers = Offer.objects.order_by("application__number")
    assert offers.count() == 2
    assert {one.post.place for one in offers} == {"Växjö", "Ljungby"}
    assert list(ReserveEntry.objects.values_list("position", "state")) == [
        (1, "waiting"),
        (2, "waiting"),
    ]
    kinds = sorted(ApplicantMail.objects.values_list("kind", flat=True))
    assert kinds == ["offer", "offer", "reserve", "reserve", "screening"]
    assert OutboxMessage.objects.filter(kind="applicant_letter").count() == 5
    first = Offer.objects.get(application__number=1)
    assert (timezone.localdate(first.expires_at) - timezone.localdate()).days == 7


def test_a_second_click_says_it_is_done(here):
    release = make_released(here)
    assert codes(lambda: let_out(here, release)) == ["release.done"]
    assert ApplicantMail.objects.count() == 5


STEPS = [
    "recruitment.actions.going_out.free_posts",
    "recruitment.actions.going_out.may_offer",
    "recruitment.actions.sending.make_reserves",
    "recruitment.actions.sending.send_letters",
    "recruitment.actions.going_out.write_letter",
    "recruitment.actions.sending.go_on",
    "recruitment.actions.sending.audit.record",
]


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_leaves_nothing(here, monkeypatch, step):
    release = prepared(here)
    approved(here, release)
    monkeypatch.setattr(step, lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        let_out(here, release)
    release.refresh_from_db()
    assert (release.state, release.released_at) == ("approved", None)
    assert not Offer.objects.exists()
    assert not ReserveEntry.objects.exists()
    assert not ApplicantMail.objects.exists()
    monkeypatch.undo()
    let_out(here, release)
    assert Offer.objects.count() == 2


def test_a_crash_in_the_last_letter_leaves_nothing(here, monkeypatch):
    release = prepared(here)
    approved(here, release)
    written = []

    def write(**facts):
        written.append(facts)
        if len(written) == 5:
            raise RuntimeError
        return real(**facts)

    real = going_out.write_letter
    monkeypatch.setattr(going_out, "write_letter", write)
    with pytest.raises(RuntimeError), transaction.atomic():
        let_out(here, release)
    assert not ApplicantMail.objects.exists()
    assert not OutboxMessage.objects.filter(kind="applicant_letter").exists()


def test_undone_all_is_as_before_and_everybody_is_told(here):
    release = make_released(here)
    offer = Offer.objects.get(application__number=1)
    accept(offer=offer, at=timezone.now())
    assert codes(lambda: undo(here, release, "")) == ["release.no_reason"]
    assert codes(lambda: undo(here, release, "x", here.hr)) == ["access.no_role"]
    undo(here, release)
    undo(here, release)
    assert set(Offer.objects.values_list("state", flat=True)) == {OfferState.WITHDRAWN}
    assert set(ReserveEntry.objects.values_list("state", flat=True)) == {
        ReserveState.RELEASED
    }
    release.round.refresh_from_db()
    assert release.round.state == "interview"
    told = ApplicantMail.objects.filter(kind="release_undone")
    assert told.count() == 5
    assert all("Fel lista." in one.body for one in told)
    states = Application.objects.filter(round=release.round).values_list("state")
    assert set(states) == {("ranked",), ("not_appointable",)}


def test_after_it_was_undone_a_new_one_goes_out(here):
    release = make_released(here)
    undo(here, release)
    send(here, release.round)
    assert Offer.objects.filter(state=OfferState.OFFERED).count() == 2
    waiting = ReserveEntry.objects.filter(state=ReserveState.WAITING)
    assert list(waiting.values_list("position", flat=True)) == [1, 2]


def test_confirmed_it_stands(here):
    release = make_confirmed(here)
    assert codes(lambda: undo(here, release)) == ["release.confirmed"]
    again = lambda: prepared(here, release.round)  # noqa: E731
    assert codes(again) == ["release.already_out"]
    sending.confirm(release=release, by=here.deputy, at=timezone.now())
    release.refresh_from_db()
    assert release.confirmed_by == here.bt_manager


def test_only_who_decides_confirms(here):
    release = make_released(here)
    confirm = lambda: sending.confirm(  # noqa: E731
        release=release, by=here.hr, at=timezone.now()
    )
    assert codes(confirm) == ["access.no_role"]


def test_who_withdrew_or_applied_twice_stops_nothing(here):
    round = make_judged(here)
    gone = make_judged_case(here, round, 6, 5)
    gone.state = ApplicationState.WITHDRAWN
    gone.save()
    twice = make_judged_case(
        here, round, 7, 1, first_name="Förnamn1",
        last_name=Application.objects.get(round=round, number=1).last_name,
        phone="070-000 00 01", reason="duplicate",
    )  # fmt: skip
    twice.state = ApplicationState.NOT_ELIGIBLE
    twice.save()
    fixed(here, round)
    release = prepared(here, round)
    assert {one["result"] for one in release.checks} == {PASSED}
    assert (outcomes(release)["6"], outcomes(release)["7"]) == ("withdrawn", "rejected")
    letters = release.snapshot["content"]["letters"]
    assert [one["application"] for one in letters] == ["1", "2", "3", "4", "5"]


# -------------------------------------------------------------- the faults of others
def tamper(here, change):
    """An order with a fault in it, fixed past every rule; and what the gate says."""
    from recruitment.actions.ordering import follow, make_order

    round = make_judged(here, levels=(5, 5, 4, 4, 3, 3, 2))
    ranking = make_order(round=round, by=here.hr, at=timezone.now())
    change(list(ranking.places.order_by("position")))
    ranking.state, ranking.fixed_at = "fixed", timezone.now()
    ranking.fixed_by = here.bt_manager
    ranking.save()
    follow(ranking)
    release = prepared(here, round)
    failed = [one["key"] for one in release.checks if one["result"] != PASSED]
    assert codes(lambda: approved(here, release)) == ["release.check_failed"]
    return failed


def marks_moved(places):
    """R57: two people's points change places on their way."""
    a, b = places[0], places[-2]
    a.total, b.total = b.total, a.total
    a.save()
    b.save()


def rank_as_score(places):
    """R58: the place is read as the points."""
    for one in places:
        if one.position:
            one.total = one.position
            one.save()


def upside_down(places):
    """R58: the best became the worst."""
    ranked = [one for one in places if one.position]
    for one in ranked:
        one.position += 100
        one.save()
    for number, one in enumerate(reversed(ranked), start=1):
        one.position = number
        one.save()


def below_is_ranked(places):
    """R59: somebody who could not be appointed is offered a place."""
    last = next(one for one in places if one.position is None)
    for one in sorted(places, key=lambda one: -(one.position or 0)):
        if one.position:
            one.position += 1
            one.save()
    last.position = 1
    last.save()


def score_outside_the_scale(places):
    """R58: a column of something else, read as points."""
    review = places[0].application.reviews.get(phase="test")
    review.superseded_at = timezone.now()
    review.save()
    make_review(
        places[0].application, review.reviewer, ReviewState.SENT, "test",
        scores={"assessment": 50}, replaces=review, change_reason="Flyttad kolumn",
    )  # fmt: skip


def without_points(places):
    """R57: one judge's row never came."""
    places[0].application.reviews.filter(phase="test").update(
        superseded_at=timezone.now()
    )


def record_not_shown(places):
    Application.objects.filter(pk=places[0].application_id).update(record_shown_on=None)


def same_person_twice(places):
    """R59: one person on two lines, offered on the one and turned down on the other."""
    first, last = places[0].application, places[-1].application
    Application.objects.filter(pk=last.pk).update(
        first_name=first.first_name, last_name=first.last_name, phone=first.phone
    )


@pytest.mark.parametrize(
    ("change", "caught"),
    [
        (marks_moved, "totals_recomputed"),
        (rank_as_score, "rank_is_score"),
        (upside_down, "rank_follows_points"),
        (below_is_ranked, "offered_are_ranked"),
        (score_outside_the_scale, "scores_in_scale"),
        (without_points, "scores_complete"),
        (record_not_shown, "record_shown"),
        (same_person_twice, "nobody_twice"),
        (same_person_twice, "offer_and_rejection"),
    ],
)
def test_the_gate_catches(here, change, caught):
    assert caught in tamper(here, change)
