"""A BT is ended in advance: nobody guides it any more, and what is in it stays.

The doctor's own part is kept: what was written is theirs to read and take along, any
day, as from a BT that was finished.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from placements.actions.programme import programme_locked
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import Programme, ProgrammeAssignment
from placements.rules.ending import EndingFacts, may_end_in_advance
from regions import access, audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def end_programme(
    *, programme: Programme, ends_on: date, reason: str, by: User, at: datetime
) -> Programme:
    """End it with the reason; everybody but the doctor loses what it gave them.

    Who may decide so is for the caller to ask, as when a BT is opened. Rights end at
    once, whatever day the post was left: what was done until now was rightly done.
    """
    row = programme_locked(programme)
    today = timezone.localdate(at)
    may_end_in_advance(
        EndingFacts(str(row.doctor), row.state, ends_on, today, reason)
    ).require()
    row.state, row.ended_on, row.ended_reason = (
        ProgrammeState.ENDED, ends_on, reason.strip(),
    )  # fmt: skip
    row.ended_by, row.ended_at = by, at
    row.save()
    end_roles(row, today)
    audit.record(
        Event.PROGRAMME_ENDED, about=row, programme=row, by=by, at=at,
        ended_on=str(ends_on),
    )  # fmt: skip
    return row


def end_roles(programme: Programme, today: date) -> None:
    """All but the doctor's: those to come are taken away, the others end yesterday."""
    still = Q(ends__isnull=True) | Q(ends__gte=today)
    rows = ProgrammeAssignment.objects.filter(still, programme=programme).exclude(
        role=ProgrammeRole.DOCTOR
    )
    for one in rows.select_related("user", "programme"):
        if one.starts >= today:
            access.withdraw(one)
        else:
            access.end(one, on=today - timedelta(days=1))
