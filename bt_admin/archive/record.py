"""A case as a public record: what is finished, part by part, and its files.

Drafts, requests that nobody has answered and the doctor's own notes are no finished
records; they are counted, so that whoever decides sees what does not go along.
"""

from typing import Any

from django.utils.translation import gettext as _

from bt_admin.archive import contents
from bt_admin.archive.during import extended, planned
from bt_admin.archive.signed_papers import signed_papers
from bt_admin.lib.masking import holds_text
from bt_admin.lib.parts import File, Part
from certificates.documents.disclosed import PDF, Entry, Item
from certificates.queries.disclosure import Unfinished, unfinished_in

PARTS = (
    contents.about, contents.service, contents.people, contents.judged,
    contents.kollegier, planned, extended, contents.certified, signed_papers,
)  # fmt: skip
PICTURE = "image/jpeg"


def record_of(programme: Any) -> list[Item]:
    """Each part as texts, then each file, with keys that a form can use."""
    parts = [part(programme, programme.doctor.user) for part in PARTS]
    texts = [text_of(one) for one in parts if one.entries]
    files = [(one, file) for one in parts for file in one.files]
    keys = {file.path: key_of(n) for n, (_part, file) in enumerate(files, start=1)}
    return texts + [
        file_of(number, part, file, keys)
        for number, (part, file) in enumerate(files, start=1)
    ]


def key_of(number: int) -> str:
    return f"fil_{number}"


def not_records_of(programme: Any) -> list[Unfinished]:
    return unfinished_in(programme)


def text_of(part: Part) -> Item:
    entries = tuple(
        Entry(one.title, (*one.facts, *one.marks, *one.texts)) for one in part.entries
    )
    return Item(part.key.replace("-", "_"), part.title, entries)


def file_of(number: int, part: Part, file: File, keys: dict[str, str]) -> Item:
    """A file by its number: what it was called may be a name.

    A picture of a paper has no text, whatever a scanner has guessed behind it: what is
    guessed wrongly would not be masked.
    """
    content = file.read()
    is_pdf = content.startswith(b"%PDF")
    try:
        has_text = is_pdf and holds_text(content) and not file.is_picture
        is_readable = True
    except ValueError:
        has_text = is_readable = False
    title = _("Fil %(n)s, %(part)s") % {"n": number, "part": part.title}
    return Item(
        key=key_of(number),
        title=f"{title}: {file.title}" if file.title else title,
        content=content,
        shows=keys.get(file.shows, ""),
        page=file.page,
        address=file.address,
        content_type=PDF if is_pdf else PICTURE,
        has_text=has_text,
        is_readable=is_readable,
    )
