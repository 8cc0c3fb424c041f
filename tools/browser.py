"""A Chromium for the browser tests. Bare python3."""

import os
import shutil
from pathlib import Path

from tools import debian
from tools.steps import LOCAL, Problem, in_ci, say, works

# It draws no windows, as nobody looks: the tests take a third less of the processor.
SHELL = "chromium-headless-shell"
BROWSERS = ("chromium", "google-chrome-stable", "google-chrome")
UNPACKED = LOCAL / SHELL
PROGRAM = UNPACKED / "usr/lib/chromium" / SHELL
SYSTEM_FONTS = Path("/etc/fonts/fonts.conf")
FONTS_CONF = UNPACKED / "fonts.conf"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">usr/share/fonts</dir></fontconfig>
"""
START = """#!/bin/sh
export LD_LIBRARY_PATH="{libraries}"
export FONTCONFIG_FILE="{fonts}"
exec "{program}" "$@"
"""


def prepare(environment: dict[str, str]) -> None:
    """Set CHROMIUM: the one given, a headless one, else any that the machine has."""
    if given := environment.get("CHROMIUM"):
        _must_start(given)
        return
    try:
        environment["CHROMIUM"] = _installed(SHELL) or _fetched_or_any()
    except Problem as problem:
        if in_ci():
            raise
        say(f"Webbläsartesterna går inte att köra: {problem.in_short}")


def _must_start(program: str) -> None:
    if not works(program, "--version"):
        remedy = "Ange sökvägen till en Chromium som startar, eller ta bort CHROMIUM."
        raise Problem(f"CHROMIUM={program} går inte att starta", remedy)


def _installed(*names: str) -> str | None:
    found = (shutil.which(name) for name in names)
    return next((path for path in found if path and works(path, "--version")), None)


def _fetched_or_any() -> str:
    try:
        return str(_fetched())
    except Problem:
        if any_browser := _installed(*BROWSERS):
            return any_browser
        raise


def _fetched() -> Path:
    """Debian's package with all it needs, and a script that starts it from here."""
    debian.unpack(
        *(SHELL, "chromium-common", "libatomic1", "fonts-dejavu-core"),
        into=UNPACKED,
        what="Chromium (webbläsartester)",
    )
    start = UNPACKED / "start"
    if not start.exists():
        FONTS_CONF.write_text(FONTS)
        start.write_text(_script())
        start.chmod(0o755)
    if not works(start, "--version"):
        remedy = f"Ta bort {UNPACKED} och försök igen."
        raise Problem(f"{start} går inte att starta", remedy)
    return start


def _script() -> str:
    folders = debian.library_folders(UNPACKED)
    folders += [f"{folders[0]}/nss", f"{folders[0]}/pulseaudio"]
    libraries = os.pathsep.join(folders)
    fonts = SYSTEM_FONTS if SYSTEM_FONTS.exists() else FONTS_CONF
    return START.format(libraries=libraries, fonts=fonts, program=PROGRAM)
