"""Letters to applicants: written here, read by their link, announced by e-mail.

What the letter says stands on the applicant's own page and on the case. The e-mail
says that there is one, and gives the link: it is read on locked telephones.
"""

from datetime import datetime

from recruitment.models import ApplicantMail, Application
from regions import outbox
from regions.models import User

LETTER = "applicant_letter"
RECEIPT = "receipt"  # the kind of the first letter: the application has come in


def write_letter(
    *,
    application: Application,
    kind: str,
    subject: str,
    body: str,
    by: User | None,
    at: datetime,
) -> ApplicantMail:
    """One letter more. Call it in the transaction of what the letter tells of."""
    letter = ApplicantMail.objects.create(
        region_id=application.region_id,
        application=application,
        kind=kind,
        subject=subject,
        body=body,
        asked_by=by,
        asked_at=at,
    )
    outbox.enqueue(
        LETTER, str(letter.pk), region_id=letter.region_id, by=by, at=at,
        letter=str(letter.pk),
    )  # fmt: skip
    return letter
