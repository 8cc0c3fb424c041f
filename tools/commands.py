"""The command lines of web, worker and migration, said once.

./bt runs these; docker-compose.yml repeats them, and tests/tools/test_compose.py
compares the two. So what is tried here every day is what an installation runs.
"""

WEB = ("gunicorn", "--config", "deploy/gunicorn.conf.py", "bt_admin.wsgi")
CELERY = ("celery", "--quiet", "--app", "bt_admin")
WORKER = (
    *CELERY,
    "worker",
    "--concurrency=2",
    "--loglevel=WARNING",
    "--without-gossip",
    "--without-mingle",
)
# Before web and worker start, as the owner of the database: tables, then what every
# region shares (the regions themselves, their models, the delmål).
MIGRATE = ("python", "manage.py", "migrate", "--no-input", "--verbosity=0")
REFERENCE_DATA = ("python", "manage.py", "load_reference_data", "--verbosity=0")


def beat(schedule: str) -> tuple[str, ...]:
    return (*CELERY, "beat", "--loglevel=WARNING", f"--schedule={schedule}")


def worker_with_beat(schedule: str) -> tuple[str, ...]:
    """One process less at home. An installation keeps beat apart, since exactly one
    may run while workers may be many."""
    return (*WORKER, "--beat", f"--schedule={schedule}")
