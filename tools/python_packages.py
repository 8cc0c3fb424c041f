"""uv, and with it exactly the packages of requirements/dev.txt. Bare python3."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from tools import debian
from tools.steps import LOCAL, PYTHON, ROOT, VENV, run, say, works

PACKAGES = ROOT / "requirements/dev.txt"
LOCKED_UV = ROOT / "tools/uv.txt"
LOCKED = ("--require-hashes", "-r")
STAMP = VENV / "bt-prepared"
FETCHED_UV = LOCAL / "uv"
NETWORK = "Kontrollera nätverket (och HTTPS_PROXY om ni har en proxy). Försök igen."


def prepare() -> None:
    """Make .venv equal to the locked list; when nothing has changed, do nothing."""
    fingerprint = hashlib.sha256(PACKAGES.read_bytes()).hexdigest()
    healthy = works(PYTHON, "-c", "")
    if healthy and STAMP.exists() and STAMP.read_text() == fingerprint:
        return
    uv = find_uv()
    if not healthy:
        _make_venv(uv)
    _sync(uv)
    STAMP.write_text(fingerprint)


def find_uv() -> str:
    """The machine's uv; else one of our own, pinned by hash."""
    for candidate in (shutil.which("uv"), str(FETCHED_UV / "bin/uv")):
        if candidate and works(candidate, "--version"):
            return candidate
    say("Hämtar uv, som installerar Python-paketen")
    shutil.rmtree(FETCHED_UV, ignore_errors=True)
    options = ("--quiet", "--disable-pip-version-check", "--no-deps")
    run(
        [*_any_pip(), "install", *options, *LOCKED, LOCKED_UV, "--target", FETCHED_UV],
        what="uv gick inte att hämta",
        remedy=f"{NETWORK} Eller installera uv själv, så används det.",
    )
    return str(FETCHED_UV / "bin/uv")


def install_apart(locked: Path, into: Path) -> None:
    """Unpack locked packages into a folder of their own, outside .venv."""
    folder = into.with_name(f"{into.name}.new")
    shutil.rmtree(folder, ignore_errors=True)
    options = ("--quiet", "--no-deps", "--python", PYTHON, "--target", folder)
    run(
        [find_uv(), "pip", "install", *options, *LOCKED, locked],
        env=uv_environment(),
        what=f"Paketen i {locked.relative_to(ROOT)} gick inte att hämta",
        remedy=NETWORK,
    )
    folder.rename(into)


def uv_environment() -> dict[str, str]:
    """uv with the machine's own Python and the machine's own trusted certificates."""
    ours = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1"}
    return os.environ | ours | {"UV_NATIVE_TLS": "1", "VIRTUAL_ENV": str(VENV)}


def _any_pip() -> list[str]:
    """pip, only to fetch uv. Plain Debian has none, but its wheel is in a package."""
    if works(sys.executable, "-m", "pip", "--version"):
        return [sys.executable, "-m", "pip"]
    tree = debian.unpack(
        "python3-pip-whl", into=LOCAL / "pip", what="pip", dependencies=False
    )
    wheel = next((tree / "usr/share/python-wheels").glob("pip-*.whl"))
    return [sys.executable, str(wheel / "pip")]


def _make_venv(uv: str) -> None:
    say("Gör en Python-miljö i .venv")
    # The real interpreter, should ./bt be typed with some other venv active.
    python = str(Path(sys.executable).resolve())
    run(
        [uv, "venv", "--quiet", "--clear", "--no-project", "--python", python, VENV],
        env=uv_environment(),
        what=".venv gick inte att skapa",
        remedy="Kontrollera att mappen går att skriva i, ta bort .venv, försök igen.",
    )


def _sync(uv: str) -> None:
    say("Installerar Python-paketen i requirements/dev.txt")
    run(
        [uv, "pip", "sync", "--quiet", "--require-hashes", PACKAGES],
        env=uv_environment(),
        what="Python-paketen gick inte att installera",
        remedy=NETWORK,
    )
