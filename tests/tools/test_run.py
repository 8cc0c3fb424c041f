"""./bt run from the outside: it starts, answers, shares the database, and stops."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest

from tests import databases
from tools import steps

PATIENCE = 120  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


DATABASE = "bt_started"


def environment(port: int) -> dict[str, str]:
    """As typed in a new terminal, save where the tests were given their servers."""
    ours = {"DATABASE_URL", "DATABASE_OWNER_URL"}
    if "host=/" not in os.environ["DATABASE_OWNER_URL"]:
        ours = set()
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"PORT": str(port), "BT_DEMO": "1", "BT_DATABASE": DATABASE}


def ignore_ctrl_c() -> None:
    """As a shell has what it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.fixture(scope="module")
def people() -> Iterator[None]:
    """A database of its own, where the demo is: what somebody has in theirs is theirs,
    and to load it takes a minute.
    """
    template = databases.with_demo(dict(os.environ) | {"BT_DEMO": "1"})
    databases.create(DATABASE, template)
    yield
    databases.drop(DATABASE)


@pytest.fixture(scope="module")
def running(people: None) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "bt", "run"],
        cwd=steps.ROOT,
        env=environment(port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=ignore_ctrl_c,
    )
    yield process, port
    if process.poll() is None:
        process.terminate()
        process.communicate()


def get(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as page:
        return page.status, page.read().decode()


def test_it_starts_answers_and_stops(
    running: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = running
    said = []
    assert process.stdout
    deadline = time.monotonic() + PATIENCE
    for line in process.stdout:
        said.append(line)
        if "ctrl-c" in line or time.monotonic() > deadline:
            break
    assert f"http://127.0.0.1:{port}/ovning/" in "".join(said)
    assert get(port, "/halsa/") == (200, "ok")
    assert get(port, "/ovning/")[0] == 200

    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_in_use_is_said_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "bt", "run"],
            cwd=steps.ROOT,
            env=environment(port),
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert f"Något annat lyssnar redan på port {port}" in done.stderr
    assert f"PORT={port + 1} ./bt run" in done.stderr


def test_an_unknown_command_lists_those_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "bt", "rnu"], cwd=steps.ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert [line.split()[1] for line in done.stderr.splitlines()] == [
        "run",
        "test",
        "check",
        "bench",
        "format",
        "manage",
    ]
