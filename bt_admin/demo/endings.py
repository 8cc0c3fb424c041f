"""The end of a BT: certificates, the external assessment, the application, the pen."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Year
from bt_admin.demo.scans import scanned
from certificates import queries
from certificates.actions.answers import Told, record_answer
from certificates.actions.application import (
    complete_application,
    record_sent,
    save_application,
)
from certificates.actions.competence import sign_competence
from certificates.actions.completed import draft_completed
from certificates.actions.delmal import draft_delmal, sign_delmal
from certificates.actions.documents import render_document
from certificates.actions.envelope import pack_originals
from certificates.actions.external import appoint_external, decide, declare_free
from certificates.actions.final_meeting import hold_meeting, plan_meeting
from certificates.actions.final_outcome import (
    answer_outcome,
    confirm_reasons,
    give_reasons,
    tell_outcome,
)
from certificates.actions.paper import register_paper
from certificates.actions.scans import keep_scans
from certificates.actions.signing import sign
from certificates.enums import AnswerKind, CertificateKind, ExternalOutcome
from certificates.models import Certificate, Document, ExternalAssessment
from certificates.queries.application import application_form
from certificates.queries.documents import pen_boxes
from regions.enums import CareSetting, LoginMethod
from regions.models import User

DEMO = LoginMethod.DEMO
MANY = timedelta(minutes=20)


def ending(year: Year) -> Story:
    """Step by step as far as the file says. The last days of BT are the busiest."""
    for step in WAYS[year.row.get("until", "")]:
        yield from step(year)


def on(year: Year, days: int, hour: int = 10) -> datetime:
    """So many days after the last day of BT; before it when negative."""
    return moment(year.ends + days * DAY, hour)


def assessor(year: Year) -> User:
    return year.company.people[year.row["assessor"]]


# ------------------------------------------------------------------------- bilaga 2
def delmal(year: Year) -> Story:
    """The huvudansvariga certifies every delmål, with words from the evidence."""
    at = yield on(year, -9, 14)
    programme, by = year.programme, year.main_supervisor
    seen = queries.evidence_of(programme)
    entries = queries.suggestions(programme, seen, at.date())
    draft_delmal(programme=programme, entries=list(entries.values()), by=by, at=at)
    at = yield at + MANY
    drafts = queries.delmal_drafts(programme)
    digests = {one.pk: queries.digest(now(one, by, at)) for one in drafts}
    sign_delmal(
        programme=programme,
        digests=digests,
        by=by,
        at=at,
        method=DEMO,
        identified_at=at,
    )


def now(certificate: Certificate, by: User, at: datetime) -> dict:
    """What stands in the boxes when this person reads it."""
    return queries.content_now(certificate, by, at.date())


# ------------------------------------------------------- bilaga 4 and the assessment
def declared(year: Year) -> Story:
    """An extern bedömare from outside; then the huvudansvariga signs first."""
    at = yield on(year, -8, 9)
    assessment = appoint_external(
        programme=year.programme,
        assessor=assessor(year),
        planned_on=year.ends - DAY,
        by=year.company.manager,
        at=at,
    )
    at = yield on(year, -7, 13)
    declare_free(
        assessment=assessment,
        not_same_unit=True,
        no_part=True,
        by=assessor(year),
        at=at,
    )
    at = yield on(year, -6, 10)
    plan_meeting(
        programme=year.programme,
        starts_at=on(year, -2, 13),
        minutes=60,
        place=str(year.home or "BT-kansliet"),
        doctor_present=True,
        by=year.main_supervisor,
        at=at,
    )
    if year.row["outcome"] == "E01":
        at = yield on(year, -5, 11)
        stand_for(year, year.main_supervisor, at)


def stand_for(year: Year, by: User, at: datetime) -> None:
    sign_competence(
        programme=year.programme,
        by=by,
        at=at,
        digest_shown=competence_digest(year, by, at),
        method=DEMO,
        identified_at=at,
    )


def competence_digest(year: Year, by: User, at: datetime) -> str:
    """Of bilaga 4 as it stands; it is begun by the first who signs."""
    kind = CertificateKind.COMPETENCE
    begun = queries.current(year.programme, kind) or Certificate(
        region_id=year.programme.region_id, programme=year.programme, kind=kind
    )
    return queries.digest(now(begun, by, at))


def decided(year: Year) -> Story:
    """They met; the assessor's judgement, signed on bilaga 4 when it is reached."""
    at = yield on(year, -2, 14)
    hold_meeting(
        programme=year.programme,
        supervisor_there=True,
        assessor_there=True,
        doctor_there=True,
        by=year.main_supervisor,
        at=at,
    )
    at = yield on(year, -2, 15)
    by, text = assessor(year), year.texts.external[year.row["outcome"]]
    approved = text.outcome == ExternalOutcome.APPROVED
    decide(
        assessment=ExternalAssessment.objects.get(
            programme=year.programme, ended_at__isnull=True
        ),
        outcome=text.outcome,
        held_on=at.date(),
        motivation=text.motivation,
        own_verdict=text.own,
        by=by,
        at=at,
        digest_shown=competence_digest(year, by, at) if approved else "",
        method=DEMO,
        identified_at=at,
    )


def answered(year: Year) -> Story:
    """The huvudansvariga say what they came to themselves."""
    at = yield on(year, -1, 9)
    text = year.texts.external[year.row["outcome"]]
    answer_outcome(
        programme=year.programme,
        verdict=text.answer,
        reasons=text.answer_reasons,
        by=year.main_supervisor,
        at=at,
    )


def told(year: Year) -> Story:
    """The doctor has heard in a talk that more service is needed."""
    at = yield on(year, -1, 13)
    tell_outcome(
        programme=year.programme, told_on=at.date(), by=year.main_supervisor, at=at
    )


def reasons_read(year: Year) -> Story:
    """Reasons in writing after a talk; the doctor has read them, and the case is open."""
    at = yield on(year, 2, 10)
    give_reasons(
        programme=year.programme,
        reasons=year.texts.external[year.row["outcome"]].reasons,
        told_on=at.date(),
        by=year.main_supervisor,
        at=at,
    )
    at = yield on(year, 4, 19)
    confirm_reasons(programme=year.programme, by=year.doctor, at=at)


# ------------------------------------------------------------------------- bilaga 3
def completed(year: Year) -> Story:
    """The AT/BT-chef certifies the service when it has been served."""
    at = yield on(year, 3, 9)
    by = year.company.manager
    periods = queries.service_periods(year.programme)
    boxes = {
        "primary_care": queries.suggested_text(periods, CareSetting.PRIMARY_CARE),
        "acute_care": queries.suggested_text(periods, CareSetting.ACUTE),
    }
    certificate = draft_completed(programme=year.programme, by=by, at=at, **boxes)
    at = yield at + MANY
    digest = queries.digest(now(certificate, by, at))
    sign(
        certificate=certificate,
        by=by,
        at=at,
        digest_shown=digest,
        method=DEMO,
        identified_at=at,
    )


# ---------------------------------------------------------- the application, the pen
def printed(year: Year) -> Story:
    """The doctor completes the application; the worker prints the originals."""
    at = yield on(year, 6, 18)
    who: dict[str, Any] = {"programme": year.programme, "by": year.doctor, "at": at}
    summer = year.programme.starts_on.year - 2
    before = f"Underläkare, lasarettet i {year.row['city']}, sommaren {summer}"
    form = replace(application_form(year.programme), before_licence=(before,))
    save_application(form=form, **who)
    complete_application(**who)
    for document in documents(year):
        at = yield at + timedelta(seconds=4)
        render_document(document=document, by=year.doctor, at=at)


def documents(year: Year) -> list[Document]:
    rows = Document.objects.filter(certificate__programme=year.programme)
    return list(rows.order_by("annex_number"))


def sent(year: Year) -> Story:
    """Everybody signs with a pen; the administrator scans it; the letter goes."""
    at = yield on(year, 10, 13)
    papers = documents(year)
    who: dict[str, Any] = {"programme": year.programme, "at": at}
    clerk = year.company.holder("administrator")
    keep_scans(files=[scanned(map(on_paper, papers))], by=clerk, **who)
    at = yield on(year, 10, 14)
    register_paper(
        programme=year.programme,
        keys=[box.key for box in pen_boxes(year.programme)],
        signed_on=paper_day(at),
        place=year.row["city"],
        by=clerk,
        at=at,
    )
    at = yield on(year, 13, 15)
    packed = {one.pk for one in papers}
    who = {"programme": year.programme, "by": year.doctor, "at": at}
    pack_originals(documents=packed, **who)
    at = yield on(year, 13, 16)
    record_sent(programme=year.programme, by=year.doctor, at=at)


def complement(year: Year) -> Story:
    """Socialstyrelsen asks for something; the administrator has the letter."""
    at = yield on(year, 24, 9)
    told = Told(
        kind=AnswerKind.COMPLEMENT,
        on=at.date() - DAY,
        text="Datum saknas vid underskriften på bilaga 3. Skicka ett nytt original.",
        last_on=at.date() + 28 * DAY,
    )
    office = year.company.holder("administrator")
    record_answer(programme=year.programme, told=told, by=office, at=at)


def on_paper(document: Document) -> tuple[int, bytes]:
    """Which bilaga it is, and its PDF."""
    annex = CertificateKind(document.certificate.kind).annex
    return annex, bytes(document.pdf or b"")


def paper_day(at: datetime) -> date:
    return at.date() - DAY


WAYS = {
    "": [],
    "delmal": [delmal],
    "declared": [delmal, declared],
    "disagreed": [declared, decided, answered],
    "incomplete": [declared, decided],
    "more_time": [declared, decided, answered, told],
    "not_reached": [declared, decided, answered, reasons_read],
    "decided": [delmal, declared, decided],
    "completed": [delmal, declared, decided, completed],
    "printed": [delmal, declared, decided, completed, printed],
    "sent": [delmal, declared, decided, completed, printed, sent],
    "complement": [delmal, declared, decided, completed, printed, sent, complement],
}
