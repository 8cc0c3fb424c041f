"""The archive as a spreadsheet: one sheet for each part, one row for each thing."""

import io

from bt_admin.lib.parts import Entry, Part
from bt_admin.lib.sheets import WIDTH
from bt_admin.lib.sheets import text_cell as cell


def spreadsheet(parts: list[Part]) -> bytes:
    """An .xlsx file. Every cell is text: what somebody wrote is never a formula."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for part in parts:
        sheet = book.create_sheet(part.title[:31])
        sheet.freeze_panes = "B2"
        headings = headings_of(part)
        for number in range(1, len(headings) + 2):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTH
        sheet.append([cell(sheet, one, bold=True) for one in [part.title, *headings]])
        for entry in part.entries:
            told = as_row(entry)
            row = [entry.title, *(told.get(one, "") for one in headings)]
            sheet.append([cell(sheet, one) for one in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def headings_of(part: Part) -> list[str]:
    """Every heading that some entry has, in the order they are met."""
    return list(dict.fromkeys(one for entry in part.entries for one in as_row(entry)))


def as_row(entry: Entry) -> dict[str, str]:
    """A heading that comes twice, as two signatures do, shares a cell."""
    row: dict[str, str] = {}
    for heading, text in [*entry.facts, *entry.marks, *entry.texts]:
        row[heading] = f"{row[heading]}\n{text}" if row.get(heading) else text
    return row
