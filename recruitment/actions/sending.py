"""The gate: prepared by one, approved by another, out; and all of it can be undone.

Everything in a step is one transaction, letters included: what is half done is not done.
"""

from datetime import datetime

from django.db import transaction

from bt_admin.lib.people import Person
from recruitment.actions.clearing_match import approve_share, unapprove_share
from recruitment.actions.elsewhere import news_of_place
from recruitment.actions.going_out import make_offers, make_reserves, send_letters
from recruitment.actions.letters import write_letter
from recruitment.actions.rounds_locked import round_locked
from recruitment.enums import OfferState, ReleaseState, ReserveState
from recruitment.models import (
    Application,
    Offer,
    RecruitmentRound,
    Release,
    ReserveEntry,
)
from recruitment.models.offers import LIVE
from recruitment.queries import clearing, ordering, sending
from recruitment.queries.methods import method_of
from recruitment.rules import offer_letters
from recruitment.rules.checks import Check
from recruitment.rules.clearing_steps import may_let_out_in, may_prepare_in
from recruitment.rules.frozen import frozen
from recruitment.rules.gate import (
    UNDER_WAY,
    may_move_release,
    may_prepare,
    same_as_prepared,
)
from recruitment.rules.placing import may_overbook
from recruitment.rules.release import checks_of
from recruitment.rules.releasing import (
    ReleaseFacts,
    may_approve,
    may_release,
    may_undo,
)
from recruitment.rules.steps import STATES
from regions import access, audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission

S = ReleaseState
UNDONE = "release_undone"  # the kind of the letter that takes another back


# ------------------------------------------------------------------------------ before
@transaction.atomic
def prepare(
    *,
    round: RecruitmentRound,
    overbooking: int = 0,
    overbooking_reason: str = "",
    by: User,
    at: datetime,
) -> Release:
    """Freeze what would be sent to whom. What was prepared before is thrown away."""
    access.require(by, Permission.RECRUIT, round.region)
    round = round_locked(round)
    ranking = ordering.fixed_order(round)
    states = list(round.releases.values_list("state", flat=True))
    verdict = may_prepare(is_ranked=ranking is not None, states=states)
    verdict &= may_overbook(overbooking, round.posts.count(), overbooking_reason)
    part = clearing.part_of(round)
    if part is not None:
        verdict &= may_prepare_in(part.side.clearing.state, overbooking)
    verdict.require()
    if part is not None:
        unapprove_share(part=part)
    assert ranking is not None
    round.releases.filter(state__in=UNDER_WAY).update(state=S.DISCARDED)
    made = sending.sending_of(round, ranking, overbooking)
    release = Release.objects.create(
        region_id=round.region_id,
        round=round,
        ranking=ranking,
        snapshot={
            "content": frozen(made.snapshot),
            "towns": made.towns,
            "round_was": round.state,
        },
        digest=made.snapshot.digest,
        checks=[said(one) for one in checks_of(made.snapshot)],
        overbooking=overbooking,
        overbooking_reason=overbooking_reason.strip(),
        prepared_by=by,
        prepared_at=at,
    )
    record(Event.RELEASE_PREPARED, release, by, at)
    return release


def said(check: Check) -> dict[str, object]:
    """A check's answer, as it is kept beside what it was about."""
    return {
        "key": check.key,
        "result": check.result,
        "text": check.text,
        "look_at": list(check.look_at),
    }


@transaction.atomic
def approve(*, release: Release, by: User, at: datetime) -> Release:
    """Another person has read it: exactly this may go out. A second click does nothing."""
    access.require(by, Permission.HIRE, release.round.region)
    round, release = locked(release)
    if release.state == S.APPROVED and release.approved_by_id == by.pk:
        return release
    verdict = may_move_release(release.state, S.PREPARED)
    verdict &= may_approve(
        person(by), person(release.prepared_by), sending.kept_checks(release, round)
    )
    verdict &= same_as_prepared(release.digest, digest_now(release, round))
    verdict.require()
    release.state, release.approved_by, release.approved_at = S.APPROVED, by, at
    release.save(update_fields=["state", "approved_by", "approved_at"])
    if part := clearing.part_of(round):
        approve_share(part=part, at=at)
    record(Event.RELEASE_APPROVED, release, by, at)
    return release


@transaction.atomic
def discard(*, release: Release, by: User, at: datetime) -> Release:
    """Nothing was sent, and nothing will be of this one."""
    access.require(by, Permission.RECRUIT, release.round.region)
    round, release = locked(release)
    if release.state == S.DISCARDED:
        return release
    may_move_release(release.state, *UNDER_WAY).require()
    move(release, S.DISCARDED)
    if part := clearing.part_of(round):
        unapprove_share(part=part)
    record(Event.RELEASE_DISCARDED, release, by, at)
    return release


# --------------------------------------------------------------------------------- out
@transaction.atomic
def let_out(*, release: Release, number: int | None, by: User, at: datetime) -> Release:
    """Send it: offers, places on the reserve list, and every letter.

    `number` is what was typed. A second click finds it done and says so.
    """
    access.require(by, Permission.HIRE, release.round.region)
    round, release = locked(release)
    if release.released_at is None:
        may_move_release(release.state, *UNDER_WAY).require()
    verdict = may_release(release_facts(release, round, number))
    if part := clearing.part_of(round):
        row = part.side.clearing
        verdict &= may_let_out_in(row.state, clearing.waited_for(row))
    verdict.require()
    make_offers(release, round, by=by, at=at)
    make_reserves(release, round)
    send_letters(release, round, by=by, at=at)
    go_on(round)
    release.state, release.released_at = S.RELEASED, at
    release.save(update_fields=["state", "released_at"])
    record(Event.RELEASE_SENT, release, by, at)
    return release


def release_facts(
    release: Release, round: RecruitmentRound, number: int | None
) -> ReleaseFacts:
    kept = sending.kept_snapshot(release, round)
    approved = release.approved_by
    return ReleaseFacts(
        checks=checks_of(kept),
        digest_now=digest_now(release, round),
        letters=len(kept.letters),
        typed=number,
        prepared_by=person(release.prepared_by),
        approved_by=person(approved) if approved else None,
        approved_digest=release.digest,
        released_at=release.released_at,
    )


def go_on(round: RecruitmentRound) -> None:
    """A round with offers out is in that state, whether or not somebody moved it."""
    if STATES.index(round.state) < STATES.index("offers"):
        round.state = "offers"
        round.save(update_fields=["state"])


@transaction.atomic
def confirm(*, release: Release, by: User, at: datetime) -> Release:
    """It stands: what follows from a yes may begin, and it cannot be undone."""
    access.require(by, Permission.HIRE, release.round.region)
    _round, release = locked(release)
    if release.state == S.CONFIRMED:
        return release
    may_move_release(release.state, S.RELEASED).require()
    release.state, release.confirmed_by, release.confirmed_at = S.CONFIRMED, by, at
    release.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    record(Event.RELEASE_CONFIRMED, release, by, at)
    return release


# -------------------------------------------------------------------------------- back
@transaction.atomic
def undo(*, release: Release, reason: str, by: User, at: datetime) -> Release:
    """Take all of it back, and tell everybody who was told something."""
    access.require(by, Permission.HIRE, release.round.region)
    round, release = locked(release)
    if release.state == S.UNDONE:
        return release
    verdict = may_undo(release.confirmed_at, reason)
    if release.confirmed_at is None:
        verdict &= may_move_release(release.state, S.RELEASED)
    verdict.require()
    taken = Offer.objects.filter(release=release, state__in=LIVE)
    for offer in taken.filter(state=OfferState.ACCEPTED).select_related("application"):
        news_of_place(offer.application, at)
    taken.update(state=OfferState.WITHDRAWN)
    ReserveEntry.objects.filter(round=round).update(state=ReserveState.RELEASED)
    tell_undone(release, round, reason, by=by, at=at)
    round.state = release.snapshot["round_was"]
    round.save(update_fields=["state"])
    release.state, release.undone_by, release.undone_at = S.UNDONE, by, at
    release.undone_reason = reason.strip()
    release.save(update_fields=["state", "undone_by", "undone_at", "undone_reason"])
    record(Event.RELEASE_UNDONE, release, by, at)
    return release


def tell_undone(
    release: Release, round: RecruitmentRound, reason: str, *, by: User, at: datetime
) -> None:
    assert release.released_at is not None
    words = sending.words_of(round, method_of(round))
    body = offer_letters.undone(words, release.released_at, reason)
    numbers = [one.application for one in sending.kept_snapshot(release, round).letters]
    for case in Application.objects.filter(round=round, number__in=numbers):
        write_letter(
            application=case, kind=UNDONE, body=body, by=by, at=at,
            subject="Beskedet om BT gäller inte",
        )  # fmt: skip


# ------------------------------------------------------------------------------ common
def locked(release: Release) -> tuple[RecruitmentRound, Release]:
    """The round first, as every action here does, so that nobody waits for each other."""
    round = round_locked(release.round)
    rows = Release.objects.select_for_update(of=("self",))
    rows = rows.select_related("ranking", "prepared_by", "approved_by")
    found = rows.get(pk=release.pk)
    found.round = round
    return round, found


def digest_now(release: Release, round: RecruitmentRound) -> str:
    """Of what would be prepared now; another when anything has changed."""
    ranking = ordering.fixed_order(round)
    if ranking is None or ranking.pk != release.ranking_id:
        return ""
    return sending.sending_of(round, ranking, release.overbooking).snapshot.digest


def move(release: Release, state: ReleaseState) -> None:
    release.state = state
    release.save(update_fields=["state"])


def person(user: User) -> Person:
    return Person(user.pk, user.full_name)


def record(event: Event, release: Release, by: User, at: datetime) -> None:
    audit.record(
        event, about=release, by=by, at=at, digest=release.digest,
        letters=letters_sent(release),
    )  # fmt: skip


def letters_sent(release: Release) -> int:
    return len(release.snapshot["content"]["letters"])
