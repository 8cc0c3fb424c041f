"""Processes of ours that do not outlive us, however we end."""

import ctypes
import signal
import subprocess

from tools.services import Environment
from tools.steps import ROOT

SIGNAL_WHEN_PARENT_DIES = 1  # PR_SET_PDEATHSIG in linux/prctl.h
PRCTL = getattr(ctypes.CDLL(None), "prctl", None)  # looked up before any fork


def start(
    command: tuple[str, ...], environment: Environment
) -> subprocess.Popen[bytes]:
    """Run it in a group of its own, which ctrl-c does not reach: we stop it in turn.

    Killed, we cannot. Then the kernel tells it to stop: a worker left behind would go
    on taking the next one's work from the same queue.
    """
    return subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=_stop_with_parent,
    )


def _stop_with_parent() -> None:
    if PRCTL:
        PRCTL(SIGNAL_WHEN_PARENT_DIES, signal.SIGTERM)
