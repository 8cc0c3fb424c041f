"""The office decides; the answers go out together, and only where nothing changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import screening
from recruitment.enums import ApplicationState as A
from recruitment.models import ApplicantConflict, ApplicantMail, Application
from regions import audit
from regions.events import Event
from regions.models import AuditRow
from tests.objects.recruitment import (
    make_application,
    make_paper,
    make_recruitment,
    make_review,
)


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def round(here):
    return make_recruitment(here)


def decide(application, by, to=A.ELIGIBLE, reason="", text="Tack!", days=0):
    return screening.decide(
        application=application, to=to, reason=reason, text=text, by=by,
        at=timezone.now() + timedelta(days=days),
    )  # fmt: skip


def send(round, by, *applications, number=None, days=1):
    return screening.send_answers(
        round=round,
        shown={str(one.pk): one.version for one in applications},
        number=len(applications) if number is None else number,
        by=by,
        at=timezone.now() + timedelta(days=days),
    )


def test_a_decision_is_a_draft_until_its_answer_is_sent(here, round):
    row = decide(make_application(round), here.hr)
    assert (row.state, row.screened_by) == (A.ELIGIBLE, here.hr)
    assert ApplicantMail.objects.count() == 0
    sent = send(round, here.hr, row)
    assert (sent.number, sent.left_out) == (1, [])
    assert [one.body for one in row.mails.all()] == ["Tack!"]


def test_a_no_needs_a_reason_that_is_true(here, round):
    row = make_application(round)
    for reason, code in [
        ("", "decision.no_reason"),
        ("not_called", "decision.no_reason"),  # a reason for not going on, later
        ("too_late", "screening.not_so"),
    ]:
        with pytest.raises(Refused) as refused:
            decide(row, here.hr, A.NOT_ELIGIBLE, reason)
        assert refused.value.verdict.codes == [code]
    decide(row, here.hr, A.NOT_ELIGIBLE, "no_licence")
    row.refresh_from_db()
    assert (row.state, row.reason) == (A.NOT_ELIGIBLE, "no_licence")


def test_who_is_not_at_the_office_decides_nothing(here, round):
    row = make_application(round)
    for person in (here.recruiter, here.observer, here.doctor):
        with pytest.raises(Refused):
            decide(row, person)
        with pytest.raises(Refused):
            send(round, person, row)
    row.refresh_from_db()
    assert row.state == A.SUBMITTED


def test_who_has_a_review_left_or_a_link_does_not_decide(here, round):
    row = make_application(round, state=A.ELIGIBLE)
    review = make_review(row, here.hr)
    with pytest.raises(Refused) as refused:
        decide(row, here.hr, A.SHORTLISTED)
    assert refused.value.verdict.codes == ["review.own_first"]
    review.delete()
    ApplicantConflict.objects.create(
        region=here.region, application=row, user=here.hr, text="grannar",
        declared=True, told_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        decide(row, here.hr, A.SHORTLISTED)
    assert refused.value.verdict.codes == ["case.conflict"]


def test_a_second_click_sends_nothing_more(here, round):
    row = decide(make_application(round), here.hr)
    send(round, here.hr, row)
    again = send(round, here.hr, row)
    assert (again.number, again.left_out) == (0, [row])
    assert row.mails.count() == 1


def test_who_has_changed_since_the_page_was_shown_is_left_out(here, round):
    first, second, third = (
        decide(make_application(round, number), here.hr) for number in (1, 2, 3)
    )
    decide(Application.objects.get(pk=second.pk), here.hr, A.NOT_ELIGIBLE, "no_licence")
    Application.objects.filter(pk=third.pk).update(state=A.WITHDRAWN)
    sent = send(round, here.hr, first, second, third)
    assert (sent.number, sent.left_out) == (1, [second, third])


def test_the_number_has_to_be_typed(here, round):
    row = decide(make_application(round), here.hr)
    with pytest.raises(Refused) as refused:
        send(round, here.hr, row, number=2)
    assert refused.value.verdict.codes == ["answers.number"]
    assert ApplicantMail.objects.count() == 0


def test_an_unsent_decision_is_undone_and_a_sent_one_is_not(here, round):
    row = decide(make_application(round), here.hr)
    screening.undo(application=row, by=here.hr, at=timezone.now())
    row.refresh_from_db()
    assert (row.state, row.answer_text, row.screened_at) == (A.SUBMITTED, "", None)
    row = decide(row, here.hr)
    send(round, here.hr, row)
    with pytest.raises(Refused) as refused:
        screening.undo(application=row, by=here.hr, at=timezone.now())
    assert refused.value.verdict.codes == ["decision.told"]


@pytest.mark.parametrize(("told", "letters"), [(True, 1), (False, 1)])
def test_undone_it_is_eligible_again_and_that_is_told_once(here, round, told, letters):
    row = decide(make_application(round), here.hr, days=-5)
    if told:
        send(round, here.hr, row, days=-4)
    row = decide(row, here.hr, A.SHORTLISTED, days=-3)
    row = screening.undo(
        application=row, by=here.hr, at=timezone.now() - timedelta(days=2)
    )
    assert row.state == A.ELIGIBLE
    send(round, here.hr, row, days=-1)
    assert row.mails.count() == letters


def test_a_complement_is_asked_for_at_once(here, round):
    round.complement_until = timezone.localdate() + timedelta(days=3)
    round.save()
    row = make_application(round)
    make_paper(row)
    ask(row, here.hr)
    row.refresh_from_db()
    assert (row.state, row.complement_kinds) == (A.INCOMPLETE, ["swedish"])
    assert [one.kind for one in row.mails.all()] == ["complement"]


def ask(row, by, kinds=("swedish",), days=0):
    screening.ask_complement(
        application=row, kinds=kinds, text="Vi behöver beviset.", by=by,
        at=timezone.now() + timedelta(days=days),
    )  # fmt: skip


@pytest.mark.parametrize("kinds", [(), ("service",), ("nonsense", "cv")])
def test_only_what_the_round_requires_is_asked_for(here, round, kinds):
    round.complement_until = timezone.localdate() + timedelta(days=3)
    round.save()
    with pytest.raises(Refused) as refused:
        ask(make_application(round), here.hr, kinds)
    assert refused.value.verdict.codes == ["complement.no_kind"]


@pytest.mark.parametrize(
    ("came", "state"), [(None, A.INCOMPLETE), (-1, A.INCOMPLETE), (1, A.SUBMITTED)]
)
def test_undone_it_waits_for_papers_only_if_it_still_does(here, round, came, state):
    """`came`: the paper, in hours from the asking; the one from before is no answer."""
    round.complement_until = timezone.localdate() + timedelta(days=3)
    round.save()
    row = make_application(round)
    for kind in ("licence", "cv"):
        make_paper(row, kind)
    ask(row, here.hr, days=-1)
    if came is not None:
        at = timezone.now() - timedelta(days=1) + timedelta(hours=came)
        make_paper(row, "swedish", uploaded_at=at)
    row = screening.undo(
        application=decide(row, here.hr), by=here.hr, at=timezone.now()
    )
    assert (row.state, row.is_complemented) == (state, state == A.SUBMITTED)


def test_a_crash_on_the_way_leaves_nothing(here, round, monkeypatch):
    row = decide(make_application(round), here.hr)
    record = audit.record

    def crash(event, **kwargs):
        if event == Event.CASES_ANSWERED:
            raise RuntimeError
        return record(event, **kwargs)

    monkeypatch.setattr(audit, "record", crash)
    with pytest.raises(RuntimeError):
        send(round, here.hr, row)
    assert ApplicantMail.objects.count() == 0


def test_the_log_names_nobody(here, round):
    row = decide(make_application(round), here.hr, A.NOT_ELIGIBLE, "no_licence")
    send(round, here.hr, row)
    for logged in AuditRow.objects.filter(about_id__in=[row.pk, round.pk]):
        assert row.last_name not in str(logged.detail)
