"""Bilaga 2: written by the huvudansvariga handledaren, split so that all fits, signed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions import note_certified, note_used
from bt_admin.lib.verdicts import Refused, Verdict
from certificates import queries
from certificates.actions.signing import sign
from certificates.documents.delmal import DelmalForm
from certificates.documents.errors import CannotPrint, DoesNotFit, NotInFont
from certificates.documents.splitting import DelmalEntry, split_delmal
from certificates.enums import CertificateKind
from certificates.models import Certificate, CertificateDelmal, CertificateSignature
from certificates.queries.wording import BOXES
from certificates.rules.drafts import (
    DelmalDraftFacts,
    draft_replaced,
    may_write_delmal,
    too_long,
    unprintable,
)
from placements.models import Programme
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def draft_delmal(
    *, programme: Programme, entries: Sequence[DelmalEntry], by: User, at: datetime
) -> list[Certificate]:
    """Write the bilaga 2 to be signed: as many as the texts need, in place of earlier
    drafts.

    A delmål too long for a certificate of its own is refused at its field.
    """
    programme = locked(programme)
    may_write_delmal(facts(programme, entries, by, at)).require()
    for old in queries.delmal_drafts(programme):
        old.delete()
    return [
        write(programme, form, entries, by, at)
        for form in split(programme, entries, by)
    ]


@transaction.atomic
def sign_delmal(
    *,
    programme: Programme,
    digests: Mapping[UUID, str],
    by: User,
    at: datetime,
    method: str,
    identified_at: datetime | None,
) -> list[CertificateSignature]:
    """Sign every certificate that was shown, each as it was shown, or none of them."""
    programme = locked(programme)
    rows = Certificate.objects.filter(
        programme=programme, kind=CertificateKind.DELMAL, pk__in=digests
    )
    shown = sorted(rows, key=lambda row: list(digests).index(row.pk))
    if not shown or len(shown) < len(digests):
        draft_replaced().require()
    signed = [
        sign(
            certificate=certificate,
            by=by,
            at=at,
            digest_shown=digests[certificate.pk],
            method=method,
            identified_at=identified_at,
        )
        for certificate in shown
    ]
    codes = [code for certificate in shown for code in queries.codes_in(certificate)]
    note_used(programme=programme, codes=codes, at=at)
    note_certified(programme=programme, codes=codes, at=at)
    return signed


def locked(programme: Programme) -> Programme:
    rows = Programme.objects.select_related("region", "doctor__user", "model")
    return rows.select_for_update(of=("self",)).get(pk=programme.pk)


def facts(
    programme: Programme, entries: Sequence[DelmalEntry], by: User, at: datetime
) -> DelmalDraftFacts:
    supervisor = queries.main_supervisor(programme, timezone.localdate(at))
    return DelmalDraftFacts(
        writer=queries.person(by),
        signatory=queries.person(supervisor),
        texts={one.code: (one.activities, one.checks) for one in entries},
        codes_with_evidence=queries.codes_with_evidence(programme),
        codes_certified=queries.certified_codes(programme),
    )


def split(
    programme: Programme, entries: Sequence[DelmalEntry], by: User
) -> list[DelmalForm]:
    try:
        return split_delmal(
            entries,
            applicant=queries.applicant(programme),
            certifier=queries.certifier(by),
        )
    except CannotPrint as error:
        raise Refused(cannot_print(error, entries)) from error


def write(
    programme: Programme,
    form: DelmalForm,
    entries: Sequence[DelmalEntry],
    by: User,
    at: datetime,
) -> Certificate:
    content = queries.content_of(form)
    content["entries"] = [asdict(one) for one in entries if one.code in form.codes]
    certificate = Certificate.objects.create(
        region_id=programme.region_id,
        programme=programme,
        kind=CertificateKind.DELMAL,
        version=queries.next_version(programme, CertificateKind.DELMAL, form.codes),
        content=content,
        created_by=by,
        created_at=at,
    )
    CertificateDelmal.objects.bulk_create(
        CertificateDelmal(
            region_id=programme.region_id, certificate=certificate, code=code
        )
        for code in form.codes
    )
    audit.record(
        Event.CERTIFICATE_DRAFTED,
        about=certificate,
        by=by,
        at=at,
        programme=programme,
        kind=certificate.kind,
        delmal=list(form.codes),
    )
    return certificate


def cannot_print(error: CannotPrint, entries: Sequence[DelmalEntry]) -> Verdict:
    """At the box of the delmål whose text is the trouble."""
    box = BOXES.get(error.field, error.field)
    if isinstance(error, NotInFont):
        code = code_with(error, entries)
        return unprintable(box, error.characters, f"{error.field}_{code}")
    code = error.code if isinstance(error, DoesNotFit) else ""
    return too_long(box, code, f"{error.field}_{code}")


def code_with(error: NotInFont, entries: Sequence[DelmalEntry]) -> str:
    """Which delmål has the characters that cannot be shown?"""
    for entry in entries:
        if set(error.characters) & set(getattr(entry, error.field, "")):
            return entry.code
    return ""
