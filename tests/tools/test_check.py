"""./bt check: goes on after a failure, and says which steps failed."""

import pytest

from tools import check


def test_it_goes_on_after_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    steps = {
        "one": ("true",),
        "two": ("sh", "-c", "echo rad 7 är fel; exit 1"),
        "three": ("sh", "-c", "echo också fel >&2; exit 3"),
        "four": ("true",),
    }
    assert check._failures(steps, {"PATH": "/usr/bin:/bin"}) == ["two", "three"]
    assert capsys.readouterr().out == "rad 7 är fel\n\nockså fel\n\n"


def test_production_is_checked_without_what_is_only_for_home() -> None:
    home = {
        "BT_DEMO": "1",
        "BT_SEAL_FOLDER": "/home/seals",
        "DEBUG": "1",
        "SECRET_KEY": "home",
        "PATH": "/bin",
    }
    production = check.as_in_production(home)
    assert production["BT_PRODUCTION"] == "1"
    assert production["PATH"] == "/bin"
    assert production["SECRET_KEY"] != "home"
    assert {"BT_DEMO", "BT_SEAL_FOLDER", "DEBUG"} & set(production) == set()


def test_every_template_is_looked_at() -> None:
    templates = list((check.ROOT / "templates").rglob("*.html"))
    looked_at = [part for part in check._djade("--check") if part.endswith(".html")]
    assert len(looked_at) == len(templates) > 0
