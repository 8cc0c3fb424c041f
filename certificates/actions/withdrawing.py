"""Taking one's own signature back, while the other has not signed.

The signature and the text it stands for stay: that certificate no longer counts, and
whoever signs next begins a new version.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Verdict
from certificates import queries
from certificates.actions.notices import tell
from certificates.actions.revoke import mark_revoked
from certificates.actions.signing import lock, page_for, waiting_for
from certificates.models import Certificate
from certificates.rules.withdrawing import WithdrawFacts, may_withdraw_signature
from regions import mail
from regions.events import Event
from regions.models import User


@transaction.atomic
def withdraw_signature(
    *, certificate: Certificate, reason: str, by: User, at: datetime
) -> None:
    """Bilaga 4 waits for its first signature again; whoever waited to sign is told."""
    certificate = lock(certificate)
    verdict_to_withdraw(certificate, reason, by).require()
    waited = waiting_for(certificate, timezone.localdate(at))
    mark_revoked(
        certificate,
        reason=reason,
        by=by,
        at=at,
        event=Event.CERTIFICATE_SIGNATURE_WITHDRAWN,
    )
    programme = certificate.programme
    managers = queries.certifying_managers(programme.region, timezone.localdate(at))
    for user in {*waited, *(row.user for row in managers)}:
        tell(
            user,
            about=certificate,
            programme=programme,
            why="withdrawn",
            by=by,
            at=at,
            page=page_for(user, programme),
            notice=mail.NEWS,
        )


def verdict_to_withdraw(certificate: Certificate, reason: str, by: User) -> Verdict:
    signed = tuple(one.person for one in queries.signed_by(certificate))
    return may_withdraw_signature(
        WithdrawFacts(queries.person(by), signed, certificate.state, reason)
    )
