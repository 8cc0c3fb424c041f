"""The system libraries behind WeasyPrint, when the machine lacks them. Bare python3."""

import ctypes
import os
import sys
from pathlib import Path

from tools import debian
from tools.steps import LOCAL, ROOT

NEEDED = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libatomic.so.1": "libatomic1",  # Playwright's own node
}
POSTGRES = "usr/lib/postgresql/*/bin/initdb"
UNPACKED = LOCAL / "libraries"
FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def prepare(environment: dict[str, str]) -> None:
    """Unpack what is missing, and let the programs we start find it."""
    if sys.platform != "linux":
        return  # Elsewhere WeasyPrint finds Homebrew's Pango by itself.
    missing = [NEEDED[library] for library in NEEDED if not _loads(library)]
    if missing or UNPACKED.exists():
        tree = debian.unpack(*missing, into=UNPACKED, what="Pango (gör PDF)")
        prepend(environment, "LD_LIBRARY_PATH", *debian.library_folders(tree))
    if not Path("/etc/fonts/fonts.conf").exists():
        environment["FONTCONFIG_FILE"] = str(_own_fonts())


def prepare_older_postgres(environment: dict[str, str]) -> None:
    """BT_PG=debian: run on Debian's own PostgreSQL, the oldest that we promise."""
    if environment.get("BT_PG") != "debian":
        return
    tree = Path("/")
    if not any(tree.glob(POSTGRES)):
        tree = debian.unpack("postgresql", into=LOCAL / "postgresql", what="PostgreSQL")
        prepend(environment, "LD_LIBRARY_PATH", *debian.library_folders(tree))
    environment["BT_PG_BIN"] = str(max(tree.glob(POSTGRES)).parent)


def prepend(environment: dict[str, str], name: str, *folders: str) -> None:
    parts = [*folders, environment.get(name, "")]
    environment[name] = os.pathsep.join(part for part in parts if part)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _own_fonts() -> Path:
    """A machine without fontconfig gets one that knows our own fonts only."""
    file = LOCAL / "fonts.conf"
    file.write_text(
        FONTS_CONF.format(fonts=ROOT / "static/fonts", cache=LOCAL / "fontcache")
    )
    return file
