"""An applicant takes the application back, and whatever waited for it is let go."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.swedish import moment
from recruitment.actions.applications_locked import application_locked
from recruitment.actions.interview_seats import free_seats
from recruitment.actions.letters import write_letter
from recruitment.actions.references import REFERENCE_OVER
from recruitment.actions.rounds_locked import round_locked
from recruitment.enums import ApplicationState, ReserveState, ReviewState
from recruitment.models import Application, Referee, ReserveEntry
from recruitment.queries.cases import has_live_offer
from recruitment.rules.applying import may_withdraw
from regions import audit, outbox
from regions.events import Event

WITHDRAWN = "withdrawn"  # the kind of the letter that confirms it


@transaction.atomic
def withdraw(*, application: Application, reason: str, at: datetime) -> Application:
    """Taken back; nobody waits for it any more. The second click changes nothing.

    The round is locked first, as when interviews are planned or offers answered.
    """
    round_locked(application.round)
    row = application_locked(application)
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
    row.reviews.exclude(state=ReviewState.SENT).delete()
    freed = free_seats(row, at)
    end_references(row, at)
    audit.record(
        Event.CASE_WITHDRAWN, about=row, by=None, at=at, reason=reason, freed=freed
    )
    confirm(row, at)
    return row


def confirm(row: Application, at: datetime) -> None:
    """A letter to whoever has withdrawn."""
    text = _(
        "Ansökan med ärendenummer %(number)s i %(round)s togs tillbaka den %(at)s. "
        "Den prövas inte längre. Du kan söka igen så länge en omgång är öppen."
    )
    write_letter(
        application=row,
        kind=WITHDRAWN,
        subject=_("Din ansökan är tillbakatagen"),
        body=text % {"number": row.number, "round": row.round.name, "at": moment(at)},
        by=None,
        at=at,
    )


def end_references(row: Application, at: datetime) -> None:
    """Whoever was asked and has not answered is thanked; the link opens nothing more."""
    asked = Referee.objects.select_for_update(of=("self",)).filter(
        application=row, token_hash__isnull=False,
        answered_at__isnull=True, declined_at__isnull=True,
    )  # fmt: skip
    today = timezone.localdate(at)
    for one in asked.order_by("pk"):
        was_open = one.expires_on is not None and one.expires_on >= today
        one.token_hash, one.expires_on = None, today - timedelta(days=1)
        one.save(update_fields=["token_hash", "expires_on"])
        if was_open:
            outbox.enqueue(
                REFERENCE_OVER, str(one.pk), region_id=row.region_id, by=None, at=at,
                referee=str(one.pk),
            )  # fmt: skip


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
