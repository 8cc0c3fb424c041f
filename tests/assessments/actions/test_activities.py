"""Logged, changed, shared, confirmed, used: by the right person, and once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from assessments import actions, queries
from assessments.models import Activity, ActivityFile, BestEvidence
from assessments.rules.progress import delmal_progress
from tests.assessments import acts, learning
from tests.assessments.acts import crash, events, refused
from tests.cast import at


def test_the_doctor_logs_a_course_with_its_certificate(kronoberg):
    row = learning.log(kronoberg)
    assert (row.kind, queries.codes_of(row), row.shared_at) == (
        "course",
        ("BT1",),
        row.registered_at,
    )
    [file] = row.files.all()
    assert (bytes(file.content), file.sha256) == (b"%PDF-1.7", "a" * 64)
    assert events() == ["activity.logged"]


@pytest.mark.parametrize("who", ["main_supervisor", "bt_manager", "supervisor"])
def test_nobody_else_logs_for_the_doctor(kronoberg, who):
    by = getattr(kronoberg, who)
    assert refused(lambda: learning.log(kronoberg, by=by)) == ["activity.not_yours"]
    assert list(Activity.objects.all()) == []


def test_sent_twice_it_is_kept_once(kronoberg):
    given = {
        "programme": kronoberg.programme, "told": learning.told(), "id": uuid4(),
        "by": kronoberg.doctor, "at": at(),
    }  # fmt: skip
    first = actions.log_activity(**given)
    assert actions.log_activity(**given) == first
    assert events() == ["activity.logged"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": "  "}, "activity.title"),
        ({"title": "å" * 121}, "activity.title"),
        ({"kind": "party"}, "activity.kind"),
        ({"starts_on": acts.today() + timedelta(days=1)}, "activity.ahead"),
        ({"ends_on": acts.today() + timedelta(days=1)}, "activity.ahead"),
        ({"ends_on": acts.today() - timedelta(days=9)}, "activity.order"),
        ({"hours": 0}, "activity.hours"),
        ({"hours": 1000}, "activity.hours"),
        ({"delmal": ("BT99",)}, "activity.delmal"),
        ({"delmal": ("BT1", "BT2", "BT3", "BT4", "BT5")}, "activity.delmal"),
        ({"text": "å" * 4001}, "activity.text"),
    ],
)
def test_what_cannot_be_is_refused(kronoberg, given, code):
    assert refused(lambda: learning.log(kronoberg, **given)) == [code]


def test_another_regions_placement_is_refused(kronoberg, cast):
    place = cast.stockholm.placements[0]
    assert refused(lambda: learning.log(kronoberg, placement=place)) == [
        "activity.placement"
    ]


def test_a_crash_leaves_nothing(kronoberg, monkeypatch):
    monkeypatch.setattr("assessments.actions.activities.record", crash)
    with pytest.raises(RuntimeError), transaction.atomic():
        learning.log(kronoberg)
    assert (Activity.objects.count(), ActivityFile.objects.count()) == (0, 0)


# ------------------------------------------------------------------------ reflections
def test_a_reflection_is_the_doctors_alone_until_shared(kronoberg):
    row = learning.reflect(kronoberg)
    seen = {
        who: queries.activities_for(getattr(kronoberg, who), kronoberg.region).count()
        for who in ("doctor", "main_supervisor", "supervisor", "bt_manager", "hr")
    }
    assert seen == {
        "doctor": 1, "main_supervisor": 0, "supervisor": 0, "bt_manager": 0, "hr": 0,
    }  # fmt: skip
    assert queries.learned_codes(kronoberg.programme) == frozenset()
    assert queries.learned_shown(kronoberg.programme) == []
    shared = actions.share(activity=row, by=kronoberg.doctor, at=at())
    assert actions.share(activity=row, by=kronoberg.doctor, at=at()) == shared
    rows = queries.activities_for(kronoberg.bt_manager, kronoberg.region)
    assert list(rows) == [row]
    assert events() == ["reflection.kept", "reflection.shared"]


def test_nobody_else_shares_it(kronoberg):
    row = learning.reflect(kronoberg)
    by = kronoberg.main_supervisor
    assert refused(lambda: actions.share(activity=row, by=by, at=at())) == [
        "activity.not_yours_to_share"
    ]


def test_a_reflection_cannot_become_a_course(kronoberg):
    row = learning.reflect(kronoberg)

    def change():
        actions.change_activity(
            activity=row, told=learning.told(), version=1, by=kronoberg.doctor, at=at()
        )

    assert refused(change) == ["activity.fixed_kind"]


# -------------------------------------------------------------------- until rested on
def change(row, by, version=1):
    told = learning.told(title="Annat")
    return actions.change_activity(
        activity=row, told=told, version=version, by=by, at=at()
    )


def test_the_doctor_changes_and_removes_until_it_is_confirmed(kronoberg):
    row = change(learning.log(kronoberg), kronoberg.doctor)
    assert (row.title, row.version) == ("Annat", 2)
    assert refused(lambda: change(row, kronoberg.doctor)) == [
        "activity.changed_elsewhere"
    ]
    actions.confirm_activity(activity=row, by=kronoberg.supervisor, at=at())
    again = actions.confirm_activity(activity=row, by=kronoberg.supervisor, at=at())
    assert again.confirmed_by == kronoberg.supervisor
    for late in (
        lambda: change(row, kronoberg.doctor, 2),
        lambda: actions.remove_activity(activity=row, by=kronoberg.doctor, at=at()),
    ):
        assert refused(late) == ["activity.confirmed"]
    other = learning.log(kronoberg, title="Bort")
    actions.remove_activity(activity=other, by=kronoberg.doctor, at=at())
    assert [one.title for one in Activity.objects.all()] == ["Annat"]


def test_who_confirms(kronoberg):
    row = learning.log(kronoberg)

    def confirm(by):
        return lambda: actions.confirm_activity(activity=row, by=by, at=at())

    for who in (kronoberg.doctor, kronoberg.bt_manager, kronoberg.unit_manager):
        assert refused(confirm(who)) == ["activity.confirm_role"]
    confirm(kronoberg.supervisor)()
    assert refused(confirm(kronoberg.main_supervisor)) == ["activity.confirmed_already"]
    shared = actions.share(
        activity=learning.reflect(kronoberg), by=kronoberg.doctor, at=at()
    )
    assert refused(
        lambda: actions.confirm_activity(
            activity=shared, by=kronoberg.supervisor, at=at()
        )
    ) == ["activity.confirm_kind"]


def test_what_is_confirmed_is_locked_by_the_database(kronoberg):
    row = learning.log(kronoberg)
    actions.confirm_activity(activity=row, by=kronoberg.supervisor, at=at())
    mine = Activity.objects.filter(pk=row.pk)
    for spoil in (
        lambda: mine.update(title="Annat"),
        lambda: mine.delete(),
        lambda: row.delmal.all().delete(),
        lambda: row.files.all().delete(),
        lambda: row.files.update(name="annat.pdf"),
        lambda: row.delmal.create(region=kronoberg.region, code="BT2"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_used_in_a_certificate_it_stands(kronoberg):
    row, private = learning.log(kronoberg), learning.reflect(kronoberg)
    other = learning.log(kronoberg, delmal=("BT2",))
    used = actions.note_used(programme=kronoberg.programme, codes=["BT1"], at=at())
    assert used == 1
    assert refused(lambda: change(row, kronoberg.doctor)) == ["activity.used"]
    assert change(other, kronoberg.doctor).title == "Annat"
    assert Activity.objects.get(pk=private.pk).used_at is None


# --------------------------------------------------------------------------- evidence
def test_an_activity_is_some_evidence_and_never_enough(kronoberg):
    rows = delmal_progress([], learned={"BT6"})
    found = {row.code: (row.state, row.missing) for row in rows}
    assert found["BT6"] == (
        "some_evidence",
        "Bara aktiviteter än. En bedömning behövs.",
    )
    assert found["BT7"] == ("no_evidence", "Underlag saknas.")


def test_the_best_stands_first_in_the_doctors_order(kronoberg):
    seen = acts.signed(kronoberg)
    course = learning.log(kronoberg)
    chosen = [str(course.pk), str(seen.pk)]
    given = {"programme": kronoberg.programme, "code": "BT1", "at": at()}
    for _ in range(2):
        actions.choose_best(chosen=chosen, by=kronoberg.doctor, **given)
    lines = queries.all_evidence(kronoberg.programme)["BT1"]
    assert [(one.assessment_id, one.best) for one in lines] == [
        (course.pk, 1),
        (seen.pk, 2),
    ]
    assert events().count("best.chosen") == 1
    for by, keys, code in (
        (kronoberg.main_supervisor, chosen, "best.role"),
        (kronoberg.doctor, [chosen[0]] * 2, "best.twice"),
        (kronoberg.doctor, [str(uuid4())], "best.unknown"),
        (kronoberg.doctor, [str(uuid4()) for _ in range(4)], "best.too_many"),
        (kronoberg.doctor, [str(learning.reflect(kronoberg).pk)], "best.unknown"),
    ):
        pressed = lambda by=by, keys=keys: actions.choose_best(  # noqa: E731
            chosen=keys, by=by, **given
        )
        assert refused(pressed) == [code]
    actions.remove_activity(activity=course, by=kronoberg.doctor, at=at())
    assert [one.assessment_id for one in BestEvidence.objects.all()] == [seen.pk]


def test_a_task_is_taken_up_once(kronoberg):
    given = {"programme": kronoberg.programme, "key": "bt6_mata", "at": at()}
    row = actions.take_up_task(by=kronoberg.doctor, **given)
    assert actions.take_up_task(by=kronoberg.doctor, **given) == row
    assert (row.kind, queries.codes_of(row)) == ("task", ("BT6",))
    assert refused(
        lambda: actions.take_up_task(
            programme=kronoberg.programme, key="x", by=kronoberg.doctor, at=at()
        )
    ) == ["task.unknown"]
