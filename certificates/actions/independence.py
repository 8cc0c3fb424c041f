"""Ties between an assessor and a doctor: declared beforehand, or found afterwards."""

from datetime import date, datetime

from django.db import transaction

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, Verdict, no
from certificates import queries
from certificates.actions.delmal import locked
from certificates.actions.notices import tell
from certificates.models import ExternalAssessment, Kinship, LostIndependence
from certificates.rules.kinship import folded
from regions import audit
from regions.events import Event
from regions.models import Region, User


@transaction.atomic
def note_independence(
    *, assessment: ExternalAssessment, verdict: Verdict, at: datetime
) -> None:
    """Keep that the assessor was found to be bound, or is no longer, and tell whoever
    appointed. The dossier itself closes by its rule; a mended register opens it again.
    `verdict` is what `queries.independence` said just now.
    """
    open_loss = queries.loss_of(assessment)
    if bool(verdict) == (open_loss is None):
        return
    programme = locked(assessment.programme)
    open_loss = queries.loss_of(assessment)  # somebody else may have been quicker
    if verdict and open_loss is not None:
        open_loss.mended_at = at
        open_loss.save(update_fields=["mended_at"])
    elif not verdict and open_loss is None:
        LostIndependence.objects.create(
            region_id=assessment.region_id,
            assessment=assessment,
            reason=" ".join(reason.text for reason in verdict),
            found_at=at,
        )
        by = assessment.assessor
        audit.record(
            Event.EXTERNAL_DEPENDENT, about=assessment, by=by, at=at,
            programme=programme, codes=verdict.codes,
        )  # fmt: skip
        tell(
            assessment.appointed_by, about=assessment, programme=programme,
            why="dependent", by=by, at=at, page="certificates:appoint_external",
        )  # fmt: skip


@transaction.atomic
def declare_kinship(
    *,
    region: Region,
    name: str,
    email: str,
    since: date | None,
    by: User,
    at: datetime,
) -> Kinship:
    """Somebody is close to the person by this name. The same again changes nothing."""
    if folded(name) == folded(by.full_name):
        text = "Skriv namnet på den andra personen, inte ditt eget."
        raise Refused(no("kinship.self", text, HOUSE, field="name"))
    User.objects.select_for_update().get(pk=by.pk)
    for row in standing(region, by):
        if folded(row.name) == folded(name) and row.email.lower() == email.lower():
            return row
    row = Kinship.objects.create(
        region=region, declared_by=by, name=" ".join(name.split()), email=email,
        since=since, declared_at=at,
    )  # fmt: skip
    audit.record(Event.KINSHIP_DECLARED, about=row, by=by, at=at)
    return row


@transaction.atomic
def end_kinship(*, kinship: Kinship, by: User, at: datetime) -> None:
    """It no longer holds, or was wrong. Only whoever said so; twice is once."""
    row = Kinship.objects.select_for_update().get(pk=kinship.pk)
    if row.declared_by_id != by.pk:
        text = "Bara den som har anmält kan ta tillbaka anmälan."
        raise Refused(no("kinship.not_own", text, HOUSE))
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        audit.record(Event.KINSHIP_ENDED, about=row, by=by, at=at)


def standing(region: Region, by: User) -> list[Kinship]:
    return list(queries.kinships_of(by, region))
