"""What everybody may read of a region's recruitment, logged in or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils import timezone

from bt_admin.lib.verdicts import Verdict
from recruitment.enums import RoundState
from recruitment.models import RecruitmentRound
from recruitment.rules.applying import Opening, may_apply
from regions.models import Region, RegionalModel
from regions.queries import models_in_force

NEWEST = 6  # rounds on a region's page; the older are history


@dataclass(frozen=True)
class Advert:
    """A round as it is advertised, and whether it can be applied to now."""

    round: RecruitmentRound
    towns: Sequence[tuple[str, int]]
    verdict: Verdict

    @property
    def is_open(self) -> bool:
        return bool(self.verdict)

    @property
    def is_coming(self) -> bool:
        return "application.not_open" in self.verdict.codes

    @property
    def places(self) -> int:
        return sum(number for _, number in self.towns)


def published(region: Region) -> QuerySet[RecruitmentRound]:
    """The rounds that are, or have been, advertised; the one that closes last first."""
    rows = RecruitmentRound.objects.filter(region=region, opens_at__isnull=False)
    return (
        rows.exclude(state=RoundState.DRAFT)
        .select_related("region")
        .order_by("-closes_at")
    )


def adverts(region: Region, at: datetime) -> list[Advert]:
    """The newest rounds: those that are open first. Two queries."""
    rows = list(published(region).prefetch_related("posts")[:NEWEST])
    found = [advert_of(one, at) for one in rows]
    return sorted(found, key=lambda one: not one.is_open)


def advert_of(round: RecruitmentRound, at: datetime) -> Advert:
    opening = Opening(round.state, round.opens_at, round.closes_at)
    return Advert(round, towns_of(round), may_apply(opening, at))


@dataclass(frozen=True)
class Vacancy:
    """A round of any region, as somebody who looks for a BT finds it."""

    region: Region
    key: UUID
    name: str
    opens_at: datetime
    closes_at: datetime
    places: int
    verdict: Verdict

    @property
    def is_open(self) -> bool:
        return bool(self.verdict)


def vacancies(among: Sequence[Region], at: datetime) -> list[Vacancy]:
    """What these regions take applications to, now or soon: open ones first, then by
    the last moment. One query.
    """
    places = {one.pk: one for one in among}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM rounds_to_apply_to(%s)", [at])
        found = [_vacancy(places[row[0]], *row[1:], at=at) for row in cursor]
    shown = [one for one in found if one.is_open or one.opens_at > at]
    return sorted(shown, key=lambda one: not one.is_open)


def _vacancy(
    region: Region,
    key: UUID,
    name: str,
    state: str,
    opens_at: datetime,
    closes_at: datetime,
    places: int,
    *,
    at: datetime,
) -> Vacancy:
    verdict = may_apply(Opening(state, opens_at, closes_at), at)
    return Vacancy(region, key, name, opens_at, closes_at, places, verdict)


def towns_of(round: RecruitmentRound) -> list[tuple[str, int]]:
    """(town, number of BT-tjänster), in alphabetical order."""
    counted: dict[str, int] = {}
    for post in round.posts.all():
        counted[post.place] = counted.get(post.place, 0) + 1
    return sorted(counted.items())


def towns_to_wish(round: RecruitmentRound) -> list[str]:
    """The towns an applicant may choose between. One query."""
    rows = round.posts.order_by("place").values_list("place").annotate(Count("pk"))
    return [place for place, _ in rows]


def known_models(region: Region) -> list[RegionalModel]:
    """How the region lays out its BT, where somebody has said. Two queries."""
    return [one for one in models_in_force(region, timezone.localdate()) if one.known]


def contact_of(region: Region, found: Sequence[Advert]) -> dict[str, Any]:
    """Whom to ask: who answers for the round that is open, or was last."""
    for one in found:
        if one.round.contact_email:
            return {
                "name": one.round.contact_name or region.name,
                "email": one.round.contact_email,
            }
    return {"name": region.name, "email": ""}
