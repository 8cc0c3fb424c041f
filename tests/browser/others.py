"""A round under way: its pages, its rows, and all the others in it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.browser.system import System
from tests.databases import ROOT
from tests.objects.others_in_round import GROUPS


class Round:
    """Its pages, its rows, and all the others who have something to do in it."""

    def __init__(
        self, system: System, region: str, key: str, process: subprocess.Popen[str]
    ):
        self.system, self.region, self.key = system, region, key
        self.process = process
        self.wish = GROUPS[region].wish if region == "kronoberg" else ""
        self.page = f"/{region}/rekrytering/{key}/"

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
                " FROM regions_region WHERE slug = %s",
                [self.region],
            )
            connection.execute(statement, {"round": self.key})


@contextmanager
def running(system: System, region: str, key: str) -> Iterator[Round]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.objects.others_in_round", region, key],
        env=system.environment, cwd=ROOT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield Round(system, region, key, process)
