"""What was agreed is done."""

from datetime import datetime

from django.db import transaction

from assessments.models import AgreedAction
from assessments.queries import agreed as queries
from assessments.rules.agreed import may_mark_done
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def mark_done(*, action: AgreedAction, by: User, at: datetime) -> AgreedAction:
    """The action is done. Said again, it was done the first time."""
    action = AgreedAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    may_mark_done(queries.done_facts(action, by)).require()
    if action.done_at:
        return action
    action.done_at, action.done_by = at, by
    action.save(update_fields=["done_at", "done_by"])
    audit.record(Event.ACTION_DONE, about=action, by=by, at=at)
    return action
