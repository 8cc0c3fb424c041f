"""Receipts: that an application, or what it lacked, has come in, and what comes next."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from bt_admin.lib.swedish import listing, moment
from recruitment.models import Application, Paper
from recruitment.queries.methods import method_of
from recruitment.rules.methods import Method


def complement_text(
    application: Application, papers: Sequence[Paper], at: datetime
) -> tuple[str, str]:
    """(subject, body) when all that was asked for has come."""
    labels = {one.key: one.label for one in method_of(application.round).papers}
    asked = [labels[one] for one in application.complement_kinds if one in labels]
    came = [
        labels[one.kind]
        for one in papers
        if one.kind in labels and one.uploaded_at == at
    ]
    words = {"at": moment(at), "papers": listing(asked or dict.fromkeys(came))}
    body = _(
        "Vi har tagit emot det vi bad om: %(papers)s. Det sista kom in den %(at)s.\n\n"
        "Ansökan prövas nu. Du behöver inte göra något mer."
    )
    return _("Din komplettering har kommit in"), body % words


def receipt_text(
    application: Application, papers: Sequence[Paper], method: Method, at: datetime
) -> tuple[str, str]:
    """(subject, body). `at`: by the database's clock."""
    labels = {one.key: one.label for one in method.papers}
    names = dict.fromkeys(labels[one.kind] for one in papers if one.kind in labels)
    assert application.round.closes_at is not None
    words = {
        "number": application.number,
        "round": application.round.name,
        "at": moment(at),
        "papers": listing(names) or _("inga"),
        "closes": moment(application.round.closes_at),
    }
    body = _(
        "Vi har tagit emot din ansökan.\n\n"
        "Ärendenummer: %(number)s\n"
        "Omgång: %(round)s\n"
        "Kom in: %(at)s\n"
        "Handlingar: %(papers)s\n\n"
        "Ansökningstiden går ut den %(closes)s. Sedan granskas varje ansökan för sig. "
        "På den här sidan ser du var ansökan är och vad som händer härnäst."
    )
    return _("Vi har tagit emot din ansökan"), body % words
