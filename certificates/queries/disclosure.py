"""Requests for a case, and what in it is no finished record."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.enums import AssessmentState
from assessments.models import Activity, Assessment, Talk
from assessments.rules.requests import LOCKED
from certificates.enums import CertificateState
from certificates.models import CaseDisclosure, Certificate
from placements.models import Placement, Programme
from regions.protection import protected_in


@dataclass(frozen=True)
class Unfinished:
    """A kind of thing that stays, how many there are, and why."""

    title: str
    count: int
    why: str


def disclosures_of(programme: Programme) -> QuerySet[CaseDisclosure]:
    """Every request, newest first, without the bundles."""
    rows = CaseDisclosure.objects.filter(programme=programme).defer("bundle")
    return rows.select_related("opened_by", "decided_by", "region")


def bundle_bytes(disclosure: CaseDisclosure) -> bytes:
    """What was given out; nothing when it has been weeded."""
    rows = CaseDisclosure.objects.filter(pk=disclosure.pk)
    return bytes(rows.values_list("bundle", flat=True).get() or b"")


def where_protected(programme: Programme) -> tuple[str, ...]:
    """What tells where a doctor with skyddade personuppgifter is; nothing of others.

    Home, telephone, e-mail, and the units where they have served or shall.
    """
    doctor, user = programme.doctor, programme.doctor.user
    if not protected_in(programme.region).filter(user=user).exists():
        return ()
    units = Placement.objects.filter(programme=programme, unit__isnull=False)
    told = [
        doctor.address, doctor.postcode, doctor.city, doctor.phone, doctor.workplace,
        doctor.work_phone, user.phone, user.email, user.workplace,
        *units.values_list("unit__name", flat=True),
    ]  # fmt: skip
    return tuple(dict.fromkeys(one.strip() for one in told if len(one.strip()) > 1))


def unfinished_in(programme: Programme) -> list[Unfinished]:
    """Drafts and private notes: counted, never read. A query for each kind."""
    drafts = Assessment.objects.filter(programme=programme).exclude(state__in=LOCKED)
    drafts = drafts.exclude(state=AssessmentState.DECLINED)
    certificates = Certificate.objects.filter(
        programme=programme, state=CertificateState.DRAFT
    )
    talks = Talk.objects.filter(programme=programme)
    notes = Activity.objects.filter(programme=programme)
    found = [
        (_("Bedömningar som inte är signerade"), drafts, _("utkast")),
        (_("Intyg som inte är signerade"), certificates, _("utkast")),
        (_("Handledarsamtal"), talks, _("arbetsanteckningar mellan två personer")),
        (_("Aktiviteter och reflektioner"), notes, _("BT-läkarens egna anteckningar")),
    ]
    counted = [Unfinished(title, rows.count(), why) for title, rows, why in found]
    return [one for one in counted if one.count]
