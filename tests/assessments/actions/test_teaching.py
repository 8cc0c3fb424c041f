"""Teaching for many: planned by some, ticked by who leads, an activity for each."""

from datetime import timedelta

import pytest

from assessments import actions, queries
from assessments.models import Activity
from tests.assessments import learning
from tests.assessments.acts import events, refused
from tests.cast import at


def test_who_was_there_has_a_confirmed_activity(kronoberg):
    row = learning.plan(kronoberg)
    assert learning.tick(kronoberg, row, kronoberg.programme) == 1
    assert learning.tick(kronoberg, row, kronoberg.programme) == 0
    [activity] = Activity.objects.all()
    assert (activity.title, activity.kind, activity.confirmed_by, activity.hours) == (
        "EKG-tolkning", "teaching", kronoberg.studierektor, 1,
    )  # fmt: skip
    assert queries.codes_of(activity) == ("BT1", "BT4")
    assert learning.tick(kronoberg, row) == 1
    assert list(Activity.objects.all()) == []
    assert events() == ["teaching.planned", "attendance.ticked", "attendance.unticked"]


def test_a_presence_that_a_certificate_rests_on_stays(kronoberg):
    row = learning.plan(kronoberg)
    learning.tick(kronoberg, row, kronoberg.programme)
    actions.note_used(programme=kronoberg.programme, codes=["BT4"], at=at())
    assert refused(lambda: learning.tick(kronoberg, row)) == ["teaching.used"]


def test_only_who_plans_or_leads_ticks(kronoberg):
    row = learning.plan(kronoberg, leader=kronoberg.supervisor, led_by="")

    def tick(by):
        return lambda: learning.tick(kronoberg, row, kronoberg.programme, by=by)

    for who in (kronoberg.doctor, kronoberg.main_supervisor, kronoberg.hr):
        assert refused(tick(who)) == ["teaching.tick_role"]
    assert tick(kronoberg.supervisor)() == 1


def test_nobody_outside_the_cohort_is_ticked(kronoberg, cast):
    later = at().date() + timedelta(days=1)
    row = learning.plan(kronoberg, began_from=later)
    for stranger in (kronoberg.programme, cast.stockholm.programme):
        assert refused(lambda s=stranger: learning.tick(kronoberg, row, s)) == [
            "teaching.stranger"
        ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": " "}, "teaching.title"),
        ({"place": ""}, "teaching.place"),
        ({"led_by": " "}, "teaching.leader"),
        ({"ends_at": at() - timedelta(hours=3)}, "teaching.ends"),
        ({"ends_at": at() + timedelta(hours=20)}, "teaching.ends"),
        ({"delmal": ("BT19",)}, "teaching.delmal"),
    ],
)
def test_what_cannot_be_planned(kronoberg, given, code):
    assert refused(lambda: learning.plan(kronoberg, **given)) == [code]


def test_who_plans_and_cancels(kronoberg):
    row = learning.plan(kronoberg)

    def cancel(by):
        return lambda: actions.cancel_session(session=row, by=by, at=at())

    assert refused(cancel(kronoberg.supervisor)) == ["teaching.role"]
    learning.tick(kronoberg, row, kronoberg.programme)
    assert refused(cancel(kronoberg.studierektor)) == ["teaching.attended"]
    learning.tick(kronoberg, row)
    for _ in range(2):
        cancel(kronoberg.administrator)()
    assert events().count("teaching.cancelled") == 1
    assert refused(lambda: learning.tick(kronoberg, row, kronoberg.programme)) == [
        "teaching.cancelled"
    ]


def test_attendance_waits_for_the_day(kronoberg):
    tomorrow = at() + timedelta(days=1)
    row = learning.plan(
        kronoberg, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1)
    )
    assert refused(lambda: learning.tick(kronoberg, row, kronoberg.programme)) == [
        "teaching.too_early"
    ]
