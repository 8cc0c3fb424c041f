"""The dossier: frozen for one external assessment, printed once, taken along.

Freezing writes the data, its hash and a control code in one transaction, and asks for
the PDF; the worker prints exactly that in another. A working copy is printed the same
way, and gives way to the next.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bt_admin.lib import control_codes
from certificates import queries
from certificates.actions.delmal import locked
from certificates.actions.sealing import put_seal
from certificates.documents.dossier import TEMPLATE_VERSION, print_dossier
from certificates.models import Dossier, DossierPrint, ExternalAssessment
from certificates.queries.content import digest
from certificates.queries.dossiers import frozen_for, may_read
from certificates.rules.dossier import FreezeFacts, may_freeze
from placements.models import Programme
from regions import access, audit, outbox
from regions.events import Event
from regions.models import User
from regions.patience import let_wait
from regions.roles import Permission

PRINT = "print_dossier"  # what certificates.tasks calls it
PRINTING_SECONDS = 120


@transaction.atomic
def freeze_at_meeting(
    *, assessment: ExternalAssessment, by: User, at: datetime
) -> Dossier:
    """«Frys underlaget»: from now on all look at the same. Pressed again: nothing."""
    locked(assessment.programme)
    assessment.refresh_from_db()
    may_freeze(freeze_facts(assessment, by)).require()
    return freeze(assessment=assessment, by=by, at=at)


@transaction.atomic
def freeze(*, assessment: ExternalAssessment, by: User, at: datetime) -> Dossier:
    """The one frozen dossier of this assessment; what is frozen stays.

    Call it in the transaction that decides the assessment, with the programme locked.
    """
    if found := frozen_for(assessment):
        return found
    programme = assessment.programme
    dossier = taken(
        programme, by, at, assessment=assessment, control_code=control_codes.new()
    )
    audit.record(
        Event.DOSSIER_FROZEN,
        about=dossier,
        by=by,
        at=at,
        programme=programme,
        sha256=dossier.sha256,
    )
    ask_for_print(dossier=dossier, by=by, at=at)
    return dossier


@transaction.atomic
def working_copy(*, programme: Programme, by: User, at: datetime) -> Dossier:
    """The material as it is today, to be printed; the same as before changes nothing."""
    programme = locked(programme)
    may_read(by, programme).require()
    data = queries.dossier_data(programme)
    rows = Dossier.objects.filter(programme=programme, frozen=False)
    current = rows.first()
    if current is None or current.sha256 != digest(data):
        rows.delete()
        current = taken(programme, by, at, data=data)
    ask_for_print(dossier=current, by=by, at=at)
    return current


def ask_for_print(*, dossier: Dossier, by: User, at: datetime) -> None:
    """Ask the worker for the PDF, once; a dossier that has one is left as it is."""
    key = str(dossier.pk)
    outbox.enqueue(PRINT, key, region_id=dossier.region_id, by=by, at=at, dossier=key)


@transaction.atomic
def print_pdf(*, dossier: Dossier, by: User, at: datetime) -> DossierPrint:
    """Print what was frozen, keep it under its hash; printed once, however often asked.

    Sealed if the region seals; not a working copy: the seal says that it was upprättad.
    """
    rows = Dossier.objects.select_for_update(of=("self",))
    dossier = rows.select_related("programme__region").get(pk=dossier.pk)
    if found := DossierPrint.objects.filter(dossier=dossier).first():
        return found
    if not dossier.frozen:  # whoever asked must still have the right
        may_read(by, dossier.programme).require()
    let_wait(PRINTING_SECONDS)
    content, pages = printed(dossier)
    made = DossierPrint(
        region=dossier.programme.region, dossier=dossier, pages=pages, printed_at=at
    )
    made.pdf = put_seal(made, content, at=at) if dossier.frozen else content
    made.sha256 = hashlib.sha256(made.pdf).hexdigest()
    made.save()
    audit.record(
        Event.DOSSIER_PRINTED,
        about=dossier,
        by=by,
        at=at,
        programme=dossier.programme,
        sha256=made.sha256,
        seal=made.seal_level,
    )
    return made


def printed(dossier: Dossier) -> tuple[bytes, int]:
    """The PDF and how many pages it has. The same dossier gives the same bytes."""
    return print_dossier(
        dossier.data,
        taken_at=dossier.taken_at,
        sha256=dossier.sha256,
        control_code=dossier.control_code,
    )


@transaction.atomic
def hand_out_dossier(*, dossier: Dossier, by: User, at: datetime) -> None:
    """Note that somebody took the PDF; refuses whoever may not have it."""
    may_read(by, dossier.programme).require()
    audit.record(
        Event.DOSSIER_DOWNLOADED,
        about=dossier,
        by=by,
        at=at,
        programme=dossier.programme,
        sha256=dossier.print.sha256,
    )


def taken(programme: Programme, by: User, at: datetime, **given: Any) -> Dossier:
    data = given.pop("data", None) or queries.dossier_data(programme)
    return Dossier.objects.create(
        region_id=programme.region_id,
        programme=programme,
        frozen="assessment" in given,
        data=data,
        sha256=digest(data),
        template_version=TEMPLATE_VERSION,
        taken_at=at,
        taken_by=by,
        **given,
    )


def freeze_facts(assessment: ExternalAssessment, by: User) -> FreezeFacts:
    sitting = None if assessment.ended_at else assessment.assessor
    declared = assessment.declared_at if assessment.declared_free else None
    return FreezeFacts(
        by=queries.person(by),
        assessor=queries.person(sitting),
        leads=access.may(by, Permission.CERTIFY, assessment.programme.region),
        declared_on=timezone.localdate(declared) if declared else None,
    )
