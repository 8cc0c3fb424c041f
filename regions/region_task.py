"""The base of every Celery task: one region, or none, in one transaction."""

from typing import Any

from celery import Task

from regions.context import in_region


class RegionTask(Task):
    """A task's first argument is the region it works in; None for none at all.

    A task called without it refuses to run. What the task reads and writes is what
    row-level security lets that region see.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not args or not isinstance(args[0], int | None):
            raise TypeError(f"{self.name}: the first argument is the region's id.")
        with in_region(args[0]):
            return self.run(*args, **kwargs)
