"""Dossiers that were kept: the frozen one, the working copy, and who reads them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Length

from bt_admin.lib import sources
from bt_admin.lib.verdicts import YES, Verdict, no
from certificates.models import Dossier, DossierPrint, ExternalAssessment
from certificates.queries.external import assessment_of, material_facts
from certificates.queries.seals import seal_words
from certificates.rules.judgement import may_open_material
from placements.models import Programme
from placements.queries import permissions_on
from regions.models import OutboxMessage, User
from regions.roles import Permission

# The doctor's own, and for those who answer for the judgement.
READERS = {Permission.OWN, Permission.GUIDE, Permission.CERTIFY}
SLOW = timedelta(minutes=1)


@dataclass(frozen=True)
class Printout:
    """A kept dossier and its PDF, as far as it is printed, and not weeded."""

    dossier: Dossier
    size: int | None
    pages: int | None
    seal: str = ""

    @property
    def ready(self) -> bool:
        return bool(self.size)

    @property
    def is_weeded(self) -> bool:
        return self.dossier.frozen and not self.dossier.data

    def is_slow(self, now: datetime) -> bool:
        return not self.ready and now - self.dossier.taken_at > SLOW


def may_read(user: User, programme: Programme) -> Verdict:
    """The doctor, those who answer for the judgement, and the assessor meanwhile."""
    held = permissions_on(user, programme)
    if held & READERS:
        return YES
    assessment = assessment_of(programme, user)
    if assessment is None:
        return no(
            "dossier.not_yours",
            "Du får inte öppna underlaget. Det är till för BT-läkaren, huvudansvarig "
            "handledare, AT/BT-chefen och den externa bedömaren.",
            sources.HOUSE,
        )
    return may_open_material(material_facts(assessment, user))


def reads_as_responsible(user: User, programme: Programme) -> bool:
    """Does this person read it in another role than the assessor's?"""
    return bool(permissions_on(user, programme) & READERS)


def frozen_for(assessment: ExternalAssessment) -> Dossier | None:
    return Dossier.objects.filter(assessment=assessment, frozen=True).first()


def frozen_in(
    programme: Programme, assessment: ExternalAssessment | None = None
) -> Dossier | None:
    """The latest frozen dossier: of this assessment, or of any."""
    rows = Dossier.objects.filter(programme=programme, frozen=True)
    if assessment is not None:
        rows = rows.filter(assessment=assessment)
    return rows.select_related("taken_by", "assessment__assessor").first()


def working_copy_of(programme: Programme) -> Dossier | None:
    return Dossier.objects.filter(programme=programme, frozen=False).first()


def printout_of(dossier: Dossier | None) -> Printout | None:
    """Without the PDF's bytes. One query."""
    if dossier is None:
        return None
    rows = DossierPrint.objects.filter(dossier=dossier).defer("pdf")
    found = rows.annotate(size=Length("pdf")).first()
    if found is None:
        return Printout(dossier, None, None)
    seal = seal_words(found) if dossier.frozen else ""
    return Printout(dossier, found.size, found.pages, seal)


def was_asked_for(dossier: Dossier) -> bool:
    """Has somebody asked the worker for this PDF?"""
    return OutboxMessage.objects.filter(
        region=dossier.region_id, kind="print_dossier", dedupe_key=str(dossier.pk)
    ).exists()


def pdf_of_dossier(dossier: Dossier) -> bytes:
    return bytes(DossierPrint.objects.get(dossier=dossier).pdf)
