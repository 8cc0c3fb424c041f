"""A file somebody gave us: what we made of it, and what came."""

from typing import Any

from django.conf import settings
from django.db import models

from regions.models.tenant import InRegion


class KeptFile(InRegion):
    """Made anew by `bt_admin.lib.files`; each kind of thing has its own table.

    `source_sha256` is of what was sent, to compare with what somebody has at home.
    Lists leave `content` in the database: `objects.defer("content")`.
    """

    name = models.CharField("namn", max_length=100)
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    source_sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["uploaded_at", "name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def values_of(cls, file: Any) -> dict[str, Any]:
        """The columns that a `CleanFile` fills."""
        return {
            "name": file.name,
            "content_type": file.content_type,
            "size": len(file.content),
            "content": file.content,
            "sha256": file.sha256,
            "source_sha256": file.source_sha256,
        }
