"""What is masked is nowhere: not in the bytes, decompressed, nor beneath the black."""

import io
import zlib

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from bt_admin.lib.masking import BLACK, Mask, holds_text, masked_pdf, masked_text

SECRET = "Örjan Ängström"


@pytest.mark.parametrize(
    ("text", "phrases", "left"),
    [
        ("Hej Örjan  Ängström!", (SECRET,), f"Hej {BLACK}!"),
        ("ÖRJAN ÄNGSTRÖMS", (SECRET,), f"{BLACK}S"),
        ("O\u0308rjan A\u030angstro\u0308m", ("Örjan Ångström",), BLACK),
        ("Ör-\njan Äng\u00adström", (SECRET,), BLACK),
        ("Anna Berg och Anna", ("Anna", "Anna Berg"), f"{BLACK} och {BLACK}"),
        ("Inget", (SECRET,), "Inget"),
        ("a.b axb", ("a.b",), f"{BLACK} axb"),
    ],
)
def test_words_go(text, phrases, left):
    assert masked_text(text, Mask(phrases)) == left


@pytest.mark.parametrize(
    "number", ["19121212-1212", "191212121212", "121212-1212", "121212+1212"]
)
def test_numbers_go_however_they_are_written(number):
    assert masked_text(f"Nr {number}.", Mask(numbers=True)) == f"Nr {BLACK}."
    assert masked_text("070-174 06 05", Mask(numbers=True)) == "070-174 06 05"


def everything_in(content: bytes) -> bytes:
    """All of a PDF: its bytes, and each object and stream unpacked."""
    found = [content]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found.append(str(pdf.docinfo).encode())
        for one in pdf.objects:
            found.append(repr(one).encode())
            if isinstance(one, pikepdf.Stream):
                try:
                    found.append(one.read_bytes())
                except (pikepdf.PdfError, zlib.error):
                    found.append(one.read_raw_bytes())
    return b"\n".join(found)


def with_secrets() -> bytes:
    """A page that says it, in its text, metadata, a note and an attachment."""
    from bt_admin.lib import pdf
    from certificates.documents import Applicant, ApplicationForm, render_application

    assert pdf
    from datetime import date

    form = ApplicationForm(
        applicant=Applicant("Ängström", "Örjan", "19121212-1212"), city="Ängstad"
    )
    content = render_application(form, created=date(2027, 1, 1))
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf_file:
        pdf_file.docinfo["/Subject"] = f"Om {SECRET}"
        pdf_file.attachments["Ängström.txt"] = b"hemligt om Angstrom"
        pdf_file.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def masked():
    return masked_pdf(with_secrets(), Mask(("Ängström", "Örjan"), numbers=True))


def test_the_words_are_nowhere_in_the_file(masked):
    content, places = masked
    assert places == 3
    whole = everything_in(content)
    for word in (SECRET, "Ängström", "Örjan", "121212", "Angstrom"):
        for code in ("utf-8", "utf-16-be", "latin-1"):
            assert word.encode(code) not in whole
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.attachments) == 0
    assert not holds_text(content)


def test_the_pixels_are_black_and_the_rest_is_there(masked):
    """The page with the words black beside the same page untouched."""
    plain, _none = masked_pdf(with_secrets(), Mask())
    pictures = [
        pdfium.PdfDocument(one)[0].render(scale=1).to_pil().convert("L")
        for one in (plain, masked[0])
    ]
    box = (72, 302, 140, 318)  # Efternamn on bilaga 1
    before, after = (share_black(picture.crop(box)) for picture in pictures)
    assert before < 0.2 < 0.4 < after
    assert len(pdfium.PdfDocument(masked[0])) == 2


def share_black(picture: Image.Image) -> float:
    values = picture.tobytes()
    return sum(value < 60 for value in values) / len(values)


def test_a_page_that_is_left_out_is_not_there():
    content, _none = masked_pdf(with_secrets(), Mask(), left_out={1})
    assert len(pdfium.PdfDocument(content)) == 1
    with pytest.raises(ValueError, match="no page"):
        masked_pdf(with_secrets(), Mask(), left_out={1, 2})
