"""The certificates of HSLF-FS 2021:8, their signatures, and their paper."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from certificates.enums import CertificateKind, CertificateState, ExternalOutcome
from certificates.models.answers import ApplicationAnswer as ApplicationAnswer
from certificates.models.declines import SigningDecline as SigningDecline
from certificates.models.disclosure import CaseDisclosure as CaseDisclosure
from certificates.models.dossier import Dossier as Dossier
from certificates.models.dossier import DossierPrint as DossierPrint
from certificates.models.final import FinalFollowUp as FinalFollowUp
from certificates.models.final import FinalMeeting as FinalMeeting
from certificates.models.final import MeetingNote as MeetingNote
from certificates.models.pool import Invitation as Invitation
from certificates.models.pool import Kinship as Kinship
from certificates.models.pool import Lending as Lending
from certificates.models.pool import LostIndependence as LostIndependence
from certificates.models.pool import PoolMember as PoolMember
from certificates.models.pool import PoolPause as PoolPause
from certificates.models.retention import CaseHold as CaseHold
from certificates.models.retention import RetentionProposal as RetentionProposal
from certificates.models.retention import RetentionRule as RetentionRule
from certificates.models.scans import PackedOriginal as PackedOriginal
from certificates.models.scans import ScannedPage as ScannedPage
from placements.models import Programme
from regions.models import InRegion, Signature


class Certificate(InRegion):
    """One form, from draft to issued. `content` is what stands in its boxes.

    Once signed in bt-admin the content is locked by a trigger; what is wrong is
    revoked, with a reason, and made anew. «Issued» means that every pen signature is
    registered: the signature in bt-admin is never one towards Socialstyrelsen.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="certificates"
    )
    kind = models.CharField(max_length=20, choices=CertificateKind)
    state = models.CharField(
        max_length=20, choices=CertificateState, default=CertificateState.DRAFT
    )
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.TextField("skäl", blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind"],
                condition=~models.Q(kind="delmal") & ~models.Q(state="revoked"),
                name="one_valid_certificate_of_each_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state="revoked") ^ models.Q(revoked_at__isnull=True),
                name="certificate_revoked_at_when_revoked",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("certificates:certificate", args=[self.region.slug, self.pk])


class CertificateDelmal(InRegion):
    """This certificate certifies that delmål."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="delmal")
    code = models.CharField(max_length=5)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "code"], name="certificate_delmal_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class CertificateSignature(Signature):
    """`identified_at`: when the signer last said who they are, at most five minutes
    before; unknown of those that are older than the question.
    """

    identified_at = models.DateTimeField(null=True)
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="signatures"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "role"], name="certificate_signed_once_per_role"
            ),
            # Bilaga 4 needs two people: nobody signs the same certificate twice.
            models.UniqueConstraint(
                fields=["certificate", "signer"],
                name="certificate_signed_once_per_person",
            ),
        ]


class PaperSignature(InRegion):
    """Somebody wrote their name on the printed form; told by whoever saw it.

    `scan` is the picture of the signed page that lay there when it was told. What was
    told wrongly is withdrawn with a reason, and stays; only one for a box counts.
    """

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="paper_signatures"
    )
    role = models.CharField(max_length=30)
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    signed_on = models.DateField("datum")
    place = models.CharField("ort", max_length=60)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    scan = models.ForeignKey(
        "certificates.ScannedPage", models.PROTECT, null=True, related_name="+"
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField("skäl", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "role"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="paper_signed_once_per_role",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="pen_withdrawn_by_somebody",
            ),
        ]


class ExternalAssessment(InRegion):
    """The extern bedömare's judgement of one doctor, from appointment to outcome."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="external_assessments"
    )
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    appointed_at = models.DateTimeField()
    # The assessor's own answers; the dossier opens when both are no.
    declared_at = models.DateTimeField(null=True)
    declared_free = models.BooleanField(null=True)
    planned_on = models.DateField("planerad", null=True, blank=True)
    held_on = models.DateField("genomförd", null=True, blank=True)
    outcome = models.CharField(
        "utfall", max_length=30, choices=ExternalOutcome, blank=True
    )
    # What the assessor came to, also when the two differ and that is the outcome.
    own_verdict = models.CharField(
        "egen bedömning", max_length=30, choices=ExternalOutcome, blank=True
    )
    motivation = models.TextField("motivering", blank=True)
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["appointed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(ended_at__isnull=True),
                name="one_external_assessment_at_a_time",
            )
        ]


class FinalDebt(InRegion):
    """What one person still owes the final judgement of one doctor, and was told of.

    `keys` are those of certificates.rules.readiness, earliest first. The daily task
    keeps the row up to date; the person is told by e-mail the first time alone.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="final_debts")
    debtor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    keys = models.JSONField(default=list)
    due = models.DateField()
    told_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "debtor"], name="final_debt_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.debtor}: {self.programme}"


class Document(InRegion):
    """A PDF that left the system: its bytes, their hash, and how to ask about it.

    A certificate has a new document each time it is printed with a new attachment
    number; all but the newest are withdrawn.
    """

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="documents"
    )
    annex_number = models.PositiveSmallIntegerField(null=True)  # «Bilaga nr»
    frozen = models.JSONField()  # exactly what was rendered
    template_version = models.CharField(max_length=20)
    control_code = models.CharField(max_length=40, unique=True)  # 128 random bits
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    pdf = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    rendered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    # The paper whose place this one takes: what the register and /verifiera/ tell. A
    # certificate printed anew with another number has two; which certificate was made
    # after which (certificates.queries.versions) is derived, and knows no paper.
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replaced_by"
    )
    # "B-B" or "B-T" of PAdES, and by which certificate; empty when it is not sealed.
    seal_level = models.CharField(max_length=4, blank=True)
    seal_certificate = models.CharField(max_length=64, blank=True)  # its SHA-256
    # Why there is no seal, or no timestamp, though the region wants one.
    seal_note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_valid_document_per_certificate",
            ),
            models.CheckConstraint(
                condition=models.Q(rendered_at__isnull=True, pdf__isnull=True)
                | models.Q(rendered_at__isnull=False, pdf__isnull=False),
                name="document_rendered_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(seal_level="", seal_certificate="")
                | ~models.Q(seal_level="") & ~models.Q(seal_certificate=""),
                name="document_sealed_by_somebody",
            ),
        ]


class ElectronicPath(InRegion):
    """What the region does beside the paper. No row: nothing; paper comes first."""

    seals = models.BooleanField(
        "förse intygens och underlagens PDF med regionens stämpel"
    )
    shares = models.BooleanField("låt läkaren hämta intyget i maskinläsbar form")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region"], name="one_electronic_path_in_a_region"
            )
        ]
