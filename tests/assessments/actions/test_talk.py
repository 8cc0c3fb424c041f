from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessments import actions
from assessments.models import Agreement, Talk, TalkTopic
from regions import audit
from regions.models import OutboxMessage
from tests.assessments.acts import crash, events, refused
from tests.assessments.talks import (
    agreed,
    documented,
    held,
    planned,
    when,
    when_of,
)
from tests.cast import at


def told() -> list[str]:
    """Who is told of what, by the keys of the outbox."""
    rows = OutboxMessage.objects.order_by("created_at", "dedupe_key")
    return [row.dedupe_key.split(":")[0] + ":" + row.payload["notice"] for row in rows]


def test_either_side_plans_and_the_other_is_told(kronoberg):
    by_doctor = planned(kronoberg, topics=["Jourerna", " Jourerna ", "Delmålen"])
    assert [one.text for one in by_doctor.topics.all()] == ["Jourerna", "Delmålen"]
    assert told() == ["talk-planned:invitation"]
    message = OutboxMessage.objects.get()
    assert message.payload["user"] == str(kronoberg.supervisor.pk)
    planned(kronoberg, days=14, by=kronoberg.supervisor)
    planned(
        kronoberg,
        days=21,
        by=kronoberg.main_supervisor,
        supervisor=kronoberg.main_supervisor,
    )
    assert events() == ["talk.planned"] * 3


def test_the_talk_belongs_to_the_placement_of_its_day(kronoberg):
    on_day = {-140: 0, -100: 1, 0: 2, 60: 3, 120: 0}
    for days, place in on_day.items():
        talk = planned(kronoberg, days=days)
        assert talk.placement == kronoberg.placements[place]
    assert planned(kronoberg, days=240).placement is None


def test_planned_twice_is_one_talk(kronoberg):
    time = when(3)
    first, second = planned(kronoberg, when=time), planned(kronoberg, when=time)
    assert first == second
    assert Talk.objects.count() == 1
    assert told() == ["talk-planned:invitation"]


@pytest.mark.parametrize("who", ["studierektor", "unit_manager", "psychiatrist", "hr"])
def test_others_plan_nothing(kronoberg, who):
    by = getattr(kronoberg, who)
    assert "talk.not_around" in refused(lambda: planned(kronoberg, by=by))
    assert Talk.objects.count() == 0


def test_a_planned_talk_is_moved_and_the_other_is_told_each_time(kronoberg):
    talk, first = planned(kronoberg), when(8).starts_at
    for starts_at in (first, first + timedelta(days=1), first + timedelta(days=1)):
        talk = actions.change_talk(
            talk=talk, when=when_of(talk, starts_at=starts_at),
            by=kronoberg.supervisor, at=at(),
        )  # fmt: skip
    assert talk.version == 3
    assert told() == [
        "talk-planned:invitation",
        "talk-changed-2:invitation",
        "talk-changed-3:invitation",
    ]


def test_what_the_other_has_changed_is_not_overwritten(kronoberg):
    talk = planned(kronoberg)
    actions.write_notes(
        talk=talk, notes="Från Mats", version=1, by=kronoberg.supervisor, at=at()
    )
    stale = refused(
        lambda: actions.write_notes(
            talk=talk, notes="Från Ebba", version=1, by=kronoberg.doctor, at=at()
        )
    )
    assert stale == ["talk.stale"]
    talk.refresh_from_db()
    assert talk.notes == "Från Mats"
    actions.write_notes(
        talk=talk, notes="Båda", version=2, by=kronoberg.doctor, at=at()
    )


def test_a_talk_is_cancelled_with_a_reason_once(kronoberg):
    talk = planned(kronoberg)
    who = {"talk": talk, "by": kronoberg.supervisor, "at": at()}
    assert refused(lambda: actions.cancel_talk(reason=" ", **who)) == ["talk.no_reason"]
    assert actions.cancel_talk(reason="Sjuk.", **who).state == "cancelled"
    assert refused(lambda: actions.cancel_talk(reason="Igen.", **who)) == [
        "talk.not_planned"
    ]
    assert events() == ["talk.planned", "talk.cancelled"]
    assert told() == ["talk-planned:invitation", "talk-cancelled:news"]


def test_a_talk_is_held_once_and_not_ahead(kronoberg):
    ahead = planned(kronoberg, days=2)
    who = {"in_working_hours": False, "by": kronoberg.doctor, "at": at()}
    assert refused(
        lambda: actions.hold_talk(talk=ahead, when=when_of(ahead), **who)
    ) == ["talk.ahead"]
    talk = actions.hold_talk(talk=ahead, when=when(-1), **who)
    assert (talk.state, talk.in_working_hours) == ("held", False)
    assert refused(lambda: actions.hold_talk(talk=talk, when=when(-1), **who)) == [
        "talk.not_planned"
    ]
    assert events() == ["talk.planned", "talk.held"]


@pytest.mark.parametrize("who", ["main_supervisor", "studierektor", "bt_manager"])
def test_only_the_two_who_meet_change_a_talk(kronoberg, who):
    talk, by = planned(kronoberg, days=-1), getattr(kronoberg, who)
    calls = [
        lambda: actions.change_talk(talk=talk, when=when(5), by=by, at=at()),
        lambda: actions.cancel_talk(talk=talk, reason="Nej.", by=by, at=at()),
        lambda: actions.hold_talk(
            talk=talk, when=when_of(talk), in_working_hours=True, by=by, at=at()
        ),
        lambda: actions.write_notes(talk=talk, notes="Hej", by=by, at=at()),
        lambda: actions.add_topic(talk=talk, text="Hej", by=by, at=at()),
        lambda: actions.remove_topic(talk=talk, topic=None, by=by, at=at()),
        lambda: agreed(kronoberg, talk, by=by),
    ]
    assert [refused(call) for call in calls] == [["talk.not_party"]] * len(calls)
    assert events() == ["talk.planned"]


def test_topics_are_added_by_each_and_taken_away(kronoberg):
    talk = planned(kronoberg)
    actions.add_topic(talk=talk, text="Från Ebba", by=kronoberg.doctor, at=at())
    actions.add_topic(talk=talk, text="Från Mats", by=kronoberg.supervisor, at=at())
    topic = talk.topics.get(text="Från Ebba")
    for _twice in range(2):
        actions.remove_topic(
            talk=talk, topic=topic.pk, by=kronoberg.supervisor, at=at()
        )
    assert [one.text for one in talk.topics.all()] == ["Från Mats"]
    assert events() == ["talk.planned", *["talk.written"] * 3]


def test_nothing_is_changed_in_a_closed_talk(kronoberg):
    talk = held(kronoberg)
    actions.add_topic(talk=talk, text="Ämnet", by=kronoberg.doctor, at=at())
    agreement = agreed(kronoberg, talk)
    talk = actions.close_talk(talk=talk, by=kronoberg.doctor, at=at())
    assert refused(
        lambda: actions.write_notes(talk=talk, notes="!", by=kronoberg.doctor, at=at())
    ) == ["talk.closed"]
    assert refused(lambda: agreed(kronoberg, talk, what="Nytt")) == ["talk.closed"]
    writes = [
        lambda: Talk.objects.filter(pk=talk.pk).update(notes="Något annat"),
        lambda: Talk.objects.filter(pk=talk.pk).delete(),
        lambda: TalkTopic.objects.filter(talk=talk).update(text="Annat"),
        lambda: TalkTopic.objects.filter(talk=talk).delete(),
        lambda: Agreement.objects.filter(talk=talk).update(what="Annat"),
        lambda: Agreement.objects.filter(talk=talk).delete(),
        lambda: TalkTopic.objects.create(
            region=talk.region, talk=talk, text="Nytt", added_by=kronoberg.doctor,
            added_at=at(), position=9,
        ),
        lambda: Agreement.objects.create(
            region=talk.region, talk=talk, what="Nytt", owner=kronoberg.doctor,
            due_on=at().date(), agreed_by=kronoberg.doctor, agreed_at=at(),
        ),
    ]  # fmt: skip
    for write in writes:
        with pytest.raises(DatabaseError, match="signed"), transaction.atomic():
            write()
    # What was promised is ticked all the same.
    actions.tick_agreement(agreement=agreement, done=True, by=kronoberg.doctor, at=at())


def test_a_cancelled_talk_is_kept_too(kronoberg):
    talk = planned(kronoberg)
    actions.cancel_talk(talk=talk, reason="Sjuk.", by=kronoberg.doctor, at=at())
    with pytest.raises(DatabaseError, match="signed"), transaction.atomic():
        Talk.objects.filter(pk=talk.pk).update(reason="Något annat")


def test_what_is_agreed_is_told_to_its_owner(kronoberg):
    talk = held(kronoberg)
    OutboxMessage.objects.all().delete()
    agreed(kronoberg, talk)
    agreed(kronoberg, talk, what="Ordna en medsittning", owner=kronoberg.supervisor)
    agreed(kronoberg, talk, what="Följa upp", owner=kronoberg.main_supervisor)
    assert told() == ["agreed:task", "agreed:task"]
    assert refused(lambda: agreed(kronoberg, talk)) == ["talk.same_agreement"]
    assert refused(
        lambda: agreed(kronoberg, talk, what="X", owner=kronoberg.studierektor)
    ) == ["talk.owner"]


def test_an_agreement_is_ticked_once_and_opened_again(kronoberg):
    agreement = agreed(kronoberg, held(kronoberg))
    who = {"agreement": agreement, "at": at()}
    for _twice in range(2):
        done = actions.tick_agreement(done=True, by=kronoberg.doctor, **who)
    assert done.done_by == kronoberg.doctor
    undone = actions.tick_agreement(done=False, by=kronoberg.supervisor, **who)
    assert (undone.done_at, undone.done_by) == (None, None)
    assert events()[-3:] == ["talk.agreed", "agreement.ticked", "agreement.unticked"]
    assert refused(
        lambda: actions.tick_agreement(done=True, by=kronoberg.studierektor, **who)
    ) == ["talk.not_owner"]


def test_a_crash_leaves_nothing_behind(kronoberg, monkeypatch):
    talk = planned(kronoberg, days=-1)
    before = Talk.objects.values().get(), OutboxMessage.objects.count()
    monkeypatch.setattr(audit, "record", crash)
    calls = [
        lambda: planned(kronoberg, days=3),
        lambda: actions.change_talk(
            talk=talk, when=when(5), by=kronoberg.doctor, at=at()
        ),
        lambda: actions.hold_talk(
            talk=talk, when=when_of(talk), in_working_hours=True,
            by=kronoberg.doctor, at=at(),
        ),
        lambda: actions.cancel_talk(
            talk=talk, reason="Nej", by=kronoberg.doctor, at=at()
        ),
        lambda: actions.add_topic(talk=talk, text="Hej", by=kronoberg.doctor, at=at()),
        lambda: agreed(kronoberg, talk),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(RuntimeError), transaction.atomic():
            call()
    assert (Talk.objects.values().get(), OutboxMessage.objects.count()) == before
    assert (TalkTopic.objects.count(), Agreement.objects.count()) == (0, 0)


def test_the_log_never_says_what_was_said(kronoberg):
    talk = held(kronoberg, notes="Hemligheten")
    agreed(kronoberg, talk, what="Hemligheten")
    documented(kronoberg, days=-3)
    for row in audit.AuditRow.objects.all():
        assert row.detail == {}
