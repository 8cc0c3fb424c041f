"""One interview moved by hand: another time, another room, other interviewers."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.actions import interview_news as news
from recruitment.actions.interview_rows import Changed, move_row
from recruitment.enums import InterviewState
from recruitment.models import Interview, RecruitmentRound
from recruitment.queries.interview_moving import may_move, movable
from recruitment.queries.interview_planning import as_planned
from recruitment.queries.interviews import with_people
from recruitment.rules.interview_facts import Interview as Single
from recruitment.rules.interview_facts import Slot
from recruitment.rules.interview_moving import changes_something, may_move_to
from recruitment.rules.interview_parts import Planned
from regions import audit
from regions.events import Event
from regions.models import User


@dataclass(frozen=True)
class Choice:
    """What somebody has chosen. `panel`: keys of users."""

    slot: Slot
    room: str
    panel: frozenset[str]


@transaction.atomic
def move_interview(
    *, interview: Interview, choice: Choice, version: int, by: User, at: datetime
) -> Interview:
    """Move it, and tell those it touches; the candidate is asked anew about a new time.

    `version` is that of the interview that was looked at: what somebody else has moved
    meanwhile is not moved back.
    """
    row = _locked(interview)
    all_of(may_move(row, at), _as_seen(row, version)).require()
    there = movable(row, at)
    after = Single(
        choice.slot,
        choice.room,
        there.before.candidate,
        there.people(set(choice.panel)),
    )
    changes_something(there.before, after).require()
    may_move_to(there.facts, there.others, after, there.now).require()
    changed = Changed()
    planned = Planned(
        row.phase, after.slot, after.room, after.panel, as_planned(row).candidates
    )
    move_row(row, planned, changed, at)
    audit.record(Event.INTERVIEW_MOVED, about=row.round, by=by, at=at,
                 interview=str(row.pk))  # fmt: skip
    if row.state == InterviewState.CALLED:
        news.tell_of_changes(round=row.round, changed=changed, by=by, at=at)
    return row


def _locked(interview: Interview) -> Interview:
    """The round first, as planning does: no plan is made while this goes on."""
    rows = RecruitmentRound.objects.select_for_update(of=("self",))
    round = rows.get(pk=interview.round_id)
    return with_people(round.interviews.all()).get(pk=interview.pk)


def _as_seen(row: Interview, version: int) -> Verdict:
    if row.version == version:
        return YES
    text = (
        "Intervjun är inte flyttad. Någon annan har ändrat den sedan du öppnade sidan. "
        "Se hur den ligger nu, och välj igen."
    )
    return no("move.changed_since", text, HOUSE)
