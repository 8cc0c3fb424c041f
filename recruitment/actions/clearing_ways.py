"""A yes in one region lets what the same applicant had in the others go on.

Regions do not see each other's offers: the code carries which place was taken, and each
region acts on its own applicants alone. The place goes to the first on the reserve list
who would rather have it, and so on: the order of the match.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from recruitment.actions.letters import write_letter
from recruitment.enums import LeaveReason, OfferState, ReserveState
from recruitment.models import (
    Application,
    ClearingEntry,
    ClearingPart,
    ClearingWishes,
    Offer,
    RecruitmentRound,
    ReserveEntry,
)
from recruitment.models.clearing import title_of
from recruitment.models.offers import LIVE
from recruitment.queries import clearing as queries
from regions import audit
from regions.events import Event

GAVE_WAY = "clearing_gave_way"  # the kind of the letter


def note_taken(offer: Offer) -> None:
    """Somebody in a clearing has said yes here. In the transaction of the yes."""
    entry = queries.entry_of(offer.application)
    if entry is None or not entry.code:
        return
    place = title_of(offer.place, entry.part.side.host.name)
    rows = ClearingWishes.objects.filter(clearing=entry.part.side.clearing_id)
    rows.filter(code=entry.code).update(taken=place)


def give_way(round: RecruitmentRound, at: datetime) -> int:
    """Let go of what those had here who took a place elsewhere; how many.

    The round is locked by the caller. Done twice is done once.
    """
    part = queries.part_of(round)
    if part is None:
        return 0
    elsewhere = taken_elsewhere(part)
    entries = part.entries.filter(code__in=elsewhere).select_related("application")
    return sum(let_go(one, elsewhere[one.code], at) for one in entries)


def taken_elsewhere(part: ClearingPart) -> dict[str, str]:
    clearing = part.side.clearing
    own = queries.places_in(clearing, [part.region_id])
    rows = clearing.wishes.exclude(taken="").exclude(taken__in=own)
    return dict(rows.values_list("code", "taken"))


def let_go(entry: ClearingEntry, taken: str, at: datetime) -> int:
    """The offer is a no, an accepted place is left, a reserve waits no more."""
    case = entry.application
    waiting = ReserveEntry.objects.filter(
        application=case, state__in=[ReserveState.WAITING, ReserveState.CALLED]
    )
    let = waiting.update(state=ReserveState.DECLINED)
    if case.programme_id is None:
        let += sum(leave(one, at) for one in live_offers(case))
    if let:
        words = {"taken": taken, "region": entry.part.side.host.name}
        write_letter(
            application=case, kind=GAVE_WAY, subject=_("Din plats här går vidare"),
            body=_(
                "Du har tackat ja till en plats i %(taken)s. Det du hade i %(region)s går "
                "därför vidare till nästa sökande. Stämmer det inte hör du av dig i dag."
            ) % words,
            by=None, at=at,
        )  # fmt: skip
        audit.record(Event.CLEARING_GAVE_WAY, about=case, by=None, at=at)
    return min(let, 1)


def live_offers(case: Application) -> list[Offer]:
    rows = case.offers.select_for_update().filter(state__in=LIVE, left_at__isnull=True)
    return list(rows)


def leave(offer: Offer, at: datetime) -> int:
    offer.reason = LeaveReason.ELSEWHERE_BT
    if offer.state == OfferState.ACCEPTED:
        offer.left_at = at
    else:
        offer.state, offer.answered_at = OfferState.DECLINED, at
    offer.save(update_fields=["state", "reason", "answered_at", "left_at"])
    return 1
