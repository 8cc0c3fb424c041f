"""Somebody keeps a filter of the list of applications, or lets it go.

Nobody else sees it and nothing follows from it: the audit log is not told.
"""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction

from recruitment.models import SavedView
from recruitment.rules.saved_views import may_save_view, without_text
from regions import access
from regions.models import Region, User
from regions.roles import Permission


@transaction.atomic
def save_view(
    *, region: Region, name: str, kept: list[tuple[str, str]], by: User, at: datetime
) -> SavedView:
    """Under a name that is one's own; a second click, or a new filter, replaces it."""
    access.require(by, Permission.RECRUIT, region)
    User.objects.select_for_update().get(pk=by.pk)  # two clicks stand in line
    name, kept = name.strip(), without_text(kept)
    mine = SavedView.objects.filter(region=region, user=by)
    may_save_view(name, kept, frozenset(mine.values_list("name", flat=True))).require()
    row, _made = SavedView.objects.update_or_create(
        region=region,
        user=by,
        name=name,
        defaults={"query": urlencode(kept), "saved_at": at},
    )
    return row


@transaction.atomic
def drop_view(*, region: Region, pk: UUID, by: User) -> None:
    """One's own, or nobody's: what is gone already is gone."""
    SavedView.objects.filter(region=region, user=by, pk=pk).delete()
