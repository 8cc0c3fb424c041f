"""The real web server, worker and broker for a measurement, as ./bt run starts them."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests import databases
from tools import commands, valkey
from tools.run import NO_ROOT_WARNING
from tools.steps import ROOT

PATIENCE_SECONDS = 60


@contextmanager
def running(database: str) -> Iterator[int]:
    """All three, on a database and in a folder of their own; the web server's port.

    What they print is shown when something goes wrong.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        port, broker = _free_port(), Path(folder) / "valkey.sock"
        environment = _environment(database, port, broker)
        lines = (
            (str(valkey.program()), "--port", "0", "--unixsocket", str(broker),
             "--save", "", "--dir", folder),
            commands.WEB,
            commands.worker_with_beat(schedule=f"{folder}/beat"),
        )  # fmt: skip
        log = stack.enter_context(open(f"{folder}/log", "wb"))
        for command in lines:
            stack.enter_context(_started(command, environment, log))
        try:
            _wait_for(port)
            yield port
        except BaseException:
            print(Path(folder, "log").read_text(errors="replace")[-4000:])
            raise


def _environment(database: str, port: int, broker: Path) -> dict[str, str]:
    """Not the demo: there the link stands on the page, and here it is mailed."""
    return os.environ | {
        **databases.pointing_at(database),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": NO_ROOT_WARNING,
        "REDIS_URL": f"redis+socket://{broker}",
        "PORT": str(port),
        "BT_DEMO": "0",
    }


@contextmanager
def _started(
    command: tuple[str, ...], environment: dict[str, str], log: object
) -> Iterator[None]:
    process = subprocess.Popen(  # type: ignore[call-overload] # noqa: S603
        command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=25)
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    """Until it answers; TimeoutError when it never does."""
    for _ in range(PATIENCE_SECONDS * 10):
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa/").close()
            return
        time.sleep(0.1)
    raise TimeoutError("the web server does not answer")
