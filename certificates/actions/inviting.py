"""Asking somebody from outside to judge one doctor; only a yes appoints."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from certificates import queries
from certificates.actions.delmal import locked
from certificates.actions.external import appoint_external
from certificates.enums import InvitationState
from certificates.models import ExternalAssessment, Invitation, PoolMember
from certificates.rules.inviting import (
    AnswerFacts,
    may_answer,
    may_ask,
    may_decline,
    still_waits,
)
from certificates.rules.pool import may_be_asked
from placements.models import Programme
from regions import audit, mail
from regions.events import Event
from regions.models import Region, User


@transaction.atomic
def invite(
    *,
    programme: Programme,
    member: PoolMember,
    planned_on: date | None,
    consulted: User | None,
    consulted_on: date | None,
    consulted_said: str,
    by: User,
    at: datetime,
) -> Invitation:
    """Ask one of the pool. Whoever was asked before and let the day pass is replaced."""
    programme, today = locked(programme), timezone.localdate(at)
    on = planned_on or queries.likely_day(programme, today)
    (facts,) = queries.shortlist_facts(programme, [fresh(member)], on, today)
    asking = queries.asking_facts(
        programme, by=by, planned_on=planned_on, consulted=consulted,
        consulted_on=consulted_on, consulted_said=consulted_said, today=today,
        may_be_asked=may_be_asked(facts),
    )  # fmt: skip
    may_ask(asking).require()
    replace_the_silent(programme, by, at)
    invitation = Invitation.objects.create(
        region_id=programme.region_id, programme=programme, assessor=member.user,
        planned_on=planned_on, answer_by=today + queries.answer_within(programme),
        invited_by=by, invited_at=at, consulted=consulted, consulted_on=consulted_on,
        consulted_said=consulted_said.strip(),
    )  # fmt: skip
    record(Event.ASSESSOR_INVITED, invitation, by, at)
    tell_asked(invitation, "invited", mail.TASK, by, at)
    return invitation


def fresh(member: PoolMember) -> PoolMember:
    """Locked, so that two doctors' chefs do not both take the last place of the year."""
    PoolMember.objects.select_for_update().get(pk=member.pk)
    return queries.pool_members(member.region).get(pk=member.pk)


def replace_the_silent(programme: Programme, by: User, at: datetime) -> None:
    for row in waiting_in(programme):
        close(row, InvitationState.REPLACED, at)
        record(Event.ASSESSOR_WITHDRAWN, row, by, at, silent=True)
        tell_asked(row, "replaced", mail.NEWS, by, at)


@transaction.atomic
def accept(*, invitation: Invitation, by: User, at: datetime) -> ExternalAssessment:
    """Yes: appointed, by whoever asked. Refused if a tie has come up since."""
    invitation = held(invitation)
    may_answer(answer_facts(invitation, by)).require()
    assessment = appoint_external(
        programme=invitation.programme,
        assessor=invitation.assessor,
        planned_on=invitation.planned_on,
        by=invitation.invited_by,
        at=at,
    )
    invitation.assessment = assessment
    close(invitation, InvitationState.ACCEPTED, at)
    record(Event.ASSESSOR_ACCEPTED, invitation, by, at)
    tell_who_asked(invitation, "accepted", mail.NEWS, by, at)
    return assessment


@transaction.atomic
def decline(*, invitation: Invitation, reason: str, by: User, at: datetime) -> None:
    """No, with a few words; the next on the list is proposed to whoever asked."""
    invitation = held(invitation)
    may_decline(answer_facts(invitation, by, reason)).require()
    invitation.reason = reason.strip()
    close(invitation, InvitationState.DECLINED, at)
    record(Event.ASSESSOR_DECLINED, invitation, by, at)
    tell_who_asked(invitation, "declined", mail.TASK, by, at)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """The AT/BT-chef takes the question back before it is answered."""
    invitation = held(invitation)
    still_waits(answer_facts(invitation, by)).require()
    close(invitation, InvitationState.WITHDRAWN, at)
    record(Event.ASSESSOR_WITHDRAWN, invitation, by, at)
    tell_asked(invitation, "withdrawn", mail.NEWS, by, at)


@transaction.atomic
def remind_invited(*, invitation: Invitation, by: User | None, at: datetime) -> None:
    """Once a day at most; the same day again changes nothing."""
    invitation = held(invitation)
    still_waits(answer_facts(invitation, by or invitation.invited_by)).require()
    last = invitation.reminded_at
    if last and timezone.localdate(last) == timezone.localdate(at):
        return
    invitation.reminded_at = at
    invitation.save(update_fields=["reminded_at"])
    record(Event.ASSESSOR_REMINDED, invitation, by, at)
    tell_asked(invitation, "reminded", mail.REMINDER, by, at)


@transaction.atomic
def appoint_at_once(
    *,
    programme: Programme,
    assessor: User,
    planned_on: date | None,
    by: User,
    at: datetime,
) -> ExternalAssessment:
    """Somebody who has said yes in another way; whoever was asked is told it is over."""
    programme = locked(programme)
    assessment = appoint_external(
        programme=programme, assessor=assessor, planned_on=planned_on, by=by, at=at
    )
    for row in waiting_in(programme):
        close(row, InvitationState.WITHDRAWN, at)
        record(Event.ASSESSOR_WITHDRAWN, row, by, at)
        tell_asked(row, "withdrawn", mail.NEWS, by, at)
    return assessment


def waiting_in(programme: Programme) -> list[Invitation]:
    rows = queries.invitations_in(programme.region).filter(programme=programme)
    return list(rows.filter(state=InvitationState.WAITING))


def remind_all_invited(*, region: Region, at: datetime) -> int:
    """Everybody with two days left or less whom nobody has reminded; how many."""
    rows = queries.to_remind(region, timezone.localdate(at))
    for row in rows:
        remind_invited(invitation=row, by=None, at=at)
    return len(rows)


# -------------------------------------------------------------------------- the parts
def held(invitation: Invitation) -> Invitation:
    """The newest row, locked after its programme, as everything here is."""
    programme = locked(invitation.programme)
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    row = queries.invitations_in(programme.region).get(pk=invitation.pk)
    row.programme = programme
    return row


def close(row: Invitation, state: InvitationState, at: datetime) -> None:
    row.state, row.answered_at = state, at
    row.save(update_fields=["state", "answered_at", "reason", "assessment"])


def answer_facts(row: Invitation, by: User, reason: str = "") -> AnswerFacts:
    closed = row.answered_at
    return AnswerFacts(
        by=queries.person(by),
        asked=queries.person(row.assessor),
        state=row.state,
        closed_on=timezone.localdate(closed) if closed else None,
        reason=reason,
    )


def tell_asked(
    row: Invitation, why: str, notice: str, by: User | None, at: datetime
) -> None:
    path = reverse("certificates:invitation", args=[row.region.slug, row.pk])
    notify(row.assessor, path, row, why, notice, by, at)


def tell_who_asked(
    row: Invitation, why: str, notice: str, by: User, at: datetime
) -> None:
    path = reverse("certificates:shortlist", args=[row.region.slug, row.programme_id])
    notify(row.invited_by, path, row, why, notice, by, at)


def notify(
    user: User,
    path: str,
    row: Invitation,
    why: str,
    notice: str,
    by: User | None,
    at: datetime,
) -> None:
    if user == by:
        return
    key = f"invitation:{why}:{row.pk}:{at:%Y%m%d%H%M%S}"
    mail.notify(
        user, path, region=row.region, key=key, by=by, at=at, notice=notice,
        urgent=notice == mail.REMINDER,
    )  # fmt: skip


def record(
    event: Event, row: Invitation, by: User | None, at: datetime, **detail: object
) -> None:
    """Not in the doctor's own log: who is asked is told when somebody has accepted."""
    audit.record(event, about=row, by=by, at=at, **detail)
