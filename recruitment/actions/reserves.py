"""The next reserve is called by itself, when a place is free and the list still lives.

Done twice is done once: what is free is counted from the rows, in a locked round.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.actions.answering import expire
from recruitment.actions.clearing_ways import give_way
from recruitment.actions.going_out import free_posts, offer_facts
from recruitment.actions.letters import write_letter
from recruitment.actions.rounds_locked import round_locked
from recruitment.enums import (
    ApplicationState,
    RankingState,
    ReserveState,
    RoundState,
)
from recruitment.models import (
    Offer,
    RankedPlace,
    RecruitmentRound,
    Release,
    ReserveEntry,
)
from recruitment.queries import offering, sending
from recruitment.queries.methods import method_of
from recruitment.rules import offer_letters
from recruitment.rules.offers import expires_at, may_offer
from recruitment.rules.reserves import may_call, may_use_list, to_call
from recruitment.rules.steps import states_of
from recruitment.rules.vacancies import is_free
from regions import access, audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission

R = ReserveState
CALLED, RELEASED = "reserve_called", "reserve_released"


@transaction.atomic
def tend(*, round: RecruitmentRound, at: datetime) -> int:
    """Note what has expired, and call who is next; how many were called."""
    round = round_locked(round)
    release = sending.released(round)
    if release is None:
        return 0
    expire(round, at)
    drop_those_who_left(round)
    give_way(round, at)
    if not may_use_list_now(round, at):
        close_list(round, at)
        return 0
    listed = offering.reserve_list(round)
    entries = {str(one.application_id): one for one in listed.entries}
    calls = [
        one
        for one in to_call(listed.reserves, listed.free)
        if one.reserve.application not in listed.stopped
    ]
    for one in calls:
        entry = entries[str(one.reserve.application)]
        call(entry, one.town, round, release, by=None, at=at)
    return len(calls)


def may_use_list_now(round: RecruitmentRound, at: datetime) -> bool:
    until = offering.lives_until(round, method_of(round))
    return until is None or bool(may_use_list(until, timezone.localdate(at)))


def drop_those_who_left(round: RecruitmentRound) -> None:
    """Who has taken the application back waits for nothing."""
    waiting = ReserveEntry.objects.filter(round=round, state=R.WAITING)
    gone = waiting.exclude(application__state=ApplicationState.RANKED)
    gone.update(state=R.RELEASED)


@transaction.atomic
def call_by_hand(
    *, entry: ReserveEntry, town: str, reason: str = "", by: User, at: datetime
) -> ReserveEntry:
    """Ask this reserve now: the next in turn, or another with a reason."""
    access.require(by, Permission.HIRE, entry.round.region)
    round = round_locked(entry.round)
    entry = ReserveEntry.objects.select_related("application").get(pk=entry.pk)
    release = sending.released(round)
    listed = offering.reserve_list(round)
    found = {one.application: one for one in listed.reserves}
    reserve = found.get(str(entry.application_id), offering.as_reserve(entry))
    verdict = may_call(reserve, listed.reserves, town=town, reason=reason)
    if listed.lives_until:
        verdict &= may_use_list(listed.lives_until, timezone.localdate(at))
    facts = offer_facts(entry.application, round, method_of(round), None)
    (verdict & may_offer(facts) & is_free(town, listed.free)).require()
    assert release is not None  # who waits was put there by one
    entry.out_of_order_reason = reason.strip()
    entry.save(update_fields=["out_of_order_reason"])
    call(entry, town, round, release, by=by, at=at)
    return entry


def call(
    entry: ReserveEntry,
    town: str,
    round: RecruitmentRound,
    release: Release,
    *,
    by: User | None,
    at: datetime,
) -> None:
    """An offer with the days that a reserve has, the letter, and the note of it."""
    method, case = method_of(round), entry.application
    may_offer(offer_facts(case, round, method, None)).require()
    offer = Offer.objects.create(
        region_id=round.region_id,
        application=case,
        release=release,
        reserve=entry,
        place=town,
        post=free_posts(round, town)[0],
        offered_by=by,
        offered_at=at,
        expires_at=expires_at(at, method.times.reserve_days_to_think),
    )
    entry.state, entry.called_at = R.CALLED, at
    entry.save(update_fields=["state", "called_at"])
    words = sending.words_of(round, method)
    write_letter(
        application=case, kind=CALLED, subject=_("En BT-tjänst är ledig"),
        body=offer_letters.called(words, town, offer.expires_at), by=by, at=at,
    )  # fmt: skip
    audit.record(
        Event.RESERVE_CALLED, about=case, by=by, at=at,
        position=entry.position, in_turn=not entry.out_of_order_reason,
    )  # fmt: skip
    reserves_asked(round)


def reserves_asked(round: RecruitmentRound) -> None:
    """The round's state says that reserves are being asked, where it has that state."""
    if round.state != RoundState.OFFERS:
        return
    if RoundState.RESERVE in states_of(method_of(round).steps):
        round.state = RoundState.RESERVE
        round.save(update_fields=["state"])


def close_list(round: RecruitmentRound, at: datetime) -> int:
    """The list is over: who still waited is told so; how many."""
    waiting = list(
        ReserveEntry.objects.filter(round=round, state=R.WAITING).select_related(
            "application"
        )
    )
    words = sending.words_of(round, method_of(round)) if waiting else None
    ranks = ranks_in(round) if waiting else {}
    for entry in waiting:
        assert words is not None
        entry.state = R.RELEASED
        entry.save(update_fields=["state"])
        rank = ranks.get(entry.application_id, entry.position)
        write_letter(
            application=entry.application, kind=RELEASED,
            subject=_("Reservlistan är avslutad"),
            body=offer_letters.no_place(words, rank), by=None, at=at,
        )  # fmt: skip
    if waiting:
        audit.record(
            Event.RESERVES_RELEASED, about=round, by=None, at=at, number=len(waiting)
        )
    return len(waiting)


def ranks_in(round: RecruitmentRound) -> dict[UUID, int]:
    rows = RankedPlace.objects.filter(
        ranking__round=round, ranking__state=RankingState.FIXED
    )
    pairs = rows.values_list("application_id", "position")
    return {case: position for case, position in pairs if position is not None}
