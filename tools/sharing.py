"""Two ./bt at once share one server: the first in starts it, the last out stops it."""

import hashlib
import os
import stat
import tempfile
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN, flock
from pathlib import Path

from tools.steps import LOCAL, ROOT, Problem


class Shared:
    """Two file locks per server: one for starting and stopping, one for using it.

    The kernel lets go of both when a process dies, however it dies.
    """

    def __init__(self, name: str) -> None:
        self._turn = os.open(LOCAL / f"{name}.turn", os.O_CREAT | os.O_RDWR, 0o600)
        self._users = os.open(LOCAL / f"{name}.users", os.O_CREAT | os.O_RDWR, 0o600)

    def enter(self) -> None:
        """Wait for our turn and become a user. Start the server, then call go_on."""
        flock(self._turn, LOCK_EX)
        flock(self._users, LOCK_SH)

    def go_on(self) -> None:
        flock(self._turn, LOCK_UN)

    def last_out(self) -> bool:
        """Are we the only user? Then nobody can start until this process has ended."""
        flock(self._turn, LOCK_EX)
        try:
            flock(self._users, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            flock(self._users, LOCK_UN)
            flock(self._turn, LOCK_UN)
            return False
        return True


def socket_folder() -> Path:
    """A short private folder, one per check-out and user: a socket's path may be 107
    bytes long, and a check-out may lie deep."""
    checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    if len(str(base)) > 60 or not os.access(base, os.W_OK):
        base = Path("/tmp")
    return base / f"bt-{os.geteuid()}-{checkout}"


def private(folder: Path, owner: int | None = None) -> Path:
    """Make the folder ours alone; refuse one that somebody else put there."""
    owner = os.geteuid() if owner is None else owner
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), owner):
        raise Problem(
            f"{folder} tillhör någon annan", f"Ta bort {folder}. Försök igen."
        )
    os.chown(folder, owner, owner if owner != os.geteuid() else -1)
    folder.chmod(0o700)
    return folder
