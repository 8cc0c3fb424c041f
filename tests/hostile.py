"""Files as people send them by mistake or to do harm; all made here."""

import io
import struct
import zlib
from typing import Any

import pikepdf
from PIL import Image

PAGE = b"0 0 1 rg 20 20 100 100 re f"


def jpeg(**save: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(out, "JPEG", **save)
    return out.getvalue()


def jpeg_from_a_telephone() -> bytes:
    """Turned on its side, and with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010F] = "Hemlig telefon"
    exif.get_ifd(0x8825)[2] = (56.0, 52.0, 40.0)  # latitude
    return jpeg(exif=exif, comment=b"hemlig kommentar")


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def pdf(pages: int = 1, **save: Any) -> bytes:
    file = pikepdf.new()
    for _ in range(pages):
        page = file.add_blank_page(page_size=(200, 200))
        page.Contents = file.make_stream(PAGE)
    return saved(file, **save)


def saved(file: pikepdf.Pdf, **save: Any) -> bytes:
    out = io.BytesIO()
    file.save(out, **save)
    return out.getvalue()


def pdf_that_acts() -> bytes:
    """Scripts, launches, addresses, an attachment, a form, a link and an author."""
    file = pikepdf.open(io.BytesIO(pdf()))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hemligt')")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    fetch = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://hemligt.example.org")
    page = file.pages[0]
    page.obj.AA = pikepdf.Dictionary(O=launch)
    page.obj.Annots = pikepdf.Array(
        [
            file.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 50, 50],
                    A=fetch,
                )
            )
        ]
    )
    file.Root.OpenAction = script
    file.Root.AA = pikepdf.Dictionary(WC=fetch)
    file.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA="hemligt")
    file.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=["a", script])
    )
    file.attachments["hemligt.exe"] = b"MZ hemligt"
    file.docinfo["/Author"] = "Hemlig"
    return saved(file)


def pdf_locked(password: str = "hemligt") -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="x", user=password))


def png_bomb(side: int = 50_000) -> bytes:
    """A small file that says it is 50,000 by 50,000 points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + sum_

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000))
        + chunk(b"IEND", b"")
    )


PIECE = 8 * 1024 * 1024


def packed(byte: bytes, times: int) -> bytes:
    """What zlib makes of one byte repeated so often, a whole number of `PIECE`.

    A piece is packed once and written as often as needed: each begins anew.
    """
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    piece = packer.compress(byte * PIECE) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(wbits=-zlib.MAX_WBITS).flush()
    low = (1 + byte[0] * times) % 65521
    high = (times + byte[0] * times * (times + 1) // 2) % 65521
    check = struct.pack(">HH", high, low)
    return b"\x78\xda" + piece * (times // PIECE) + end + check


def pdf_bomb() -> bytes:
    """Its pages stand in a stream of 2 MB that unpacks to 2 GB."""
    body = packed(b" ", 250 * PIECE)
    head = (
        b"%PDF-1.5\n1 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
        + str(len(body)).encode()
        + b">> stream\n"
    )
    first = len(head) + len(body) + len(b"\nendstream endobj\n")
    entries = b"\x00\x00\x00\x00" + b"\x01\x00\x09\x00" + b"\x02\x00\x01\x00"
    xref = (
        b"3 0 obj <</Type/XRef/Size 4/W[1 2 1]/Root 2 0 R/Index[0 3]/Length "
        + str(len(entries)).encode()
        + b">> stream\n"
        + entries
        + b"\nendstream endobj\n"
    )
    tail = b"startxref\n" + str(first).encode() + b"\n%%EOF"
    return head + body + b"\nendstream endobj\n" + xref + tail


# What is sent, and the beginning of the sentence that answers it.
REFUSED = {
    "nothing": (lambda: b"", "Filen är tom."),
    "text": (lambda: b"bara text", "Filen kan inte läsas in."),
    "html": (lambda: b"<html><script>alert(1)</script>", "Filen kan inte läsas in."),
    "svg": (lambda: b"<svg onload='alert(1)'/>", "Filen kan inte läsas in."),
    "a zip": (lambda: b"PK\x03\x04" + b"\0" * 999, "Filen kan inte läsas in."),
    "junk before a PDF": (lambda: b"GIF89a" + pdf(), "Filen kan inte läsas in."),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, "Bilden är i formatet HEIC."),
    "half a JPEG": (lambda: jpeg()[:400], "Filen är skadad"),
    "half a PNG": (lambda: png()[:60], "Filen är skadad"),
    "half a PDF": (lambda: pdf()[:300], "Filen är inte hel."),
    "a PDF in name": (lambda: b"%PDF-1.7 hej %%EOF", "Filen är skadad"),
    "a JPEG in name": (lambda: b"\xff\xd8\xff\xe0hej", "Filen är skadad"),
    "a locked PDF": (pdf_locked, "Filen är låst med lösenord."),
    "a PDF locked by its owner": (lambda: pdf_locked(""), "Filen är låst"),
    "a long PDF": (lambda: pdf(61), "Dokumentet är för långt."),
    "a PNG bomb": (png_bomb, "Bilden har för många bildpunkter."),
    "a PDF bomb": (pdf_bomb, "Filen är skadad"),
    "50 MB": (lambda: b"%PDF-1.7" + b"\0" * 50_000_000, "Filen är för stor."),
}
