"""A round of Stockholm under way: its pages, its rows, and all the others in it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.browser.system import System
from tests.databases import ROOT


class Round:
    """Its pages, its rows, and all the others who have something to do in it."""

    def __init__(self, system: System, key: str, process: subprocess.Popen[str]):
        self.system, self.key, self.process = system, key, process
        self.page = f"/stockholm/rekrytering/{key}/"

    def others(self, step: str) -> str:
        """What they answered, when they are done."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{step}\n")
        self.process.stdin.flush()
        done, _, said = self.process.stdout.readline().strip().partition(" ")
        assert done == "done", step
        return said

    def change(self, statement: str) -> None:
        """What only time does."""
        with psycopg.connect(self.system.environment["DATABASE_URL"]) as connection:
            connection.execute(
                "SELECT set_config('app.region', id::text, false)"
                " FROM regions_region WHERE slug = 'stockholm'"
            )
            connection.execute(statement, {"round": self.key})


@contextmanager
def running(system: System, key: str) -> Iterator[Round]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.objects.stockholm_round", key],
        env=system.environment, cwd=ROOT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield Round(system, key, process)
