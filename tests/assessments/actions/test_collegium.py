"""The kollegium's judgement: recorded by one, gone through by another."""

from datetime import timedelta

import pytest

from assessments.models import Collegium
from regions import audit
from regions.models import AuditRow, OutboxMessage
from tests.assessments import acts
from tests.assessments.acts import events, refused

SOON = acts.today() + timedelta(days=30)


def told() -> set[str]:
    return {one.payload["user"] for one in OutboxMessage.objects.all()}


def test_the_studierektor_records_it(kronoberg):
    row = acts.kollegium(kronoberg, strengths="  Lugn.  ")
    assert (row.outcome, row.strengths, row.documented_by) == (
        "on_track", "Lugn.", kronoberg.studierektor,
    )  # fmt: skip
    assert told() == {str(kronoberg.main_supervisor.pk)}


def test_the_log_does_not_tell_the_outcome(kronoberg):
    acts.kollegium(
        kronoberg, outcome="at_risk", actions_agreed="Plan.", follow_up_on=SOON
    )
    [row] = AuditRow.objects.all()
    assert (row.event, row.detail) == ("collegium.recorded", {})


def test_a_risk_reaches_the_chef(kronoberg):
    acts.kollegium(
        kronoberg, outcome="at_risk", actions_agreed="Plan.", follow_up_on=SOON
    )
    assert told() == {
        str(kronoberg.main_supervisor.pk), str(kronoberg.bt_manager.pk),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"outcome": "at_risk"}, ["collegium.no_plan"]),
        (
            {"outcome": "on_track_with_plan", "actions_agreed": "Leda ronden."},
            ["collegium.no_plan"],
        ),
        ({"strengths": " ", "development": ""}, ["collegium.no_words"]),
        ({"held_on": acts.today() + timedelta(days=1)}, ["collegium.future"]),
        (
            {"held_on": acts.today() - timedelta(days=151)},
            ["collegium.before_start"],
        ),
        (
            {"follow_up_on": acts.today() - timedelta(days=3)},
            ["collegium.follow_up"],
        ),
    ],
)
def test_what_is_not_recorded(kronoberg, given, codes):
    assert refused(lambda: acts.kollegium(kronoberg, **given)) == codes
    assert list(Collegium.objects.all()) == []


@pytest.mark.parametrize("who", ["doctor", "supervisor", "main_supervisor", "hr"])
def test_nobody_else_records_it(kronoberg, who):
    codes = refused(lambda: acts.kollegium(kronoberg, by=getattr(kronoberg, who)))
    assert codes == ["collegium.not_director"]


def test_a_second_click_records_nothing_more(kronoberg):
    acts.kollegium(kronoberg)
    codes = refused(lambda: acts.kollegium(kronoberg))
    assert codes == ["collegium.already_recorded"]
    assert Collegium.objects.count() == 1


def test_a_crash_leaves_nothing(kronoberg, monkeypatch):
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError):
        acts.kollegium(kronoberg)
    assert list(Collegium.objects.all()) == []


# ---------------------------------------------------------------------------- the talk
def test_the_huvudansvariga_registers_the_talk(kronoberg):
    row = acts.feed_back(kronoberg, acts.kollegium(kronoberg))
    assert (row.fed_back_on, row.fed_back_by) == (
        acts.today(), kronoberg.main_supervisor,
    )  # fmt: skip
    assert events() == ["collegium.recorded", "collegium.fed_back"]


@pytest.mark.parametrize("who", ["doctor", "supervisor", "studierektor", "bt_manager"])
def test_nobody_else_registers_it(kronoberg, who):
    row = acts.kollegium(kronoberg)
    codes = refused(lambda: acts.feed_back(kronoberg, row, by=getattr(kronoberg, who)))
    assert codes == ["collegium.not_main_supervisor"]
    assert acts.stored(row).fed_back_on is None


@pytest.mark.parametrize(
    ("days", "code"), [(1, "collegium.talk_future"), (-3, "collegium.talk_before")]
)
def test_the_day_of_the_talk(kronoberg, days, code):
    row = acts.kollegium(kronoberg)
    on = acts.today() + timedelta(days=days)
    assert refused(lambda: acts.feed_back(kronoberg, row, on=on)) == [code]


def test_a_second_talk_is_refused(kronoberg):
    row = acts.feed_back(kronoberg, acts.kollegium(kronoberg))
    codes = refused(lambda: acts.feed_back(kronoberg, row))
    assert codes == ["collegium.already_fed_back"]
