"""The audit log: who did what, when, about what. Written once, never changed."""

from django.db import models

from regions.models.tenant import InRegion


class AuditRow(InRegion):
    """One change, or one reading of somebody's portfolio.

    No foreign keys but the region: the log can neither block a deletion nor vanish
    with one. Each row carries the hash of the one before it in the same region. The
    chain covers a salted digest of the detail, so that a detail may be weeded out
    when the archive rules say so without breaking the chain.
    """

    number = models.PositiveBigIntegerField()  # 1, 2, 3 … within the region
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    event = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=60)
    about_id = models.UUIDField()
    programme_id = models.UUIDField(null=True)  # whose portfolio it concerns
    detail = models.JSONField(default=dict)
    salt = models.CharField(max_length=32)
    detail_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "number"], name="audit_number_once_per_region"
            )
        ]
        indexes = [
            models.Index(fields=["region", "programme_id", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.region_id}:{self.number} {self.event}"
