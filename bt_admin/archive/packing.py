"""One zip with everything: pages to read, data to move, files as they are, checksums."""

import hashlib
import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from bt_admin.archive.sheet import spreadsheet
from bt_admin.lib.parts import Entry, Part

SUMS = "SHA256SUMS.txt"
FORMAT = "bt-admin arkiv 1"


def archive(parts: list[Part], *, doctor: str, region: str, at: datetime) -> bytes:
    """The zip file. Whatever is in it opens in a browser or a spreadsheet program."""
    files = {
        "index.html": page("archive/index.html", parts, doctor, region, at),
        "stil.css": render_to_string("archive/stil.css").encode(),
        "data/arkiv.json": data(parts, doctor, region, at),
        "data/arkiv.xlsx": spreadsheet(parts),
    }
    for part in parts:
        name = f"sidor/{part.key}.html"
        files[name] = page("archive/part.html", parts, doctor, region, at, part=part)
        files |= {file.path: file.read() for file in part.files}
    files[SUMS] = checksums(files)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in files.items():
            info = zipfile.ZipInfo(path, timezone.localtime(at).timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, content)
    return target.getvalue()


def checksums(files: dict[str, bytes]) -> bytes:
    """As `sha256sum -c` reads it."""
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {path}\n"
        for path, content in sorted(files.items())
    ]
    return "".join(lines).encode()


def page(
    template: str,
    parts: list[Part],
    doctor: str,
    region: str,
    at: datetime,
    part: Part | None = None,
) -> bytes:
    context = {
        "parts": parts, "part": part, "doctor": doctor, "region": region, "at": at,
    }  # fmt: skip
    return render_to_string(template, context).encode()


def data(parts: list[Part], doctor: str, region: str, at: datetime) -> bytes:
    """The same as JSON, with the keys and figures that the pages leave out."""
    told = {
        "format": FORMAT,
        "doctor": doctor,
        "region": region,
        "made_at": at,
        "parts": {
            part.key: [as_data(entry) for entry in part.entries] for part in parts
        },
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, default=plain)
    return text.encode()


def as_data(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "facts": entry.facts,
        "marks": entry.marks,
        "texts": entry.texts,
        "files": entry.files,
        **entry.more,
    }


def plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
