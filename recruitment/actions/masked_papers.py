"""Masked copies of papers: made when a paper has come in, looked at by the office."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from recruitment.actions.copying import Copy, copy_of
from recruitment.actions.screening import may_handle
from recruitment.enums import MaskState
from recruitment.models import Application, Paper
from recruitment.queries.masked_papers import kind_of, kinds_read
from recruitment.queries.reviewing import known_of
from recruitment.rules.masked_copies import CopyFacts, may_approve, may_mask
from recruitment.rules.masked_papers import WORDS, Doubt
from regions import audit, outbox
from regions.events import Event
from regions.models import User

MASK = "recruitment.mask"
FIELDS = [
    "masked", "masked_type", "mask_state", "mask_doubt", "mask_pages", "mask_by",
    "mask_at",
]  # fmt: skip


def ask_for_copies(*, application: Application, at: datetime) -> None:
    """Ask for a copy of each paper that reviewers read and that has none yet."""
    rows = application.papers.filter(
        mask_state=MaskState.WAITING, kind__in=kinds_read(application)
    )
    for pk in rows.values_list("pk", flat=True):
        outbox.enqueue(
            MASK,
            str(pk),
            region_id=application.region_id,
            by=None,
            at=at,
            paper=str(pk),
        )


@transaction.atomic
def make(*, paper_id: str, at: datetime) -> None:
    """The worker makes the copy. Gone, or made already: there is nothing to do."""
    paper = _rows().filter(pk=paper_id, mask_state=MaskState.WAITING).first()
    if paper is not None:
        copy = _copy(paper, bytes(paper.content), paper.content_type, at)
        _keep(paper, copy, None, at)


@transaction.atomic
def put(*, paper: Paper, file: Any, by: User, at: datetime) -> Paper:
    """Somebody at the office has masked it: the copy is made of their file instead.

    It is looked at no less than the applicant's: a black box over text hides nothing.
    """
    paper = _handled(paper, by)
    copy = _copy(paper, file.content, file.content_type, at)
    if copy.content is None:
        words = WORDS[Doubt(copy.doubt)]
        text = _("%s Spara den som bilder, eller låt handlingen vara.") % words
        raise Refused(no("masking.not_made", text, HOUSE, field="files"))
    _keep(paper, copy, by, at)
    audit.record(
        Event.PAPER_MASKED, about=paper.application, by=by, at=at, kind=paper.kind
    )
    return paper


@transaction.atomic
def approve(*, paper: Paper, seen: str, by: User, at: datetime) -> Paper:
    """The reviewers may read the copy that was looked at; `seen` is its `copy_mark`."""
    paper = _handled(paper, by)
    may_approve(_facts(paper, seen)).require()
    if paper.mask_state == MaskState.APPROVED:
        return paper
    paper.mask_state, paper.mask_by = MaskState.APPROVED, by
    paper.save(update_fields=["mask_state", "mask_by"])
    audit.record(
        Event.PAPER_COPY_APPROVED,
        about=paper.application,
        by=by,
        at=at,
        kind=paper.kind,
    )
    return paper


@transaction.atomic
def leave_out(*, paper: Paper, by: User, at: datetime) -> Paper:
    """The reviewers do not read it, from now on; the copy is gone."""
    paper = _handled(paper, by)
    if paper.mask_state == MaskState.LEFT_OUT:
        return paper
    _keep(paper, Copy(), by, at)
    paper.mask_state = MaskState.LEFT_OUT
    paper.save(update_fields=["mask_state"])
    audit.record(
        Event.PAPER_LEFT_OUT, about=paper.application, by=by, at=at, kind=paper.kind
    )
    return paper


@transaction.atomic
def again(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Make the copy anew from what the applicant sent. Until then nothing is shown."""
    paper = _handled(paper, by)
    _keep(paper, Copy(), by, at)
    paper.mask_state = MaskState.WAITING
    paper.save(update_fields=["mask_state"])
    outbox.enqueue(
        MASK, f"{paper.pk} {at.isoformat()}", region_id=paper.region_id, by=by, at=at,
        paper=str(paper.pk),
    )  # fmt: skip
    audit.record(
        Event.PAPER_COPY_AGAIN, about=paper.application, by=by, at=at, kind=paper.kind
    )
    return paper


# --------------------------------------------------------------------------- the copy
def _rows() -> Any:
    rows = Paper.objects.select_for_update(of=("self",))
    return rows.select_related("application__round__region", "application__region")


def _handled(paper: Paper, by: User) -> Paper:
    """The paper, locked, for somebody at the office who may know whose it is."""
    row: Paper = _rows().get(pk=paper.pk)
    may_handle(row.application, by).require()
    may_mask(_facts(row, "")).require()
    return row


def _facts(paper: Paper, seen: str) -> CopyFacts:
    return CopyFacts(
        state=paper.mask_state,
        is_read=paper.kind in kinds_read(paper.application),
        has_copy=paper.masked is not None,
        is_same=seen == paper.copy_mark,
    )


def _copy(paper: Paper, content: bytes, content_type: str, at: datetime) -> Copy:
    title = f"{paper.application}: {kind_of(paper)}"
    known, on = known_of(paper.application), timezone.localdate(at)
    return copy_of(content, content_type, known, title=title, on=on)


def _keep(paper: Paper, copy: Copy, by: User | None, at: datetime) -> None:
    is_sure = copy.content is not None and not copy.doubt
    paper.masked, paper.masked_type = copy.content, copy.content_type
    paper.mask_doubt, paper.mask_pages = copy.doubt, list(copy.pages)
    paper.mask_state = MaskState.MASKED if is_sure else MaskState.DOUBT
    paper.mask_by, paper.mask_at = by, at
    paper.save(update_fields=FIELDS)
