"""What every row that belongs to one region has in common."""

import uuid

from django.db import models


class InRegion(models.Model):
    """A row of one region, unseen outside `in_region` (row-level security).

    Ids are random: a sequence would tell one region how busy another is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        abstract = True
