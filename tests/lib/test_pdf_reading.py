"""What is read of a page is what somebody sees of it, and nothing that is guessed."""

import io
import json

import pikepdf
import pytest
from PIL import Image

from bt_admin.lib import reading
from bt_admin.lib.files import Unfit
from bt_admin.lib.pdf_reading import bare_pixels, read_pages
from bt_admin.lib.pdf_walk import TooMuch
from tests import hostile
from tests.objects.pdfs import drawn, jpeg, usual_font, words

SEEN = words("Synlig text")
FULL = b"q 300 0 0 400 0 0 cm /P Do Q "


def read(content: bytes) -> list[dict]:
    """In this process: one of its own takes half a second."""
    return json.loads(reading.text(content))


def text(*pages: bytes, **things) -> str:
    return "|".join(page["text"] for page in read(drawn(*pages, **things)))


# ------------------------------------------------------------------------- what is seen
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (words("Åsa", "Öberg – läkare"), "Åsa\nÖberg – läkare"),
        (b"BT /F1 10 Tf 20 300 Td [(Kana) -30 (rina) -400 (hej)] TJ ET", "Kanarina hej"),
        (b"BT /F1 10 Tf 20 300 Td 3 Tc (Namn) Tj ET", "Namn"),
        (words("Ett") + words("Annat", top=200), "Ett\n\nAnnat"),
        (b"BT /F1 10 Tf 1 0 0 1 20 300 Tm (a) ' (b) ' ET", "a\nb"),
        (b"BT /F1 1 Tf 10 0 0 10 20 300 Tm (stor) Tj ET", "stor"),
        (b"0 0 1 rg 0 0 300 400 re f 1 g " + SEEN, "Synlig text"),
    ],
)  # fmt: skip
def test_the_text_of_a_page(content, expected):
    assert text(content) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        b"BT 3 Tr /F1 10 Tf 20 200 Td (dold) Tj ET",
        b"1 g BT /F1 10 Tf 20 200 Td (dold) Tj ET",
        b"1 1 1 rg BT /F1 10 Tf 20 200 Td (dold) Tj ET",
        b"0 0 0 0 k BT /F1 10 Tf 20 200 Td (dold) Tj ET",
        b"BT /F1 1 Tf 20 200 Td (dold) Tj ET",
        b"BT /F1 10 Tf -200 200 Td (dold) Tj ET",
        b"BT /F1 10 Tf 20 200 Td (dold) Tj ET 0 g 10 190 200 30 re f",
        b"/Span <</ActualText (dold)>> BDC EMC",
    ],
)
def test_what_is_hidden_is_not_read(hidden):
    page = read(drawn(SEEN + hidden))[0]
    assert page["text"] == "Synlig text"


def test_a_page_that_is_turned_is_read_along_its_lines():
    turned = b"BT /F1 10 Tf 0 1 -1 0 100 20 Tm (Ett) Tj 0 -14 Td (Annat) Tj ET"
    assert text(turned, rotate=90) == "Ett\nAnnat"


def test_a_drawing_inside_a_drawing_is_read_and_one_without_end_is_refused():
    file = pikepdf.open(io.BytesIO(drawn(b"/X Do")))
    inner = file.make_stream(SEEN)
    inner.Type, inner.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    inner.Resources = file.pages[0].obj.Resources
    file.pages[0].obj.Resources.XObject = pikepdf.Dictionary(X=inner)
    assert read(hostile.saved(file))[0]["text"] == "Synlig text"
    inner.write(b"/X Do")
    with pytest.raises(TooMuch):
        read(hostile.saved(file))


# ------------------------------------------------------------------- what nobody can tell
def font(**parts) -> pikepdf.Dictionary:
    made = usual_font()
    for key, value in parts.items():
        made[f"/{key}"] = value
    return made


NAMES = pikepdf.Array([65, pikepdf.Name("/Aring"), pikepdf.Name("/g17")])


def test_letters_by_name_and_one_that_nobody_knows():
    differing = font(Encoding=pikepdf.Dictionary(Differences=NAMES))
    page = read(drawn(words("A", "Ba", "C d"), font=differing))[0]
    assert page["text"] == "Å\n□\nC d"
    assert (page["unknown"], page["mixed"]) == (1, True)


def test_a_font_with_signs_of_its_own_tells_no_letters():
    own = font(BaseFont=pikepdf.Name("/ABCDEF+Eget"))
    del own["/Encoding"]
    page = read(drawn(words("Kanarina"), font=own))[0]
    assert (page["letters"], page["unknown"], page["text"]) == (0, 8, "□")


def test_what_a_font_says_its_codes_mean():
    file = pikepdf.new()
    table = file.make_stream(
        b"2 beginbfchar <0001> <00C5> <0002> <E000> endbfchar"
        b" 1 beginbfrange <0003> <0005> <0061> endbfrange"
        b" 1 beginbfrange <0006> <0007> [<00660069> <0078>] endbfrange"
    )
    wide = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0,
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=pikepdf.Array([pikepdf.Dictionary(DW=500)]),
    )  # fmt: skip
    whole = pikepdf.open(io.BytesIO(drawn(
        b"BT /F1 10 Tf 20 300 Td <000100030004000500060007> Tj T* <0002> Tj ET",
        font=wide,
    )))  # fmt: skip
    whole.pages[0].obj.Resources.Font.F1.ToUnicode = whole.copy_foreign(
        file.make_indirect(table)
    )
    page = read(hostile.saved(whole))[0]
    assert page["text"].startswith("Åabcfix")
    assert page["unknown"] == 1


# ------------------------------------------------------------------------------- pixels
def test_a_scan_becomes_its_pixels_and_nothing_else():
    exif = Image.Exif()
    exif[0x010F] = "Hemlig"
    hidden = b"BT 3 Tr /F1 10 Tf 20 200 Td (Kanarina) Tj ET"
    sent = drawn(FULL + hidden, FULL, picture=jpeg(exif=exif, comment=b"Hemlig"))
    assert b"Hemlig" in sent
    made = bare_pixels(sent)
    pages = pikepdf.open(io.BytesIO(made)).pages
    assert len(pages) == 2
    assert [one["letters"] for one in read(made)] == [0, 0]
    assert b"Hemlig" not in made
    assert b"Kanarina" not in made


@pytest.mark.parametrize(
    "content",
    [
        FULL + SEEN,
        FULL + b"0 g 20 20 100 100 re f",
        FULL + b"20 20 m 100 100 l S",
        FULL + FULL,
        b"20 20 100 100 re W n " + FULL,
        b"q 600 0 0 400 0 0 cm /P Do Q",
        b"q -300 0 0 400 300 0 cm /P Do Q",
        b"",
    ],
)
def test_what_more_than_one_picture_shows_is_no_scan(content):
    """A black box over the picture would be gone from the copy."""
    with pytest.raises(reading.Unfit):
        reading.pixels(drawn(content, picture=jpeg()))


@pytest.mark.parametrize(
    ("content", "rotate", "size"),
    [
        (FULL, 0, (60, 80)),
        (b"q 0 400 -300 0 300 0 cm /P Do Q", 0, (80, 60)),
        (FULL, 90, (80, 60)),
        (FULL, 180, (60, 80)),
    ],
)
def test_a_scan_stands_as_it_stood(content, rotate, size):
    made = reading.pixels(drawn(content, picture=jpeg(), rotate=rotate))
    file = pikepdf.open(io.BytesIO(made))
    (image,) = file.pages[0].obj.Resources.XObject.values()
    assert (image.Width, image.Height) == size


def test_a_file_that_breaks_us_ends_in_a_process_of_its_own():
    for content in (b"", b"%PDF-1.7 hej %%EOF"):
        with pytest.raises(Unfit):
            read_pages(content)
