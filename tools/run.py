"""./bt run: web and worker, with all they need, until ctrl-c."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tools import children, commands, database
from tools.services import Environment, services
from tools.steps import LOCAL, Problem, say

Process = subprocess.Popen[bytes]
READY = """
  bt-admin är igång:  {address}
  Logga in:           välj en av de påhittade personerna på {address}ovning/
  Avsluta:            ctrl-c
"""
# Celery warns of root, which at home may be all there is; installed, nothing is root.
NO_ROOT_WARNING = "ignore:You're running the worker with superuser privileges"


def run() -> int:
    """Start everything, say where it is, and stop it all when told to."""
    # Begun in the background, it has been told to ignore what would stop it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    port = os.environ.get("PORT", "8000")
    _must_be_free(port)
    with services() as environment:
        # Where the codes on the papers and the links in the mail lead.
        environment.setdefault("BT_BASE_URL", f"http://127.0.0.1:{port}")
        database.prepare(environment)
        with _running(environment) as processes:
            address = f"http://127.0.0.1:{port}/"
            _wait_until_ready(address, processes)
            say("Klart")
            print(READY.format(address=address), flush=True)
            return _until_stopped(processes)


@contextmanager
def _running(environment: Environment) -> Iterator[dict[str, Process]]:
    """Web and worker, until we stop them in turn."""
    say("Startar webb och arbetare")
    environment = environment | {"PYTHONWARNINGS": NO_ROOT_WARNING}
    worker = commands.worker_with_beat(schedule=str(LOCAL / "beat-schedule"))
    lines = {"Webben": commands.WEB, "Arbetaren": worker}
    processes = {
        name: children.start(line, environment) for name, line in lines.items()
    }
    try:
        yield processes
    finally:
        # A second ctrl-c must not leave servers running behind our back.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        say("Stoppar")
        _stop(processes)


def _stop(processes: dict[str, Process]) -> None:
    for process in processes.values():
        process.terminate()
    for process in processes.values():
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=25)
        _end_group(process)


def _end_group(process: Process) -> None:
    """One that was told to stop while it started may leave its children behind."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _until_stopped(processes: dict[str, Process]) -> int:
    while True:
        _must_live(processes)
        try:
            time.sleep(0.5)
        except KeyboardInterrupt:
            return 0


def _must_live(processes: dict[str, Process]) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            raise Problem(f"{name} avslutades", "Läs felet ovan, rätta och starta om.")


def _wait_until_ready(address: str, processes: dict[str, Process]) -> None:
    for _ in range(600):
        _must_live(processes)
        if _answers(address):
            return
        time.sleep(0.05)
    raise Problem("Webben svarar inte", "Läs felet ovan, rätta och starta om.")


def _answers(address: str) -> bool:
    """Any answer at all will do: what it says is for the tests to judge."""
    try:
        urllib.request.urlopen(address, timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _must_be_free(port: str) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", int(port))) == 0:
            remedy = f"Stoppa det, eller välj en annan: PORT={int(port) + 1} ./bt run"
            raise Problem(f"Något annat lyssnar redan på port {port}", remedy)
