"""Begun, changed, advertised, closed: who may, twice, and when something breaks."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import rounds as acting
from recruitment.actions.rounds import Words
from recruitment.enums import ApplicationState, RoundState, Task
from recruitment.models import RecruitmentRound
from recruitment.queries import standing
from recruitment.rules.lottery import keeps_promise
from recruitment.rules.round_changes import Days
from regions.clock import database_now
from regions.events import Event
from regions.models import AuditRow, OutboxMessage
from tests.objects.recruitment import make_application, make_recruitment, take_part

DAY = timedelta(days=1)


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


def begun(here, **facts):
    values = {
        "id": uuid4(),
        "region": here.region,
        "name": "Hösten 2027",
        "method": "kronoberg",
        "by": here.hr,
        "at": database_now(),
    }
    return acting.create_round(**values | facts)


def ready(here):
    """A draft that only has to be advertised."""
    round, at = begun(here), database_now()
    round.text = "Välkommen."
    round.opens_at, round.closes_at = at - DAY, at + 30 * DAY
    round.starts_on = timezone.localdate(at) + 90 * DAY
    round.save()
    return round


def events():
    return list(AuditRow.objects.order_by("number").values_list("event", flat=True))


# -------------------------------------------------------------------------------- begun
def test_a_round_by_a_known_method_has_its_places(here):
    round = begun(here)
    assert round.method["key"] == "kronoberg"
    assert [str(post) for post in round.posts.all()] == [
        "Ljungby 1", "Ljungby 2", "Växjö 1", "Växjö 2", "Växjö 3", "Växjö 4",
    ]  # fmt: skip


def test_a_region_without_towns_has_its_places_under_its_own_name(here):
    round = begun(here, method="stockholm")
    assert {post.place for post in round.posts.all()} == {"Kronoberg"}
    assert round.posts.count() == 30
    assert round.method["region"] == "kronoberg"


def test_a_clone_has_the_method_words_places_and_people(here):
    source = make_recruitment(here)
    RecruitmentRound.objects.filter(pk=source.pk).update(text="Välkommen.")
    source.refresh_from_db()
    gone = take_part(source, here.studierektor, Task.CHAIR)
    gone.left_at = timezone.now()
    gone.save()
    made = begun(here, source=source)
    assert (made.method, made.text) == (source.method, "Välkommen.")
    assert made.cloned_from == source
    assert made.posts.count() == 2
    assert set(made.members.values_list("user", "task")) == {
        (here.recruiter.pk, Task.REVIEWER),
        (here.recruiter.pk, Task.INTERVIEWER),
        (here.observer.pk, Task.OBSERVER),
    }
    assert (made.state, made.opens_at, made.closes_at) == (RoundState.DRAFT, None, None)


def test_an_empty_one_says_what_is_left(here):
    round = begun(here, method="")
    assert round.posts.count() == 0
    assert standing.usable_method(round) is None


def test_a_second_click_makes_no_second_round(here):
    id = uuid4()
    assert begun(here, id=id) == begun(here, id=id)
    assert RecruitmentRound.objects.count() == 1
    assert events() == [Event.RECRUITMENT_BEGUN]


def test_two_rounds_have_two_names(here):
    begun(here)
    with pytest.raises(Refused) as refused:
        begun(here)
    assert refused.value.verdict.codes == ["round.name_taken"]


@pytest.mark.parametrize("who", ["recruiter", "observer", "doctor", "unit_manager"])
def test_only_the_office_begins_a_round(here, who):
    with pytest.raises(Refused):
        begun(here, by=getattr(here, who))
    assert not RecruitmentRound.objects.exists()


# ------------------------------------------------------------------------------ changed
def changed(round, here, **facts):
    values = {
        "round": round,
        "words": Words("Våren 2028", "Välkommen."),
        "days": standing.days_of(round),
        "version": round.version,
        "by": here.hr,
        "at": database_now(),
    }
    return acting.change_round(**values | facts)


def test_the_same_again_changes_nothing(here):
    round = changed(begun(here), here)
    assert changed(round, here, version=1).version == round.version == 2
    assert events() == [Event.RECRUITMENT_BEGUN, Event.RECRUITMENT_CHANGED]


def test_what_somebody_else_changed_is_not_overwritten(here):
    round = changed(begun(here), here)
    with pytest.raises(Refused) as refused:
        changed(round, here, words=Words("Hösten 2029"), version=1)
    assert refused.value.verdict.codes == ["round.changed"]


def test_the_advertised_time_is_not_changed_by_the_way(here):
    round = make_recruitment(here, RoundState.ADVERTISED)
    days = Days(round.opens_at, round.closes_at + DAY, None, round.starts_on)
    with pytest.raises(Refused) as refused:
        changed(round, here, days=days)
    assert refused.value.verdict.codes == ["round.days_settled"]


# --------------------------------------------------------------------------- advertised
def advance(round, here, to, by=None):
    return acting.advance(round=round, to=to, by=by or here.hr, at=database_now())


def test_to_advertise_draws_the_seed_and_promises_it(here):
    round = advance(ready(here), here, RoundState.ADVERTISED)
    assert keeps_promise(round.lottery_seed, round.lottery_commitment)
    assert len(round.lottery_seed) == 64


def test_a_second_click_draws_no_other_seed_and_tells_nobody_again(here):
    round = ready(here)
    take_part(round, here.recruiter, Task.REVIEWER)
    round = advance(round, here, RoundState.ADVERTISED)
    again = advance(round, here, RoundState.ADVERTISED)
    assert again.lottery_seed == round.lottery_seed
    assert events().count(Event.RECRUITMENT_ADVANCED) == 1
    told = OutboxMessage.objects.filter(kind="mail")
    assert [one.payload["user"] for one in told] == [str(here.recruiter.pk)]


def test_two_rounds_have_two_seeds(here):
    first = advance(ready(here), here, RoundState.ADVERTISED)
    RecruitmentRound.objects.filter(pk=first.pk).update(name="Äldre")
    second = advance(ready(here), here, RoundState.ADVERTISED)
    assert first.lottery_seed != second.lottery_seed


def test_an_unfinished_round_is_not_advertised(here):
    round = begun(here, method="")
    with pytest.raises(Refused) as refused:
        advance(round, here, RoundState.ADVERTISED)
    assert refused.value.verdict.codes == [
        "round.method_faulty", "round.no_deadline", "round.no_places",
        "round.no_start", "round.no_text",
    ]  # fmt: skip


def test_a_crash_takes_everything_back(here, monkeypatch):
    round = ready(here)
    monkeypatch.setattr(acting.audit, "record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        advance(round, here, RoundState.ADVERTISED)
    round.refresh_from_db()
    assert (round.state, round.lottery_seed) == (RoundState.DRAFT, "")


@pytest.mark.parametrize("who", ["recruiter", "observer", "doctor"])
def test_only_the_office_takes_it_on(here, who):
    round = ready(here)
    with pytest.raises(Refused):
        advance(round, here, RoundState.ADVERTISED, by=getattr(here, who))
    round.refresh_from_db()
    assert round.state == RoundState.DRAFT


def test_interviews_wait_for_who_nobody_has_decided_about(here):
    round = make_recruitment(here)
    make_application(round, 1, ApplicationState.ELIGIBLE)
    with pytest.raises(Refused) as refused:
        advance(round, here, RoundState.INTERVIEW)
    assert refused.value.verdict.codes == ["round.unread"]


def test_going_on_waits_for_the_last_point(here):
    round = make_recruitment(here, RoundState.INTERVIEW)
    make_application(round, 1, ApplicationState.SHORTLISTED)
    with pytest.raises(Refused) as refused:
        advance(round, here, RoundState.BACKGROUND_CHECK)
    assert refused.value.verdict.codes == ["round.unscored"]


# -------------------------------------------------------------------------- the closing
def test_a_round_past_its_time_is_closed_before_anybody_notes_it(here):
    round = make_recruitment(here, RoundState.ADVERTISED)
    late = round.closes_at + timedelta(microseconds=1)
    assert standing.state_now(round, round.closes_at) == RoundState.ADVERTISED
    assert standing.state_now(round, late) == RoundState.CLOSED
    assert standing.standing_of(round, late).state == RoundState.CLOSED


def test_it_is_noted_once(here):
    round = make_recruitment(here, RoundState.ADVERTISED)
    late = round.closes_at + DAY
    assert not acting.close_when_over(round=round, at=round.closes_at)
    assert acting.close_when_over(round=round, at=late)
    assert not acting.close_when_over(round=round, at=late)
    assert events() == [Event.RECRUITMENT_ADVANCED]


def move(round, here, to, reason="Platserna blev fler."):
    return acting.move_closing(
        round=round, closes_at=to, reason=reason, by=here.hr, at=database_now()
    )


def test_more_time_moves_the_day_to_complete_too(here):
    round = make_recruitment(here, RoundState.ADVERTISED)
    round.complement_until = timezone.localdate(round.closes_at)
    round.save()
    moved = move(round, here, round.closes_at + 10 * DAY)
    assert moved.complement_until == timezone.localdate(moved.closes_at)


def test_it_can_be_closed_now_and_not_in_the_past(here):
    round, at = make_recruitment(here, RoundState.ADVERTISED), database_now()
    with pytest.raises(Refused) as refused:
        move(round, here, at - DAY)
    assert refused.value.verdict.codes == ["round.closing_past"]
    assert move(round, here, at).state == RoundState.CLOSED


def test_a_closing_is_moved_with_a_reason_and_while_it_is_open(here):
    round = make_recruitment(here, RoundState.ADVERTISED)
    with pytest.raises(Refused) as refused:
        move(round, here, round.closes_at + DAY, reason=" ")
    assert refused.value.verdict.codes == ["round.no_reason"]
    closed = make_recruitment(here, RoundState.SCREENING)
    with pytest.raises(Refused) as refused:
        move(closed, here, database_now() + DAY)
    assert refused.value.verdict.codes == ["round.not_open"]


# ------------------------------------------------------------------------------- kept


def test_how_it_is_run_is_settled_when_it_is_advertised(here):
    round = make_recruitment(here)
    with pytest.raises(Refused) as refused:
        acting.change_method(
            round=round, method={}, version=1, by=here.hr, at=database_now()
        )
    assert refused.value.verdict.codes == ["round.method_settled"]


def test_the_start_is_after_the_closing(here):
    at = database_now()
    days = Days(at, at + DAY, None, date(2020, 1, 1))
    with pytest.raises(Refused) as refused:
        changed(begun(here), here, days=days)
    assert refused.value.verdict.codes == ["round.starts_early"]
