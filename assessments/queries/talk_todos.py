"""What waits for somebody about talks. One query."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.enums import TalkState
from assessments.models import Talk
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import day
from placements.models import ProgrammeAssignment
from regions import access
from regions.models import Region, User

# Ours, so that the list has an order; nothing is refused for being late.
REGISTER_WITHIN = timedelta(days=7)
AGREEMENT_NOTICE = timedelta(days=7)


def from_talks(user: User, region: Region, today: date) -> Iterator[Todo]:
    """What one has promised and is soon due; and talks of which nobody has said more."""
    seen = set()
    for row in waiting_talks(user, region, today):
        if row.agreement:
            yield promised(row, region, today)
        if row.waits_since and row.pk not in seen:
            seen.add(row.pk)
            yield to_register(row, user, region, today)


def waiting_talks(user: User, region: Region, today: date) -> QuerySet[Any]:
    """Talks with a promise of this person's, a row for each; or past and not told of.

    Only while the person has a part in the BT: a right ends with the assignment.
    """
    part = ProgrammeAssignment.objects.filter(
        access.in_force(today), programme=OuterRef("programme"), user=user
    )
    began = timezone.make_aware(datetime.combine(today, time.min))
    past = Q(state=TalkState.PLANNED, starts_at__lt=began) & (
        Q(supervisor=user) | Q(programme__doctor__user=user)
    )
    promise = FilteredRelation(
        "agreements",
        condition=Q(
            agreements__owner=user,
            agreements__done_at__isnull=True,
            agreements__due_on__lte=today + AGREEMENT_NOTICE,
        ),
    )
    rows = Talk.objects.annotate(promise=promise).annotate(
        agreement=F("promise__pk"), what=F("promise__what"), due=F("promise__due_on")
    )
    rows = rows.filter(Q(promise__isnull=False) | past, Exists(part), region=region)
    found = rows.select_related("programme__doctor__user", "supervisor")
    return found.annotate(waits_since=_when(past)).order_by("due", "starts_at")


def _when(past: Q) -> Any:
    return Case(When(past, then=F("starts_at")), default=None)


def promised(row: Any, region: Region, today: date) -> Todo:
    return Todo(
        title=row.what,
        url=f"{talk_url(row, region)}#overenskommet",
        what=_("Överenskommet i handledarsamtal %(day)s")
        % {"day": day(timezone.localdate(row.starts_at))},
        due=row.due,
        today=today,
    )


def to_register(row: Any, user: User, region: Region, today: date) -> Todo:
    doctor = row.programme.doctor.user
    other = row.supervisor if user == doctor else doctor
    on = timezone.localdate(row.starts_at)
    return Todo(
        title=_("Hölls samtalet med %(other)s?") % {"other": other},
        url=talk_url(row, region),
        what=_("Handledarsamtal %(day)s") % {"day": day(on)},
        note=_("Registrera att det hölls, eller ställ in det."),
        due=on + REGISTER_WITHIN,
        today=today,
    )


def talk_url(row: Talk, region: Region) -> str:
    return reverse("assessments:talk", args=[region.slug, row.pk])
