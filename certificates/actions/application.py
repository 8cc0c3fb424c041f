"""The doctor's application to Socialstyrelsen: written, completed, sent."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from bt_admin.lib.verdicts import all_of
from certificates.actions.answers import note_sent
from certificates.actions.documents import request_document, withdraw_documents
from certificates.actions.locking import lock_programme
from certificates.documents import Annexes, ApplicationForm
from certificates.documents.freezing import freeze
from certificates.enums import CertificateKind, CertificateState
from certificates.models import Certificate
from certificates.queries.annexes import agreed, annex_lines, fits_the_form, numbered
from certificates.queries.answers import closed_on
from certificates.queries.application import (
    application_facts,
    application_form,
    application_of,
    attachments,
    in_paper_order,
    send_facts,
)
from certificates.queries.content import applicant, form_of
from certificates.queries.documents import may_with
from certificates.rules.application import may_complete_application
from certificates.rules.sending import (
    may_change_application,
    may_record_sent,
)
from placements.enums import ProgrammeState
from placements.models import Programme
from regions import audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission

DOCTORS_OWN = ("address", "postcode", "city", "phone", "workplace", "work_phone")


@transaction.atomic
def save_application(
    *, programme: Programme, form: ApplicationForm, by: User, at: datetime
) -> Certificate:
    """Keep what the doctor has filled in, as a draft.

    A completed application is never written over: other words in it make a new version
    and withdraw the old. The same words change nothing.
    """
    programme = lock_programme(programme)
    may_with(by, programme, [Permission.OWN]).require()
    may_change_application(closed_on(programme)).require()
    form = replace(form, annexes=Annexes(), applicant=applicant(programme))
    current = application_of(programme)
    if current and freeze(form) == _own_words(programme):
        return current
    _keep_with_the_doctor(programme, form)
    if current and current.state == CertificateState.DRAFT:
        current.content = freeze(form)
        current.save(update_fields=["content"])
        return _noted(Event.CERTIFICATE_DRAFTED, current, by, at)
    if current:
        _replace(current, by, at)
    return _noted(
        Event.CERTIFICATE_DRAFTED, _new_draft(programme, form, by, at), by, at
    )


@transaction.atomic
def complete_application(
    *,
    programme: Programme,
    by: User,
    at: datetime,
    form: ApplicationForm | None = None,
) -> Certificate:
    """Number the attachments, freeze all the forms, and ask for their PDFs.

    With a `form` its words are saved first. Bilaga 2 gets the first numbers, then 3 and
    4. Done again it changes nothing, unless something in the forms has changed: then
    new documents take the place of the old.
    """
    programme = lock_programme(programme)
    if form:
        save_application(programme=programme, form=form, by=by, at=at)
    form = application_form(programme)
    all_of(
        may_with(by, programme, [Permission.OWN]),
        may_change_application(closed_on(programme)),
        may_complete_application(application_facts(programme, by, form)),
    ).require()
    rows = in_paper_order(attachments(programme).select_for_update())
    numbers = numbered(rows, form)
    form = replace(form, annexes=annex_lines(numbers))
    all_of(agreed(programme, form), fits_the_form(form)).require()
    application = _completed(programme, form, by, at)
    for certificate in rows:
        request_document(
            certificate=certificate,
            form=form_of(certificate, numbers[certificate]),
            annex_number=numbers[certificate],
            by=by,
            at=at,
        )
    request_document(
        certificate=application, form=form, annex_number=None, by=by, at=at
    )
    return application


@transaction.atomic
def record_sent(
    *, programme: Programme, by: User, at: datetime, tracking: str = ""
) -> Programme:
    """The envelope is in the post: nothing in the application changes more.

    Unless Socialstyrelsen asks for a complement. `tracking`: the parcel's number.
    """

    programme = lock_programme(programme)
    may_with(by, programme, [Permission.OWN]).require()
    may_record_sent(send_facts(programme, by)).require()
    programme.state = ProgrammeState.APPLIED
    programme.applied_at = at
    programme.save(update_fields=["state", "applied_at"])
    note_sent(programme, tracking, by, at)
    audit.record(
        Event.APPLICATION_SENT, about=programme, by=by, at=at, programme=programme
    )
    return programme


def _own_words(programme: Programme) -> dict[str, Any]:
    return freeze(replace(application_form(programme), annexes=Annexes()))


def _keep_with_the_doctor(programme: Programme, form: ApplicationForm) -> None:
    doctor = programme.doctor
    for name in DOCTORS_OWN:
        setattr(doctor, name, getattr(form, name))
    doctor.save(update_fields=DOCTORS_OWN)


def _completed(
    programme: Programme, form: ApplicationForm, by: User, at: datetime
) -> Certificate:
    """The application with these very words, completed; a new version if need be."""
    current = application_of(programme)
    content = freeze(form)
    if current and current.state != CertificateState.DRAFT:
        if current.content == content:
            return current
        _replace(current, by, at)
        current = None
    current = current or _new_draft(programme, form, by, at)
    current.content = content
    current.state = CertificateState.CERTIFIED
    current.save(update_fields=["content", "state"])
    return _noted(Event.APPLICATION_COMPLETED, current, by, at)


def _new_draft(
    programme: Programme, form: ApplicationForm, by: User, at: datetime
) -> Certificate:
    earlier = Certificate.objects.filter(
        programme=programme, kind=CertificateKind.APPLICATION
    )
    return Certificate.objects.create(
        region=programme.region,
        programme=programme,
        kind=CertificateKind.APPLICATION,
        content=freeze(form),
        version=earlier.count() + 1,
        created_by=by,
        created_at=at,
    )


def _replace(application: Certificate, by: User, at: datetime) -> None:
    reason = "Ersatt av en ny version."
    application.state = CertificateState.REVOKED
    application.revoked_by, application.revoked_at = by, at
    application.revoked_reason = reason
    application.save(
        update_fields=["state", "revoked_by", "revoked_at", "revoked_reason"]
    )
    withdraw_documents(certificate=application, reason=reason, at=at)


def _noted(
    event: Event, application: Certificate, by: User, at: datetime
) -> Certificate:
    programme = application.programme
    audit.record(
        event,
        about=application,
        by=by,
        at=at,
        programme=programme,
        version=application.version,
    )
    return application
