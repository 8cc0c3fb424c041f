"""What the sheet that lies first in the envelope says."""

from collections.abc import Sequence
from datetime import date

from certificates.documents import ApplicationForm
from certificates.documents.cover import Cover, CoverRow
from certificates.queries.annexes import OwnPaper, own_numbers
from certificates.queries.application import application_form
from certificates.queries.documents import Original, form_name
from certificates.queries.posting import posting
from certificates.queries.scans import pages_of
from certificates.rules.annexes import LABELS, gap_text
from certificates.rules.posting import Posting, fee_text, told_text
from placements.models import Programme


def cover_of(
    programme: Programme, papers: Sequence[Original], verify_address: str, on: date
) -> Cover:
    """The originals in the order of their numbers, the application first.

    `on`: the day whose fee is told.
    """
    form = application_form(programme)
    post = posting()
    rows = [
        CoverRow(
            number=paper.number,
            form=form_name(paper),
            pages=pages_of(paper.document),
            control_code=paper.document.control_code,
        )
        for paper in papers
    ] + [CoverRow(number, own_name(one)) for number, one in own_numbers(form)]
    return Cover(
        doctor=programme.doctor.user.full_name,
        to=post.address,
        told=told_about(post, on),
        address=_address(form),
        gap=gap_text(vars(form.annexes)),
        rows=tuple(sorted(rows, key=lambda row: row.number or 0)),
        verify_address=verify_address,
    )


def own_name(paper: OwnPaper) -> str:
    """«Tjänstgöring före legitimation: Akuten, Falun (kopia)»"""
    return f"{LABELS[paper.line]}: {paper.title} (kopia)"


def own_lines(programme: Programme) -> tuple[str, ...]:
    """The doctor's own papers by their numbers, for who puts them in the envelope."""
    form = application_form(programme)
    return tuple(
        f"Skriv Bilaga nr {number} överst på: {own_name(one)}."
        for number, one in own_numbers(form)
    )


def told_about(post: Posting, on: date) -> tuple[str, ...]:
    """What is sent as it is and as a copy, and what it costs, in a sentence each."""
    return (
        f"Original: {post.originals}. Kopior: {post.copies}.",
        f"Avgift: {fee_text(post.fee, on)}",
        f"{post.fee.level.capitalize()}. "
        f"{told_text(post.fee.source, post.fee.written_on)}",
    )


def _address(form: ApplicationForm) -> tuple[str, ...]:
    return (form.address, f"{form.postcode} {form.city}".strip())
