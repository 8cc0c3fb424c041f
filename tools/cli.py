"""What was typed after ./bt, carried out inside .venv."""

import signal
import subprocess
import sys
from types import FrameType

from tools import bench, check, database, run
from tools.services import Environment, services
from tools.steps import ROOT, Problem

# Three processes, so that two cores have work while one waits for a browser; who is
# done first takes from the others.
EVERYTHING = ["-n", "3", "--dist", "worksteal"]


def main(arguments: list[str]) -> int:
    command, rest = arguments[0], arguments[1:]
    match command:
        case "run":
            return run.run()
        case "test":
            return test(rest)
        case "check":
            return check.check()
        case "bench":
            return bench.bench(rest)
        case "format":
            return check.format_code()
        case _:
            return manage(rest)


def test(arguments: list[str]) -> int:
    """pytest with what was asked for; without a word, everything."""
    with services() as environment:
        return _hand_over(["-m", "pytest", *(arguments or EVERYTHING)], environment)


def manage(arguments: list[str]) -> int:
    with services() as environment:
        database.forget(environment)
        return _hand_over(["manage.py", *arguments], environment)


def _hand_over(arguments: list[str], environment: Environment) -> int:
    """Python with the terminal: ctrl-c is for it to answer, ours is to clean up after."""
    process = subprocess.Popen([sys.executable, *arguments], env=environment, cwd=ROOT)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def stop(number: int, frame: FrameType | None) -> None:
    """Leave through every `finally`, so that no server is left behind."""
    sys.exit(128 + number)


if __name__ == "__main__":
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
