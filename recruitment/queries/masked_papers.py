"""Masked copies: which papers reviewers read, and those the office has to look at."""

from dataclasses import dataclass
from typing import Any

from recruitment.enums import MaskState
from recruitment.models import Application, Paper, RecruitmentRound, Review
from recruitment.queries.methods import method_of
from recruitment.rules.masked_copies import SHOWN, TOLD
from recruitment.rules.reviewing import READ

HEAVY = ("content", "masked", "mask_pages")


@dataclass(frozen=True)
class Shown:
    """A paper on a reviewer's page: what it is called, and why it is not shown."""

    paper: Paper
    label: str
    why_not: str


def kinds_read(application: Application) -> list[str]:
    """The kinds of papers that the method lets reviewers read, masked."""
    return [one.key for one in method_of(application.round).papers if one.blind]


def kind_of(paper: Paper) -> str:
    """«en meritförteckning»; its key when the method no longer has it."""
    labels = {one.key: one.label for one in method_of(paper.application.round).papers}
    return labels.get(paper.kind, paper.kind)


def papers_shown(application: Application) -> list[Shown]:
    """The papers reviewers read, or read why they do not. One query."""
    kinds = {
        one.key: one.label for one in method_of(application.round).papers if one.blind
    }
    rows = list(application.papers.filter(kind__in=kinds).defer(*HEAVY))
    return [
        Shown(one, _numbered(one, rows, kinds), TOLD.get(one.mask_state, ""))
        for one in rows
    ]


def _numbered(paper: Paper, rows: list[Paper], kinds: dict[str, str]) -> str:
    """«en meritförteckning», and with a number when there are several."""
    same = [one.pk for one in rows if one.kind == paper.kind]
    label = kinds[paper.kind]
    return f"{label} {same.index(paper.pk) + 1}" if len(same) > 1 else label


def paper_with_copy(application: Application, pk: Any) -> Paper | None:
    """A paper as the office looks at it; what the applicant sent stays behind."""
    rows = Paper.objects.filter(application=application)
    rows = rows.select_related("mask_by", "application__round__region")
    return (
        rows.select_related("application__region")
        .defer("content")
        .filter(pk=pk)
        .first()
    )


def copy_for(review: Review, pk: Any) -> Paper | None:
    """The copy that a reviewer may read, or None. The only way to one."""
    rows = Paper.objects.filter(
        application=review.application,
        kind__in=kinds_read(review.application),
        mask_state__in=SHOWN,
        masked__isnull=False,
    )
    return rows.defer("content", "mask_pages").filter(pk=pk).first()


def to_look_at(round: RecruitmentRound) -> list[tuple[Paper, str]]:
    """Papers that reviewers wait for, each with its kind in words, by number."""
    kinds = {one.key: one.label for one in method_of(round).papers if one.blind}
    rows = Paper.objects.filter(
        application__round=round,
        application__state__in=READ,
        kind__in=kinds,
        mask_state=MaskState.DOUBT,
    )
    rows = rows.select_related("application").defer(*HEAVY)
    return [(one, kinds[one.kind]) for one in rows.order_by("application__number")]
