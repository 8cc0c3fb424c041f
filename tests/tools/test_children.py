"""What ./bt starts ends with it, also when nobody could stop it."""

import os
import signal
import subprocess
import sys
import time

from tools import steps

PARENT = """
import os, time
from tools import children
print(children.start(("sleep", "600"), dict(os.environ)).pid, flush=True)
time.sleep(600)
"""


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # also between opening and reading
        return False


def test_a_killed_parent_leaves_nobody_behind() -> None:
    line = [sys.executable, "-c", PARENT]
    with subprocess.Popen(line, stdout=subprocess.PIPE, cwd=steps.ROOT) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert is_alive(child)
        assert os.getsid(child) == child  # ctrl-c in our terminal does not reach it
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(child)
