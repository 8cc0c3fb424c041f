"""A BT that has come as far as its certificates: evidence, people, and service."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from assessments.enums import AssessmentState, InstrumentKey
from assessments.models import Assessment, AssessmentDelmal
from assessments.rules.delmal import ALL_CODES
from certificates.actions.delmal import draft_delmal, sign_delmal
from certificates.actions.external import appoint_external, declare_free
from certificates.documents.splitting import DelmalEntry
from certificates.models import Certificate, ExternalAssessment
from certificates.queries import delmal_drafts, digest
from placements.models import Placement, PlacementPeriod, Programme
from regions.models import User
from tests.cast import Company

# Skatteverket's published test numbers; no living person has them.
NUMBERS = {
    "kronoberg": ["191212121212", "189001019802", "189001029819"],
    "stockholm": ["189001039826", "189001049833", "189001059840"],
}


def prepare(company: Company) -> None:
    """Everything the forms ask of people, and evidence for every delmål."""
    know_numbers(company)
    evidence(company)


def know_numbers(company: Company) -> None:
    people = [company.doctor, company.main_supervisor, company.external]
    for user, number in zip(people, NUMBERS[company.region.slug], strict=True):
        user.personal_number = number
        user.save(update_fields=["personal_number"])


def evidence(company: Company, codes: Iterable[str] = ALL_CODES) -> Assessment:
    """One signed Mini-CEX from internal medicine that speaks of these delmål."""
    seen_on = company.programme.starts_on + timedelta(days=40)
    return assessed(
        company, company.placements[1], InstrumentKey.MINI_CEX, seen_on, codes
    )


def overall_assessments(company: Company) -> None:
    for placement in company.placements:
        day = company.programme.starts_on + timedelta(days=60)
        assessed(company, placement, InstrumentKey.OVERALL, day, ["BT1"])


def assessed(
    company: Company,
    placement: Placement,
    instrument: str,
    on: date,
    codes: Iterable[str],
) -> Assessment:
    assessment = Assessment.objects.create(
        region=company.region,
        programme=company.programme,
        placement=placement,
        instrument=instrument,
        state=AssessmentState.ACKNOWLEDGED,
        requested_by=company.doctor,
        assessor=company.supervisor,
        performed_on=on,
        registered_at=timezone.now(),
        signed_at=timezone.now(),
        acknowledged_at=timezone.now(),
    )
    AssessmentDelmal.objects.bulk_create(
        AssessmentDelmal(region=company.region, assessment=assessment, code=code)
        for code in codes
    )
    return assessment


def entries(*codes: str, text: str = "Tjänstgöring under handledning.") -> list:
    return [DelmalEntry(code, text, f"Mini-CEX om {code}.") for code in codes]


def written(company: Company, *codes: str) -> list[Certificate]:
    """Bilaga 2 for these delmål, not signed."""
    return draft_delmal(
        programme=company.programme,
        entries=entries(*codes),
        by=company.main_supervisor,
        at=timezone.now(),
    )


def shown(certificates: Iterable[Certificate]) -> dict:
    """What a page tells of what it shows."""
    return {one.pk: digest(one.content) for one in certificates}


def certified(company: Company, *codes: str) -> None:
    """Bilaga 2 for these delmål, or for all, signed."""
    written(company, *(codes or ALL_CODES))
    sign_delmal(
        programme=company.programme,
        digests=shown(delmal_drafts(company.programme)),
        by=company.main_supervisor,
        at=timezone.now(),
        method="demo",
        identified_at=timezone.now(),
    )


def appointed(company: Company, assessor: User | None = None) -> ExternalAssessment:
    return appoint_external(
        programme=company.programme,
        assessor=assessor or company.external,
        planned_on=None,
        by=company.bt_manager,
        at=timezone.now(),
    )


def declared(company: Company) -> ExternalAssessment:
    """An extern bedömare for whom the dossier is open."""
    assessment = appointed(company)
    declare_free(
        assessment=assessment,
        not_same_unit=True,
        no_part=True,
        by=company.external,
        at=timezone.now(),
    )
    assessment.refresh_from_db()
    return assessment


def end_the_year(company: Company) -> None:
    """As the cast's year, but over since a week."""
    back = timedelta(days=222)
    PlacementPeriod.objects.filter(placement__programme=company.programme).update(
        starts_on=F("starts_on") - back, ends_on=F("ends_on") - back
    )
    Programme.objects.filter(pk=company.programme.pk).update(
        starts_on=company.programme.starts_on - back
    )
    company.programme.refresh_from_db()
