"""Who had a part in hiring a doctor: asked when somebody is to judge them from outside."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from placements.models import Programme
from recruitment.enums import ReviewState
from recruitment.models import (
    ApplicantConflict,
    Application,
    InterviewSeat,
    Referee,
    Review,
)
from regions.models import User

Part = tuple[UUID, str, date]


def parts_in_hiring(people: Sequence[User], programme: Programme) -> Iterator[Part]:
    """(who, as what, when): those of these people who reviewed, met, spoke for, tried or
    hired the doctor, or declared a tie. Of every BT of this doctor. Six queries.
    """
    hired = Application.objects.filter(
        programme__doctor=programme.doctor_id, region=programme.region_id
    )
    applications = {one.pk: one for one in hired}
    keys = {user.pk for user in people}
    for one in applications.values():
        yield from decided(one, keys)
    yield from reviewed(applications, keys)
    yield from met(applications, keys)
    yield from spoke_for(applications, people)
    yield from declared(applications, keys)


def day(moment: datetime) -> date:
    return timezone.localdate(moment)


def decided(one: Application, keys: set[UUID]) -> Iterator[Part]:
    acts = [
        (one.screened_by_id, one.screened_at, "den som prövade ansökan till BT"),
        (one.hired_by_id, one.hired_at, "den som anställde"),
    ]
    for who, at, role in acts:
        if who in keys and at is not None:
            yield who, role, day(at)


def reviewed(applications: dict[UUID, Application], keys: set[UUID]) -> Iterator[Part]:
    rows = Review.objects.filter(application__in=applications, reviewer__in=keys)
    for row in rows.exclude(state=ReviewState.PLANNED):
        word = "intervjuade inför" if row.interview_id else "granskade ansökan till"
        yield row.reviewer_id, f"den som {word} BT", day(row.sent_at or row.assigned_at)


def met(applications: dict[UUID, Application], keys: set[UUID]) -> Iterator[Part]:
    rows = InterviewSeat.objects.filter(
        user__in=keys, interview__candidates__application__in=applications
    ).select_related("interview")
    for row in rows:
        yield row.user_id, "den som intervjuade inför BT", day(row.interview.starts_at)


def spoke_for(
    applications: dict[UUID, Application], people: Sequence[User]
) -> Iterator[Part]:
    """A referee is known by address."""
    known = {user.email.lower(): user.pk for user in people}
    for row in Referee.objects.filter(application__in=applications):
        if row.email.lower() in known:
            begun = applications[row.application_id].begun_at
            at = row.answered_at or row.asked_at or begun
            yield known[row.email.lower()], "referens inför BT", day(at)


def declared(applications: dict[UUID, Application], keys: set[UUID]) -> Iterator[Part]:
    rows = ApplicantConflict.objects.filter(
        application__in=applications, user__in=keys, declared=True
    )
    for row in rows:
        yield row.user_id, "den som anmälde jäv när BT söktes", day(row.told_at)
