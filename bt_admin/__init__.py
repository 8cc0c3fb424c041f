"""The project package: puts the apps together and owns no domain of its own."""

from bt_admin.celery import app as celery_app

__all__ = ["celery_app"]
