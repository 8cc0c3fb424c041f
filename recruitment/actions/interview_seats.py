"""An applicant leaves: the time in the plan is free again, and everybody is told."""

from datetime import datetime
from typing import Any

from recruitment.actions import interview_news as news
from recruitment.actions.interview_rows import seat_observers
from recruitment.enums import InterviewState
from recruitment.models import Application, Interview, InterviewCandidate

TO_COME = (InterviewState.PLANNED, InterviewState.CALLED)


def free_seats(application: Application, at: datetime) -> int:
    """Out of every interview that has not begun; how many. Call it with the round locked.

    With nobody else in it an interview is cancelled, and stays in the calendars as
    that; a proposal is gone. What has begun is left as it was.
    """
    rows = InterviewCandidate.objects.select_for_update(of=("self",)).filter(
        application=application,
        interview__state__in=TO_COME,
        interview__starts_at__gt=at,
    )
    freed = list(rows.select_related("interview__round__region").order_by("pk"))
    told: set[Any] = set()
    for one in freed:
        if one.interview.state == InterviewState.CALLED:
            told |= set(one.interview.seats.values_list("user", flat=True))
        one.delete()
        _without_one(one.interview, at)
    if told:
        news.notify_users(round=application.round, users=told, by=None, at=at)
        key = f"interview-left:{application.pk}"
        news.tell_office(round=application.round, key=key, at=at)
    return len(freed)


def _without_one(interview: Interview, at: datetime) -> None:
    """The others in the interview still come, if there are any."""
    is_empty = not interview.candidates.exists()
    if is_empty and interview.state == InterviewState.PLANNED:
        interview.delete()
        return
    if is_empty:
        interview.state = InterviewState.CANCELLED
    else:
        seat_observers(interview)
    interview.version, interview.changed_at = interview.version + 1, at
    interview.save(update_fields=["state", "version", "changed_at"])
