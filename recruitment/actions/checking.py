"""The office notes what a register says of an applicant."""

from datetime import datetime

from django.db import transaction

from recruitment.actions.applications_locked import application_locked
from recruitment.actions.screening import may_handle
from recruitment.models import Application
from recruitment.queries.screening import known_of
from recruitment.rules.checking import Known, as_kept, may_check
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def note_check(
    *, application: Application, found: Known, by: User, at: datetime
) -> Application:
    """What the applicant sent stays; what was found counts. The same again: nothing."""
    row = application_locked(application)
    may_handle(row, by).require()
    may_check(row.state).require()
    kept = as_kept(found)
    if {name: row.checked.get(name) for name in kept} == kept:
        return row
    before = as_kept(known_of(row))
    row.checked = {**kept, "by": str(by.pk), "at": at.isoformat()}
    row.version += 1
    row.save(update_fields=["checked", "version"])
    audit.record(Event.CASE_CHECKED, about=row, by=by, at=at, before=before, found=kept)
    return row
