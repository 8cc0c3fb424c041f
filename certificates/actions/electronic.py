"""Turning the region's electronic path on and off."""

from datetime import datetime

from django.db import transaction

from certificates.models import ElectronicPath
from regions import access, audit
from regions.events import Event
from regions.models import Region, User
from regions.roles import Permission


@transaction.atomic
def change_electronic_path(
    *, region: Region, seals: bool, shares: bool, by: User, at: datetime
) -> ElectronicPath:
    """Decide what the region does beside the paper, from now on.

    What is printed already stays as it is. Saying the same again changes nothing.
    """
    access.require(by, Permission.ADMINISTER, region)
    Region.objects.select_for_update().get(pk=region.pk)
    wanted = {"seals": seals, "shares": shares}
    path = ElectronicPath.objects.filter(region=region).first()
    before = {name: bool(path and getattr(path, name)) for name in wanted}
    if path and before == wanted:
        return path
    path, _created = ElectronicPath.objects.update_or_create(
        region=region, defaults={**wanted, "changed_by": by, "changed_at": at}
    )
    audit.record(
        Event.ELECTRONIC_PATH_CHANGED, about=path, by=by, at=at, before=before, **wanted
    )
    return path
