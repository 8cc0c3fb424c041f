"""Which programmes this app's pages open, and for whom."""

from uuid import UUID

from django.db.models import Q, QuerySet

from bt_admin.lib.ready_queries import put_together_once
from bt_admin.lib.verdicts import Refused
from certificates.models import ExternalAssessment
from placements.models import Programme
from placements.queries import permissions_on, programmes_for, programmes_with
from regions import access
from regions.models import Region, User
from regions.roles import Permission


def programme_known(user: User, region: Region, key: UUID) -> Programme | None:
    """One that this person may see, judges from outside, or has been asked to judge.

    What may be done there is asked afterwards: an outsider finds none of them.
    """
    return next(iter(_known(user, region, key)), None)


@put_together_once
def _known(user: User, region: Region, key: UUID) -> QuerySet[Programme]:
    seen = programmes_for(user, region).order_by().values("pk")
    judged = programmes_with(user, Permission.JUDGE, region).order_by().values("pk")
    asked = ExternalAssessment.objects.filter(assessor=user, region=region)
    rows = Programme.objects.filter(
        Q(pk__in=seen) | Q(pk__in=judged) | Q(pk__in=asked.values("programme")),
        region=region,
        pk=key,
    )
    return rows.select_related("region", "doctor__user", "model")


def require(user: User, programme: Programme, permission: Permission) -> None:
    """Refused, with the roles that may, unless this right is held here."""
    if permission not in permissions_on(user, programme):
        raise Refused(access.no_role(permission, programme.region))
