"""A process that is really killed, at a line of one's choice.

The work is done in a child that is forked from the test, with a database connection of
its own. When it comes to the line, it sends itself SIGKILL: nothing is cleaned up, no
transaction is ended, as when the machine's power goes.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from django.db import connection

from tests.databases import ROOT

HOME = str(ROOT)


class Countdown:
    """Counts the lines that run in these files, and kills at the last."""

    def __init__(self, lines: int, places: tuple[str, ...]) -> None:
        self.left = lines
        self.files = tuple(f"{HOME}/{place}" for place in places)

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Any:
        return self.line if frame.f_code.co_filename.startswith(self.files) else None

    def line(self, frame: FrameType, event: str, arg: Any) -> Any:
        self.left -= event == "line"
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.line


def killed_at(line: int, work: Callable[[], object], places: tuple[str, ...]) -> bool:
    """Do the work in a child; True when it was killed, False when it came to its end.

    RuntimeError when the work itself failed.
    """
    connection.close()  # a line to the server is one process's own
    child = os.fork()
    if child == 0:
        _worked(Countdown(line, places), work)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError("the work failed by itself")
    return False


def _worked(countdown: Countdown, work: Callable[[], object]) -> None:
    """In the child: never returns."""
    code = 1
    try:
        sys.settrace(countdown)
        work()
        code = 0
    finally:
        sys.settrace(None)
        os._exit(code)


def killed_again_and_again(
    work: Callable[[], object], places: tuple[str, ...], *, every: int
) -> Iterator[int]:
    """Kill at line 1, then `every` lines later, until the work comes to its end.

    Yields the line after each kill, for the test to look at what is left.
    """
    line = 1
    while killed_at(line, work, places):
        yield line
        line += every
