"""Telling somebody that there is something to do or to read, and where."""

from datetime import datetime

from django.urls import reverse

from placements.models import Programme
from regions import mail
from regions.models import InRegion, User


def tell(
    user: User | None,
    *,
    about: InRegion,
    programme: Programme,
    why: str,
    by: User,
    at: datetime,
    page: str = "certificates:certificates",
    notice: str = mail.TASK,
    urgent: bool = False,
) -> None:
    """One e-mail for each person, thing and reason; none to the one who acts."""
    if user is None or user == by:
        return
    region = programme.region
    mail.notify(
        user,
        reverse(page, args=[region.slug, programme.pk]),
        region=region,
        key=f"{why}:{about.pk}:{at:%Y%m%d%H%M%S}",
        by=by,
        at=at,
        notice=notice,
        urgent=urgent,
    )
