"""Registered pen signatures, and what has been corrected among them."""

from datetime import date

from django.db.models import QuerySet

from bt_admin.lib.people import Person
from certificates.models import PaperSignature
from certificates.queries.documents import PenBox, pen_boxes
from certificates.rules.paper import CorrectionFacts
from placements.models import Programme
from placements.queries import permissions_on, programmes_for
from regions.models import Region, User
from regions.roles import Permission


def pens_for(user: User, region: Region) -> QuerySet[PaperSignature]:
    """The pen signatures in the programmes that this person may open."""
    return PaperSignature.objects.filter(
        certificate__programme__in=programmes_for(user, region)
    ).select_related(
        "certificate__programme__region",
        "certificate__programme__doctor__user",
        "signer",
        "recorded_by",
    )


def corrected_pens(programme: Programme) -> list[PaperSignature]:
    """What was told wrongly, newest first; it stays, with the reason."""
    rows = PaperSignature.objects.filter(
        certificate__programme=programme, withdrawn_at__isnull=False
    )
    return list(
        rows.select_related("certificate", "signer", "withdrawn_by").order_by(
            "-withdrawn_at"
        )
    )


def box_of(signature: PaperSignature, programme: Programme) -> PenBox | None:
    """The box it stands in; None when it, or its original, no longer counts."""
    boxes = pen_boxes(programme)
    return next((box for box in boxes if box.signature == signature), None)


def correction_facts(
    signature: PaperSignature,
    box: PenBox | None,
    *,
    told: tuple[date | None, str],
    reason: str,
    by: User,
) -> CorrectionFacts:
    """Facts for `may_correct_paper`; `told` is the date and place to be told instead."""
    programme = signature.certificate.programme
    recorder = signature.recorded_by
    return CorrectionFacts(
        by=Person(by.pk, by.full_name),
        recorded_by=Person(recorder.pk, recorder.full_name),
        issues=Permission.ISSUE in permissions_on(by, programme),
        reason=reason,
        holds=box is not None,
        changes=told != (signature.signed_on, signature.place),
    )


def correctable_by(user: User, programme: Programme, boxes: list[PenBox]) -> set[str]:
    """The keys of the boxes whose registration this person may correct."""
    issues = Permission.ISSUE in permissions_on(user, programme)
    return {
        box.key
        for box in boxes
        if box.signature and (issues or box.signature.recorded_by_id == user.pk)
    }
