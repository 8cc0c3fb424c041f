"""Days of interviews: laid out, planned, and planned again when something happens."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import no
from recruitment.actions import interview_news as news
from recruitment.actions.interview_rows import carry_out, new_row
from recruitment.enums import InterviewState
from recruitment.models import InterviewLayout, RecruitmentRound
from recruitment.queries.interview_planning import layout_of, proposal_for
from recruitment.rules.interview_layout import (
    Layout,
    as_table,
    may_plan_by,
    read_layout,
    without,
)
from recruitment.rules.interview_parts import Part, Proposal, as_told
from recruitment.rules.interviewing import may_plan_interviews
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def save_layout(
    *,
    round: RecruitmentRound,
    part: Part,
    layout: Layout,
    longest: int,
    by: User,
    at: datetime,
) -> InterviewLayout:
    """Keep what the days are planned from. What has happened since is kept too."""
    round = _locked(round)
    may_plan_interviews(round.state).require()
    may_plan_by(layout, longest).require()
    row, made = InterviewLayout.objects.get_or_create(
        region_id=round.region_id,
        round=round,
        phase=part.key,
        defaults={"table": as_table(layout), "saved_by": by, "saved_at": at},
    )
    if not made:
        row.table, row.saved_by, row.saved_at = as_table(layout), by, at
        row.version += 1
        row.save()
    audit.record(Event.INTERVIEWS_LAID_OUT, about=round, by=by, at=at, part=part.key)
    return row


@transaction.atomic
def propose_plan(
    *, round: RecruitmentRound, part: Part, by: User, at: datetime
) -> Proposal:
    """Make the plan from nothing, in place of the proposal there was.

    Not once anybody is called: then it is planned again, so that each change is seen
    before it is made.
    """
    round = _locked(round)
    may_plan_interviews(round.state).require()
    _nobody_called(round, part)
    proposal = proposal_for(round, part, _layout(round, part), at, keep=False)
    round.interviews.filter(
        phase__in=part.phases, state=InterviewState.PLANNED
    ).delete()
    for one in proposal.planned:
        new_row(round, one, InterviewState.PLANNED)
    _keep_what_was_told(round, part, proposal, at)
    audit.record(Event.INTERVIEWS_PLANNED, about=round, by=by, at=at, part=part.key)
    return proposal


@dataclass(frozen=True)
class Setback:
    """What has happened: somebody ill or a room lost on these days; or neither, and
    times are looked for again for those who have none that works."""

    person: str = ""
    room: str = ""
    days: tuple[date, ...] = ()

    def after(self, layout: Layout) -> Layout:
        return without(layout, person=self.person, room=self.room, days=self.days)


@transaction.atomic
def plan_again(
    *,
    round: RecruitmentRound,
    part: Part,
    setback: Setback,
    digest: str,
    by: User,
    at: datetime,
) -> Proposal:
    """Carry out the new plan that was shown, and tell everybody who is moved.

    `digest` is that of the plan that was looked at: when anything has changed since,
    nothing is done and the new moves are shown.
    """
    round = _locked(round)
    may_plan_interviews(round.state).require()
    layout = setback.after(_layout(round, part))
    proposal = proposal_for(round, part, layout, at, keep=True)
    _as_shown(proposal, digest)
    InterviewLayout.objects.filter(round=round, phase=part.key).update(
        table=as_table(layout), saved_by=by, saved_at=at
    )
    changed = carry_out(round, part, proposal.planned, at)
    _keep_what_was_told(round, part, proposal, at)
    audit.record(
        Event.INTERVIEWS_MOVED, about=round, by=by, at=at, part=part.key,
        moves=len(proposal.moves),
    )  # fmt: skip
    news.tell_of_changes(round=round, changed=changed, by=by, at=at)
    return proposal


def _keep_what_was_told(
    round: RecruitmentRound, part: Part, proposal: Proposal, at: datetime
) -> None:
    """Planning costs seconds: why somebody is without a time is read from here."""
    rows = InterviewLayout.objects.filter(round=round, phase=part.key)
    rows.update(told=as_told(proposal), told_at=at)


def _as_shown(proposal: Proposal, digest: str) -> None:
    if proposal.digest != digest:
        text = (
            "Planen har ändrats sedan du såg den, och inget är gjort. Läs igenom "
            "ändringarna nedan och genomför dem om de stämmer."
        )
        no("interviews.changed_since", text, HOUSE).require()


def _nobody_called(round: RecruitmentRound, part: Part) -> None:
    called = round.interviews.filter(phase__in=part.phases).exclude(
        state=InterviewState.PLANNED
    )
    if called.exists():
        text = (
            "Ett nytt förslag kan inte göras. Sökande är redan kallade. Planera om, så "
            "ser du vilka som flyttas innan något ändras."
        )
        no("interviews.called", text, HOUSE).require()


def _locked(round: RecruitmentRound) -> RecruitmentRound:
    rows = RecruitmentRound.objects.select_for_update(of=("self",))
    return rows.select_related("region").get(pk=round.pk)


def _layout(round: RecruitmentRound, part: Part) -> Layout:
    row = layout_of(round, part)
    if row is None:
        text = "Ingen plan kan göras än. Dagar, rum och intervjuare saknas. Skriv dem."
        no("interviews.no_layout", text, HOUSE).require()
        raise AssertionError
    return read_layout(row.table)
