"""Pen signatures, registered."""

from django.utils import timezone

from certificates.actions.paper import register_paper
from certificates.queries.documents import pen_boxes
from tests.cast import Company


def sign_everything(company: Company) -> None:
    register_paper(
        programme=company.programme,
        keys=[box.key for box in pen_boxes(company.programme)],
        signed_on=timezone.localdate(),
        place="Växjö",
        by=company.administrator,
        at=timezone.now(),
    )
