"""Giving out an application as a public record, masked by paragraph."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string

from bt_admin.lib.sources import PUBLIC_RECORDS
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.models import Application, Disclosure
from recruitment.queries.records import Part
from recruitment.rules.disclosure import DisclosureFacts, Masking, may_disclose
from regions import access, audit
from regions.audit import Event
from regions.models import User
from regions.roles import Permission


@transaction.atomic
def disclose(
    *,
    application: Application,
    request: str,
    parts: Sequence[Part],
    decisions: Mapping[str, Masking],
    by: User,
    at: datetime,
) -> tuple[Disclosure, str]:
    """The copy, as HTML that opens anywhere, and the row that it was given out.

    What is masked is not in the copy: a black bar can be read beneath.
    """
    access.require(by, Permission.RECRUIT, application.region)
    facts = DisclosureFacts(
        fields=tuple(part.key for part in parts),
        decisions=decisions,
        is_registered=application.number is not None,
    )
    (_said(request) & may_disclose(facts)).require()
    assert application.number is not None  # it is registered
    masked = {key: one for key, one in decisions.items() if one.is_masked}
    shown = [(part, masked.get(part.key)) for part in parts]
    context = {"application": application, "parts": shown, "request": request, "at": at}
    copy = render_to_string("recruitment/disclosed.html", context)
    row = Disclosure.objects.create(
        region_id=application.region_id,
        round_id=application.round_id,
        application_number=application.number,
        request=request,
        masked=[
            {"field": key, "paragraph": one.source.title, "reason": one.reason}
            for key, one in masked.items()
        ],
        sha256=hashlib.sha256(copy.encode()).hexdigest(),
        given_by=by,
        given_at=at,
    )
    audit.record(
        Event.CASE_DISCLOSED, about=application, by=by, at=at, masked=sorted(masked)
    )
    return row, copy


def _said(request: str) -> Verdict:
    if request.strip():
        return YES
    text = "Skriv vad som har begärts ut. Den som frågar får vara anonym."
    return no("disclose.no_request", text, PUBLIC_RECORDS, field="request")
