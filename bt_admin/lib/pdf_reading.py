"""What is read of a PDF that somebody gave us, by `reading.py` in its own process."""

import json
from pathlib import Path
from typing import Any

from bt_admin.lib.files import apart

READING = Path(__file__).with_name("reading.py")


def read_pages(content: bytes) -> list[dict[str, Any]]:
    """Of each page what `reading.told` tells; Unfit when the file cannot be read."""
    pages: list[dict[str, Any]] = json.loads(apart(READING, content, "text"))
    return pages


def bare_pixels(content: bytes) -> bytes:
    """A PDF of the pictures that a scan's pages are; Unfit when there is more to them."""
    return apart(READING, content, "pixels")
