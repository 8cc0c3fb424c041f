"""The web server, the same at home and in an installation."""

import os
from typing import Any

bind = os.environ.get("BT_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("BT_WEB_WORKERS", "2"))
# Threads, so that a slow upload holds one of them and not a whole process. No
# keep-alive: kept connections gather on one worker, and the proxy is next door.
worker_class = "gthread"
threads = 4
keepalive = 0
# Imported once, before the workers are forked: half the time to start, and what is
# wrong with the settings or the database is said once and ends it.
preload_app = True
timeout = 30
graceful_timeout = 20
# A worker that has served long is replaced, before a leak is noticed.
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
# The proxy's log has the requests, and there they are rotated and thrown away.
accesslog = None
# It would need a folder to write in, and nobody uses it.
control_socket_disable = True


def pre_fork(server: Any, worker: Any) -> None:
    """The start-up checks asked the database; no two workers may share that line."""
    from django.db import connections

    connections.close_all()
