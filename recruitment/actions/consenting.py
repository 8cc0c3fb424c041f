"""An applicant changes what was agreed to when the application was sent."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from recruitment.actions import interview_news as news
from recruitment.actions.applications_locked import application_locked
from recruitment.actions.elsewhere import news_of_place
from recruitment.actions.interview_rows import seat_observers
from recruitment.enums import InterviewState
from recruitment.models import Application, Interview, InterviewCandidate
from recruitment.rules.consents import (
    ELSEWHERE,
    OBSERVER,
    changed_consents,
    may_change_consents,
)
from regions import audit
from regions.events import Event


@transaction.atomic
def change_consents(
    *, application: Application, given: Mapping[str, bool], at: datetime
) -> dict[str, bool]:
    """Write them, and do what follows; which were changed. The same again: none."""
    row = application_locked(application)
    may_change_consents(row.state).require()
    changed = changed_consents(row.consents, given)
    if not changed:
        return changed
    row.consents = {**row.consents, **changed}
    row.save(update_fields=["consents"])
    audit.record(
        Event.CASE_CONSENTS, about=row, by=None, at=at,
        given=sorted(key for key, yes in changed.items() if yes),
        taken_back=sorted(key for key, yes in changed.items() if not yes),
    )  # fmt: skip
    if OBSERVER in changed:
        welcome_observer(row, welcome=changed[OBSERVER], at=at)
    if ELSEWHERE in changed:
        news_of_place(row, at)
    return changed


def welcome_observer(row: Application, *, welcome: bool, at: datetime) -> None:
    """The observer gets a seat in the interviews to come, or loses it, and is told."""
    candidates = InterviewCandidate.objects.select_for_update(of=("self",)).filter(
        application=row,
        interview__state=InterviewState.CALLED,
        interview__starts_at__gt=at,
    )
    told: set[object] = set()
    for one in candidates.select_related("interview__round").order_by("pk"):
        before = observers_of(one.interview)
        one.observer_welcome = welcome
        one.save(update_fields=["observer_welcome"])
        seat_observers(one.interview)
        told |= before ^ observers_of(one.interview)
    news.notify_users(round=row.round, users=told, by=None, at=at)


def observers_of(interview: Interview) -> set[object]:
    return set(interview.seats.filter(observes=True).values_list("user", flat=True))
