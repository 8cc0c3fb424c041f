"""Offers and the reserve list, as their pages and the rules see them."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from recruitment.enums import ApplicationState, OfferState, ReserveState, RoundState
from recruitment.models import Application, Offer, RecruitmentRound, ReserveEntry
from recruitment.models.offers import LIVE
from recruitment.queries.clearing_result import result_of
from recruitment.queries.methods import method_of
from recruitment.queries.sending import contact_of
from recruitment.queries.visible import applies_in, recruits
from recruitment.rules.gate import OUT
from recruitment.rules.methods import Method
from recruitment.rules.offers import AnswerFacts
from recruitment.rules.reserves import Reserve, free_places, list_lives_until
from recruitment.rules.vacancies import Vacancy, vacancies_of
from regions.models import Region, User

NO_RECORD = "utdrag ur belastningsregistret är inte uppvisat."


# ---------------------------------------------------------------------------- an answer
def answer_facts(offer: Offer, round: RecruitmentRound, at: datetime) -> AnswerFacts:
    return AnswerFacts(
        state=offer.state,
        expires_at=offer.expires_at,
        at=at,
        contact=contact_of(round),
        answered_at=offer.answered_at,
        accepted_in=other_place(offer.application),
    )


def other_place(case: Application) -> str:
    """Where in this region the same address has said yes to another round's place.

    Another region's rounds are not seen from here, and are not to be.
    """
    others = Offer.objects.filter(
        application__region=case.region_id,
        application__email__iexact=case.email,
        state=OfferState.ACCEPTED,
        left_at__isnull=True,
    ).exclude(application__round=case.round_id)
    held = others.select_related("application__round").first()
    return held.application.round.name if held else ""


def past_their_time(round: RecruitmentRound, at: datetime) -> list[Offer]:
    rows = Offer.objects.filter(
        application__round=round, state=OfferState.OFFERED, expires_at__lt=at
    )
    return list(rows.select_related("application__region"))


def latest_offer(case: Application) -> Offer | None:
    """The one that the applicant's page is about."""
    rows = case.offers.select_related("application__round__region", "post__unit")
    return rows.order_by("-offered_at").first()


# ---------------------------------------------------------------------------- the office
def offers_for(user: User, region: Region) -> QuerySet[Offer]:
    """The offers that the office works with."""
    rows = Offer.objects.filter(region=region)
    rows = rows.exclude(applies_in(user, "application__round"))
    if not recruits(user, region):
        return rows.none()
    return rows.select_related(
        "application__region", "application__round__region", "release", "post__unit"
    )


def reserves_for(user: User, region: Region) -> QuerySet[ReserveEntry]:
    rows = ReserveEntry.objects.filter(region=region)
    rows = rows.exclude(applies_in(user, "round"))
    if not recruits(user, region):
        return rows.none()
    return rows.select_related("application__region", "round__region")


def offers_in(round: RecruitmentRound) -> list[Offer]:
    """Those of the round, newest last; those of a release taken back are left out."""
    rows = Offer.objects.filter(application__round=round).exclude(
        release__state="undone"
    )
    rows = rows.select_related(
        "application__programme", "release", "reserve", "post__unit"
    )
    return list(rows.order_by("offered_at", "application__number"))


def entries_in(round: RecruitmentRound) -> list[ReserveEntry]:
    """The list that holds now, in its order."""
    rows = round.reserves.filter(position__lt=1_000_000)
    return list(rows.select_related("application").order_by("position"))


@dataclass(frozen=True)
class ReserveList:
    """The list as the rules see it. `stopped`: who cannot be asked now, and why not."""

    entries: tuple[ReserveEntry, ...]
    reserves: tuple[Reserve, ...]
    free: dict[str, int]
    stopped: dict[Hashable, str]
    lives_until: date | None

    def vacancies(self, today: date) -> tuple[Vacancy, ...]:
        return vacancies_of(
            self.free,
            self.reserves,
            self.stopped,
            lives_until=self.lives_until,
            today=today,
        )


def reserve_list(round: RecruitmentRound, method: Method | None = None) -> ReserveList:
    """Four queries; in a clearing six, and wishes are what the match left to wait for."""
    method = method or method_of(round)
    entries = tuple(entries_in(round))
    result = result_of(round)
    waiting = result.waiting if result else {}
    return ReserveList(
        entries=entries,
        reserves=tuple(
            as_reserve(one, waiting.get(str(one.application.number))) for one in entries
        ),
        free=free_in(round),
        stopped={
            str(one.application_id): NO_RECORD
            for one in entries
            if method.record_before_offer and one.application.record_shown_on is None
        },
        lives_until=lives_until(round, method),
    )


def as_reserve(
    entry: ReserveEntry, waits_for: tuple[str, ...] | None = None
) -> Reserve:
    """`waits_for`: what a match left; else the towns of the application."""
    case = entry.application
    wishes = tuple(case.wishes) if waits_for is None else waits_for
    return Reserve(str(case.pk), case.full_name, entry.position, entry.state, wishes)


def free_in(round: RecruitmentRound) -> dict[str, int]:
    """How many places in each town nobody holds or has been offered."""
    places = Counter(round.posts.order_by("place").values_list("place", flat=True))
    held = Offer.objects.filter(
        application__round=round, state__in=LIVE, left_at__isnull=True
    )
    return free_places(places, held.values_list("place", flat=True))


def lives_until(round: RecruitmentRound, method: Method) -> date | None:
    if round.starts_on is None:
        return None
    return list_lives_until(round.starts_on, method.times.list_lives_days)


def rounds_with_offers(region: Region) -> list[RecruitmentRound]:
    """Where somebody may have to be called, or the list be closed."""
    rows = RecruitmentRound.objects.filter(region=region, releases__state__in=OUT)
    return list(rows.exclude(state=RoundState.EVALUATED).distinct())


def turn_of(entry: ReserveEntry) -> int:
    """Which place somebody who waits has among those who wait."""
    ahead = ReserveEntry.objects.filter(
        round=entry.round_id, state=ReserveState.WAITING, position__lt=entry.position
    )
    return ahead.count() + 1


# ------------------------------------------------------------------- the applicant's own
@dataclass(frozen=True)
class OwnOffer:
    """What an applicant's page says of the offer, or of the place on the reserve list."""

    offer: Offer | None
    is_open: bool = False
    is_late: bool = False
    turn: int = 0


def own_offer(case: Application, at: datetime) -> OwnOffer | None:
    """None for who has heard nothing of either."""
    offer = latest_offer(case)
    if offer is not None:
        late = offer.state == OfferState.OFFERED and offer.expires_at < at
        is_open = offer.state == OfferState.OFFERED and not late
        return OwnOffer(offer, is_open, late)
    entry = ReserveEntry.objects.filter(
        application=case, state=ReserveState.WAITING
    ).first()
    if entry is None or case.state != ApplicationState.RANKED:
        return None
    return OwnOffer(None, turn=turn_of(entry))
