"""./bt check: everything that can be said about the code without running a test."""

import os
import secrets
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from tools.database import prepare_tables
from tools.services import Environment, services
from tools.steps import LOCAL, ROOT, VENV, say

DJADE = ("djade", "--target-version", "5.2")
MANAGE = ("python", "manage.py")
Steps = dict[str, tuple[str, ...]]
CODE = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "import contracts": ("lint-imports",),
}
MODELS: Steps = {
    "missing migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "regions apart": (*MANAGE, "check", "--database", "default"),
}
PRODUCTION = {
    "deploy": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
    "static files": (*MANAGE, "collectstatic", "--no-input", "--verbosity=0"),
}


def check() -> int:
    """Run every step, also after one has failed; the exit code counts failures.

    Two at a time: the code is read while the tables are made.
    """
    code = CODE | {"templates": _djade("--check")}
    with services() as environment, ThreadPoolExecutor() as beside:
        read = beside.submit(_failures, code, environment)
        prepare_tables(environment)
        failed = read.result()
        production = beside.submit(_failures, PRODUCTION, as_in_production(environment))
        failed += _failures(MODELS, environment) + production.result()
    print(f"Underkänt: {', '.join(failed)}" if failed else "Allt godkänt.")
    return len(failed)


def format_code() -> int:
    """Let the tools write what they would otherwise complain of."""
    fixes = [("ruff", "check", "--fix", "."), ("ruff", "format", "."), _djade()]
    path = f"{VENV / 'bin'}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": path}
    return max(subprocess.run(fix, env=environment).returncode for fix in fixes)


def as_in_production(environment: Environment) -> Environment:
    """What docker-compose.yml gives the web server, as far as settings can tell."""
    production = {
        "BT_PRODUCTION": "1",
        "BT_HOSTS": "bt.example.org",
        "BT_BASE_URL": "https://bt.example.org",
        "BT_STATIC_ROOT": str(LOCAL / "static-production"),
        "SECRET_KEY": secrets.token_urlsafe(48),
    }
    home = {"BT_DEMO", "BT_SEAL_FOLDER", "DEBUG"}
    kept = {name: value for name, value in environment.items() if name not in home}
    return kept | production


def _failures(steps: Steps, environment: Environment) -> list[str]:
    return [
        name for name, step in steps.items() if not _passes(name, step, environment)
    ]


def _djade(*options: str) -> tuple[str, ...]:
    templates = sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))
    return (*DJADE, *options, *templates)


def _passes(name: str, command: tuple[str, ...], environment: Environment) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, cwd=ROOT
    )
    seconds = time.monotonic() - started
    say(f"{'ok ' if done.returncode == 0 else 'FEL'} {name} ({seconds:.1f} s)")
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0
