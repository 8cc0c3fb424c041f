"""Offers answered in time, too late, twice, and by people who may not."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import answering
from recruitment.actions.going_out import offer_facts
from recruitment.actions.reserves import call_by_hand, tend
from recruitment.enums import ApplicationState, LeaveReason, OfferState, ReserveState
from recruitment.models import ApplicantMail, Application, Offer, ReserveEntry
from recruitment.queries import offering
from recruitment.queries.methods import method_of
from recruitment.rules.offers import may_offer
from tests.objects.offers import fixed, make_judged, make_released

LATER = timedelta(days=9)


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        yield cast.kronoberg


def offer_of(number):
    return Offer.objects.filter(application__number=number).latest("offered_at")


def accept(number, at=None):
    return answering.accept(offer=offer_of(number), at=at or timezone.now())


def decline(number, at=None):
    return answering.decline(
        offer=offer_of(number),
        reason=LeaveReason.ELSEWHERE_BT,
        text="Skåne",
        at=at or timezone.now(),
    )


def codes(action):
    with pytest.raises(Refused) as refused:
        action()
    return refused.value.verdict.codes


def waiting():
    rows = ReserveEntry.objects.order_by("position")
    return list(rows.values_list("application__number", "state"))


def test_a_yes_keeps_the_post_and_twice_is_once(here):
    make_released(here)
    post = offer_of(1).post
    accept(1)
    accept(1)
    assert (offer_of(1).state, offer_of(1).post) == (OfferState.ACCEPTED, post)
    assert ApplicantMail.objects.filter(kind="offer_answered").count() == 1


def test_a_no_says_why_and_is_final(here):
    make_released(here)
    decline(1)
    decline(1)
    offer = offer_of(1)
    assert (offer.reason, offer.reason_text) == ("elsewhere_bt", "Skåne")
    assert codes(lambda: accept(1)) == ["offer.answered"]


def test_after_the_last_day_it_is_too_late_whether_or_not_it_is_noted(here):
    release = make_released(here)
    late = timezone.now() + LATER
    assert codes(lambda: accept(1, late)) == ["offer.expired"]
    assert codes(lambda: decline(1, late)) == ["offer.expired"]
    tend(round=release.round, at=late)
    told = offer_of(1)
    assert (told.state, told.reason) == (OfferState.EXPIRED, "no_answer")
    assert codes(lambda: accept(1, late)) == ["offer.expired"]
    assert ApplicantMail.objects.filter(kind="offer_expired").count() == 2


def test_one_withdrawn_cannot_be_answered_and_the_reason_is_told(here):
    make_released(here)
    take_back = lambda by, reason="Platsen dras in": answering.withdraw(  # noqa: E731
        offer=offer_of(1), reason=reason, by=by, at=timezone.now()
    )
    assert codes(lambda: take_back(here.hr)) == ["access.no_role"]
    assert codes(lambda: take_back(here.deputy, " ")) == ["offer.no_reason"]
    take_back(here.deputy)
    take_back(here.deputy)
    assert codes(lambda: accept(1)) == ["offer.withdrawn"]
    [letter] = ApplicantMail.objects.filter(kind="offer_withdrawn")
    assert "Platsen dras in." in letter.body


def test_the_overbooked_get_what_is_left_or_a_clear_answer(here):
    make_released(here, towns={"Växjö": 2}, overbooking=1)
    extra = Offer.objects.get(post=None)
    answering.accept(offer=offer_of(1), at=timezone.now())
    assert codes(lambda: answering.accept(offer=extra, at=timezone.now())) == [
        "offer.all_taken"
    ]
    other = Offer.objects.exclude(pk=extra.pk).get(state=OfferState.OFFERED)
    decline(other.application.number)
    taken = answering.accept(offer=extra, at=timezone.now())
    assert taken.post == other.post


def test_who_has_said_yes_to_another_round_here_says_no_to_that_first(here):
    make_released(here)
    accept(1)
    make_released(here, name="En omgång till")
    with pytest.raises(Refused) as refused:
        accept(1)
    assert refused.value.verdict.codes == ["offer.accepted_elsewhere"]
    assert "BT bedömd Kronoberg" in str(refused.value)


def test_what_another_region_has_is_not_seen(cast):
    """The same day in two regions: neither is told of the other."""
    there, here = cast.stockholm, cast.kronoberg
    for company in (there, here):
        with company.inside(company.bt_manager):
            make_released(company)
            accept(1)
    with here.inside(here.bt_manager):
        assert Offer.objects.filter(state=OfferState.ACCEPTED).count() == 1
        assert offering.other_place(offer_of(1).application) == ""


# -------------------------------------------------------------------- somebody rejected
def test_nobody_turned_down_gets_an_offer(here):
    """The rule, the action, and the database."""
    release = make_released(here)
    round, case = release.round, Application.objects.get(round=release.round, number=5)
    facts = offer_facts(case, round, method_of(round), None)
    assert "offer.rejected" in may_offer(facts).codes
    entry = ReserveEntry.objects.create(
        region=round.region, round=round, application=case, position=9
    )
    decline(1)
    town = offer_of(1).place
    call = lambda: call_by_hand(  # noqa: E731
        entry=entry, town=town, reason="Vi vill", by=here.deputy, at=timezone.now()
    )
    assert codes(call) == ["offer.rejected"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Offer.objects.create(
            region=round.region, application=case, place=town, release=release,
            offered_at=timezone.now(), expires_at=timezone.now() + LATER,
        )  # fmt: skip


# ----------------------------------------------------------------------------- reserves
def test_the_next_is_called_when_somebody_says_no(here):
    release = make_released(here)
    assert tend(round=release.round, at=timezone.now()) == 0
    decline(1)
    assert tend(round=release.round, at=timezone.now()) == 1
    assert tend(round=release.round, at=timezone.now()) == 0
    first, second = waiting()
    assert (first[1], second[1]) == (ReserveState.CALLED, ReserveState.WAITING)
    called = offer_of(first[0])
    assert called.place == offer_of(1).place
    assert (timezone.localdate(called.expires_at) - timezone.localdate()).days == 3
    release.round.refresh_from_db()
    assert release.round.state == "reserve"
    accept(first[0])
    assert waiting()[0][1] == ReserveState.ACCEPTED


def test_expired_offers_go_on_to_the_next_too(here):
    release = make_released(here)
    accept(1)
    late = timezone.now() + LATER
    assert tend(round=release.round, at=late) == 1
    assert tend(round=release.round, at=late + LATER) == 1
    assert [state for _, state in waiting()] == ["declined", "called"]


def test_a_late_drop_out_calls_while_the_list_lives(here):
    release = make_released(here)
    accept(1)
    start = release.round.starts_on
    first_days = timezone.now() + (start - timezone.localdate()) + timedelta(days=20)
    Offer.objects.filter(state="offered").update(expires_at=first_days + LATER)
    leave = lambda: answering.leave_place(  # noqa: E731
        offer=offer_of(1), left_on=timezone.localdate(first_days),
        reason=LeaveReason.HOME_REGION, by=here.hr, at=first_days,
    )  # fmt: skip
    leave()
    assert codes(leave) == ["leave.already"]
    assert tend(round=release.round, at=first_days) == 1
    over = first_days + timedelta(days=30)
    assert tend(round=release.round, at=over) == 0
    assert [state for _, state in waiting()] == ["declined", "released"]
    [letter] = ApplicantMail.objects.filter(kind="reserve_released")
    assert "stod på plats 4" in letter.body


def test_only_a_place_that_somebody_has_can_be_left(here):
    make_released(here)
    leave = lambda by: answering.leave_place(  # noqa: E731
        offer=offer_of(1), left_on=timezone.localdate(), reason="personal",
        by=by, at=timezone.now(),
    )  # fmt: skip
    assert codes(lambda: leave(here.hr)) == ["leave.no_place"]
    assert codes(lambda: leave(here.recruiter)) == ["access.no_role"]


def test_who_has_not_shown_the_extract_stops_the_list_and_that_is_said(here):
    round = make_judged(here)
    fixed(here, round)
    from tests.objects.offers import send

    release = send(here, round)
    number = waiting()[0][0]
    Application.objects.filter(number=number).update(record_shown_on=None)
    decline(1)
    assert tend(round=release.round, at=timezone.now()) == 0
    [empty] = offering.reserve_list(round).vacancies(timezone.localdate())
    assert empty.number == 1
    assert "utdrag ur belastningsregistret är inte uppvisat" in empty.why


def test_who_took_the_application_back_is_not_called(here):
    release = make_released(here)
    first, second = (number for number, _ in waiting())
    Application.objects.filter(number=first).update(state=ApplicationState.WITHDRAWN)
    decline(1)
    assert tend(round=release.round, at=timezone.now()) == 1
    assert dict(waiting()) == {first: "released", second: "called"}


def test_out_of_order_needs_a_reason_and_who_decides(here):
    make_released(here)
    decline(1)
    town = offer_of(1).place
    last = ReserveEntry.objects.order_by("-position").first()
    call = lambda by, reason="", where=town: call_by_hand(  # noqa: E731
        entry=last, town=where, reason=reason, by=by, at=timezone.now()
    )
    assert codes(lambda: call(here.hr, "x")) == ["access.no_role"]
    assert codes(lambda: call(here.deputy)) == ["reserve.out_of_order"]
    assert codes(lambda: call(here.deputy, "x", "Kiruna")) == ["reserve.no_place"]
    call(here.deputy, "Den som står före nås inte")
    last.refresh_from_db()
    assert (last.state, last.out_of_order_reason) == (
        ReserveState.CALLED,
        "Den som står före nås inte",
    )


def test_a_crash_while_calling_leaves_nothing_and_is_done_the_next_time(
    here, monkeypatch
):
    from recruitment import tasks

    release = make_released(here)
    decline(1)
    monkeypatch.setattr(
        "recruitment.actions.reserves.write_letter", lambda **facts: 1 / 0
    )
    assert tasks.call_reserves(here.region.pk) == 0
    assert Offer.objects.filter(reserve__isnull=False).count() == 0
    assert {state for _, state in waiting()} == {"waiting"}
    monkeypatch.undo()
    assert tasks.call_reserves(here.region.pk) == 1
    assert tasks.call_reserves(here.region.pk) == 0
    assert release.offers.filter(reserve__isnull=False).count() == 1


def test_one_task_is_sent_for_each_region(db, monkeypatch):
    from recruitment import tasks

    sent = []
    monkeypatch.setattr(
        tasks.call_reserves, "apply_async", lambda args: sent.append(args)
    )
    number = tasks.call_reserves_everywhere(None)
    assert number == len(sent) > 20
