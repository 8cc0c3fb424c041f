"""What a kollegium has agreed on: whose it is, until when, and that it is done."""

from datetime import timedelta

from assessments.actions import Agreed
from assessments.actions.agreed import mark_done
from assessments.models import AgreedAction
from tests.assessments import acts
from tests.assessments.acts import refused, today
from tests.cast import at

SOON = today() + timedelta(days=30)


def agreed_by(kronoberg, owner) -> AgreedAction:
    agreed = (Agreed("Leda ronden.", owner, SOON),)
    return acts.kollegium(kronoberg, agreed=agreed).actions.get()


def test_a_plan_may_be_rows_with_owner_and_day(kronoberg):
    agreed = (Agreed("Leda ronden.", kronoberg.supervisor, SOON),)
    row = acts.kollegium(kronoberg, outcome="at_risk", agreed=agreed, follow_up_on=SOON)
    assert [one.what for one in row.actions.all()] == ["Leda ronden."]


def test_an_action_is_not_due_before_it_was_agreed(kronoberg):
    agreed = (Agreed("x", kronoberg.supervisor, today() - timedelta(days=9)),)
    assert refused(lambda: acts.kollegium(kronoberg, agreed=agreed)) == [
        "action.due_before"
    ]


def test_its_owner_says_that_it_is_done_once(kronoberg):
    row = agreed_by(kronoberg, kronoberg.supervisor)
    first = mark_done(action=row, by=kronoberg.supervisor, at=at())
    again = mark_done(action=row, by=kronoberg.studierektor, at=at())
    assert (again.done_by, again.done_at) == (kronoberg.supervisor, first.done_at)


def test_the_doctor_does_nothing_before_being_told(kronoberg):
    row = agreed_by(kronoberg, kronoberg.doctor)
    codes = refused(lambda: mark_done(action=row, by=kronoberg.doctor, at=at()))
    assert codes == ["action.not_owner"]
