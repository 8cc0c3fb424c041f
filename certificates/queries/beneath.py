"""What has changed beneath a signed certificate: its frozen text against the record."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from assessments.enums import AssessmentState
from assessments.models import Assessment
from assessments.rules.delmal import missing_from
from bt_admin.lib.dates import number_text, period_text
from bt_admin.lib.verdicts import YES, Verdict
from certificates.documents.completed import CompletedForm
from certificates.documents.people import Applicant
from certificates.enums import CertificateKind, CertificateState
from certificates.models import Certificate
from certificates.queries.certificates import certified_codes, codes_in, signatures_of
from certificates.queries.content import applicant, completed_form, form_of
from certificates.queries.service import service_periods
from certificates.rules.beneath import NUMBER, BeneathFacts, unchanged_beneath


def beneath(certificate: Certificate) -> Verdict:
    """Yes, with a warning for each thing that is no longer as it was signed."""
    signed = signatures_of(certificate)
    if not signed or certificate.state == CertificateState.REVOKED:
        return YES
    form, programme = form_of(certificate), certificate.programme
    return unchanged_beneath(
        BeneathFacts(
            applicant=_named(form.applicant),
            applicant_now=_named(applicant(programme)),
            service=_lines(form.rows) if isinstance(form, CompletedForm) else (),
            service_now=_planned(certificate),
            corrected=_corrected(certificate, signed[0].signed_at),
            lost=_lost(certificate),
        )
    )


def _named(one: Applicant) -> dict[str, str]:
    return {
        "efternamn": one.last_name,
        "förnamn": one.first_name,
        NUMBER: one.personal_number,
    }


def _lines(rows: Iterable[Any]) -> tuple[str, ...]:
    return tuple(
        f"{row.workplace} {period_text(row.starts, row.ends)}, "
        f"{number_text(row.percent)} %"
        for row in rows
    )


def _planned(certificate: Certificate) -> tuple[str, ...]:
    if certificate.kind != CertificateKind.COMPLETED:
        return ()
    programme = certificate.programme
    return _lines(completed_form(programme, service_periods(programme), None).rows)


def _corrected(certificate: Certificate, since: datetime) -> tuple[str, ...]:
    """The assessments that speak of its delmål and had another text when it was signed."""
    if certificate.kind != CertificateKind.DELMAL:
        return ()
    rows = Assessment.objects.filter(
        programme=certificate.programme_id,
        state=AssessmentState.AMENDED,
        replaced_by__signed_at__gt=since,
        signed_at__lte=since,
        delmal__code__in=codes_in(certificate),
    )
    return tuple(str(row) for row in rows.distinct())


def _lost(certificate: Certificate) -> tuple[str, ...]:
    if certificate.kind != CertificateKind.COMPETENCE:
        return ()
    programme = certificate.programme
    return tuple(missing_from(certified_codes(programme), programme.regulation))
