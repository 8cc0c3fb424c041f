"""A national clearing, as regions, applicants and everybody else may read it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from bt_admin.lib.links import derived_token, hash_of
from recruitment.enums import ApplicationState, ClearingState
from recruitment.models import (
    Application,
    Clearing,
    ClearingEntry,
    ClearingPart,
    ClearingPlace,
    ClearingSide,
    ClearingWishes,
    RecruitmentRound,
)
from recruitment.models.clearing import title_of
from recruitment.rules.clearing_steps import ClearingFacts

S = ClearingState


# ------------------------------------------------------------------------------ everybody
def clearings() -> QuerySet[Clearing]:
    """Those to be read of: all but the ones that nobody joined."""
    return Clearing.objects.exclude(state=S.CANCELLED)


def facts_of(clearing: Clearing, at: datetime) -> ClearingFacts:
    return ClearingFacts(clearing.state, clearing.wishes_close_at, at)


def open_clearings(at: datetime) -> list[Clearing]:
    """Those that a region may still join, the one that closes first first."""
    rows = Clearing.objects.filter(state=S.OPEN, wishes_close_at__gt=at)
    return list(rows.order_by("wishes_close_at"))


def to_match(at: datetime) -> list[Clearing]:
    return list(Clearing.objects.filter(state=S.OPEN, wishes_close_at__lte=at))


def sides_of(clearing: Clearing) -> list[ClearingSide]:
    """Each region that takes part, with its places. Two queries."""
    rows = clearing.sides.select_related("host").order_by("host__name")
    return list(rows.prefetch_related("places"))


def places_in(clearing: Clearing, hosts: Iterable[int] | None = None) -> list[str]:
    """The titles of the places, or of those regions' alone. One query."""
    rows = ClearingPlace.objects.filter(side__clearing=clearing)
    if hosts is not None:
        rows = rows.filter(side__host__in=list(hosts))
    named = rows.order_by("side__host__name", "town")
    return [title_of(*one) for one in named.values_list("town", "side__host__name")]


def waited_for(clearing: Clearing) -> list[str]:
    """The regions that have not approved yet."""
    rows = clearing.sides.filter(approved_at__isnull=True).order_by("host__name")
    return list(rows.values_list("host__name", flat=True))


# ------------------------------------------------------------------------------- a region
def part_of(round: RecruitmentRound) -> ClearingPart | None:
    """How this round takes part in a clearing. One query."""
    rows = ClearingPart.objects.filter(round=round)
    return rows.select_related("side__clearing", "side__host", "region").first()


def is_in(round: RecruitmentRound) -> bool:
    return ClearingPart.objects.filter(round=round).exists()


def entries_of(part: ClearingPart) -> list[ClearingEntry]:
    """The applicants in the clearing, by their place in the order. One query."""
    rows = part.entries.select_related("application", "special_place__side__host")
    live = rows.filter(application__state=ApplicationState.RANKED)
    return list(live.order_by("application__number"))


# --------------------------------------------------------------------------- an applicant
def entry_of(case: Application) -> ClearingEntry | None:
    """One query."""
    rows = ClearingEntry.objects.filter(application=case)
    return rows.select_related("part__side__clearing", "part__side__host").first()


def token_for(key: UUID) -> str:
    """The secret of the link to these wishes; it can be written again."""
    return derived_token("clearing", key)


def wishes_of(entry: ClearingEntry) -> ClearingWishes | None:
    """What is wished by who holds this entry's code. One query, or none."""
    if not entry.code:
        return None
    rows = ClearingWishes.objects.filter(clearing=entry.part.side.clearing_id)
    return rows.select_related("clearing").filter(code=entry.code).first()


def wishes_with(token: str) -> ClearingWishes | None:
    rows = ClearingWishes.objects.filter(token_hash=hash_of(token))
    return rows.select_related("clearing").first()


def wishes_path(wishes: ClearingWishes) -> str:
    return reverse("clearing_wishes", args=[token_for(wishes.pk)])


def first_wishes(entry: ClearingEntry) -> list[str]:
    """What the application says: its towns in order, or every town of the region."""
    side = entry.part.side
    towns = list(side.places.order_by("town").values_list("town", flat=True))
    wished = [town for town in entry.application.wishes if town in towns]
    return [title_of(town, side.host.name) for town in wished or towns]
