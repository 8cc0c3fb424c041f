"""Two ./bt at once: the last one out stops the server, and only that one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import sharing, steps

USER = """
import sys
from pathlib import Path
from tools import sharing
sharing.LOCAL = Path(sys.argv[1])
shared = sharing.Shared("server")
shared.enter()
shared.go_on()
print("in", flush=True)
sys.stdin.readline()
print("last" if shared.last_out() else "others remain", flush=True)
"""


def user(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=steps.ROOT,
    )
    assert process.stdout
    assert process.stdout.readline() == "in\n"
    return process


def leave(process: subprocess.Popen[str]) -> str:
    answer, _ = process.communicate("go\n", timeout=20)
    return answer.strip()


def test_the_last_one_out_stops_the_server(tmp_path: Path) -> None:
    first, second = user(tmp_path), user(tmp_path)
    assert leave(first) == "others remain"
    assert leave(second) == "last"


def test_one_who_was_killed_does_not_count(tmp_path: Path) -> None:
    first, second = user(tmp_path), user(tmp_path)
    first.kill()
    first.communicate()
    assert leave(second) == "last"


def test_a_folder_is_made_private(tmp_path: Path) -> None:
    folder = tmp_path / "sockets"
    folder.mkdir(mode=0o777)
    assert sharing.private(folder).stat().st_mode & 0o777 == 0o700


def test_a_link_in_place_of_our_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours").symlink_to(tmp_path / "theirs")
    with pytest.raises(steps.Problem, match="tillhör någon annan"):
        sharing.private(tmp_path / "ours")


def test_the_path_of_a_socket_is_short_enough() -> None:
    assert len(str(sharing.socket_folder() / ".s.PGSQL.5432")) < 107
