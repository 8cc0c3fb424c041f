"""One's own declarations of who is close. Nobody else reads them."""

from django.db.models import QuerySet

from certificates.models import Kinship
from regions.models import Region, User


def kinships_of(user: User, region: Region) -> QuerySet[Kinship]:
    """What this person has declared here and not taken back, oldest first."""
    return Kinship.objects.filter(
        declared_by=user, region=region, ended_at__isnull=True
    ).order_by("declared_at")
