"""Giving out an application as a public record, masked by paragraph."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string

from bt_admin.lib.sources import PUBLIC_RECORDS
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.actions.disclosed_files import Copy, counted, files_given, packed
from recruitment.models import Application, Disclosure
from recruitment.queries.records import Part, is_protected
from recruitment.rules.disclosure import DisclosureFacts, Masking, may_disclose
from recruitment.rules.disclosure_papers import (
    PART,
    PaperDecision,
    may_give_papers,
)
from regions import access, audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission


@transaction.atomic
def disclose(
    *,
    application: Application,
    request: str,
    parts: Sequence[Part],
    decisions: Mapping[str, Masking],
    papers: Sequence[PaperDecision] = (),
    by: User,
    at: datetime,
) -> tuple[Disclosure, Copy]:
    """The copy, and the row that it was given out.

    HTML that opens anywhere, packed with the files that are given out, if any. What is
    masked is not in the copy: a black bar can be read beneath. `papers` decides about
    every file there is: one that has come since stops it.
    """
    access.require(by, Permission.RECRUIT, application.region)
    facts = DisclosureFacts(
        fields=tuple(part.key for part in parts),
        decisions=decisions,
        is_registered=application.number is not None,
        is_protected=is_protected(application),
    )
    papers = counted(application, papers)
    (_said(request) & may_disclose(facts) & may_give_papers(papers)).require()
    assert application.number is not None  # it is registered
    masked = {key: one for key, one in decisions.items() if one.is_masked}
    shown = [(part, masked.get(part.key)) for part in parts]
    files = files_given(application, papers)
    context = {
        "application": application, "parts": shown, "request": request, "at": at,
        "papers": [(one, files.get(one.key)) for one in papers],
    }  # fmt: skip
    page = render_to_string("recruitment/disclosed.html", context)
    copy = packed(f"arende-{application.number}", page, list(files.values()))
    row = Disclosure.objects.create(
        region_id=application.region_id,
        round_id=application.round_id,
        application_number=application.number,
        request=request,
        masked=[*_masked(masked), *_all_left_out(papers)],
        sha256=hashlib.sha256(copy.content).hexdigest(),
        given_by=by,
        given_at=at,
    )
    audit.record(
        Event.CASE_DISCLOSED, about=application, by=by, at=at, masked=sorted(masked),
        files=len(files),
    )  # fmt: skip
    return row, copy


def _masked(decisions: Mapping[str, Masking]) -> list[dict[str, object]]:
    return [
        {"field": key, "paragraph": one.source.title, "reason": one.reason}
        for key, one in decisions.items()
    ]


def _all_left_out(papers: Sequence[PaperDecision]) -> list[dict[str, object]]:
    numbered = enumerate(papers, start=1)
    return [_left_out(number, one) for number, one in numbered if one.source]


def _left_out(number: int, one: PaperDecision) -> dict[str, object]:
    """By number: what the file was called may be a name, and this row stays."""
    assert one.source is not None
    return {
        "field": f"paper {number}",
        "pages": list(one.left_out) if one.how == PART else "all",
        "paragraph": one.source.title,
        "reason": one.reason,
    }


def _said(request: str) -> Verdict:
    if request.strip():
        return YES
    text = "Skriv vad som har begärts ut. Den som frågar får vara anonym."
    return no("disclose.no_request", text, PUBLIC_RECORDS, field="request")
