"""The applicant's personal link: mailed, mailed again, and replaced by another."""

from datetime import datetime

from django.db import transaction

from bt_admin.lib.links import hash_of
from recruitment.actions.limits import count_use
from recruitment.models import Application
from recruitment.queries.links import token_of
from recruitment.rules.applying import MOST_LETTERS
from regions import audit, outbox
from regions.events import Event
from regions.models import Region

LINK = "applicant_link"


def mail_link(*, application: Application, at: datetime) -> bool:
    """Ask for the e-mail with the link as it is now; False when it was enough for now.

    Call it in the transaction of what led to it. The screen says the same in any case.
    """
    region = application.region
    count = count_use(region, "mail", application.email, at=at)
    if count > MOST_LETTERS:
        return False
    key = f"{application.pk}:{application.link_number}:{at:%Y%m%d%H}:{count}"
    outbox.enqueue(
        LINK, key, region_id=region.pk, by=None, at=at, application=str(application.pk)
    )
    return True


@transaction.atomic
def mail_links(*, region: Region, email: str, at: datetime) -> int:
    """The link of each application that this address has in the region; how many."""
    rows = Application.objects.filter(region=region, email__iexact=email)
    found = list(rows.select_related("region").order_by("begun_at"))
    return sum(mail_link(application=one, at=at) for one in found)


@transaction.atomic
def replace_link(*, application: Application, at: datetime) -> Application:
    """Another link, to the applicant's own address; the old one opens nothing more."""
    rows = Application.objects.select_for_update(of=("self",))
    row = rows.select_related("region").get(pk=application.pk)
    row.link_number += 1
    row.token_hash = hash_of(token_of(row))
    row.save(update_fields=["link_number", "token_hash"])
    audit.record(Event.CASE_LINK_REPLACED, about=row, by=None, at=at)
    mail_link(application=row, at=at)
    return row
