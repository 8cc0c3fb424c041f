"""Scans and photographs taken apart, and the codes on them read."""

import io

import pytest
from PIL import Image

from bt_admin.lib.control_codes import PageCode
from bt_admin.lib.files import Unfit, clean
from bt_admin.lib.scans import sheets_of
from certificates.documents import print_form
from tests.certificates.documents.examples import CODE, CREATED, FILLED, IDENTIFIER
from tests.hostile import jpeg, jpeg_from_a_telephone, pdf, pdf_that_acts, png
from tests.objects.photographs import pdf_of, photographed, scanned


@pytest.fixture(scope="module")
def form():
    return print_form(FILLED[2], created=CREATED, identifier=IDENTIFIER)


def codes(content):
    return [sheet.codes for sheet in sheets_of(clean("scan", content))]


def page(number):
    return PageCode(CODE, number, 2)


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"turn": 178, "tilt": 0.15},  # upside down, from below
        {"turn": -33, "tilt": 0.1, "light": 0.25},  # askew in the dusk
    ],
    ids=["straight", "upside down", "askew"],
)
def test_a_photograph(form, how):
    assert codes(photographed(form, 2, **how)) == [(page(2),)]


@pytest.mark.parametrize("dpi", [100, 300])
def test_a_flat_bed(form, dpi):
    assert codes(scanned(form, 1, dpi=dpi, askew=2)) == [(page(1),)]


def test_each_page_of_a_scanned_pdf_is_a_file_of_its_own(form):
    blank = jpeg()
    first, second, third = sheets_of(
        clean("s.pdf", pdf_of(scanned(form, 2), blank, scanned(form, 1)))
    )
    assert [first.codes, second.codes, third.codes] == [(page(2),), (), (page(1),)]
    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    again = sheets_of(clean("s.pdf", third.content))
    assert (third.content_type, [one.codes for one in again]) == (
        "application/pdf",
        [(page(1),)],
    )
    assert len(third.content) < 1.2 * len(scanned(form, 1))  # nothing of the others


def test_two_sheets_on_one_picture(form):
    one, other = (Image.open(io.BytesIO(scanned(form, n))) for n in (1, 2))
    both = Image.new("RGB", (one.width + other.width, one.height), "white")
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    out = io.BytesIO()
    both.save(out, "JPEG")
    assert codes(out.getvalue()) == [(page(1), page(2))]


@pytest.mark.parametrize("content", [png(), pdf(2)])
def test_without_a_code_there_is_none(content):
    assert set(codes(content)) == {()}


def test_nothing_hidden_is_carried_along():
    [photo] = sheets_of(clean("f.jpg", jpeg_from_a_telephone()))
    [acting] = sheets_of(clean("f.pdf", pdf_that_acts()))
    for content in (photo.content, acting.content):
        assert b"emlig" not in content
    assert b"/JavaScript" not in acting.content


def test_what_breaks_the_reader_is_refused_and_nothing_else_falls():
    file = clean("f.jpg", jpeg())
    broken = type(file)(**{**vars(file), "content": file.content[:40]})
    with pytest.raises(Unfit):
        sheets_of(broken)
