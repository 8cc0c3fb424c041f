"""Doctors whose four papers are asked for, for the measurements of printing."""

from copy import copy
from typing import Any


def doctors_with_papers(company: Any, number: int) -> list[str]:
    """So many doctors in the region, four papers each; their messages in the outbox.

    Their words are those of tests/certificates/documents/examples.py.
    """
    from regions.models import OutboxMessage

    for one in range(number):
        with company.inside(company.bt_manager):
            ask_for_papers(company, one)
    with company.inside():
        rows = OutboxMessage.objects.filter(kind="render_document")
        keys = rows.order_by("created_at", "pk").values_list("pk", flat=True)
        return [str(key) for key in keys]


def kronoberg() -> Any:
    """The region of the measurements, with its people."""
    from tests.cast import make_cast

    return make_cast().kronoberg


def ask_for_papers(company: Any, number: int) -> None:
    """One more doctor with a programme; bilaga 1 to 4 certified, and asked for."""
    from django.utils import timezone

    from certificates.actions.documents import request_document
    from certificates.documents.freezing import freeze
    from certificates.enums import CertificateKind, CertificateState
    from certificates.models import Certificate
    from tests.cast import make_programme, person
    from tests.certificates.documents.examples import FILLED

    own = copy(company)
    own.doctor = person(f"doctor_{number}", own.region.slug)
    make_programme(own, starts=company.programme.starts_on)
    at = timezone.now()
    for kind in sorted(CertificateKind, key=lambda one: one.annex):
        form: Any = FILLED[kind.annex]
        certificate = Certificate.objects.create(
            region=own.region,
            programme=own.programme,
            kind=kind,
            state=CertificateState.CERTIFIED,
            content=freeze(form),
            created_by=own.main_supervisor,
            created_at=at,
        )
        request_document(
            certificate=certificate,
            form=form,
            annex_number=kind.annex - 1 or None,
            by=own.doctor,
            at=at,
        )
