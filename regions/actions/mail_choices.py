"""How often somebody wants e-mail from a region."""

from datetime import datetime

from django.db import transaction

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from regions import audit
from regions.enums import MailPace
from regions.events import Event
from regions.models import MailChoice, Region, User


@transaction.atomic
def choose_mail(
    *, user: User, region: Region, tasks: MailPace, news: MailPace, at: datetime
) -> MailChoice:
    """Written when it changes something. What is theirs to do is never kept quiet."""
    if tasks == MailPace.NEVER:
        text = "Det som väntar på dig får du alltid veta. Välj hur ofta."
        raise Refused(no("mail.never_tasks", text, HOUSE, field="tasks"))
    user = User.objects.select_for_update().get(pk=user.pk)
    row, created = MailChoice.objects.get_or_create(region=region, user=user)
    if created or (row.tasks, row.news) != (tasks, news):
        row.tasks, row.news = tasks, news
        row.save(update_fields=["tasks", "news"])
        audit.record(
            Event.MAIL_CHOSEN, about=row, by=user, at=at, tasks=tasks, news=news
        )
    return row
