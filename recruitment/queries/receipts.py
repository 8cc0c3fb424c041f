"""The receipt: that an application has come in, what was in it, and what comes next."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from bt_admin.lib.swedish import listing, moment
from recruitment.models import Application, Paper
from recruitment.rules.methods import Method


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
