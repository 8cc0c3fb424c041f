"""Spreadsheets: what somebody wrote is text in them, whatever it begins with."""

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

MOST_IN_A_CELL = 32_767  # what the file format holds
WIDTH = 28
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# All but what XML has a way to write.
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = str | int | Decimal | None


def spreadsheet(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]
) -> bytes:
    """An .xlsx file of one sheet; its numbers can be reckoned with, nothing else."""
    # openpyxl is slow to import, and every process imports this module as it starts.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "C2"
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([text_cell(sheet, one, bold=True) for one in headings])
    for row in rows:
        sheet.append([_cell(sheet, one) for one in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def text_cell(sheet: object, text: str, bold: bool = False) -> "WriteOnlyCell":
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    clean = NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    made = WriteOnlyCell(sheet, value=clean[:MOST_IN_A_CELL])
    made.data_type = "s"  # else a text that begins with = would be reckoned
    made.font = Font(bold=bold)
    made.alignment = Alignment(wrap_text=True, vertical="top")
    return made


def _cell(sheet: object, value: Value) -> "WriteOnlyCell":
    if isinstance(value, str) or value is None:
        return text_cell(sheet, value or "")
    from openpyxl.cell import WriteOnlyCell

    return WriteOnlyCell(sheet, value=value)
