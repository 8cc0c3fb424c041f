"""Prepare this folder with nothing but python3, then go on inside .venv."""

import os
import sys

from tools import browser, libraries, python_packages
from tools.steps import LOCAL, PYTHON, ROOT, Problem, only_one, say
from tools.verapdf import install as verapdf

# The day that PDF files carry in places that no reader sees; the same bytes each time.
SOURCE_DATE_EPOCH = "1767225600"

COMMANDS = ("run", "test", "check", "bench", "format", "manage")
USAGE = """\
./bt run            startar bt-admin med påhittade personer på http://127.0.0.1:8000/
./bt test [...]     alla tester; med argument: pytest med dem
./bt check          format, stil, typer, importregler, mallar, migreringar, drift
./bt bench <ämne>   mäter mot gränserna, t.ex. ./bt bench recruitment
./bt format         rättar format och stil
./bt manage ...     Djangos kommandon, t.ex. ./bt manage demo --reset"""


def main(arguments: list[str]) -> None:
    if not arguments or arguments[0] not in COMMANDS:
        sys.exit(USAGE)
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    environment.setdefault("SOURCE_DATE_EPOCH", SOURCE_DATE_EPOCH)
    # Everything here is more than one process: none compiles again what another has.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        with only_one("prepare"):
            _prepare(environment, with_test_tools=arguments[:1] == ["test"])
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("\nAvbrutet. Nästa ./bt fortsätter där detta slutade.")
    environment["BT_STARTED"] = os.environ["BT_STARTED"]
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), "-m", "tools.cli", *arguments], environment)


def _prepare(environment: dict[str, str], *, with_test_tools: bool) -> None:
    say(f"Förbereder i {ROOT}")
    LOCAL.chmod(0o700)
    python_packages.prepare()
    libraries.prepare(environment)
    libraries.prepare_older_postgres(environment)
    if with_test_tools:
        browser.prepare(environment)
        verapdf.prepare(environment)
