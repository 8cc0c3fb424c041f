"""The dossier's PDF: keeps, can be read aloud, finds its way, and fits its head."""

import io

import pypdf
import pytest

from certificates.documents.dossier import print_dossier

from .long_dossier import CODES, GIVEN, long_dossier


@pytest.fixture(scope="module")
def made():
    return print_dossier(long_dossier(12), **GIVEN)


@pytest.fixture(scope="module")
def reader(made):
    return pypdf.PdfReader(io.BytesIO(made[0]))


def test_the_first_page_has_all_that_decides(reader):
    head = reader.pages[0].extract_text()
    wanted = [
        *CODES,
        "31 december 2027",
        "I fas, med plan",
        "Intyg saknas för BT7",
        "BT7, BT12",
        "23",
    ]
    assert [word for word in wanted if word not in head] == []
    assert "Innehåll" in reader.pages[1].extract_text()


def test_every_page_says_whose_it_is(reader):
    words = ["Máire Gyllenspetz-Öhrnberg, Fristående BT", "Fryst", "7F3A-7F3A"]
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        wanted = [*words, f"Sida {number} av {len(reader.pages)}"]
        assert [one for one in wanted if one not in text] == []


def test_bookmarks_lead_to_each_part_and_thing(reader):
    titles = [one.title for one in flat(reader.outline)]
    assert titles[0] == "Máire Gyllenspetz-Öhrnberg, underlag för slutbedömning"
    assert {"Alla bedömningar", "Mini-CEX 11, mottagning"} <= set(titles)


def flat(outline):
    for one in outline:
        if isinstance(one, list):
            yield from flat(one)
        else:
            yield one


def test_the_contents_tell_the_page(reader):
    [line] = [
        line
        for line in reader.pages[1].extract_text().splitlines()
        if "Alla bedömningar" in line
    ]
    number = int(line.split("sida")[1])
    assert reader.pages[number - 1].extract_text().count("Alla bedömningar") == 1


def test_what_the_font_lacks_is_a_question_mark_and_nothing_else_is(reader):
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "ŋ och æ. ?" in text.replace("\n", " ")


def test_the_same_data_gives_the_same_bytes():
    first, again = (long_dossier(1, papers=1, delmal=1) for _time in range(2))
    assert print_dossier(first, **GIVEN) == print_dossier(again, **GIVEN)


def test_a_working_copy_says_so():
    content, _pages = print_dossier(
        long_dossier(1, papers=1, delmal=1), **GIVEN | {"control_code": ""}
    )
    text = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "Arbetsutskrift" in text
    assert "Fryst" not in text
