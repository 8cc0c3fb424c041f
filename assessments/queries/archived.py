"""Everything in one BT, for the archive, read in as many queries for 400 as for one."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from assessments.models import (
    Activity,
    ActivityFile,
    Agreement,
    Assessment,
    AssessmentSignature,
    ChecklistItem,
    HandoverCard,
    Talk,
    TalkTopic,
)
from assessments.queries.activities import activities_in
from assessments.queries.handover import whole_cards
from assessments.queries.reading import Sheet, sheet_of
from assessments.queries.talks import talks_in
from assessments.queries.visible import assessments_for
from assessments.rules.requests import LOCKED
from placements.models import Programme
from regions.models import User


def signed_sheets(programme: Programme, user: User) -> list[tuple[Assessment, Sheet]]:
    """The signed assessments this person may read, oldest first, each as a text."""
    rows = assessments_for(user, programme.region).filter(
        programme=programme, state__in=LOCKED
    )
    whole = rows.prefetch_related(
        "delmal",
        "placement__periods",
        Prefetch("signatures", AssessmentSignature.objects.select_related("signer")),
    )
    found = whole.order_by("performed_on", "registered_at")
    return [(row, sheet_of(row)) for row in found]


def whole_activities(programme: Programme, user: User) -> QuerySet[Activity]:
    """The activities with what they count for, oldest first; the files not read yet."""
    return activities_in(programme, user).order_by("starts_on", "registered_at")


def read_files(programme: Programme) -> Callable[[], dict[UUID, bytes]]:
    """A way to get every file of the activities by its key: all at the first call."""

    @cache
    def read() -> dict[UUID, bytes]:
        rows = ActivityFile.objects.filter(activity__programme=programme)
        return {key: bytes(data) for key, data in rows.values_list("pk", "content")}

    return read


def whole_talks(programme: Programme) -> QuerySet[Talk]:
    """The talks with topics, agreements and who was there, oldest first."""
    return (
        talks_in(programme)
        .select_related("programme__doctor__user", "placement")
        .prefetch_related(
            "participants__user",
            Prefetch("topics", TalkTopic.objects.all()),
            Prefetch("agreements", Agreement.objects.select_related("owner")),
        )
        .order_by("starts_at")
    )


def given_checklists(programme: Programme) -> QuerySet[ChecklistItem]:
    """Every line that a placement was given, the placements in their order."""
    rows = ChecklistItem.objects.filter(placement__programme=programme)
    rows = rows.select_related("placement", "ticked_by")
    return rows.order_by("placement__position", "position")


def cards_in(programme: Programme) -> QuerySet[HandoverCard]:
    """The doctor's handover cards, oldest first."""
    rows = HandoverCard.objects.filter(placement__programme=programme)
    return whole_cards(rows).order_by("changed_at")
