"""What is handed over: one PDF with everything, the same apart, and the data.

Every word that goes in passes the mask, the headings and the reasons too.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bt_admin.lib.masking import Mask, as_pdf, masked_pdf, masked_text, places_on

PDF = "application/pdf"
UNDATED = (1980, 1, 1, 0, 0, 0)
TEMPLATE, STYLES = "disclosure/record.html", ("dossier.css",)


@dataclass(frozen=True)
class Entry:
    """One thing of a part: a title, and lines of label and words."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Item:
    """A part of the case, as text, or a file of it. `key` fit for a form's field.

    `shows`: the key of the file whose `page`, from 1, this is a picture of.
    """

    key: str
    title: str
    entries: tuple[Entry, ...] = ()
    content: bytes = b""
    content_type: str = ""
    has_text: bool = True
    is_readable: bool = True
    shows: str = ""
    page: int = 0
    address: str = ""

    @property
    def is_file(self) -> bool:
        return bool(self.content)


def bundle_of(
    items: Sequence[Item],
    mask: Mask,
    decision: Mapping[str, Any],
    *,
    name: UUID,
    region: str,
    at: datetime,
) -> tuple[bytes, int]:
    """The ZIP, and how many places in files and texts were masked."""
    files, places = masked_files(items, mask)
    texts = [masked_item(one, mask) for one in items if not one.is_file]
    places += sum(places_in(one, mask) for one in items if not one.is_file)
    told = json.loads(masked_text(json.dumps(decision, ensure_ascii=False), mask))
    names = [(f"handling-{n:02}.pdf", one) for n, one in enumerate(files, start=1)]
    titles = [masked_text(one.title, mask) for one in items if one.is_file]
    context = {
        "region": masked_text(region, mask),
        "at": at,
        "parts": texts,
        "files": list(zip(titles, [file for file, _content in names], strict=True)),
        "decision": told,
        "places": places,
    }
    record = print_record(context, name, at)
    packed = {
        "arende.pdf": joined([record, *files]),
        "data.json": data_of(texts, context["files"], told),
        **dict(names),
    }
    return zipped(packed), places


def masked_files(items: Sequence[Item], mask: Mask) -> tuple[list[bytes], int]:
    """Each file as pictures of its pages: nothing of what it was made from is left."""
    files, places = [], 0
    for one in items:
        if one.is_file and one.content_type == PDF:
            content, found = masked_pdf(one.content, mask)
            files.append(content)
            places += found
        elif one.is_file:
            files.append(picture_as_pdf(one.content))
    return files, places


def masked_behind(item: Item, items: Sequence[Item], mask: Mask) -> int:
    """How many places are masked on the page that this is a picture of?"""
    shown = next((one for one in items if one.key == item.shows), None)
    if shown is None or not shown.has_text:
        return 0
    return places_on(shown.content, item.page, mask)


def picture_as_pdf(content: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        return as_pdf([picture])


def masked_item(item: Item, mask: Mask) -> dict[str, Any]:
    return {
        "title": masked_text(item.title, mask),
        "entries": [
            {
                "title": masked_text(entry.title, mask),
                "lines": [
                    (masked_text(label, mask), masked_text(words, mask))
                    for label, words in entry.lines
                    if words
                ],
            }
            for entry in item.entries
        ],
    }


def places_in(item: Item, mask: Mask) -> int:
    texts = [item.title]
    for entry in item.entries:
        texts += [entry.title, *(text for line in entry.lines for text in line)]
    return sum(len(mask.places(text)) for text in texts)


def print_record(context: Mapping[str, Any], name: UUID, at: datetime) -> bytes:
    # WeasyPrint takes two seconds to import.
    from bt_admin.lib import pdf

    return pdf.render(
        TEMPLATE,
        context,
        title="Utlämnade handlingar",
        identifier=name.bytes,
        created=at,
        stylesheets=STYLES,
    )


def joined(files: Sequence[bytes]) -> bytes:
    """One PDF of them all, without anything that says what they were made from."""
    import pikepdf

    with pikepdf.new() as whole:
        for content in files:
            with pikepdf.open(io.BytesIO(content)) as one:
                whole.pages.extend(one.pages)
        target = io.BytesIO()
        whole.save(target, deterministic_id=True)
    return target.getvalue()


def data_of(parts: Any, files: Any, decision: Any) -> bytes:
    told = {"format": "bt-admin utlämnande 1", "parts": parts, "files": files}
    text = json.dumps({**told, "decision": decision}, ensure_ascii=False, indent=1)
    return text.encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**files, "SHA256SUMS.txt": sums.encode()}.items():
            packed.writestr(zipfile.ZipInfo(name, UNDATED), content)
    return target.getvalue()
