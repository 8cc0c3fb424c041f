"""Is the process in this container well? The health checks of docker-compose.yml."""

import glob
import os
import socket
import sys
import time
import urllib.request

WEB = "http://127.0.0.1:8000/halsa/"
BEAT_SCHEDULE = "/tmp/beat-schedule"  # noqa: S108 (the container's own, in memory)
BEAT_WRITES_EVERY = 3 * 60


def web() -> bool:
    """Does a page that asks the database answer?"""
    host = os.environ.get("BT_HOSTS", "localhost").split(",")[0]
    request = urllib.request.Request(WEB, headers={"Host": host})
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
        return bool(answer.status == 200)


def worker() -> bool:
    """Does the worker in this container answer over the broker?"""
    sys.path.insert(0, os.getcwd())
    from bt_admin import celery_app

    name = f"celery@{socket.gethostname()}"
    inspect = celery_app.control.inspect(destination=[name], timeout=10)
    return bool(inspect.ping())


def beat(schedule: str = BEAT_SCHEDULE) -> bool:
    """Has beat written down its schedule lately? It does so every three minutes."""
    written = [os.path.getmtime(file) for file in glob.glob(f"{schedule}*")]
    return bool(written) and time.time() - max(written) < 3 * BEAT_WRITES_EVERY


if __name__ == "__main__":
    sys.exit(not {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]())
