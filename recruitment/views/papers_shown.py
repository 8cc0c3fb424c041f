"""The papers of a case as its pages show them: one line and one form for each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bt_admin.lib.swedish import begin
from bt_admin.lib.verdicts import all_of
from recruitment.enums import ApplicationState
from recruitment.forms.own_case import PaperForm
from recruitment.queries import cases
from recruitment.rules.applying import may_add_paper
from recruitment.rules.methods import Method
from recruitment.rules.papers import may_complement


@dataclass(frozen=True)
class Kind:
    """`form`: when one more may be handed in; else None."""

    key: str
    label: str
    is_required: bool
    is_missing: bool
    papers: list[Any]
    form: Any
    may_remove: bool


def kinds(
    application: Any,
    papers: Sequence[Any],
    method: Method,
    at: datetime,
    sent: Any = None,
) -> list[Kind]:
    """What the round asks for, in its order. `sent`: a form that was refused."""
    missing = {one.key for one in cases.missing_of(application, papers, method)}
    until = cases.deadlines_of(application, method)
    there = cases.handed(application, papers)
    found = []
    for one in method.papers:
        may = all_of(
            may_complement(one.key, method.papers, there, until, at),
            may_add_paper(application.state, len(papers)),
        )
        form = sent if sent is not None and sent.prefix == one.key else None
        if form is None and may:
            form = PaperForm(prefix=one.key)
        mine = [paper for paper in papers if paper.kind == one.key]
        if not (mine or form or one.key in missing):
            continue
        found.append(
            Kind(
                key=one.key,
                label=begin(one.label),
                is_required=one.required,
                is_missing=one.key in missing,
                papers=mine,
                form=form,
                may_remove=application.state == ApplicationState.DRAFT,
            )
        )
    return found
