"""Reads the text of a PDF, or makes a PDF of a scan's bare pixels: run as a program.

In a process of its own, as `washing.py` and for the same reasons. The file comes on
stdin, "text" or "pixels" as the argument. Out comes JSON, a dictionary for each page,
or the new file; or the exit code REFUSED and one word on stderr.
"""

import io
import json
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[2]))

from bt_admin.lib.pdf_lines import text_of
from bt_admin.lib.pdf_pages import UNKNOWN, Page, Picture, unit_box
from bt_admin.lib.pdf_walk import page_of
from bt_admin.lib.washing import (
    LONGEST_SIDE,
    MEMORY,
    MOST_PAGES,
    MOST_PIXELS,
    Unfit,
    refuse,
)

SECONDS = 20  # of work; sixty full pages need six
MARGIN = 3  # points
UPRIGHT, TURNED = 0.01, {(100, 0): 0, (-100, 0): 180, (0, 100): 90, (0, -100): 270}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        content = READ[sys.argv[1]](sys.stdin.buffer.read())
    except Unfit as unfit:
        refuse(str(unfit))
    except Exception:  # whatever is wrong with what was made to break us
        refuse("unreadable")
    sys.stdout.buffer.write(content)


def pages_of(content: bytes) -> Iterator[Page]:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as source:
        if not 0 < len(source.pages) <= MOST_PAGES:
            raise Unfit("too_many_pages")
        for page in source.pages:
            yield page_of(page)


# ------------------------------------------------------------------------------- text
def text(content: bytes) -> bytes:
    return json.dumps([told(one) for one in pages_of(content)]).encode()


def told(page: Page) -> dict[str, Any]:
    """`unknown`: letters that nobody can tell; `mixed`: some stand among known ones."""
    seen = page.seen
    letters = Counter(one == UNKNOWN for run in seen for one in run.text if one != " ")
    return {
        "text": text_of(page),
        "letters": letters[False],
        "unknown": letters[True],
        "mixed": any(is_mixed(run.text) for run in seen),
        "hidden": len(page.runs) - len(seen),
        "pictures": len(page.pictures),
    }


def is_mixed(text: str) -> bool:
    """Are there letters that are known and letters that are not?"""
    return UNKNOWN in text and any(one.isalnum() for one in text)


# ----------------------------------------------------------------------------- pixels
def pixels(content: bytes) -> bytes:
    """Each page's one picture, and not a letter more; Unfit when there is more to it."""
    import pikepdf

    pictures = [bare(one) for one in pages_of(content)]
    out, fresh = io.BytesIO(), io.BytesIO()
    pictures[0].save(
        out, "PDF", save_all=True, append_images=pictures[1:], resolution=150
    )
    made = pikepdf.open(out)
    for key in list(made.docinfo.keys()):
        del made.docinfo[key]
    made.remove_unreferenced_resources()
    made.save(fresh)
    return fresh.getvalue()


def bare(page: Page) -> Any:
    """The picture of a page that is one picture: nothing over it, nothing cut away.

    Whatever covers a part of it on the page would be gone from the copy.
    """
    is_alone = len(page.pictures) == 1 and len(page.areas) == 1
    if not is_alone or page.lines or page.seen:
        raise Unfit("no_scan")
    picture = page.pictures[0]
    box = unit_box(picture.matrix)
    if not all(covers(one, box) for one in (page.box, *page.clips)):
        raise Unfit("no_scan")
    return upright(picture)


def covers(outer: Any, inner: Any) -> bool:
    return (
        outer[0] <= inner[0] + MARGIN and outer[1] <= inner[1] + MARGIN
        and outer[2] >= inner[2] - MARGIN and outer[3] >= inner[3] - MARGIN
    )  # fmt: skip


def upright(picture: Picture) -> Any:
    import pikepdf
    from PIL import Image

    image = picture.image
    strange = ("/SMask", "/Mask", "/ImageMask", "/Decode")
    if image is None or any(key in image for key in strange):
        raise Unfit("no_scan")
    if int(image.get("/Width", 0)) * int(image.get("/Height", 0)) > MOST_PIXELS:
        raise Unfit("too_many_pixels")
    Image.MAX_IMAGE_PIXELS = None  # ours is asked above
    made: Any = pikepdf.PdfImage(image).as_pil_image()
    made = made.convert("L" if made.mode in ("1", "L") else "RGB")
    made = made.rotate(degrees(picture), expand=True)
    made.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new(made.mode, made.size)
    fresh.paste(made)
    return fresh


def degrees(picture: Picture) -> int:
    """How it is turned on the page, against the clock; Unfit when askew or mirrored."""
    a, b, c, d, _, _ = picture.matrix
    size = max(abs(a), abs(b), UPRIGHT)
    across = (round(a / size * 100), round(b / size * 100))
    if across not in TURNED or a * d - b * c <= 0:
        raise Unfit("no_scan")
    return TURNED[across]


READ: dict[str, Callable[[bytes], bytes]] = {"text": text, "pixels": pixels}

if __name__ == "__main__":
    main()
