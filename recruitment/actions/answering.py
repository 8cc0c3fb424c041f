"""Offers are answered by those who got them, or taken back; places are left.

Each step waits for the round: two who say yes to the last place stand in line, and the
database lets no post have two besides.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.swedish import moment
from placements.actions import end_programme
from placements.enums import ProgrammeState
from recruitment.actions.clearing_ways import note_taken
from recruitment.actions.elsewhere import news_of_place
from recruitment.actions.going_out import free_posts
from recruitment.actions.letters import write_letter
from recruitment.actions.rounds_locked import round_locked
from recruitment.enums import LeaveReason, OfferState, ReserveState
from recruitment.models import Application, Offer, RecruitmentRound, ReserveEntry
from recruitment.models.offers import LIVE
from recruitment.queries import offering, sending
from recruitment.queries.methods import method_of
from recruitment.rules import offer_letters
from recruitment.rules.offers import may_accept, may_answer
from recruitment.rules.reserves import LeaveFacts, may_leave_place
from recruitment.rules.vacancies import may_take_post, may_withdraw_offer
from regions import access, audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission

S = OfferState
ANSWERED, WITHDRAWN, EXPIRED = "offer_answered", "offer_withdrawn", "offer_expired"
LEFT_THE_POST = "Hoppade av BT-tjänsten."


# --------------------------------------------------------------------- by the applicant
@transaction.atomic
def accept(*, offer: Offer, at: datetime) -> Offer:
    """Yes: a place of one's own. A second click changes nothing."""
    round, offer = locked(offer)
    if offer.state == S.ACCEPTED:
        return offer
    may_accept(offering.answer_facts(offer, round, at)).require()
    if offer.post is None:
        free = free_posts(round, offer.place)
        may_take_post(len(free), moment(offer.expires_at)).require()
        offer.post = free[0]
    offer.state, offer.answered_at = S.ACCEPTED, at
    offer.save(update_fields=["state", "answered_at", "post"])
    reserve_became(offer, ReserveState.ACCEPTED)
    note_taken(offer)
    words = sending.words_of(round, method_of(round))
    tell(
        offer, ANSWERED, "Du har tackat ja", offer_letters.accepted(words, offer.place),
        by=None, at=at,
    )  # fmt: skip
    audit.record(Event.OFFER_ACCEPTED, about=offer.application, by=None, at=at)
    news_of_place(offer.application, at)
    return offer


@transaction.atomic
def decline(*, offer: Offer, reason: str, text: str = "", at: datetime) -> Offer:
    """No, with the reason that the applicant wants to give. Twice is once."""
    round, offer = locked(offer)
    if offer.state == S.DECLINED:
        return offer
    may_answer(offering.answer_facts(offer, round, at)).require()
    offer.state, offer.answered_at = S.DECLINED, at
    offer.reason, offer.reason_text = reason, text.strip()
    offer.save(update_fields=["state", "answered_at", "reason", "reason_text"])
    reserve_became(offer, ReserveState.DECLINED)
    words = sending.words_of(round, method_of(round))
    tell(
        offer, ANSWERED, "Du har tackat nej", offer_letters.declined(words),
        by=None, at=at,
    )  # fmt: skip
    audit.record(
        Event.OFFER_DECLINED, about=offer.application, by=None, at=at, reason=reason
    )
    return offer


# ----------------------------------------------------------------------- by the office
@transaction.atomic
def withdraw(*, offer: Offer, reason: str, by: User, at: datetime) -> Offer:
    """One offer is taken back, and who got it is told why; the place is free again."""
    access.require(by, Permission.HIRE, offer.application.round.region)
    round, offer = locked(offer)
    if offer.state == S.WITHDRAWN:
        return offer
    may_withdraw_offer(
        is_live=offer.state in LIVE and offer.left_at is None,
        is_hired=offer.application.programme_id is not None,
        reason=reason,
    ).require()
    offer.state, offer.reason_text = S.WITHDRAWN, reason.strip()[:300]
    offer.save(update_fields=["state", "reason_text"])
    reserve_became(offer, ReserveState.RELEASED)
    words = sending.words_of(round, method_of(round))
    tell(
        offer, WITHDRAWN, "Erbjudandet är tillbakataget",
        offer_letters.withdrawn(words, reason), by=by, at=at,
    )  # fmt: skip
    audit.record(Event.OFFER_WITHDRAWN, about=offer.application, by=by, at=at)
    news_of_place(offer.application, at)
    return offer


@transaction.atomic
def leave_place(
    *,
    offer: Offer,
    left_on: date,
    reason: str,
    text: str = "",
    by: User,
    at: datetime,
) -> Offer:
    """Somebody who had said yes leaves the place, before the start or soon after.

    The BT of who was hired is ended by the same: who may open one may end it.
    """
    access.require(by, Permission.RECRUIT, offer.application.round.region)
    _round, offer = locked(offer)
    may_leave_place(
        LeaveFacts(
            state=offer.state,
            has_left=offer.left_at is not None,
            left_on=left_on,
            today=timezone.localdate(at),
        )
    ).require()
    offer.left_at, offer.reason, offer.reason_text = at, reason, text.strip()
    offer.save(update_fields=["left_at", "reason", "reason_text"])
    audit.record(
        Event.PLACE_LEFT, about=offer.application, by=by, at=at,
        left_on=str(left_on), reason=reason,
    )  # fmt: skip
    news_of_place(offer.application, at)
    end_what_was_opened(offer, left_on, by=by, at=at)
    return offer


def end_what_was_opened(offer: Offer, left_on: date, *, by: User, at: datetime) -> None:
    """Why somebody left stays with the application; the BT is told that they did."""
    programme = offer.application.programme
    if programme is None:
        return
    access.require(by, Permission.HIRE, programme.region)
    if programme.state != ProgrammeState.ENDED:
        end_programme(
            programme=programme, ends_on=left_on, reason=LEFT_THE_POST, by=by, at=at
        )


# ----------------------------------------------------------------------- by the clock
def expire(round: RecruitmentRound, at: datetime) -> int:
    """Note offers whose time is out; how many. The round is locked by the caller."""
    late = offering.past_their_time(round, at)
    words = sending.words_of(round, method_of(round)) if late else None
    for offer in late:
        offer.state, offer.reason = S.EXPIRED, LeaveReason.NO_ANSWER
        offer.save(update_fields=["state", "reason"])
        reserve_became(offer, ReserveState.DECLINED)
        assert words is not None
        tell(
            offer, EXPIRED, "Svarstiden är slut",
            offer_letters.expired(words, offer.expires_at), by=None, at=at,
        )  # fmt: skip
        audit.record(Event.OFFER_EXPIRED, about=offer.application, by=None, at=at)
    return len(late)


# ------------------------------------------------------------------------------ common
def locked(offer: Offer) -> tuple[RecruitmentRound, Offer]:
    """The round first, as every action on its offers does."""
    round = round_locked(offer.application.round)
    rows = Offer.objects.select_for_update(of=("self",))
    rows = rows.select_related(
        "application__region", "application__round", "application__programme__region",
        "release",
    )  # fmt: skip
    return round, rows.get(pk=offer.pk)


def reserve_became(offer: Offer, state: ReserveState) -> None:
    if offer.reserve_id:
        ReserveEntry.objects.filter(
            pk=offer.reserve_id, state=ReserveState.CALLED
        ).update(state=state)


def tell(
    offer: Offer, kind: str, subject: str, body: str, *, by: User | None, at: datetime
) -> None:
    case: Application = offer.application
    write_letter(application=case, kind=kind, subject=subject, body=body, by=by, at=at)
