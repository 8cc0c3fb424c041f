"""The worker: `celery -A bt_admin worker`."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bt_admin.settings")

app = Celery("bt_admin", task_cls="regions.region_task:RegionTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def refuse_unsafe_start(**kwargs: object) -> None:
    from regions.checks import refuse_unsafe_start

    refuse_unsafe_start()
