"""The doctor asks, and asks again when the request has come back."""

from datetime import timedelta

import pytest

from assessments import actions
from assessments.models import Assessment
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access, audit
from regions.models import OutboxMessage
from tests.assessments import acts
from tests.assessments.acts import events, refused


def test_a_request_reaches_the_handledare(kronoberg):
    row = acts.ask(kronoberg)
    stored = acts.stored(row)
    assert (stored.state, stored.assessor, stored.requested_by) == (
        "requested", kronoberg.supervisor, kronoberg.doctor,
    )  # fmt: skip
    assert [one.code for one in stored.delmal.order_by("code")] == ["BT1", "BT9"]
    assert events() == ["assessment.requested"]
    [mail] = OutboxMessage.objects.all()
    assert mail.payload == {
        "user": str(kronoberg.supervisor.pk),
        "path": f"/kronoberg/bedomning/{row.pk}/",
        "notice": "task",
    }


@pytest.mark.parametrize(
    ("who", "given", "codes"),
    [
        ("supervisor", {"delmal": ()}, ["assess.no_delmal"]),
        ("supervisor", {"delmal": ("BT1", "BT99")}, ["assess.unknown_delmal"]),
        (
            "supervisor",
            {"delmal": ("BT1", "BT2", "BT8", "BT9", "BT10")},
            ["assess.many_delmal"],
        ),
        (
            "supervisor",
            {"performed_on": acts.today() + timedelta(days=1)},
            ["assess.future"],
        ),
        ("doctor", {}, ["assess.self", "assess.not_around"]),
        ("psychiatrist", {}, ["assess.not_around"]),
        ("unit_manager", {}, ["assess.not_licensed", "assess.not_around"]),
        (
            "supervisor",
            {"performed_on": acts.today() - timedelta(days=151)},
            ["assess.not_around_then"],
        ),
    ],
)
def test_what_may_not_be_asked(kronoberg, who, given, codes):
    person = getattr(kronoberg, who)
    assert refused(lambda: acts.ask(kronoberg, person, **given)) == codes
    assert list(Assessment.objects.all()) == []
    assert events() == []


def test_nobody_asks_for_somebody_else(kronoberg):
    def call():
        actions.request_assessment(
            programme=kronoberg.programme,
            assessor=kronoberg.supervisor,
            occasion=acts.occasion(kronoberg),
            instrument="mini_cex",
            by=kronoberg.studierektor,
            at=acts.at(),
        )

    assert refused(call) == ["assess.request_by_other"]


def test_a_crash_leaves_nothing(kronoberg, monkeypatch):
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError):
        acts.ask(kronoberg)
    assert list(Assessment.objects.all()) == []
    assert list(OutboxMessage.objects.all()) == []


# ---------------------------------------------------------------------- sent again
def returned(company) -> Assessment:
    row = acts.ask(company)
    return actions.return_request(
        assessment=row,
        reason="Vilken dag var det?",
        by=company.supervisor,
        at=acts.at(),
    )


def again(company, row, **given):
    facts = {"assessor": company.supervisor, "by": company.doctor, **given}
    facts.setdefault("occasion", acts.occasion(company, delmal=("BT2",)))
    return actions.send_again(assessment=row, at=acts.at(), **facts)


def test_a_returned_request_is_changed_and_sent_again(kronoberg):
    row = again(kronoberg, returned(kronoberg))
    assert (row.state, row.reason, row.version) == ("requested", "", 3)
    assert [one.code for one in row.delmal.all()] == ["BT2"]
    assert events() == [
        "assessment.requested", "assessment.returned", "assessment.sent_again",
    ]  # fmt: skip


def test_a_declined_request_goes_to_somebody_else_without_what_was_begun(kronoberg):
    row = acts.ask(kronoberg)
    actions.save_draft(
        assessment=row,
        content=acts.content(kronoberg),
        shown=acts.shown(row),
        by=kronoberg.supervisor,
        at=acts.at(),
    )
    row = actions.decline(
        assessment=row,
        reason="Jag var inte där.",
        by=kronoberg.supervisor,
        at=acts.at(),
    )
    row = again(kronoberg, row, assessor=kronoberg.main_supervisor)
    assert (row.state, row.assessor) == ("requested", kronoberg.main_supervisor)
    assert (row.answers, row.texts) == ({}, {})


@pytest.mark.parametrize("who", ["supervisor", "main_supervisor", "studierektor"])
def test_only_the_doctor_sends_again(kronoberg, who):
    row = returned(kronoberg)
    codes = refused(lambda: again(kronoberg, row, by=getattr(kronoberg, who)))
    assert codes[0] == "assess.request_by_other"
    assert acts.stored(row).state == "returned"


def test_what_has_not_come_back_is_not_sent_again(kronoberg):
    row = acts.ask(kronoberg)
    assert refused(lambda: again(kronoberg, row)) == ["assess.not_gone_back"]


def test_sent_again_twice_is_refused_the_second_time(kronoberg):
    row = returned(kronoberg)
    again(kronoberg, row)
    assert refused(lambda: again(kronoberg, row)) == ["assess.not_gone_back"]


def test_a_handledare_whose_time_is_over_may_be_asked_about_that_time(kronoberg):
    held = ProgrammeAssignment.objects.get(
        user=kronoberg.supervisor, role=ProgrammeRole.PLACEMENT_SUPERVISOR
    )
    access.end(held, on=acts.today() - timedelta(days=30))
    codes = refused(lambda: acts.ask(kronoberg))
    assert codes == ["assess.not_around_then"]
    row = acts.ask(kronoberg, performed_on=acts.today() - timedelta(days=40))
    assert row.state == "requested"
