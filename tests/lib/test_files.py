"""What is made of the files people send."""

import io

import pikepdf
import pytest
from PIL import Image

from bt_admin.lib.files import Unfit, as_file, clean, safe_name
from tests import hostile


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_what_is_not_a_file_we_take_is_refused_with_a_sentence(name):
    make, begins = hostile.REFUSED[name]
    with pytest.raises(Unfit) as caught:
        clean("intyg.pdf", make())
    assert caught.value.text.startswith(begins)


def test_a_picture_is_turned_right_and_tells_nothing_else():
    sent = hostile.jpeg_from_a_telephone()
    assert b"Hemlig" in sent
    file = clean("IMG_0001.jpeg", sent)
    image = Image.open(io.BytesIO(file.content))
    assert (file.name, file.content_type) == ("IMG_0001.jpg", "image/jpeg")
    assert image.size == (48, 64)
    assert dict(image.getexif()) == {}
    assert b"emlig" not in file.content


def test_what_hangs_behind_a_picture_is_left_behind():
    for picture in (hostile.jpeg(), hostile.png()):
        file = clean("bild", picture + b"<script>hemligt</script>PK\x03\x04")
        assert b"hemligt" not in file.content


def test_a_large_picture_is_made_smaller():
    out = io.BytesIO()
    Image.new("L", (6000, 3000), "white").save(out, "PNG")
    file = clean("sida.png", out.getvalue())
    assert Image.open(io.BytesIO(file.content)).size == (3000, 1500)


def test_a_transparent_picture_gets_white_paper():
    image = Image.open(io.BytesIO(clean("x.png", hostile.png()).content))
    assert (image.mode, image.getpixel((0, 0))) == ("RGB", (255, 255, 255))


def test_a_pdf_keeps_what_is_drawn_and_nothing_that_acts():
    sent = hostile.pdf_that_acts()
    file = clean("intyg.pdf", sent)
    fresh = pikepdf.open(io.BytesIO(file.content))
    assert set(fresh.Root.keys()) == {"/Type", "/Pages"}
    assert set(fresh.pages[0].obj.keys()) <= {
        "/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox",
    }  # fmt: skip
    assert fresh.pages[0].Contents.read_bytes().strip() == hostile.PAGE
    assert dict(fresh.docinfo) == {}
    whole = io.BytesIO()
    fresh.save(whole, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for word in (b"hemlig", b"Hemlig", b"JavaScript", b"Launch", b"URI", b"calc.exe"):
        assert word not in whole.getvalue()


def test_pages_that_inherit_keep_their_size():
    source = pikepdf.open(io.BytesIO(hostile.pdf(2)))
    for page in source.pages:
        del page.obj["/MediaBox"]
    source.Root.Pages.MediaBox = [0, 0, 321, 123]
    file = clean("a.pdf", hostile.saved(source))
    boxes = [list(p.mediabox) for p in pikepdf.open(io.BytesIO(file.content)).pages]
    assert boxes == [[0, 0, 321, 123]] * 2


def test_both_sums_are_kept():
    file = clean("a.png", hostile.png())
    assert len(file.sha256) == len(file.source_sha256) == 64
    assert file.sha256 != file.source_sha256


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Intyg A-HLR.pdf", "Intyg A-HLR.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\intyg.PDF", "intyg.pdf"),
        ("faktura.pdf.exe", "faktura.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b_Set-Cookie_x.pdf"),
        ("<script>.html", "script.pdf"),
        ("", "fil.pdf"),
        ("å" * 300, "å" * 80 + ".pdf"),
        ("‮fdp.exe", "fdp.pdf"),
    ],
)
def test_names_are_safe_and_tell_the_truth(given, name):
    assert safe_name(given, "application/pdf") == name


def test_a_file_is_sent_to_be_saved():
    answer = as_file(b"x", "Intyg å.pdf", "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
