"""Places and members: put in, taken out, and what is held stays."""

from datetime import timedelta

import pytest

from bt_admin.lib.verdicts import Refused
from recruitment.actions import round_people as acting
from recruitment.actions.group_news import tell_group
from recruitment.actions.round_people import Particulars
from recruitment.enums import ApplicationState, RoundState, Task
from recruitment.models import Offer
from regions.clock import database_now
from regions.events import Event
from regions.models import AuditRow, OutboxMessage
from tests.objects.recruitment import make_application, make_recruitment


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def round(here):
    return make_recruitment(here, RoundState.DRAFT)


def places(round, here, towns, posts=None, by=None):
    return acting.change_places(
        round=round, towns=towns, posts=posts or {}, by=by or here.hr, at=database_now()
    )


def test_towns_grow_and_shrink_and_the_method_follows(round, here):
    places(round, here, {"Kronoberg": 1, "Älmhult": 2})
    assert [str(one) for one in round.posts.all()] == [
        "Kronoberg 1", "Älmhult 1", "Älmhult 2",
    ]  # fmt: skip
    round.refresh_from_db()
    assert round.method["places"] == {"towns": {"Kronoberg": 1, "Älmhult": 2}}


def test_the_same_places_again_change_nothing(round, here):
    places(round, here, {"Kronoberg": 2})
    assert not AuditRow.objects.exists()


def test_a_place_that_is_offered_stays(here):
    round, at = make_recruitment(here, RoundState.OFFERS), database_now()
    post = round.posts.last()
    Offer.objects.create(
        region=here.region,
        application=make_application(round, 1, ApplicationState.RANKED),
        place=post.place,
        post=post,
        offered_at=at,
        expires_at=at + timedelta(days=7),
    )
    with pytest.raises(Refused) as refused:
        places(round, here, {"Kronoberg": 0})
    assert refused.value.verdict.codes == ["round.place_held"]
    places(round, here, {"Kronoberg": 1})
    assert list(round.posts.all()) == [post]


def test_a_post_has_its_unit_and_words(round, here):
    post, unit = round.posts.first(), here.units[0]
    places(round, here, {"Kronoberg": 2}, {post.pk: Particulars(unit, " Jour ")})
    post.refresh_from_db()
    assert (post.unit, post.text) == (unit, "Jour")


def add(round, here, user, task, **facts):
    values = {"round": round, "user": user, "task": task, "by": here.hr}
    return acting.add_member(**values | facts, at=database_now())


def test_the_same_task_twice_is_one(round, here):
    first = add(round, here, here.studierektor, Task.REVIEWER, max_load=5)
    again = add(round, here, here.studierektor, Task.REVIEWER, max_load=5)
    other = add(round, here, here.studierektor, Task.REVIEWER, max_load=9)
    assert first == again == other
    assert AuditRow.objects.count() == 2
    assert round.members.get(user=here.studierektor).max_load == 9


@pytest.mark.parametrize(
    ("who", "task", "code"),
    [
        ("observer", Task.REVIEWER, "member.both_sides"),
        ("recruiter", Task.OBSERVER, "member.both_sides"),
    ],
)
def test_who_observes_does_not_judge(round, here, who, task, code):
    with pytest.raises(Refused) as refused:
        add(round, here, getattr(here, who), task)
    assert refused.value.verdict.codes == [code]


def test_nobody_from_elsewhere_takes_part(round, here, cast):
    with pytest.raises(Refused) as refused:
        add(round, here, cast.stockholm.recruiter, Task.REVIEWER)
    assert refused.value.verdict.codes == ["member.unknown"]


def test_who_leaves_can_come_back(round, here):
    member = round.members.filter(user=here.recruiter, task=Task.REVIEWER).get()
    for _click in (1, 2):
        acting.remove_member(member=member, by=here.hr, at=database_now())
    assert AuditRow.objects.get().event == Event.RECRUITMENT_MEMBER_LEFT
    assert add(round, here, here.recruiter, Task.REVIEWER) != member


@pytest.mark.parametrize("who", ["recruiter", "observer", "unit_manager"])
def test_only_the_office_changes_places_and_people(round, here, who):
    by = getattr(here, who)
    with pytest.raises(Refused):
        places(round, here, {"Kronoberg": 5}, by=by)
    with pytest.raises(Refused):
        add(round, here, here.studierektor, Task.CHAIR, by=by)
    with pytest.raises(Refused):
        acting.remove_member(member=round.members.first(), by=by, at=database_now())
    assert (round.posts.count(), round.members.count()) == (2, 3)


def test_a_crash_takes_the_places_back(round, here, monkeypatch):
    monkeypatch.setattr(acting.audit, "record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        places(round, here, {"Kronoberg": 9})
    assert round.posts.count() == 2


# ------------------------------------------------------------------- that one is told
def told():
    rows = OutboxMessage.objects.filter(kind="mail")
    return sorted((one.payload["user"], one.payload["path"]) for one in rows)


def test_a_new_member_is_told_once_whatever_the_tasks(here):
    """And nobody is told of a task that they gave themselves, or have had."""
    round = make_recruitment(here)
    for task in (Task.REVIEWER, Task.INTERVIEWER, Task.REVIEWER):
        add(round, here, here.deputy, task)
    add(round, here, here.hr, Task.CHAIR)
    assert told() == [(str(here.deputy.pk), round.get_absolute_url())]


def test_the_group_of_a_draft_is_told_when_it_is_advertised(round, here):
    """Before that only the office can open it."""
    add(round, here, here.deputy, Task.REVIEWER)
    assert told() == []
    tell_group(round, by=here.hr, at=database_now())
    users = {here.deputy, here.recruiter, here.observer}
    assert {user for user, _path in told()} == {str(one.pk) for one in users}
