"""./bt bench <subject>: every measurement of one subject, in one run."""

import subprocess
import sys
from pathlib import Path

from tools.database import prepare_tables
from tools.services import services
from tools.steps import ROOT, Problem, say

FOLDER = ROOT / "bench"


def bench(arguments: list[str]) -> int:
    """Run them one by one; the exit code counts those that were over a limit."""
    subject = " ".join(arguments)
    modules = measurements(subject, FOLDER)
    if not modules:
        raise Problem(f"Det finns inget att mäta om ”{subject}”", _choices(FOLDER))
    with services() as environment:
        prepare_tables(environment)
        failed = 0
        for module in modules:
            say(f"Mäter {module}")
            failed += bool(_run(module, environment))
    return failed


def _run(module: str, environment: dict[str, str]) -> int:
    """Ctrl-c reaches it too: it stops its servers and drops its database first."""
    command = [sys.executable, "-m", f"bench.{module}"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.wait()
        raise
    except SystemExit:  # we were told to stop, and it was not
        process.terminate()
        process.wait()
        raise


def measurements(subject: str, folder: Path) -> list[str]:
    """The modules of a subject, or the one so named: "recruitment_matching"."""
    modules = sorted(path.stem for path in folder.glob("*.py"))
    return [one for one in modules if subject and f"{one}_".startswith(f"{subject}_")]


def _choices(folder: Path) -> str:
    subjects = sorted({path.stem.split("_")[0] for path in folder.glob("[a-z]*_*.py")})
    return f"Ämnen: {', '.join(subjects)}."
