"""An applicant takes the application back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bt_admin.lib.swedish import moment
from recruitment.actions.applying import locked
from recruitment.actions.letters import write_letter
from recruitment.enums import ApplicationState, ReserveState
from recruitment.models import Application, ReserveEntry
from recruitment.queries.cases import has_live_offer
from recruitment.rules.applying import may_withdraw
from regions import audit
from regions.audit import Event

WITHDRAWN = "withdrawn"  # the kind of the letter that confirms it


@transaction.atomic
def withdraw(*, application: Application, reason: str, at: datetime) -> Application:
    """Taken back, and no longer in the reserve. The second click changes nothing."""
    row = locked(application)
    if row.state == ApplicationState.WITHDRAWN:
        return row
    may_withdraw(row.state, has_offer=has_live_offer(row)).require()
    row.state = ApplicationState.WITHDRAWN
    row.withdrawn_at, row.withdrawn_reason = at, reason
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    waiting = ReserveEntry.objects.filter(
        application=row, state__in=[ReserveState.WAITING, ReserveState.CALLED]
    )
    waiting.update(state=ReserveState.DECLINED)
    audit.record(Event.CASE_WITHDRAWN, about=row, by=None, at=at, reason=reason)
    words = {"number": row.number, "round": row.round.name, "at": moment(at)}
    write_letter(
        application=row,
        kind=WITHDRAWN,
        subject=_("Din ansökan är tillbakatagen"),
        body=_(
            "Ansökan med ärendenummer %(number)s i %(round)s togs tillbaka den %(at)s. "
            "Den prövas inte längre. Du kan söka igen så länge en omgång är öppen."
        )
        % words,
        by=None,
        at=at,
    )
    return row


@transaction.atomic
def throw_away(*, application: Application, at: datetime) -> None:
    """A draft that was never sent is the applicant's own, and can be gone at once."""
    row = Application.objects.select_for_update(of=("self",)).filter(
        pk=application.pk, state=ApplicationState.DRAFT
    )
    if found := row.first():
        audit.record(Event.CASE_THROWN_AWAY, about=found, by=None, at=at)
        found.papers.all().delete()
        found.delete()
