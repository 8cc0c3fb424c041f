import pytest
from django.core.management import CommandError, call_command

NAMES = [
    "bilaga-1-ansokan.pdf",
    "bilaga-2-delmal.pdf",
    "bilaga-3-fullgjord-bastjanstgoring.pdf",
    "bilaga-4-baskompetens.pdf",
]


def test_four_empty_forms_are_written(tmp_path, capsys):
    call_command("blank_forms", tmp_path / "new" / "folder")
    written = sorted((tmp_path / "new" / "folder").iterdir())
    assert [path.name for path in written] == NAMES
    assert {path.read_bytes()[:5] for path in written} == {b"%PDF-"}
    assert capsys.readouterr().out.split() == [str(path) for path in written]


def test_a_file_in_the_way_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="Det går inte att skriva i"):
        call_command("blank_forms", tmp_path / "file")
