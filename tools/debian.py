"""Debian's own signed packages, unpacked under .local/ without root. Bare python3."""

import os
import shutil
import sysconfig
import time
from pathlib import Path

from tools.steps import LOCAL, Problem, run, say

STATE = LOCAL / "apt"
A_DAY = 24 * 60 * 60
TRIPLET = sysconfig.get_config_var("MULTIARCH") or f"{os.uname().machine}-linux-gnu"
NETWORK = "Kontrollera nätverket och källorna i /etc/apt, och försök igen."


def unpack(*names: str, into: Path, what: str, dependencies: bool = True) -> Path:
    """Fetch these packages, and what they need that this machine lacks, and unpack all.

    The folder appears only when it is complete; if it is there, nothing is done.
    """
    if into.exists():
        return into
    say(f"Hämtar {what} ur Debians paket")
    if not shutil.which("apt-get"):
        raise Problem(f"{what} saknas", f"Installera {what} på datorn. Försök igen.")
    _update_lists()
    wanted = _with_dependencies(names) if dependencies else list(names)
    _download_and_unpack(wanted, into)
    return into


def library_folders(root: Path) -> list[str]:
    """Where libraries lie in an unpacked tree, which has no merged /usr."""
    return [f"{root}/usr/lib/{TRIPLET}", f"{root}/lib/{TRIPLET}"]


def _apt(*arguments: str) -> list[str]:
    """apt-get with a state of its own: no root needed, the system left as it was."""
    for folder in ("lists/partial", "cache/archives/partial"):
        (STATE / folder).mkdir(parents=True, exist_ok=True)
    options = {
        "Dir::State::lists": f"{STATE}/lists",
        "Dir::Cache": f"{STATE}/cache",
        "Debug::NoLocking": "1",
        "APT::Sandbox::User": "",
        "APT::Get::AllowUnauthenticated": "false",
        "Acquire::Retries": "3",
    }
    settings = [f"-o{name}={value}" for name, value in options.items()]
    return ["apt-get", "-qq", *settings, *arguments]


def _update_lists() -> None:
    stamp = STATE / "updated"
    if stamp.exists() and time.time() - stamp.stat().st_mtime < A_DAY:
        return
    run(_apt("update"), what="Paketlistorna gick inte att hämta", remedy=NETWORK)
    stamp.touch()


def _with_dependencies(names: tuple[str, ...]) -> list[str]:
    answer = run(
        _apt("install", "--print-uris", "-y", "--no-install-recommends", *names),
        what=f"apt-get känner inte till {' '.join(names)}",
        remedy=NETWORK,
    )
    # Each line: 'address' name_version_arch.deb size checksum
    files = [line.split()[1] for line in answer.splitlines() if line[:1] == "'"]
    return list(dict.fromkeys([*names, *(file.split("_")[0] for file in files)]))


def _download_and_unpack(names: list[str], into: Path) -> None:
    folder = into.with_name(into.name + ".new")
    shutil.rmtree(folder, ignore_errors=True)
    downloads = folder / "downloads"
    downloads.mkdir(parents=True)
    run(
        _apt("download", *names),
        cwd=downloads,
        what=f"Paketen gick inte att hämta: {' '.join(names)}",
        remedy=NETWORK,
    )
    for package in downloads.glob("*.deb"):
        remedy = f"Frigör plats på disken, ta bort {folder} och försök igen."
        run(
            ["dpkg", "-x", package, folder],
            what=f"{package.name} gick inte att packa upp",
            remedy=remedy,
        )
    shutil.rmtree(downloads)
    keep_links_inside(folder)
    folder.rename(into)


def keep_links_inside(root: Path) -> None:
    """Packages link to /etc and /usr; let those links point into the unpacked tree."""
    for link in root.rglob("*"):
        if not link.is_symlink() or not link.readlink().is_absolute():
            continue
        inside = root / link.readlink().relative_to("/")
        if inside.exists() or inside.is_symlink():
            link.unlink()
            link.symlink_to(os.path.relpath(inside, link.parent))
