"""A real, running bt-admin with the demo in a database of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import databases
from tests.databases import ROOT, Environment
from tools import children, commands, valkey
from tools.run import NO_ROOT_WARNING

# Each of pytest's processes has a numbered database there for itself: a worker that
# took another's work would look for it in the wrong database, and nobody would do it.
PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
QUEUE = str(9 - PROCESS % 8)
START_SECONDS = 60


@dataclass(frozen=True)
class System:
    """Where it answers, and what its processes were given."""

    address: str
    environment: Environment


@contextmanager
def running_system(database: str) -> Iterator[System]:
    """Make the database, load the demo, start web and worker."""
    with ExitStack() as stack:
        environment = stack.enter_context(prepared(database))
        address = f"http://127.0.0.1:{environment['PORT']}"
        stack.enter_context(running(commands.WORKER, environment))
        web = stack.enter_context(running(commands.WEB, environment))
        wait_for(address, web)
        yield System(address, environment)


@contextmanager
def prepared(database: str) -> Iterator[Environment]:
    """A new database with today's demo, dropped afterwards; and what to run with."""
    with ExitStack() as stack:
        redis = os.environ.get("REDIS_URL") or stack.enter_context(valkey.embedded())
        environment = os.environ | {
            **databases.HOME,
            "BT_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "BT_WEB_WORKERS": "1",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PORT": str(free_port()),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": NO_ROOT_WARNING,
            "REDIS_URL": own_queue(redis),
        }
        environment |= databases.pointing_at(database)
        databases.create(database, template=databases.with_demo(environment))
        stack.callback(databases.drop, database)
        yield environment


# ----------------------------------------------------------------------- the processes
@contextmanager
def running(
    command: tuple[str, ...], environment: Environment
) -> Iterator[subprocess.Popen[bytes]]:
    """The process, in a group of its own, and its end: at once, for nobody goes on with
    what it had begun.
    """
    program = shutil.which(command[0], path=environment["PATH"])
    process = children.start((str(program), *command[1:]), environment)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(address: str, web: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if web.poll() is not None:
            raise RuntimeError("The web server ended; its words are above.")
        if answers(address):
            return
        time.sleep(0.1)
    raise RuntimeError(f"No answer at {address}.")


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/halsa/", timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_queue(url: str) -> str:
    """The same server, another of its numbered databases."""
    if url.startswith("redis+socket:"):
        return f"{url.split('?')[0]}?virtual_host={QUEUE}"
    return urlunsplit(urlsplit(url)._replace(path=f"/{QUEUE}"))
