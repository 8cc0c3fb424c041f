"""What waits about handover cards: to write, to agree to, to read. Parts of one query."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import HandoverState
from assessments.models import HandoverCard, HandoverReading
from assessments.queries.waiting import Part, Waiting, columns
from assessments.rules.handover import CARD_OPENS_DAYS_BEFORE_END
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import inside
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import Placement, PlacementPeriod, ProgrammeAssignment
from regions.enums import PartKind
from regions.models import Region, User

# Ours, so that the list has an order and an end; nothing is refused for being late.
AGREE_WITHIN = timedelta(days=7)
FORGOTTEN_AFTER = timedelta(days=30)  # who comes next has long been there

DOCTOR = "placement__programme__doctor__user"


# --------------------------------------------------------------------- what to look for
def ending(rows: QuerySet[Any], placement: str, programme: str) -> Any:
    """With the last day of a placement, where the doctor goes after it, and when.

    `placement` and `programme` are columns of the rows; the placement that follows is one with service in it, the nearest by day.
    """
    own = PlacementPeriod.objects.filter(placement=OuterRef(placement))
    others = PlacementPeriod.objects.filter(
        placement__programme=OuterRef(programme),
        placement__periods__kind=PartKind.SERVICE,
        starts_on__gt=OuterRef("ends"),
    ).order_by("starts_on")
    return rows.annotate(
        ends=Subquery(own.order_by("-ends_on").values("ends_on")[:1]),
        following=Subquery(others.values("placement")[:1]),
        arrives=Subquery(others.values("starts_on")[:1]),
    )


def supervises(user: User, placement: str, on: Any) -> Exists:
    """Is this person handledare there that day? `on` is a day or a column of days."""
    rows = ProgrammeAssignment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on),
        placement=OuterRef(placement),
        role=ProgrammeRole.PLACEMENT_SUPERVISOR,
        user=user,
        starts__lte=on,
    )
    return Exists(rows)


def to_write(user: User, region: Region, today: date) -> QuerySet[Any]:
    """The doctor's placements that soon end, or have just ended, without a card."""
    given = HandoverCard.objects.filter(placement=OuterRef("pk")).exclude(
        state=HandoverState.DRAFT
    )
    rows = Placement.objects.filter(
        ~Exists(given),
        region=region,
        programme__doctor__user=user,
        periods__kind=PartKind.SERVICE,
    ).exclude(programme__state=ProgrammeState.ENDED)
    opened = today + timedelta(days=CARD_OPENS_DAYS_BEFORE_END - 1)
    found = ending(rows, "pk", "programme").filter(
        following__isnull=False, ends__range=(today - FORGOTTEN_AFTER, opened)
    )
    return columns(
        found.distinct(), "card_to_write", said=F("title"), due=F("ends"), on=F("ends")
    )


def to_agree(user: User, region: Region, today: date) -> QuerySet[Any]:
    """The proposed cards of placements where this person is, or last was, handledare."""
    rows = HandoverCard.objects.filter(region=region, state=HandoverState.PROPOSED)
    found = ending(rows, "placement", "placement__programme")
    found = found.annotate(at_end=Least("ends", today))
    found = found.filter(supervises(user, "placement", OuterRef("at_end")))
    return columns(
        found.filter(following__isnull=False, ends__gte=today - FORGOTTEN_AFTER),
        "card_to_agree",
        **about_the_doctor(),
        on=TruncDate("proposed_at"),
    )


def to_read(user: User, region: Region, today: date) -> QuerySet[Any]:
    """The agreed cards that came to a placement where this person is handledare."""
    read = HandoverReading.objects.filter(card=OuterRef("pk"), reader=user)
    rows = HandoverCard.objects.filter(
        ~Exists(read), region=region, state=HandoverState.AGREED
    )
    found = ending(rows, "placement", "placement__programme").filter(
        Q(supervises(user, "following", OuterRef("arrives")))
        | Q(supervises(user, "following", today)),
        ends__gte=today - FORGOTTEN_AFTER,
    )
    return columns(found, "card_to_read", **about_the_doctor(), due=F("arrives"))


def about_the_doctor() -> dict[str, Any]:
    return {
        "within": F("placement_id"),
        "first": F(f"{DOCTOR}__first_name"),
        "last": F(f"{DOCTOR}__last_name"),
        "said": F("placement__title"),
    }


# ------------------------------------------------------------------------ how it is said
def write_it(row: Waiting, region: Region, today: date) -> Todo:
    return Todo(
        title=_("Skriv överlämningskortet för %s") % inside(row.text),
        url=url_of(row, region),
        what=_("Till handledaren på nästa placering"),
        note=_("Handledaren läser och godkänner det du föreslår."),
        due=row.due,
        today=today,
    )


def agree_to_it(row: Waiting, region: Region, today: date) -> Todo:
    assert row.on is not None
    return Todo(
        title=_("Godkänn överlämningskortet för %s") % row.name,
        url=url_of(row, region),
        what=row.text,
        note=_("Läs vad BT-läkaren föreslår, och ändra det ni är överens om."),
        due=row.on + AGREE_WITHIN,
        since=row.on,
        today=today,
    )


def read_it(row: Waiting, region: Region, today: date) -> Todo:
    return Todo(
        title=_("Läs överlämningskortet för %s") % row.name,
        url=url_of(row, region),
        what=_("Från %s") % inside(row.text),
        due=row.due,
        today=today,
    )


def url_of(row: Waiting, region: Region) -> str:
    return reverse("assessments:handover", args=[region.slug, row.within])


PARTS = [
    Part("card_to_write", to_write, write_it, frozenset({ProgrammeRole.DOCTOR})),
    Part("card_to_agree", to_agree, agree_to_it),
    Part("card_to_read", to_read, read_it),
]
