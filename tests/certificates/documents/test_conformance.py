"""The files keep for ever (PDF/A-3a) and can be read aloud (PDF/UA-1)."""

import pytest
from pypdf import PdfReader

from certificates.documents import print_form
from tools import verapdf

from .examples import CREATED, EMPTY, FILLED, IDENTIFIER


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_finds_nothing(flavour, files, sealed):
    every = [*files, *sealed]
    assert len(sealed) == 2
    assert verapdf.validate(every, flavour) == {path: [] for path in every}


@pytest.mark.parametrize("bilaga", FILLED)
def test_printed_twice_is_the_same_file(bilaga, filled):
    again = print_form(FILLED[bilaga], created=CREATED, identifier=IDENTIFIER)
    assert again == filled[bilaga]


def test_other_words_are_another_file(empty, filled):
    assert len({*empty.values(), *filled.values()}) == 8


@pytest.mark.parametrize("form", EMPTY.values())
def test_title_language_and_date(form, tmp_path):
    reader = read(print_form(form, created=CREATED), tmp_path)
    assert reader.metadata.title == form.title
    assert reader.metadata.creation_date == reader.metadata.modification_date == CREATED
    assert reader.root_object["/Lang"] == "sv"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_only_our_fonts_are_used_and_all_are_embedded(files):
    fonts = {
        (font["/BaseFont"].split("+")[1], embedded(font))
        for path in files
        for page in PdfReader(path).pages
        for reference in page["/Resources"]["/Font"].values()
        for font in [reference.get_object()["/DescendantFonts"][0].get_object()]
    }
    assert fonts == {
        (name, True) for name in ("BT-Sans", "BT-Sans-Bold", "BT-Sans-Greek")
    }


def embedded(font):
    return "/FontFile2" in font["/FontDescriptor"]


def test_no_buttons_no_pictures_no_links(files):
    for path in files:
        for page in PdfReader(path).pages:
            assert "/Annots" not in page
            assert page["/Resources"]["/XObject"] == {}


def test_a_reader_hears_the_label_before_what_stands_in_the_box(filled, tmp_path):
    heard = reading_order(read(filled[4], tmp_path))
    assert heard[:4] == ["P", "Div", "H1", "H2"]
    assert heard.count("H1") == 1


def test_the_list_of_service_is_a_table_with_headers(filled, tmp_path):
    heard = reading_order(read(filled[3], tmp_path), deep=True)
    assert [heard.count(tag) for tag in ("Table", "TR", "TH", "TD")] == [1, 20, 5, 73]


def reading_order(reader, *, deep=False):
    document = reader.root_object["/StructTreeRoot"]["/K"][0].get_object()
    sheets = [sheet.get_object() for sheet in document["/K"]]
    return [tag for sheet in sheets for tag in tags(sheet, deep=deep)]


def tags(element, *, deep):
    found = []
    for kid in element.get("/K", []):
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            found.append(kid["/S"].removeprefix("/"))
            if deep:
                found += tags(kid, deep=True)
    return found


def read(pdf, folder):
    path = folder / "form.pdf"
    path.write_bytes(pdf)
    return PdfReader(path)
