"""Takes a scan apart page by page and reads the codes on them: run as a program.

In a process of its own, as `washing.py` and for the same reasons; the file is one that
was made there. It comes on stdin, "pdf" or "picture" as the argument. Out comes a line
of JSON, a dictionary for each page with its codes, type and size, and then the pages'
files one after the other; or the exit code REFUSED and one word on stderr.
"""

import io
import json
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[2]))

from bt_admin.lib.control_codes import read_page
from bt_admin.lib.washing import MEMORY, MOST_PAGES, Unfit, drop_unused, refuse

SECONDS = 25  # of work; sixty pages with codes need ten
LONGEST_SIDE = 2400  # pixels of a page that is read: A4 at 200 dots an inch
FEW = 12  # pages; of more than these, those hard to read are left to people
QUALITY = 80


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        pages = list(APART[sys.argv[1]](sys.stdin.buffer.read()))
    except Unfit as unfit:
        refuse(str(unfit))
    except Exception:  # whatever is wrong with what was made to break us
        refuse("unreadable")
    told = [{**about, "size": len(content)} for about, content in pages]
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
    for _about, content in pages:
        sys.stdout.buffer.write(content)


Page = tuple[dict[str, Any], bytes]


def picture(content: bytes) -> Iterator[Page]:
    from PIL import Image

    image: Any = Image.open(io.BytesIO(content), formats=["JPEG", "PNG"])
    kind = f"image/{image.format.lower()}"
    yield {"codes": codes_in(image.convert("L"), hard=True), "type": kind}, content


def pdf(content: bytes) -> Iterator[Page]:
    import pikepdf
    import pypdfium2

    drawn, source = pypdfium2.PdfDocument(content), pikepdf.open(io.BytesIO(content))
    if not 0 < len(drawn) == len(source.pages) <= MOST_PAGES:
        raise Unfit("too_many_pages" if len(drawn) > MOST_PAGES else "unreadable")
    hard = len(drawn) <= FEW
    for number in range(len(drawn)):
        image = seen(drawn[number])
        alone = page_alone(source, number)
        kind = "application/pdf" if alone else "image/jpeg"
        found = codes_in(image.convert("L"), hard)
        yield {"codes": found, "type": kind}, alone or as_jpeg(image)


def seen(page: Any) -> Any:
    """The page as somebody sees it, however large or small it says it is."""
    scale = LONGEST_SIDE / max(*page.get_size(), 1)
    return page.render(scale=scale).to_pil()


def page_alone(source: Any, number: int) -> bytes:
    """A PDF of one page, and nothing of the others; empty when that cannot be told."""
    import pikepdf

    try:
        drop_unused(source.pages[number].obj, 0)
        fresh, out = pikepdf.new(), io.BytesIO()
        fresh.pages.append(source.pages[number])
        fresh.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except Exception:
        return b""
    return out.getvalue()


def as_jpeg(image: Any) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


# ------------------------------------------------------------------------------ codes
def codes_in(image: Any, hard: bool) -> list[str]:
    """What the codes of ours on this picture say, each once."""
    for attempt in attempts(image, hard):
        if found := ours(attempt):
            return found
    return []


def attempts(image: Any, hard: bool) -> Iterator[Any]:
    """As it is; with more contrast; larger, for a photograph from some way off."""
    from PIL import ImageFilter, ImageOps

    yield image
    if not hard:
        return
    yield ImageOps.autocontrast(image, cutoff=2)
    twice = image.resize((image.width * 2, image.height * 2))
    yield twice
    yield twice.filter(ImageFilter.UnsharpMask(6, 200, 0))


def ours(image: Any) -> list[str]:
    import zxingcpp

    found = zxingcpp.read_barcodes(
        image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return sorted({one.text for one in found if read_page(one.text)})


APART: dict[str, Callable[[bytes], Iterator[Page]]] = {"picture": picture, "pdf": pdf}

if __name__ == "__main__":
    main()
