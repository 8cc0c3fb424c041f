"""Work that must not get lost: one row for each e-mail, PDF and export."""

from django.db import models

from regions.models.tenant import InRegion


class OutboxMessage(InRegion):
    """A piece of work, written in the transaction that asked for it.

    The worker does it soon; if Redis or the worker is away, the sweeper finds it.
    """

    kind = models.CharField(max_length=40)  # a key of regions.outbox.HANDLERS
    dedupe_key = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    actor_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "dedupe_key"], name="outbox_work_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["region", "next_attempt_at"],
                condition=models.Q(done_at__isnull=True),
                name="outbox_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe_key}"
