"""Bilaga 3: written and signed by the AT/BT-chef or a deputy."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from certificates import queries
from certificates.actions.delmal import locked
from certificates.documents.errors import NotInFont
from certificates.documents.text import printable
from certificates.enums import CertificateKind, CertificateState
from certificates.models import Certificate
from certificates.queries.wording import BOXES, paths_too_small
from certificates.rules.drafts import CompletedDraftFacts, may_write_completed
from placements.models import Programme
from regions import audit
from regions.events import Event
from regions.models import User

FIELDS = {"primary_care": "primary_care_text", "acute_care": "acute_care_text"}


@transaction.atomic
def draft_completed(
    *, programme: Programme, primary_care: str, acute_care: str, by: User, at: datetime
) -> Certificate:
    """Keep what stands in the two boxes; the rows follow the plan until it is signed."""
    programme = locked(programme)
    texts = {"primary_care": primary_care, "acute_care": acute_care}
    certificate = queries.current(programme, CertificateKind.COMPLETED) or Certificate(
        region_id=programme.region_id,
        programme=programme,
        kind=CertificateKind.COMPLETED,
        version=queries.next_version(programme, CertificateKind.COMPLETED),
        created_by=by,
        created_at=at,
    )
    may_write_completed(facts(certificate, texts, by, at)).require()
    form = queries.completed_form(
        programme, queries.service_periods(programme), by, **texts
    )
    certificate.content = queries.content_of(form)
    certificate.save()
    audit.record(
        Event.CERTIFICATE_DRAFTED,
        about=certificate,
        by=by,
        at=at,
        programme=programme,
        kind=certificate.kind,
    )
    return certificate


def facts(
    certificate: Certificate, texts: dict[str, str], by: User, at: datetime
) -> CompletedDraftFacts:
    programme = certificate.programme
    managers = queries.certifying_managers(programme.region, timezone.localdate(at))
    strange = {path: characters(text) for path, text in texts.items()}
    tight = set() if any(strange.values()) else too_small(programme, texts, by)
    return CompletedDraftFacts(
        writer=queries.person(by),
        signatories=tuple(queries.person(row.user) for row in managers),
        state=certificate.state or CertificateState.DRAFT,
        overflowing=tuple(
            (BOXES.get(path, path), FIELDS.get(path, "")) for path in sorted(tight)
        ),
        strange=tuple(
            (BOXES[path], FIELDS[path], wrong)
            for path, wrong in strange.items()
            if wrong
        ),
    )


def too_small(programme: Programme, texts: dict[str, Any], by: User) -> set[str]:
    periods = queries.service_periods(programme)
    return paths_too_small(queries.completed_form(programme, periods, by, **texts))


def characters(text: str) -> str:
    """Those that our print fonts do not have."""
    try:
        printable("", text)
    except NotInFont as error:
        return error.characters
    return ""
