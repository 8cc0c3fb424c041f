"""What is taken out of the system is noted: which round, how many, by whom."""

from datetime import datetime

from django.db import transaction

from recruitment.models import Paper, RecruitmentRound
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def note_export(
    *, round: RecruitmentRound, number: int, by: User, at: datetime
) -> None:
    audit.record(Event.CASES_EXPORTED, about=round, by=by, at=at, number=number)


@transaction.atomic
def note_paper(*, paper: Paper, by: User, at: datetime) -> None:
    """Somebody has fetched a paper: its kind is told, never the name of the file."""
    audit.record(
        Event.CASE_PAPER_READ, about=paper.application, by=by, at=at, kind=paper.kind
    )
