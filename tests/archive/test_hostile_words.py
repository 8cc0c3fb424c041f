"""Whatever has been written lies in the archive as text: never as markup or a formula."""

import io
import json
import zipfile
from datetime import UTC, datetime

from openpyxl import load_workbook

from bt_admin.archive.packing import archive
from bt_admin.archive.sheet import spreadsheet
from bt_admin.lib.parts import Entry, Part
from tests.hostile_words import hostile_words

WORDS = hostile_words()
PARTS = [
    Part(
        key="bedomningar",
        title="Bedömningar",
        entries=[
            Entry(title=word, facts=[("Vad", word)], texts=[("Text", word)])
            for word in WORDS
        ],
        empty="",
    )
]


def test_no_cell_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(spreadsheet(PARTS)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert sum(cell.value == "=1+1" for cell in cells) >= 3  # kept as it was written


def test_no_page_has_markup_of_theirs_and_the_data_every_word() -> None:
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    packed = archive(PARTS, doctor="<evil>", region="Region Kronoberg", at=at)
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        pages = [files.read(name) for name in files.namelist() if name[-5:] == ".html"]
        data = json.loads(files.read("data/arkiv.json"))
    assert len(pages) >= 2
    assert [page for page in pages if b"<evil" in page.lower()] == []
    kept = data["parts"]["bedomningar"]
    assert [entry["title"] for entry in kept] == WORDS
    assert [entry["texts"] for entry in kept] == [[["Text", word]] for word in WORDS]
