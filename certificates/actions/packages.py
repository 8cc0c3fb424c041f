"""A finished dossier goes to the archive: packed, and written down."""

import hashlib
from datetime import datetime

from django.db import transaction

from certificates.archive import pack
from certificates.models import Dossier
from certificates.queries.documents import may_with
from certificates.queries.packages import package_facts, package_of
from certificates.rules.packages import may_be_archived
from regions import audit
from regions.events import Event
from regions.models import User
from regions.patience import let_wait
from regions.roles import Permission

PACKING_SECONDS = 60


@transaction.atomic
def make_package(
    *, dossier: Dossier, case_number: str, retention: str, by: User, at: datetime
) -> bytes:
    """The zip. The same dossier and words give the same bytes, whoever asks and when."""
    programme = dossier.programme
    may_with(by, programme, [Permission.ISSUE]).require()
    may_be_archived(package_facts(dossier)).require()
    let_wait(PACKING_SECONDS)
    content = pack(package_of(dossier, case_number=case_number, retention=retention))
    audit.record(
        Event.DOSSIER_ARCHIVED,
        about=dossier,
        by=by,
        at=at,
        programme=programme,
        sha256=hashlib.sha256(content).hexdigest(),
        case_number=case_number,
    )
    return content
