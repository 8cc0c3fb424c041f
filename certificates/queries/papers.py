"""The forms as they would be printed, on the day and for the person that looks."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from assessments.rules.delmal import collapse
from bt_admin.lib.verdicts import Verdict
from certificates.documents.splitting import DelmalEntry
from certificates.enums import CertificateKind
from certificates.models import Certificate
from certificates.queries.certificates import (
    certified_codes,
    certifying_managers,
    codes_in,
    current,
    delmal_drafts,
    external_of,
    main_supervisor,
    signatures_of,
)
from certificates.queries.content import (
    ENTRIES,
    Form,
    completed_form,
    digest,
    masked,
)
from certificates.queries.evidence import evidence_of, suggestions
from certificates.queries.service import served_until, service_periods, suggested_text
from certificates.queries.signing import Attempt, may_sign
from certificates.queries.wording import content_now, form_now
from placements.models import Programme
from regions.enums import CareSetting, LoginMethod
from regions.models import User


@dataclass(frozen=True)
class Paper:
    """A form as it would be printed, and whether it can be signed."""

    certificate: Certificate
    form: Form
    verdict: Verdict
    digest: str

    @property
    def kind(self) -> CertificateKind:
        return CertificateKind(self.certificate.kind)

    @property
    def title(self) -> str:
        return str(self.kind.label)

    @property
    def codes(self) -> tuple[str, ...]:
        return codes_in(self.certificate)

    @property
    def has_text(self) -> bool:
        """Nothing to show of a bilaga 2 without delmål."""
        return self.kind != CertificateKind.DELMAL or bool(self.codes)

    @property
    def summary(self) -> str:
        """«Intyg om delmål i bastjänstgöringen, BT1–BT4»"""
        return ", ".join(filter(None, [self.title, collapse(self.codes)]))

    @property
    def anchor(self) -> str:
        """Its id on a page that may show several."""
        return f"intyg-{self.certificate.pk}"

    @property
    def template(self) -> str:
        return f"certificates/_paper_{self.kind}.html"


def papers_today(
    programme: Programme, kind: CertificateKind, viewer: User, login: str, today: date
) -> list[Paper]:
    """What would be printed today, with every reason why it cannot be signed yet.

    The reasons are those of whoever is to sign, so that all who look see the same.
    """
    if kind == CertificateKind.DELMAL:
        rows = delmal_drafts(programme) or [suggested_delmal(programme, today)]
    else:
        rows = [current(programme, kind) or _begun(programme, kind, today)]
    return [_paper_today(row, viewer, login, today) for row in rows]


def paper_to_sign(certificate: Certificate, attempt: Attempt) -> Paper:
    """The form exactly as it will be signed by this person, and the verdict on that."""
    content = content_now(certificate, attempt.by, attempt.today)
    return Paper(
        certificate=certificate,
        form=form_now(certificate, attempt.by, attempt.today),
        verdict=may_sign(certificate, attempt),
        digest=digest(content),
    )


def signed_paper(certificate: Certificate, verdict: Verdict) -> Paper:
    """The form as it was frozen, or as far as it is written."""
    signer = certificate.created_by
    form = form_now(certificate, signer, certificate.created_at.date())
    return Paper(certificate, form, verdict, digest(certificate.content))


def suggested_delmal(programme: Programme, today: date) -> Certificate:
    """A bilaga 2 for what has evidence and is not certified; not saved."""
    certified = certified_codes(programme)
    words = suggestions(programme, evidence_of(programme), today)
    left = [entry for code, entry in words.items() if code not in certified]
    return _unsaved(programme, CertificateKind.DELMAL, {ENTRIES: _plain(left)})


def suggested_narratives(programme: Programme, today: date) -> dict[str, str]:
    """A first text for the two boxes of bilaga 3: the service so far."""
    served = served_until(service_periods(programme), today)
    return {
        "primary_care": suggested_text(served, CareSetting.PRIMARY_CARE),
        "acute_care": suggested_text(served, CareSetting.ACUTE),
    }


def current_or_new(programme: Programme, kind: CertificateKind) -> Certificate:
    """The certificate that is begun, or an empty one that is not saved."""
    return current(programme, kind) or _unsaved(programme, kind, {})


def _begun(programme: Programme, kind: CertificateKind, today: date) -> Certificate:
    known = kind == CertificateKind.COMPLETED
    content = suggested_narratives(programme, today) if known else {}
    return _unsaved(programme, kind, content)


def _unsaved(
    programme: Programme, kind: CertificateKind, content: Mapping[str, object]
) -> Certificate:
    return Certificate(
        region=programme.region, programme=programme, kind=kind, content=dict(content)
    )


def _plain(entries: Iterable[DelmalEntry]) -> list[dict[str, str]]:
    return [asdict(entry) for entry in entries]


def _paper_today(
    certificate: Certificate, viewer: User, login: str, today: date
) -> Paper:
    signer = signer_of(certificate, viewer, today)
    mine = signer == viewer
    attempt = Attempt(
        by=signer or viewer,
        login=login if mine else LoginMethod.SITHS,
        today=today,
        aside=not mine,
    )
    paper = paper_to_sign(certificate, attempt)
    if paper.kind == CertificateKind.COMPLETED and not signatures_of(certificate):
        form = _served_form(certificate, attempt)
        return Paper(certificate, form, paper.verdict, paper.digest)
    return paper


def _served_form(certificate: Certificate, attempt: Attempt) -> Form:
    """Bilaga 3 with the service so far: what is planned is not yet done."""
    programme = certificate.programme
    texts = {
        key: certificate.content.get(key, "") for key in ("primary_care", "acute_care")
    }
    served = served_until(service_periods(programme), attempt.today)
    return completed_form(programme, served, attempt.by, **texts)


def signer_of(certificate: Certificate, viewer: User, today: date) -> User | None:
    """Who is to sign next: the viewer, when that is one of them."""
    people = signers_left(certificate, today)
    if viewer in people:
        return viewer
    return people[0] if people else None


def signers_left(certificate: Certificate, today: date) -> list[User]:
    programme = certificate.programme
    if certificate.kind == CertificateKind.COMPLETED:
        return [row.user for row in certifying_managers(programme.region, today)]
    people = [main_supervisor(programme, today)]
    if certificate.kind == CertificateKind.COMPETENCE:
        external = external_of(programme)
        people.append(external.assessor if external else None)
    done = {row.signer_id for row in signatures_of(certificate)}
    return [user for user in people if user is not None and user.pk not in done]


def masked_paper(paper: Paper, *, keep_applicant: bool) -> Paper:
    """The same paper for a screen where nobody is about to sign it."""
    return replace(paper, form=masked(paper.form, keep_applicant=keep_applicant))
