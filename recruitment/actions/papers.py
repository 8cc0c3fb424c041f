"""What an applicant hands in: looked at when it comes, made anew, and kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from bt_admin.lib.verdicts import all_of
from recruitment.actions.applying import locked
from recruitment.models import Application, Paper
from recruitment.queries.cases import deadlines_of, handed, papers_of
from recruitment.queries.methods import method_of
from recruitment.rules.applying import may_add_paper, may_remove_paper
from recruitment.rules.papers import may_complement
from regions import audit
from regions.audit import Event


@transaction.atomic
def hand_in(
    *, application: Application, kind: str, files: Sequence[Any], at: datetime
) -> list[Paper]:
    """These clean files are papers of this kind. The same file again is not kept twice."""
    row = locked(application)
    method, there = method_of(row.round), papers_of(row)
    until = deadlines_of(row, method)
    all_of(
        may_complement(kind, method.papers, handed(there), until, at),
        may_add_paper(row.state, len(there) + len(files) - 1),
    ).require()
    known = {(one.kind, one.source_sha256) for one in there}
    made = [
        Paper(
            region=row.region, application=row, kind=kind, uploaded_at=at,
            **Paper.values_of(file),
        )
        for file in files
        if (kind, file.source_sha256) not in known
    ]  # fmt: skip
    Paper.objects.bulk_create(made)
    audit.record(
        Event.CASE_PAPER_ADDED, about=row, by=None, at=at, paper=kind, files=len(made)
    )
    return made


@transaction.atomic
def take_away(*, application: Application, paper: Paper, at: datetime) -> None:
    """The applicant removes a paper from a draft. Removed already: nothing to do."""
    row = locked(application)
    may_remove_paper(row.state).require()
    gone, _ = row.papers.filter(pk=paper.pk).delete()
    if gone:
        audit.record(
            Event.CASE_PAPER_REMOVED, about=row, by=None, at=at, paper=paper.kind
        )
