"""What an applicant hands in: looked at when it comes, made anew, and kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from bt_admin.lib.verdicts import all_of
from recruitment.actions.applications_locked import application_locked
from recruitment.actions.letters import write_letter
from recruitment.actions.masked_papers import ask_for_copies
from recruitment.enums import ApplicationState
from recruitment.models import Application, Paper
from recruitment.queries.cases import deadlines_of, handed, missing_of, papers_of
from recruitment.queries.methods import method_of
from recruitment.queries.receipts import complement_text
from recruitment.rules.applying import may_add_paper, may_remove_paper
from recruitment.rules.papers import may_complement
from regions import audit
from regions.events import Event

COMPLEMENTED = "complemented"  # the kind of the letter that confirms it


@transaction.atomic
def hand_in(
    *, application: Application, kind: str, files: Sequence[Any], at: datetime
) -> list[Paper]:
    """These clean files are papers of this kind. The same file again is not kept twice."""
    row = application_locked(application)
    method, there = method_of(row.round), papers_of(row)
    until = deadlines_of(row, method)
    all_of(
        may_complement(kind, method.papers, handed(row, there), until, at),
        may_add_paper(row.state, len(there) + len(files) - 1),
    ).require()
    known = {
        (one.kind, one.source_sha256)
        for one in there
        if row.still_counts(one.kind, one.uploaded_at)
    }
    made = [
        Paper(
            region=row.region, application=row, kind=kind, uploaded_at=at,
            **Paper.values_of(file),
        )
        for file in files
        if (kind, file.source_sha256) not in known
    ]  # fmt: skip
    Paper.objects.bulk_create(made)
    if row.state != ApplicationState.DRAFT:  # of a draft nobody knows whose it will be
        ask_for_copies(application=row, at=at)
    audit.record(
        Event.CASE_PAPER_ADDED, about=row, by=None, at=at, paper=kind, files=len(made)
    )
    if made and row.state == ApplicationState.INCOMPLETE:
        note_complement(row, at)
    return made


def note_complement(row: Application, at: datetime) -> None:
    """When all that was asked for is there: to be tried again, and a receipt."""
    papers = papers_of(row)
    if missing_of(row, papers, method_of(row.round)):
        return
    row.state = ApplicationState.SUBMITTED
    row.version += 1
    row.save(update_fields=["state", "version"])
    audit.record(Event.CASE_COMPLEMENTED, about=row, by=None, at=at)
    subject, body = complement_text(row, papers, at)
    write_letter(
        application=row, kind=COMPLEMENTED, subject=subject, body=body, by=None, at=at
    )


@transaction.atomic
def take_away(*, application: Application, paper: Paper, at: datetime) -> None:
    """The applicant removes a paper from a draft. Removed already: nothing to do."""
    row = application_locked(application)
    may_remove_paper(row.state).require()
    gone, _ = row.papers.filter(pk=paper.pk).delete()
    if gone:
        audit.record(
            Event.CASE_PAPER_REMOVED, about=row, by=None, at=at, paper=paper.kind
        )
