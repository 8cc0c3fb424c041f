"""A reviewer's queue and form; sharing out; what the chair sees."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import reviewing, sharing
from recruitment.actions.reviewing import Written
from recruitment.enums import ApplicationState as A
from recruitment.enums import ReviewState, Task
from recruitment.models import ApplicantConflict, Review
from regions import audit
from regions.models import OutboxMessage
from tests.objects.recruitment import (
    make_application,
    make_recruitment,
    make_review,
    take_part,
)

SCORES = {"experience": 4, "reflection": 3, "motive": 5}
POSTED = {f"score_{key}": str(step) for key, step in SCORES.items()}


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def round(here):
    round = make_recruitment(here)
    for person in (here.supervisor, here.main_supervisor):
        take_part(round, person, Task.REVIEWER)
    return round


@pytest.fixture
def review(here, round):
    row = make_application(
        round, 7, A.ELIGIBLE, first_name="Ylva", last_name="Karlström",
        answers={"questions": {"motive": "Jag, Ylva Karlström, vill hit."}},
    )  # fmt: skip
    return make_review(row, here.recruiter)


@pytest.fixture
def reviewer(client, here):
    client.force_login(here.recruiter)
    return client


def now():
    return timezone.now()


# ------------------------------------------------------------------------------ the form
def test_the_form_shows_the_masked_text_and_each_step_in_words(reviewer, review):
    page = reviewer.get(review.get_absolute_url()).content.decode()
    assert "Sökande 7" in page
    assert "Jag, [namn], vill hit." in page
    assert "Karlström" not in page
    assert "bred, med exempel på ökat ansvar" in page


def test_sent_it_is_locked(reviewer, review):
    answer = reviewer.post(review.get_absolute_url(), POSTED | {
        "do": "send", "comment": "Till er.", "feedback": "Till dig.",
    })  # fmt: skip
    review.refresh_from_db()
    assert (answer.status_code, review.state, review.scores) == (302, "sent", SCORES)
    assert (review.comment, review.feedback) == ("Till er.", "Till dig.")
    again = reviewer.post(review.get_absolute_url(), POSTED | {"do": "send"})
    assert again.status_code == 422
    assert "skickad och låst" in again.content.decode()


@pytest.mark.parametrize("step", ["0", "6", "4.5", "x", "-1"])
def test_a_score_outside_its_scale_is_told_at_the_field(reviewer, review, step):
    answer = reviewer.post(
        review.get_absolute_url(), POSTED | {"score_motive": step, "do": "send"}
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"score_motive"}
    assert "Skriv ett heltal mellan 1 och 5." in answer.content.decode()
    review.refresh_from_db()
    assert (review.state, review.scores) == (ReviewState.ASSIGNED, {})


def test_a_score_that_is_missing_is_asked_for_when_it_is_sent(reviewer, review):
    half = {"score_motive": "3", "comment": "Halvvägs."}
    answer = reviewer.post(review.get_absolute_url(), half | {"do": "send"})
    assert set(answer.context["form"].errors) == {
        "score_experience",
        "score_reflection",
    }
    saved = reviewer.post(review.get_absolute_url(), half | {"do": "next"})
    review.refresh_from_db()
    assert (saved.status_code, review.state) == (302, ReviewState.BEGUN)
    assert (review.scores, review.comment) == ({"motive": 3}, "Halvvägs.")


def test_what_is_typed_is_kept_and_makes_it_begun(reviewer, review, here):
    address = reverse("recruitment:review_draft", args=["kronoberg", review.pk])
    kept = reviewer.post(address, {
        "draft_form": review.get_absolute_url(), "draft_writer": str(here.recruiter.pk),
        "draft_basis": "1", "comment": "Jag börjar så här.",
    })  # fmt: skip
    assert (kept.status_code, "saved" in kept.json()) == (200, True)
    review.refresh_from_db()
    assert review.state == ReviewState.BEGUN
    page = reviewer.get(review.get_absolute_url()).content.decode()
    assert "Jag börjar så här." in page


def test_a_reviewer_opens_their_own_alone(client, here, review):
    for person in (here.supervisor, here.observer, here.hr, here.doctor):
        client.force_login(person)
        assert client.get(review.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("state", ["started", "evaluated"])
def test_in_a_closed_round_it_is_gone(reviewer, review, round, state):
    type(round).objects.filter(pk=round.pk).update(state=state)
    assert reviewer.get(review.get_absolute_url()).status_code == 404


def test_the_wrong_person_a_second_click_and_a_crash(here, review, monkeypatch):
    written = Written(SCORES)
    with pytest.raises(Refused) as refused:
        reviewing.send(review=review, written=written, by=here.supervisor, at=now())
    assert refused.value.verdict.codes == ["review.not_mine"]
    with monkeypatch.context() as patched:
        patched.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            reviewing.send(review=review, written=written, by=here.recruiter, at=now())
    review.refresh_from_db()
    assert (review.state, review.scores) == (ReviewState.ASSIGNED, {})
    reviewing.send(review=review, written=written, by=here.recruiter, at=now())
    with pytest.raises(Refused) as refused:
        reviewing.send(review=review, written=written, by=here.recruiter, at=now())
    assert refused.value.verdict.codes == ["review.sent"]


# --------------------------------------------------------------------------- the others'
def test_others_are_hidden_until_ones_own_is_sent_and_then_without_names(
    client, here, review
):
    theirs = make_review(
        review.application, here.supervisor, ReviewState.SENT, scores=SCORES,
        comment="Tydligt exempel.",
    )  # fmt: skip
    mine = make_review(review.application, here.main_supervisor)
    client.force_login(here.main_supervisor)
    before = client.get(mine.get_absolute_url()).content.decode()
    assert "Tydligt exempel." not in before
    reviewing.send(
        review=mine, written=Written(SCORES), by=here.main_supervisor, at=now()
    )
    after = client.get(mine.get_absolute_url()).content.decode()
    assert "Tydligt exempel." in after
    assert (
        theirs.reviewer.last_name not in after.split("<main")[1].split("Granskare A")[1]
    )


def test_who_comes_from_outside_never_sees_the_others(reviewer, here, review):
    make_review(
        review.application, here.supervisor, ReviewState.SENT, scores=SCORES,
        comment="Tydligt exempel.",
    )  # fmt: skip
    reviewing.send(review=review, written=Written(SCORES), by=here.recruiter, at=now())
    page = reviewer.get(review.get_absolute_url()).content.decode()
    assert "Tydligt exempel." not in page
    assert "Granskare A" not in page


# ------------------------------------------------------------------------------ the queue
def test_the_queue_says_what_it_leaves_out(reviewer, here, round, review):
    other = make_application(round, 8, A.ELIGIBLE)
    make_review(other, here.supervisor)
    tied = make_application(round, 9, A.ELIGIBLE)
    make_review(tied, here.supervisor)
    ApplicantConflict.objects.create(
        region=here.region, application=tied, user=here.recruiter, text="grannar",
        declared=True, told_at=now(),
    )  # fmt: skip
    page = reviewer.get(reverse("recruitment:reviews", args=["kronoberg"]))
    [queue] = page.context["queues"]
    assert queue.rows == [review]
    assert queue.tally.text == (
        "1 att granska, varav 0 påbörjade. Inte med: 1 på grund av en koppling och 1 "
        "granskas av andra."
    )


@pytest.mark.parametrize("number", [1, 30])
def test_the_queue_costs_the_same_however_long(
    reviewer, here, round, number, django_assert_num_queries
):
    for one in range(1, number + 1):
        make_review(make_application(round, one, A.ELIGIBLE), here.recruiter)
    address = reverse("recruitment:reviews", args=["kronoberg"])
    reviewer.get(address)
    with django_assert_num_queries(9):
        reviewer.get(address)


# --------------------------------------------------------------------------- sharing out
def eligible(round, *numbers):
    return [make_application(round, one, A.ELIGIBLE) for one in numbers]


def assigned(state=ReviewState.ASSIGNED):
    return Review.objects.filter(state=state)


def test_a_proposal_is_seen_by_nobody_before_it_is_published(here, round, client):
    eligible(round, 1, 2, 3)
    sharing.propose(round=round, by=here.hr, at=now())
    assert (assigned("planned").count(), assigned().count()) == (6, 0)
    client.force_login(here.recruiter)
    queue = client.get(reverse("recruitment:reviews", args=["kronoberg"]))
    assert queue.context["queues"] == []
    assert sharing.publish(round=round, by=here.hr, at=now()) == 6
    loads = {one.reviewer_id for one in assigned()}
    assert (assigned().count(), len(loads)) == (6, 3)
    told = OutboxMessage.objects.filter(kind="mail").values_list("payload", flat=True)
    assert {one["path"] for one in told} == {"/kronoberg/granskningar/"}
    assert mail.outbox == []


def test_what_is_begun_stays_when_it_is_shared_out_again(here, round):
    eligible(round, 1, 2, 3)
    sharing.propose(round=round, by=here.hr, at=now())
    sharing.publish(round=round, by=here.hr, at=now())
    begun = assigned().filter(reviewer=here.supervisor).first()
    reviewing.begin(review=begun, by=here.supervisor, at=now())
    round.members.filter(user=here.supervisor).update(left_at=now())
    shares = sharing.propose(round=round, by=here.hr, at=now())
    assert {one.reviewer.id for one in shares.taken} == {here.supervisor.pk}
    sharing.publish(round=round, by=here.hr, at=now())
    left = Review.objects.filter(reviewer=here.supervisor)
    assert list(left) == [begun]


def test_a_proposal_that_is_out_of_date_is_not_published(here, round):
    eligible(round, 1, 2)
    sharing.propose(round=round, by=here.hr, at=now())
    eligible(round, 3)
    with pytest.raises(Refused) as refused:
        sharing.publish(round=round, by=here.hr, at=now())
    assert refused.value.verdict.codes == ["shares.changed"]


def test_what_cannot_be_published_is_refused_in_words(here, round, client):
    eligible(round, 1)
    client.force_login(here.hr)
    url = reverse("recruitment:sharing", args=["kronoberg", round.pk])
    answer = client.post(url, {"do": "publish"})
    assert answer.status_code == 422
    assert "Det finns inget förslag att publicera." in answer.content.decode()


def test_published_twice_is_published_once(here, round):
    eligible(round, 1)
    sharing.propose(round=round, by=here.hr, at=now())
    sharing.publish(round=round, by=here.hr, at=now())
    with pytest.raises(Refused) as refused:
        sharing.publish(round=round, by=here.hr, at=now())
    assert refused.value.verdict.codes == ["shares.no_proposal"]


def test_who_is_not_at_the_office_shares_nothing(here, round):
    eligible(round, 1)
    for act in (sharing.propose, sharing.publish):
        with pytest.raises(Refused):
            act(round=round, by=here.recruiter, at=now())
    assert Review.objects.count() == 0


def test_a_crash_leaves_the_last_proposal(here, round, monkeypatch):
    eligible(round, 1)
    sharing.propose(round=round, by=here.hr, at=now())
    before = set(Review.objects.values_list("pk", flat=True))
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sharing.propose(round=round, by=here.hr, at=now())
    assert set(Review.objects.values_list("pk", flat=True)) == before


def test_a_reviewer_who_applies_reviews_nothing_in_the_round(here, round):
    eligible(round, 1, 2)
    make_application(round, 3, A.ELIGIBLE, email=here.supervisor.email)
    shares = sharing.propose(round=round, by=here.hr, at=now())
    given = {one.reviewer.id for one in shares.shares}
    assert given == {here.recruiter.pk, here.main_supervisor.pk}
    assert ApplicantConflict.objects.filter(user=here.supervisor).count() == 3


def test_one_workplace_is_a_link(here, round):
    here.supervisor.workplace = "Ljungby lasarett"
    here.supervisor.save()
    make_application(round, 1, A.ELIGIBLE, workplace="ljungby  Lasarett")
    shares = sharing.propose(round=round, by=here.hr, at=now())
    assert here.supervisor.pk not in {one.reviewer.id for one in shares.shares}


def test_declared_conflict_goes_to_another_at_once(client, here, round):
    [row] = eligible(round, 1)
    for person in (here.recruiter, here.supervisor):
        make_review(row, person)
    mine = Review.objects.get(reviewer=here.recruiter)
    client.force_login(here.recruiter)
    address = reverse("recruitment:review_conflict", args=["kronoberg", mine.pk])
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": "Vi är grannar."}).status_code == 302
    assert {one.reviewer for one in assigned()} == {
        here.supervisor,
        here.main_supervisor,
    }
    assert client.get(mine.get_absolute_url()).status_code == 404
    assert client.post(address, {"text": "Vi är grannar."}).status_code == 404


# ----------------------------------------------------------------------------- the chair
def test_the_chair_sees_drift_and_not_before_the_own_is_sent(client, here, round):
    for number in range(1, 8):
        row = make_application(round, number, A.ELIGIBLE)
        for person, step in ((here.recruiter, 1), (here.supervisor, 4)):
            make_review(row, person, ReviewState.SENT,
                        scores=dict.fromkeys(SCORES, step))  # fmt: skip
    own = make_review(make_application(round, 9, A.ELIGIBLE), here.hr)
    client.force_login(here.hr)
    address = reverse("recruitment:agreement", args=["kronoberg", round.pk])
    shut = client.get(address)
    assert shut.context["together"] is None
    assert "poäng lägre än de andra" not in shut.content.decode()
    reviewing.send(review=own, written=Written(SCORES), by=here.hr, at=now())
    page = client.get(address).content.decode()
    assert "Recruiter Kronoberg sätter i snitt" in page


def test_the_chair_in_the_group_sees_no_names(client, here, round):
    take_part(round, here.recruiter, Task.CHAIR)
    row = make_application(round, 1, A.ELIGIBLE)
    make_review(row, here.supervisor, ReviewState.SENT, scores=SCORES)
    client.force_login(here.recruiter)
    page = client.get(reverse("recruitment:agreement", args=["kronoberg", round.pk]))
    assert page.status_code == 200
    assert row.last_name not in page.content.decode()
