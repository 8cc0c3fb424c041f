"""Are these PDF files what they say they are? veraPDF's answer, for the tests."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tools.verapdf import install

FLAVOURS = ("3a", "ua1")
# Deep trees, and a run of seconds: what a server's years would earn back costs here.
JVM = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


class VeraPdfMissing(Exception):
    """./bt test fetches veraPDF; without it no file can be judged."""


def validate(paths: Iterable[Path], flavour: str) -> dict[Path, list[str]]:
    """Which rules does each file break, as "3a" (PDF/A-3a) or "ua1" (PDF/UA-1)?

    One start of Java for all of them. A file with an empty list conforms.
    """
    if flavour not in FLAVOURS:
        raise ValueError(f"flavour must be one of {FLAVOURS}, not {flavour!r}")
    files = list(paths)
    lines = _run(flavour, files).splitlines()
    failures = {int(number): rules for number, *rules in map(_fields, lines)}
    return {file: failures[number] for number, file in enumerate(files)}


def available() -> bool:
    return install.java() is not None and (install.CLASSES / "Vera.class").exists()


def _fields(line: str) -> list[str]:
    return line.split("\t")


def _run(flavour: str, files: list[Path]) -> str:
    java = os.environ.get("BT_JAVA") or install.java()
    classpath = os.environ.get("BT_VERAPDF_CP") or install.classpath()
    if not os.environ.get("BT_VERAPDF_CP") and not available():
        raise VeraPdfMissing("veraPDF is not here; ./bt test fetches it.")
    command = [str(java), *JVM, "-cp", classpath, "Vera", flavour]
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, check=True
    )
    return done.stdout
