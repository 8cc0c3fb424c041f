"""Days of interviews planned, and planned again."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import interview_news
from recruitment.actions.interview_calls import call_candidates
from recruitment.actions.interview_plan import (
    Setback,
    plan_again,
    propose_plan,
    save_layout,
)
from recruitment.enums import ApplicationState, InterviewState, Task
from recruitment.models import (
    ApplicantConflict,
    ApplicantMail,
    Interview,
    InterviewCandidate,
)
from recruitment.queries.interview_planning import (
    as_planned,
    current_plan,
    layout_of,
    parts_in,
    proposal_for,
)
from recruitment.queries.interviews import interviews_of, round_people
from recruitment.rules.interview_layout import read_layout
from recruitment.rules.rotation import Group, Meeting, Rotation, Turn, faults_in
from regions.models import OutboxMessage
from tests.assessments.acts import crash
from tests.cast import at
from tests.objects.interviews import (
    called_round,
    in_days,
    interviewers_of,
    layout_for,
    make_interview,
    planned_round,
    round_with_candidates,
)
from tests.objects.recruitment import make_application, make_recruitment, take_part


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


def rows(round):
    return list(interviews_of(round))


def shown(round, part, setback):
    layout = setback.after(read_layout(layout_of(round, part).table))
    return proposal_for(round, part, layout, at(), keep=True)


def carried_out(round, setback, by):
    part = parts_in(round)[0]
    digest = shown(round, part, setback).digest
    return plan_again(
        round=round, part=part, setback=setback, digest=digest, by=by, at=at()
    )


def test_everybody_has_one_interview_with_a_whole_panel(here):
    round = planned_round(here, candidates=5)
    held = rows(round)
    seen = [one.application.number for row in held for one in row.candidates.all()]
    assert sorted(seen) == [1, 2, 3, 4, 5]
    assert {len(row.seats.all()) for row in held} == {3}
    assert {row.state for row in held} == {InterviewState.PLANNED}
    assert ApplicantMail.objects.count() == 0


def test_a_proposal_replaces_the_one_before(here):
    round = planned_round(here)
    propose_plan(round=round, part=parts_in(round)[0], by=here.hr, at=at())
    assert len(rows(round)) == 3


def test_when_nothing_is_laid_out_it_is_said(here):
    round = round_with_candidates(here)
    with pytest.raises(Refused) as refused:
        propose_plan(round=round, part=parts_in(round)[0], by=here.hr, at=at())
    assert refused.value.verdict.codes == ["interviews.no_layout"]


def test_too_few_interviewers_is_explained(here):
    round = planned_round(here, interviewers=2)
    part = parts_in(round)[0]
    told = shown(round, part, Setback())
    assert rows(round) == []
    assert "Det behövs tre intervjuare" in told.verdict.reasons[0].text


def test_a_candidate_who_interviews_meets_nobody(here):
    round = round_with_candidates(here, candidates=2, interviewers=4)
    round.applications.filter(number=1).update(email=here.supervisor.email.upper())

    part = parts_in(round)[0]
    layout = layout_for(interviewers_of(here, 4), [in_days(14)])
    save_layout(round=round, part=part, layout=layout, longest=3, by=here.hr, at=at())
    propose_plan(round=round, part=part, by=here.hr, at=at())
    sitting = {seat.user for row in rows(round) for seat in row.seats.all()}
    assert len(rows(round)) == 2
    assert here.supervisor not in sitting


def test_the_call_goes_to_each_once(here):
    round = planned_round(here)
    part = parts_in(round)[0]
    assert call_candidates(round=round, part=part, by=here.hr, at=at()) == 3
    assert {row.state for row in rows(round)} == {InterviewState.CALLED}
    assert ApplicantMail.objects.filter(kind=interview_news.CALL).count() == 3
    told = OutboxMessage.objects.filter(kind="mail")
    users = set(told.values_list("payload__user", flat=True))
    sitting = {str(s.user_id) for row in rows(round) for s in row.seats.all()}
    assert users == sitting | {str(here.observer.pk)}


def test_a_second_click_calls_nobody_again(here):
    round = called_round(here)
    part = parts_in(round)[0]
    with pytest.raises(Refused) as refused:
        call_candidates(round=round, part=part, by=here.hr, at=at())
    assert refused.value.verdict.codes == ["interviews.no_plan"]
    with pytest.raises(Refused) as refused:
        propose_plan(round=round, part=part, by=here.hr, at=at())
    assert refused.value.verdict.codes == ["interviews.called"]
    assert ApplicantMail.objects.count() == 3


def test_a_crash_while_calling_leaves_a_proposal(here, monkeypatch):
    round = planned_round(here)
    monkeypatch.setattr(interview_news, "notify_users", crash)
    with pytest.raises(RuntimeError):
        call_candidates(round=round, part=parts_in(round)[0], by=here.hr, at=at())
    assert {row.state for row in rows(round)} == {InterviewState.PLANNED}
    assert ApplicantMail.objects.count() == 0


def test_nobody_is_called_who_has_left(here):
    round = planned_round(here)
    round.applications.filter(number=2).update(state=ApplicationState.WITHDRAWN)
    with pytest.raises(Refused) as refused:
        call_candidates(round=round, part=parts_in(round)[0], by=here.hr, at=at())
    assert refused.value.verdict.codes == ["interviews.plan_old"]


def test_somebody_ill_is_replaced_and_only_who_is_touched_is_told(here):
    round = called_round(here, candidates=3, interviewers=4)
    ill = rows(round)[0].seats.all()[0].user
    before = {row.pk: row.starts_at for row in rows(round)}
    ApplicantMail.objects.all().delete()
    made = carried_out(round, Setback(str(ill.pk), "", (in_days(14),)), here.hr)
    sitting = {seat.user for row in rows(round) for seat in row.seats.all()}
    assert made.moves
    assert ill not in sitting
    assert {row.pk: row.starts_at for row in rows(round)} == before
    assert ApplicantMail.objects.count() == 0  # no time or room is another


def test_a_lost_room_moves_who_was_in_it(here):
    round = called_round(here, candidates=3, interviewers=7)
    InterviewCandidate.objects.update(confirmed_at=at())
    used = rows(round)[0].room
    ApplicantMail.objects.all().delete()
    in_it = {
        one.application_id
        for row in rows(round) if row.room == used
        for one in row.candidates.all()
    }  # fmt: skip
    carried_out(round, Setback("", used, (in_days(14),)), here.hr)
    assert used not in {row.room for row in rows(round)}
    letters = ApplicantMail.objects.values_list("application", flat=True)
    assert in_it <= set(letters)
    assert len(letters) == len(set(letters))


def test_what_was_not_shown_is_not_carried_out(here):
    round = called_round(here)
    part = parts_in(round)[0]
    ill = rows(round)[0].seats.all()[0].user
    setback = Setback(str(ill.pk), "", (in_days(14),))
    with pytest.raises(Refused) as refused:
        plan_again(
            round=round, part=part, setback=setback, digest="another", by=here.hr,
            at=at(),
        )  # fmt: skip
    assert refused.value.verdict.codes == ["interviews.changed_since"]
    assert ill in {seat.user for row in rows(round) for seat in row.seats.all()}
    assert read_layout(layout_of(round, part).table).away == frozenset()


def test_who_goes_on_later_is_called_with_the_new_plan(here):
    round = called_round(here, candidates=2)
    make_application(round, 9, ApplicationState.SHORTLISTED)
    ApplicantMail.objects.all().delete()
    carried_out(round, Setback(), here.hr)
    assert len(rows(round)) == 3
    [letter] = ApplicantMail.objects.all()
    assert letter.application.number == 9


def test_who_withdraws_loses_the_time_and_it_is_cancelled(here):
    round = called_round(here)
    round.applications.filter(number=3).update(state=ApplicationState.WITHDRAWN)
    carried_out(round, Setback(), here.hr)
    assert Interview.objects.filter(state=InterviewState.CANCELLED).count() == 1
    assert len(rows(round)) == 2


def test_an_interview_that_has_begun_is_left_alone(here):
    round = planned_round(here, candidates=2)
    case = round.applications.get(number=1)
    Interview.objects.filter(candidates__application=case).delete()
    begun = make_interview(round, [case], interviewers_of(here, 3))
    part = parts_in(round)[0]
    assert begun.pk not in {row.pk for row in current_plan(round, part, at())}
    carried_out(round, Setback(), here.hr)
    begun.refresh_from_db()
    assert begun.state == InterviewState.CALLED


def test_an_interview_is_over_within_its_day(here):
    """The plan, the calendar and the page of the day go by that it is."""
    row = make_interview(make_recruitment(here, "screening"), [], [])
    begins = timezone.make_aware(datetime.combine(in_days(14), time(22)))
    midnight = begins + timedelta(hours=2)
    rows = Interview.objects.filter(pk=row.pk)
    rows.update(starts_at=begins, ends_at=midnight - timedelta(seconds=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(ends_at=midnight)


def test_people_are_not_in_two_rounds_at_once(here):
    other = make_recruitment(here, "screening")
    nine = timezone.make_aware(datetime.combine(in_days(14), time(9)))
    busy = make_interview(other, [], [here.psychiatrist], starts_at=nine)
    round = planned_round(here, candidates=3, interviewers=3)
    taken = as_planned(busy).slot
    with_her = [
        as_planned(row).slot for row in rows(round)
        if here.psychiatrist in [seat.user for seat in row.seats.all()]
    ]  # fmt: skip
    assert with_her
    assert not any(slot.meets(taken) for slot in with_her)


# ---------------------------------------------------------------------- the rotation
@pytest.fixture
def there(cast):
    with cast.stockholm.inside(cast.stockholm.hr):
        yield cast.stockholm


def rotations(round):
    """What is stored, as the rule's own objects: one for each run of groups."""
    by_start: dict = {}
    planned = [as_planned(row) for row in rows(round)]
    groups = [one for one in planned if one.phase == "group"]
    for group in groups:
        mine = [
            one for one in planned
            if one.phase != "group" and set(one.panel) <= set(group.panel)
            and set(one.candidates) <= set(group.candidates)
            and one.slot.day == group.slot.day
        ]  # fmt: skip
        by_start.setdefault(group.slot, []).append((group, mine))
    for held in by_start.values():
        turns = sorted({one.slot for _, mine in held for one in mine})
        names = dict(zip(turns, (Turn.FIRST, Turn.SECOND), strict=False))
        yield Rotation(
            tuple(Group(group.panel, group.candidates) for group, _ in held),
            tuple(
                Meeting(
                    Turn.GROUP if one.phase == "group" else names[one.slot],
                    one.panel,
                    one.candidates,
                )
                for group, mine in held
                for one in (group, *mine)
            ),
        )


def stockholm_round(there, candidates=8, interviewers=8):
    return called_round(
        there, candidates=candidates, interviewers=interviewers, rooms=4
    )


@pytest.mark.parametrize("candidates", [3, 8, 16])
def test_a_stored_rotation_keeps_all_its_invariants(there, candidates):
    round = stockholm_round(there, candidates)
    found = list(rotations(round))
    assert [faults_in(one) for one in found] == [()] * len(found)
    seen = [one for r in found for group in r.groups for one in group.candidates]
    assert len(seen) == len(set(seen)) == candidates


def test_no_room_and_nobody_twice_at_once_in_a_rotation(there):
    planned = [as_planned(row) for row in rows(stockholm_round(there, 16))]
    for place, one in enumerate(planned):
        for other in planned[place + 1 :]:
            if one.slot.meets(other.slot):
                assert one.room != other.room
                assert not set(one.panel) & set(other.panel)
                assert not set(one.candidates) & set(other.candidates)


def test_a_reserve_takes_over_in_a_rotation_and_nobody_else_moves(there):
    round = stockholm_round(there, 8, 9)
    ill = rows(round)[0].seats.all()[0].user
    ApplicantMail.objects.all().delete()
    before = {row.pk: (row.starts_at, row.room) for row in rows(round)}
    carried_out(round, Setback(str(ill.pk), "", (in_days(14),)), there.hr)
    assert {row.pk: (row.starts_at, row.room) for row in rows(round)} == before
    assert ApplicantMail.objects.count() == 0
    assert [faults_in(one) for one in rotations(round)] == [()]


def test_without_a_reserve_the_rotation_is_laid_in_turns(there):
    round = stockholm_round(there, 8, 8)
    ill = rows(round)[0].seats.all()[0].user
    carried_out(round, Setback(str(ill.pk), "", (in_days(14),)), there.hr)
    found = list(rotations(round))
    assert [faults_in(one) for one in found] == [(), ()]  # one group, twice
    seen = {one for r in found for group in r.groups for one in group.candidates}
    assert len(seen) == 8


def test_links_are_kept_apart_in_a_rotation(there):

    round = round_with_candidates(there, 8, 8)
    case = round.applications.get(number=1)
    linked = interviewers_of(there, 8)[0]
    ApplicantConflict.objects.create(
        region=there.region, application=case, user=linked, text="vänner",
        declared=True, told_at=at(),
    )  # fmt: skip

    part = parts_in(round)[0]
    save_layout(
        round=round, part=part, longest=2, by=there.hr, at=at(),
        layout=layout_for(interviewers_of(there, 8), [in_days(14)], 4),
    )  # fmt: skip
    assert propose_plan(round=round, part=part, by=there.hr, at=at()).verdict
    meets = {
        seat.user
        for row in rows(round)
        if case.pk in {one.application_id for one in row.candidates.all()}
        for seat in row.seats.all()
    }
    assert linked not in meets
    assert len(meets) == 4


def test_the_observer_is_no_interviewer(here):
    round = round_with_candidates(here)
    take_part(round, here.administrator, Task.CHAIR)

    users = [one.user for one in round_people(round, Task.INTERVIEWER)]
    assert here.observer not in users
    assert here.administrator not in users


def test_nobody_is_given_a_time_that_has_been(here):
    round = planned_round(here)
    part = parts_in(round)[0]
    last = timezone.make_aware(datetime.combine(in_days(14), time(14)))
    proposal = proposal_for(
        round, part, read_layout(layout_of(round, part).table), last, keep=False
    )
    assert all(one.slot.starts_at > time(14) for one in proposal.planned)
    assert len(proposal.planned) == 1
