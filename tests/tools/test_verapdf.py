"""That veraPDF is asked rightly; the forms' own files are judged in tests/certificates."""

import warnings
from pathlib import Path

import pytest
import weasyprint

from tools import verapdf

PAGE = "<html lang=sv><title>Prov</title><h1>Räksmörgås</h1>"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("vera pdf")
    document = weasyprint.HTML(string=PAGE)
    with warnings.catch_warnings(category=ResourceWarning, action="ignore"):
        # WeasyPrint leaves its colour profile's file open.
        document.write_pdf(folder / "archive.pdf", pdf_variant="pdf/a-3a")
    document.write_pdf(folder / "accessible.pdf", pdf_variant="pdf/ua-1")
    document.write_pdf(folder / "plain.pdf")
    (folder / "broken.pdf").write_text("not a PDF")
    return {path.stem: path for path in folder.iterdir()}


def test_many_files_are_judged_at_once(files: dict[str, Path]) -> None:
    verdict = verapdf.validate(files.values(), "3a")
    assert {path.stem: rules == [] for path, rules in verdict.items()} == {
        "archive": True,
        "accessible": False,
        "plain": False,
        "broken": False,
    }
    assert verdict[files["broken"]][0].startswith("unreadable: ")


def test_a_failure_names_the_rule(files: dict[str, Path]) -> None:
    verdict = verapdf.validate([files["accessible"], files["archive"]], "ua1")
    assert verdict[files["accessible"]] == []
    assert [rule[:4] for rule in verdict[files["archive"]]] == ["5-1 "]


def test_an_unknown_flavour_is_refused(files: dict[str, Path]) -> None:
    with pytest.raises(ValueError, match="3a"):
        verapdf.validate([files["plain"]], "2b")
