"""What the sheet that lies first in the envelope says."""

from collections.abc import Sequence

from certificates.documents import ApplicationForm
from certificates.documents.cover import Cover, CoverRow
from certificates.queries.application import application_form
from certificates.queries.documents import Original, form_name
from certificates.queries.scans import pages_of
from placements.models import Programme


def cover_of(
    programme: Programme, papers: Sequence[Original], verify_address: str
) -> Cover:
    """The originals in the order of their numbers, the application first."""
    form = application_form(programme)
    return Cover(
        doctor=programme.doctor.user.full_name,
        address=_address(form),
        rows=tuple(
            CoverRow(
                number=paper.number,
                form=form_name(paper),
                pages=pages_of(paper.document),
                control_code=paper.document.control_code,
            )
            for paper in papers
        ),
        verify_address=verify_address,
    )


def _address(form: ApplicationForm) -> tuple[str, ...]:
    return (form.address, f"{form.postcode} {form.city}".strip())
