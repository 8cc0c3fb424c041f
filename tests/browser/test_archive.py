"""The doctor's own archive, read where bt-admin and the network are out of reach."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
DOCTOR, MAIN = "Ebba Thorsell", "Anneli Rosengård"


def test_everything_in_a_file_that_opens_anywhere(visit: Visit, tmp_path: Path) -> None:
    doctor = visit(DOCTOR, phone=True)
    bt = doctor.own_bt()
    be_read(visit(MAIN, phone=True), bt)
    see_who_has_read(doctor)
    fetch(doctor, tmp_path)
    holds_together(tmp_path)
    read_without_a_network(visit(phone=True), tmp_path)


def be_read(main: Visitor, bt: str) -> None:
    assert main.open(f"{bt}delmal/") == 200


def see_who_has_read(doctor: Visitor) -> None:
    doctor.click(doctor.page.get_by_role("link", name="vem som har läst"))
    readers = doctor.page.locator("section", has_text="Vem som har läst")
    assert MAIN in readers.inner_text()
    doctor.fits()


def fetch(doctor: Visitor, folder: Path) -> None:
    doctor.open(doctor.own_bt())
    doctor.follow("Hämta allt")
    doctor.fits()
    file = doctor.fetch(doctor.page.get_by_role("button", name="Hämta filen"))
    assert file.suggested_filename.startswith("min-bt-")
    zipfile.ZipFile(file.path()).extractall(folder)


def holds_together(folder: Path) -> None:
    """The checksums are right; the data opens; the certificates are PDFs."""
    for line in (folder / "SHA256SUMS.txt").read_text().splitlines():
        digest, path = line.split("  ", 1)
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest
    data = json.loads((folder / "data/arkiv.json").read_text())
    assert (data["doctor"], data["region"]) == (DOCTOR, "Region Kronoberg")
    sheets = openpyxl.load_workbook(folder / "data/arkiv.xlsx").sheetnames
    assert len(sheets) >= len(data["parts"])
    papers = [path.read_bytes()[:5] for path in (folder / "intyg").iterdir()]
    assert set(papers) == {b"%PDF-"}


def read_without_a_network(anybody: Visitor, folder: Path) -> None:
    """Every page has its style, and leads to nothing that is not in the file."""
    anybody.context.set_offline(True)
    index = folder / "index.html"
    anybody.open(index.as_uri())
    assert anybody.heading == "Min BT"
    assert DOCTOR in anybody.text
    pages = leads_to(anybody, index)
    assert len(pages) > 10
    for page in pages:
        anybody.open(page.as_uri())
        anybody.fits()
        width = "getComputedStyle(document.body).maxWidth"
        assert anybody.page.evaluate(width) != "none"  # the style came along
        assert [one for one in leads_to(anybody, page) if not one.exists()] == []
    anybody.follow("Min BT")
    anybody.follow("Vem som har läst")
    assert anybody.heading == "Vem som har läst"
    assert MAIN in anybody.text


def leads_to(anybody: Visitor, page: Path) -> list[Path]:
    links = anybody.page.locator("main a")
    hrefs = links.evaluate_all("nodes => nodes.map(node => node.getAttribute('href'))")
    return [page.parent / one for one in hrefs]
