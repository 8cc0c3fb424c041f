"""Takes a file apart and puts together a new one: run as a program.

In a process of its own, with little memory, little time and nothing of our
environment: what makes a decoder crash, swell or misbehave ends here and nowhere else.
The file comes on stdin, its kind ("jpeg", "png", "pdf") as the argument. Out comes a
line with the type of the new file and then the file, or the exit code REFUSED and one
word on stderr. "count" answers with the number of pages of a PDF; "keep 1,3" with a PDF
that has those pages and nothing of the others.
"""

import io
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

REFUSED = 3
MEMORY = 1536 * 1024 * 1024
SECONDS = 8  # of work; the largest pictures we take need two
MOST_PIXELS = 60_000_000  # asked of the head of the file, before anything is decoded
LONGEST_SIDE = 3000  # a page of A4 at 250 dots an inch
MOST_PAGES = 60
TOO_LARGE_PNG = 6 * 1024 * 1024
PAGE_KEYS = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate")
DEEPEST = 30  # levels of a page tree


class Unfit(Exception):
    """The word says why."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        kind, content = WASH[sys.argv[1]](sys.stdin.buffer.read())
    except Unfit as unfit:
        refuse(str(unfit))
    except Exception:  # whatever the decoders raise on what was made to break them
        refuse("unreadable")
    sys.stdout.buffer.write(f"{kind}\n".encode() + content)


def refuse(word: str) -> None:
    sys.stderr.write(word)
    sys.exit(REFUSED)


# ------------------------------------------------------------------------- pictures
def jpeg(content: bytes) -> tuple[str, bytes]:
    return as_jpeg(picture(content, "JPEG"))


def png(content: bytes) -> tuple[str, bytes]:
    """PNG stays PNG, which is kind to text, unless it is a photograph."""
    image = picture(content, "PNG")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    if out.tell() > TOO_LARGE_PNG:
        return as_jpeg(image)
    return "image/png", out.getvalue()


def as_jpeg(image: Any) -> tuple[str, bytes]:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, optimize=True)
    return "image/jpeg", out.getvalue()


def picture(content: bytes, given: str) -> Any:
    """The pixels alone, the right way up: no EXIF, no place, no comment, no profile."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # ours is asked below
    image: Any = Image.open(io.BytesIO(content), formats=[given])
    if image.width * image.height > MOST_PIXELS:
        raise Unfit("too_many_pixels")
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.mode in ("1", "L"):
        image = image.convert("L")
    else:
        image = on_white(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)
    return fresh


def on_white(image: Any) -> Any:
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("RGB")
    return image.convert("RGB")


# ------------------------------------------------------------------------------ PDF
def pdf(content: bytes) -> tuple[str, bytes]:
    """What stands on the pages, and nothing that acts, opens, fetches or is attached.

    Only the pages' drawing is carried over to a new file: no scripts, actions, forms,
    attachments, links or metadata. Filled-in form fields become drawing first.
    """
    import pikepdf

    try:
        source = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise Unfit("encrypted") from None
    if source.is_encrypted:
        raise Unfit("encrypted")
    if not 0 < len(source.pages) <= MOST_PAGES:
        raise Unfit("too_many_pages" if len(source.pages) else "unreadable")
    with suppress(Exception):  # odd annotations are left behind all the same
        source.flatten_annotations("all")
    return "application/pdf", pages_alone(source)


def pages_alone(source: Any) -> bytes:
    import pikepdf

    fresh = pikepdf.new()
    for page in source.pages:
        for key in PAGE_KEYS:
            if (value := inherited(page.obj, key)) is not None:
                page.obj[key] = value
        for key in set(page.obj.keys()) - {*PAGE_KEYS, "/Type", "/Parent"}:
            del page.obj[key]
        fresh.pages.append(page)
    for thing in fresh.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key in ACTIVE:
                if key in thing:
                    del thing[key]
    out = io.BytesIO()
    fresh.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def count(content: bytes) -> tuple[str, bytes]:
    import pikepdf

    return "text/plain", str(len(pikepdf.open(io.BytesIO(content)).pages)).encode()


def keep(content: bytes) -> tuple[str, bytes]:
    """The pages that the argument names, each with what it draws with and no more.

    Pages may share one list of pictures: what only the others used would follow along
    unseen. Where it cannot be told what a page uses, nothing is made.
    """
    import pikepdf

    wanted = {int(word) for word in sys.argv[2].split(",")}
    source = pikepdf.open(io.BytesIO(content))
    for number in range(len(source.pages), 0, -1):
        page = source.pages[number - 1]
        if number not in wanted:
            del source.pages[number - 1]
        else:
            page.obj["/Resources"] = inherited(page.obj, "/Resources") or {}
    try:
        for page in source.pages:
            drop_unused(page.obj, 0)
    except Exception:
        raise Unfit("inseparable") from None
    return "application/pdf", pages_alone(source)


def drop_unused(drawing: Any, depth: int) -> None:
    """Leave what this page, or picture made of drawing, names when it draws."""
    import pikepdf

    if depth > DEEPEST:
        raise Unfit("inseparable")
    used = names_in(drawing)
    mine = pikepdf.Dictionary()
    for kind, things in drawing.get("/Resources", {}).items():
        if not isinstance(things, pikepdf.Dictionary):
            mine[kind] = things
            continue
        mine[kind] = pikepdf.Dictionary(
            {name: thing for name, thing in things.items()
             if name in used or kind == "/ColorSpace"}
        )  # fmt: skip
    drawing["/Resources"] = mine
    for thing in mine.get("/XObject", {}).values():
        if thing.get("/Subtype") == "/Form":
            if "/Resources" not in thing:  # it draws with what the page has: unknown
                raise Unfit("inseparable")
            drop_unused(thing, depth + 1)


def names_in(drawing: Any) -> set[str]:
    import pikepdf

    return {
        str(one)
        for instruction in pikepdf.parse_content_stream(drawing)
        for one in instruction.operands
        if isinstance(one, pikepdf.Name)
    }


ACTIVE = ("/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF")


def inherited(page: Any, key: str) -> Any:
    """The page's own, or that of the nearest node above it that has one."""
    for _level in range(DEEPEST):
        if page is None or key in page:
            return page[key] if page is not None else None
        page = page.get("/Parent")
    return None


WASH: dict[str, Callable[[bytes], tuple[str, bytes]]] = {
    "jpeg": jpeg,
    "png": png,
    "pdf": pdf,
    "count": count,
    "keep": keep,
}

if __name__ == "__main__":
    main()
