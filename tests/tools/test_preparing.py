"""Fetching and unpacking, as far as it can be tried without a network."""

from pathlib import Path

import pytest

from tools import browser, debian, libraries, roles, steps


def test_links_of_a_package_stay_inside_the_unpacked_tree(tmp_path: Path) -> None:
    (tmp_path / "etc/java").mkdir(parents=True)
    (tmp_path / "etc/java/jvm.cfg").write_text("-server KNOWN")
    (tmp_path / "usr/lib").mkdir(parents=True)
    (tmp_path / "usr/lib/jvm.cfg").symlink_to("/etc/java/jvm.cfg")
    (tmp_path / "usr/lib/elsewhere").symlink_to("/dev/null")
    debian.keep_links_inside(tmp_path)
    assert (tmp_path / "usr/lib/jvm.cfg").read_text() == "-server KNOWN"
    assert (tmp_path / "usr/lib/elsewhere").readlink() == Path("/dev/null")


def test_what_is_unpacked_is_not_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert debian.unpack("chromium", into=tmp_path, what="Chromium") == tmp_path


def test_without_debian_the_reader_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(steps.Problem, match="Installera Chromium"):
        debian.unpack("chromium", into=tmp_path / "new", what="Chromium")


@pytest.mark.parametrize(("ci", "stops"), [("true", True), ("1", True), ("", False)])
def test_a_missing_browser_stops_ci_and_nobody_else(
    ci: str, stops: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(browser, "UNPACKED", tmp_path / "chromium")
    environment: dict[str, str] = {}
    if stops:
        with pytest.raises(steps.Problem):
            browser.prepare(environment)
    else:
        browser.prepare(environment)
    assert environment == {}


def test_without_a_fetched_browser_the_machines_own_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "chromium"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))  # no apt-get to fetch one with
    monkeypatch.setattr(browser, "UNPACKED", tmp_path / "fetched")
    environment: dict[str, str] = {}
    browser.prepare(environment)
    assert environment == {"CHROMIUM": str(own)}


def test_another_database_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BT_DATABASE", "bt_other")
    assert roles.embedded_urls(Path("/somewhere")) == {
        "DATABASE_URL": "postgresql://bt_app@/bt_other?host=/somewhere",
        "DATABASE_OWNER_URL": "postgresql://bt_owner@/bt_other?host=/somewhere",
    }


def test_a_failing_step_shows_its_words_and_the_remedy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(steps.Problem) as stopped:
        steps.run(["sh", "-c", "echo no route; exit 1"], what="Nej", remedy="Gör så")
    assert str(stopped.value) == "\nStopp: Nej\nGör så här: Gör så"
    assert capsys.readouterr().err == "no route\n\n"


def test_folders_are_put_first_and_nothing_is_lost() -> None:
    environment = {"LD_LIBRARY_PATH": "/theirs"}
    libraries.prepend(environment, "LD_LIBRARY_PATH", "/a", "/b")
    libraries.prepend(environment, "NEW", "/a")
    assert environment == {"LD_LIBRARY_PATH": "/a:/b:/theirs", "NEW": "/a"}


@pytest.mark.parametrize(
    ("where", "address"),
    [
        (
            {"host": "/run/x", "dbname": "bt"},
            "postgresql://bt_app:p%40@/bt?host=/run/x",
        ),
        ({"dbname": "bt"}, "postgresql://bt_app:p%40@localhost/bt"),
        (
            {"host": "db", "port": "5433", "dbname": "bt"},
            "postgresql://bt_app:p%40@db:5433/bt",
        ),
    ],
)
def test_addresses_of_a_role(where: dict[str, str], address: str) -> None:
    assert roles.url(where, "bt_app", "p@") == address
