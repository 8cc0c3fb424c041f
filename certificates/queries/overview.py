"""The certificates of one BT as they stand: lines for a list, and papers for a page."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.rules.delmal import catalogue, collapse
from bt_admin.lib.pieces import State
from bt_admin.lib.verdicts import Verdict
from certificates.documents.splitting import DelmalEntry
from certificates.enums import CertificateKind, CertificateState, SignatureRole
from certificates.models import Certificate
from certificates.queries.certificates import (
    VALID,
    certificates_of,
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
from certificates.queries.signing import Attempt, content_now, form_now, may_sign
from placements.models import Programme
from regions.enums import CareSetting, LoginMethod
from regions.models import User

THREE = (
    CertificateKind.DELMAL,
    CertificateKind.COMPLETED,
    CertificateKind.COMPETENCE,
)


@dataclass(frozen=True)
class Line:
    """One of the three kinds in a list: how far it has come."""

    kind: CertificateKind
    title: str
    state: State
    url: str

    @property
    def annex(self) -> int:
        return self.kind.annex


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


# ------------------------------------------------------------------------- the lines
def certificate_lines(programme: Programme, today: date) -> list[Line]:
    """«Bilaga 2, delmål: 3 av 18 intygade», and so on for the three of them."""
    rows = certificates_of(programme)
    states = {
        CertificateKind.DELMAL: _delmal_state(rows, total=len(_all_codes(programme))),
        CertificateKind.COMPLETED: _one_state(rows, CertificateKind.COMPLETED),
        CertificateKind.COMPETENCE: _one_state(rows, CertificateKind.COMPETENCE),
    }
    address = reverse(
        "certificates:certificates", args=[programme.region.slug, programme.pk]
    )
    return [
        Line(kind, short_title(kind), states[kind], f"{address}?bilaga={kind.annex}")
        for kind in THREE
    ]


@dataclass(frozen=True)
class SignedLine:
    """A certificate that somebody has signed, whatever has become of it since."""

    certificate: Certificate
    title: str
    state: State


def signed_lines(programme: Programme, kind: CertificateKind) -> list[SignedLine]:
    return [
        SignedLine(one, title_of(one), state_of(one))
        for one in certificates_of(programme)
        if one.kind == kind and one.signatures.all()
    ]


@dataclass(frozen=True)
class SignatureLine:
    """One signature as it is read: who, as what, when, for which text."""

    signer: User
    role: str
    at: datetime
    digest: str


def signature_lines(certificate: Certificate) -> list[SignatureLine]:
    return [
        SignatureLine(
            row.signer, str(SignatureRole(row.role).label), row.signed_at, row.digest
        )
        for row in signatures_of(certificate)
    ]


def title_of(certificate: Certificate) -> str:
    """«Delmål BT1–BT4», or what the form is called."""
    if codes := codes_in(certificate):
        return _("Delmål %(codes)s") % {"codes": collapse(codes)}
    return str(CertificateKind(certificate.kind).label)


def short_title(kind: CertificateKind) -> str:
    words = {
        CertificateKind.DELMAL: _("delmål"),
        CertificateKind.COMPLETED: _("fullgjord BT"),
        CertificateKind.COMPETENCE: _("baskompetens"),
    }
    return _("Bilaga %(annex)s, %(what)s") % {"annex": kind.annex, "what": words[kind]}


def state_of(certificate: Certificate | None) -> State:
    """Where one certificate stands, in a word."""
    if certificate is None:
        return State("none", _("Fylls på"), "pen")
    if certificate.state == CertificateState.DRAFT:
        return _half_signed(certificate) or State("now", _("Fylls på"), "pen")
    tones = {
        CertificateState.CERTIFIED: ("ok", ""),
        CertificateState.ISSUED: ("ok", "lock"),
        CertificateState.REVOKED: ("bad", ""),
    }
    state = CertificateState(certificate.state)
    tone, icon = tones[state]
    return State(tone, str(state.label), icon)


def _half_signed(certificate: Certificate) -> State | None:
    signed = [SignatureRole(row.role).label for row in certificate.signatures.all()]
    if not signed:
        return None
    return State("wait", _("Signerat av %(role)s") % {"role": signed[0]})


def _delmal_state(rows: Iterable[Certificate], total: int) -> State:
    valid = [one for one in rows if one.state in VALID]
    codes = {code for one in valid for code in codes_in(one)}
    words = {"n": len(codes), "total": total}
    if len(codes) == total:
        return State("ok", _("%(n)s av %(total)s intygade") % words, "lock")
    tone = "now" if codes else "none"
    return State(tone, _("%(n)s av %(total)s intygade") % words)


def _one_state(rows: Iterable[Certificate], kind: CertificateKind) -> State:
    standing = [
        one
        for one in rows
        if one.kind == kind and one.state != CertificateState.REVOKED
    ]
    return state_of(standing[0] if standing else None)


def _all_codes(programme: Programme) -> tuple[str, ...]:
    return catalogue(programme.regulation).codes


# ------------------------------------------------------------------ as printed today
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
    mine = signer is None or signer == viewer
    attempt = Attempt(
        by=signer or viewer, login=login if mine else LoginMethod.SITHS, today=today
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
