"""Not signing, with a reason; and asking again."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Verdict
from certificates import queries
from certificates.actions.delmal import locked
from certificates.actions.notices import tell
from certificates.actions.signing import page_for
from certificates.enums import CertificateKind, DeclineEnd
from certificates.models import SigningDecline
from certificates.queries import Attempt
from certificates.queries.declining import decline_facts, still_to_sign
from certificates.rules.declining import AskAgainFacts, may_ask_again, may_decline
from placements.models import Programme
from regions import audit, mail
from regions.events import Event
from regions.models import User


@transaction.atomic
def decline_to_sign(
    *, programme: Programme, kind: CertificateKind, reason: str, by: User, at: datetime
) -> SigningDecline:
    """Say why one does not sign; those who certify act on it, and who waits is told."""
    programme, today = locked(programme), timezone.localdate(at)
    may_decline(decline_facts(programme, kind, reason, by, today)).require()
    certificate = queries.current_or_new(programme, kind)
    attempt = Attempt(by=by, login="", today=today)
    decline = SigningDecline.objects.create(
        region_id=programme.region_id,
        programme=programme,
        kind=kind,
        role=queries.role_of(certificate, attempt) or "",
        by=by,
        reason=reason,
        declined_at=at,
    )
    record(Event.SIGNING_DECLINED, decline, by, at)
    for user in managers(programme, today):
        notify(user, decline, by, at, page="certificates:declined")
    for user in who_waits(programme, kind, by, today):
        page = page_for(user, programme)
        notify(user, decline, by, at, page=page, notice=mail.NEWS)
    return decline


@transaction.atomic
def ask_again(*, decline: SigningDecline, by: User, at: datetime) -> None:
    """What was wrong is put right: whoever declined has the certificate to sign again."""
    decline = held(decline)
    verdict(decline, by, at).require()
    finish(decline, DeclineEnd.ASKED_AGAIN, by, at)
    notify(decline.by, decline, by, at, page=page_for(decline.by, decline.programme))


@transaction.atomic
def settle(*, decline: SigningDecline, by: User, at: datetime) -> None:
    """Nothing more is needed of whoever declined: somebody else signs, or nobody."""
    decline = held(decline)
    verdict(decline, by, at).require()
    finish(decline, DeclineEnd.SETTLED, by, at)


def verdict(decline: SigningDecline, by: User, at: datetime) -> Verdict:
    rows = managers(decline.programme, timezone.localdate(at))
    return may_ask_again(
        AskAgainFacts(
            by=queries.person(by),
            managers=tuple(queries.person(one) for one in rows),
            open=decline.ended_at is None,
        )
    )


def held(decline: SigningDecline) -> SigningDecline:
    """The newest row, locked after its programme, as everything here is."""
    programme = locked(decline.programme)
    rows = SigningDecline.objects.select_related("by").select_for_update(of=("self",))
    row = rows.get(pk=decline.pk)
    row.programme = programme
    return row


def finish(decline: SigningDecline, end: DeclineEnd, by: User, at: datetime) -> None:
    decline.end, decline.ended_by, decline.ended_at = end, by, at
    decline.save(update_fields=["end", "ended_by", "ended_at"])
    record(Event.SIGNING_DECLINE_ENDED, decline, by, at, end=end)


def managers(programme: Programme, today: date) -> list[User]:
    rows = queries.certifying_managers(programme.region, today)
    return list(dict.fromkeys(row.user for row in rows))


def who_waits(
    programme: Programme, kind: CertificateKind, by: User, today: date
) -> list[User]:
    """For bilaga 4 the other signer, signed or not; else the doctor."""
    if kind != CertificateKind.COMPETENCE:
        return [programme.doctor.user]
    certificate = queries.current_or_new(programme, kind)
    signed = [row.signer for row in queries.signatures_of(certificate)]
    others = [*signed, *still_to_sign(programme, kind, today)]
    return [user for user in dict.fromkeys(others) if user != by]


def notify(
    user: User,
    decline: SigningDecline,
    by: User,
    at: datetime,
    *,
    page: str,
    notice: str = mail.TASK,
) -> None:
    tell(
        user,
        about=decline,
        programme=decline.programme,
        why=f"decline-{decline.end or 'open'}",
        by=by,
        at=at,
        page=page,
        notice=notice,
    )


def record(
    event: Event, decline: SigningDecline, by: User, at: datetime, **detail: object
) -> None:
    audit.record(
        event,
        about=decline,
        by=by,
        at=at,
        programme=decline.programme,
        kind=decline.kind,
        role=decline.role,
        **detail,
    )
