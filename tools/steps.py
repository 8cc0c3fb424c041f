"""Where things lie, and how ./bt speaks to the one who typed it. Bare python3."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"

Command = Sequence[str | Path]


class Problem(Exception):
    """Something the reader has to put right: what happened, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"\nStopp: {what}\nGör så här: {remedy}")
        self.in_short = f"{what}. {remedy}"


def say(text: str) -> None:
    """One line about the step that begins, with the seconds since ./bt was typed."""
    started = float(os.environ.setdefault("BT_STARTED", str(time.time())))
    print(f"{time.time() - started:6.1f} s  {text}", file=sys.stderr, flush=True)


def run(command: Command, *, what: str, remedy: str, **options: object) -> str:
    """Run a preparing command in silence; show what it said only if it fails."""
    done = subprocess.run(  # type: ignore[call-overload]
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )
    if done.returncode:
        print(done.stdout[-3000:], file=sys.stderr)
        raise Problem(what, remedy)
    return str(done.stdout)


def works(*command: str | Path) -> bool:
    """Can this be run here, and does it end well?"""
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def in_ci() -> bool:
    """In CI a tool that is missing is a failure, never a test left out."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Two ./bt at once: the second waits here until the first is through."""
    LOCAL.mkdir(exist_ok=True)
    with open(LOCAL / f"{name}.lock", "w") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            say("Väntar på en annan ./bt som förbereder")
            flock(lock, LOCK_EX)
        yield
