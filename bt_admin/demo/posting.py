"""Bilaga 3, the application, the pens and the post; then what Socialstyrelsen answers."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Year
from bt_admin.demo.scans import scanned
from bt_admin.demo.signing import DEMO, MANY, now, on
from certificates import queries
from certificates.actions.answers import Told, record_answer
from certificates.actions.application import (
    complete_application,
    record_sent,
    save_application,
)
from certificates.actions.completed import draft_completed
from certificates.actions.declining import decline_to_sign
from certificates.actions.documents import render_document
from certificates.actions.envelope import pack_originals
from certificates.actions.paper import register_paper
from certificates.actions.revoke import revoke
from certificates.actions.scans import keep_scans
from certificates.actions.signing import sign
from certificates.enums import AnswerKind, CertificateKind
from certificates.models import Document
from certificates.queries.application import application_form
from certificates.queries.documents import pen_boxes
from regions.enums import CareSetting
from regions.models import User


# ------------------------------------------------------------------------- bilaga 3
def completed(year: Year) -> Story:
    """The AT/BT-chef certifies the service when it has been served."""
    at = yield on(year, 3, 9)
    certify_completed(year, at)


def certify_completed(year: Year, at: datetime) -> None:
    by = year.company.manager
    periods = queries.service_periods(year.programme)
    boxes = {
        "primary_care": queries.suggested_text(periods, CareSetting.PRIMARY_CARE),
        "acute_care": queries.suggested_text(periods, CareSetting.ACUTE),
    }
    certificate = draft_completed(programme=year.programme, by=by, at=at, **boxes)
    at += MANY
    sign(
        certificate=certificate,
        by=by,
        at=at,
        digest_shown=queries.digest(now(certificate, by, at)),
        method=DEMO,
        identified_at=at,
    )


def not_signed(year: Year) -> Story:
    """The deputy leaves bilaga 3 to the AT/BT-chef, and says why."""
    at = yield on(year, -8, 16)
    decline_to_sign(
        programme=year.programme,
        kind=CertificateKind.COMPLETED,
        reason="Läkaren är gift med min kusin. Jag lämnar intyget till AT/BT-chefen.",
        by=year.company.holder("deputy_bt_manager"),
        at=at,
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
    render(year, at)


def render(year: Year, at: datetime) -> None:
    """What is asked for and not made yet."""
    for document in documents(year).filter(rendered_at__isnull=True):
        at += timedelta(seconds=4)
        render_document(document=document, by=year.doctor, at=at)


def documents(year: Year) -> QuerySet[Document]:
    """Those that count, in their order."""
    rows = Document.objects.filter(certificate__programme=year.programme)
    return rows.filter(withdrawn_at__isnull=True).order_by("annex_number")


def scanned_in(year: Year) -> Story:
    """Everybody signs with a pen; the administrator scans it, and says where and when."""
    at = yield on(year, 10, 13)
    pages = scanned(annex_and_pdf(one) for one in documents(year))
    clerk = year.company.holder("administrator")
    keep_scans(programme=year.programme, files=[pages], by=clerk, at=at)
    at = yield on(year, 10, 14)
    with_pens(year, at)


def on_paper(year: Year) -> Story:
    """Everybody signs with a pen, and nobody scans it."""
    at = yield on(year, 10, 14)
    with_pens(year, at)


def with_pens(year: Year, at: datetime) -> None:
    boxes = [box for box in pen_boxes(year.programme) if not box.signature]
    register_paper(
        programme=year.programme,
        keys=[box.key for box in boxes],
        signed_on=at.date() - DAY,
        place=year.row["city"],
        by=year.company.holder("administrator"),
        at=at,
    )


def sent(year: Year) -> Story:
    """The envelope is packed, and the letter goes."""
    at = yield on(year, 13, 15)
    pack(year, at)
    at = yield on(year, 13, 16)
    record_sent(programme=year.programme, by=year.doctor, at=at)


def pack(year: Year, at: datetime) -> None:
    packed = {one.pk for one in documents(year)}
    pack_originals(programme=year.programme, documents=packed, by=year.doctor, at=at)


def annex_and_pdf(document: Document) -> tuple[int, bytes]:
    """Which bilaga it is, and its PDF."""
    annex = CertificateKind(document.certificate.kind).annex
    return annex, bytes(document.pdf or b"")


# --------------------------------------------------------- what Socialstyrelsen answers
def complement(year: Year) -> Story:
    """Something is to be sent as well; the administrator has the letter."""
    at = yield on(year, 24, 9)
    told = Told(
        kind=AnswerKind.COMPLEMENT,
        on=at.date() - DAY,
        text="Datum saknas vid underskriften på bilaga 3. Skicka ett nytt original.",
        last_on=at.date() + 28 * DAY,
    )
    answer(year, told, by=year.company.holder("administrator"), at=at)


def sent_again(year: Year) -> Story:
    """Bilaga 3 is made anew and takes the old one's place; so does the application."""
    at = yield on(year, 27, 9)
    old = queries.current(year.programme, CertificateKind.COMPLETED)
    assert old is not None
    revoke(
        certificate=old,
        reason="Datum saknades vid underskriften. Ett nytt original görs.",
        by=year.company.manager,
        at=at,
    )
    at = yield at + MANY
    certify_completed(year, at)
    at = yield on(year, 28, 18)
    complete_application(programme=year.programme, by=year.doctor, at=at)
    render(year, at)
    at = yield on(year, 30, 14)
    with_pens(year, at)
    at = yield on(year, 31, 15)
    pack(year, at)
    at = yield on(year, 31, 16)
    told = Told(kind=AnswerKind.SENT_AGAIN, on=at.date())
    answer(year, told, by=year.doctor, at=at)


def approved(year: Year) -> Story:
    at = yield on(year, 49, 10)
    told = Told(kind=AnswerKind.APPROVED, on=at.date() - DAY, case_number="7.2-00000")
    answer(year, told, by=year.doctor, at=at)


def rejected(year: Year) -> Story:
    """A few days ago: it can still be appealed."""
    at = yield moment(year.company.today - 3 * DAY, 11)
    told = Told(
        kind=AnswerKind.REJECTED,
        on=at.date() - 4 * DAY,
        text="Intyget om fullgjord BT visar inte att tjänstgöringen i akut sjukvård "
        "har omfattat minst tre månader.",
        received_on=at.date() - DAY,
    )
    answer(year, told, by=year.doctor, at=at)


def answer(year: Year, told: Told, *, by: User, at: datetime) -> None:
    record_answer(programme=year.programme, told=told, by=by, at=at)
