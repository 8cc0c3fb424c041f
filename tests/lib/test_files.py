"""What is made of the files people send."""

import io

import pikepdf
import pytest
from PIL import Image

from bt_admin.lib.files import (
    Unfit,
    as_file,
    clean,
    only_pages,
    page_count,
    safe_name,
)
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


def three_pages(*, form_without: bool = False) -> bytes:
    """Each draws its own picture, and all of them share one list of pictures."""
    made = pikepdf.new()
    pictures = pikepdf.Dictionary()
    for number in (1, 2, 3):
        inner = pikepdf.Stream(made, b"/Pic Do")
        inner.Type, inner.Subtype, inner.BBox = (
            pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9],
        )  # fmt: skip
        picture = pikepdf.Stream(made, b"hemligt %d" % number)
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height = 3, 3
        if not form_without:
            inner.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(Pic=picture)
            )
        pictures[f"/Im{number}"] = made.make_indirect(inner)
        page = made.add_blank_page(page_size=(200, 200))
        page.Contents = pikepdf.Stream(
            made, b"q /Im%d Do Q %% sida %d" % (number, number)
        )
        del page.obj["/Resources"]
    made.Root.Pages.Resources = pikepdf.Dictionary(XObject=pictures)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def streams(content: bytes) -> bytes:
    made = pikepdf.open(io.BytesIO(content))
    return b"".join(
        one.read_bytes() for one in made.objects if isinstance(one, pikepdf.Stream)
    )


def test_a_page_that_is_left_out_is_not_in_the_file_at_all():
    content = three_pages()
    assert page_count(content) == 3
    kept = only_pages(content, [1, 3])
    assert page_count(kept) == 2
    for there in (b"hemligt 1", b"hemligt 3", b"sida 1", b"sida 3"):
        assert there in streams(kept)
    for gone in (b"hemligt 2", b"sida 2"):
        assert gone in streams(content)
        assert gone not in streams(kept)
        assert gone not in kept


def test_pages_that_cannot_be_told_apart_are_not_parted():
    with pytest.raises(Unfit) as caught:
        only_pages(three_pages(form_without=True), [1])
    assert "går inte att skilja åt" in caught.value.text
