"""PDFs drawn by hand: each page is the steps that draw it."""

import io
from typing import Any

import pikepdf
from PIL import Image

from tests.hostile import saved

SIZE = (300, 400)


def words(*lines: str, size: int = 10, top: int = 360) -> bytes:
    """Lines of text, each where the line before ends."""
    shown = b" T* ".join(b"<" + one.encode("cp1252").hex().encode() + b"> Tj" for one in lines)  # fmt: skip
    return b"BT /F1 %d Tf 14 TL 20 %d Td %s ET " % (size, top, shown)


def drawn(*pages: bytes, **things: Any) -> bytes:
    return saved(file_of(*pages, **things))


def file_of(
    *pages: bytes, font: Any = None, picture: bytes = b"", rotate: int = 0
) -> pikepdf.Pdf:
    """`font`: instead of Helvetica with the usual letters; `picture`: a JPEG, as /P."""
    file = pikepdf.new()
    for content in pages:
        page = file.add_blank_page(page_size=SIZE)
        page.Contents = file.make_stream(content)
        page.obj.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=font or usual_font())
        )
        if rotate:
            page.obj.Rotate = rotate
        if picture:
            page.obj.Resources.XObject = pikepdf.Dictionary(P=photo(file, picture))
    return file


def usual_font() -> Any:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )


def jpeg(size: tuple[int, int] = (60, 80), **save: Any) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, "gray").save(out, "JPEG", **save)
    return out.getvalue()


def photo(file: pikepdf.Pdf, content: bytes) -> Any:
    image = Image.open(io.BytesIO(content))
    stream = file.make_stream(content)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = image.size
    stream.ColorSpace = pikepdf.Name.DeviceGray
    stream.BitsPerComponent, stream.Filter = 8, pikepdf.Name.DCTDecode
    return stream
