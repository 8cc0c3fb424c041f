"""A case as a public record: what is finished, part by part, and its files.

Drafts, requests that nobody has answered and the doctor's own notes are no finished
records; they are counted, so that whoever decides sees what does not go along.
"""

from typing import Any

from django.utils.translation import gettext as _

from bt_admin.archive import contents
from bt_admin.archive.during import extended, planned
from bt_admin.lib.masking import holds_text
from bt_admin.lib.parts import Part
from certificates.documents.disclosed import PDF, Entry, Item
from certificates.queries.disclosure import Unfinished, unfinished_in

PARTS = (
    contents.about, contents.service, contents.people, contents.judged,
    contents.kollegier, planned, extended, contents.certified,
)  # fmt: skip
PICTURE = "image/jpeg"


def record_of(programme: Any) -> list[Item]:
    """Each part as texts, then each file, with keys that a form can use."""
    parts = [part(programme, programme.doctor.user) for part in PARTS]
    texts = [text_of(one) for one in parts if one.entries]
    files = [(one, file) for one in parts for file in one.files]
    return texts + [
        file_of(number, part, file.read())
        for number, (part, file) in enumerate(files, start=1)
    ]


def not_records_of(programme: Any) -> list[Unfinished]:
    return unfinished_in(programme)


def text_of(part: Part) -> Item:
    entries = tuple(
        Entry(one.title, (*one.facts, *one.marks, *one.texts)) for one in part.entries
    )
    return Item(part.key.replace("-", "_"), part.title, entries)


def file_of(number: int, part: Part, content: bytes) -> Item:
    """A file by its number: what it was called may be a name."""
    is_pdf = content.startswith(b"%PDF")
    try:
        has_text, is_readable = is_pdf and holds_text(content), True
    except ValueError:
        has_text = is_readable = False
    return Item(
        key=f"fil_{number}",
        title=_("Fil %(n)s, %(part)s") % {"n": number, "part": part.title},
        content=content,
        content_type=PDF if is_pdf else PICTURE,
        has_text=has_text,
        is_readable=is_readable,
    )
