"""Handing out a certificate that machines can read."""

from datetime import datetime

from django.db import transaction

from bt_admin.lib import sources
from bt_admin.lib.credential_proof import proved
from bt_admin.lib.seal_keys import NoKey, key_of
from bt_admin.lib.verdicts import no
from certificates.documents.credential import credential
from certificates.models import Document
from certificates.queries.credential import credential_facts, may_have_credential
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def hand_out_credential(
    *, document: Document, with_name: bool, by: User, at: datetime
) -> str:
    """The credential with the region's proof, as a compact JWS; noted in the log.

    Refused without a key: a credential that nobody can check proves nothing.
    """
    may_have_credential(document, by).require()
    try:
        key = key_of(document.region.slug, at=at)
    except NoKey as error:
        no(
            "credential.no_key",
            f"Intyget kan inte hämtas i maskinläsbar form. {error} Be regionens "
            "BT-kansli, och använd PDF-filen så länge.",
            sources.HOUSE,
        ).require()
        raise
    audit.record(
        Event.CREDENTIAL_TAKEN,
        about=document,
        by=by,
        at=at,
        programme=document.certificate.programme,
        with_name=with_name,
    )
    return proved(credential(credential_facts(document, with_name=with_name)), key)
