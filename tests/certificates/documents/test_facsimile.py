"""Our forms beside Socialstyrelsen's: the same words and boxes in the same places."""

import json
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from bt_admin.lib import control_codes

from .examples import CODE
from .reading import Letter, letters, lines, squeezed

FACTS = json.loads(
    (Path(__file__).parents[2] / "data/form_labels.json").read_text(encoding="utf-8")
)["forms"]
PAGES = [(int(bilaga), page) for bilaga in FACTS for page in range(len(FACTS[bilaga]))]
TWO_MILLIMETRES = 2 / 25.4 * 72
HALF_A_MILLIMETRE = TWO_MILLIMETRES / 4


@pytest.fixture(
    params=PAGES, ids=lambda param: f"bilaga {param[0]}, page {param[1] + 1}"
)
def page(request, empty):
    bilaga, number = request.param
    facts = FACTS[str(bilaga)][number]
    return facts, pypdfium2.PdfDocument(empty[bilaga])[number]


def test_every_label_stands_in_its_place(page):
    facts, ours = page
    printed = letters(ours)
    away = {
        (label["text"], label["x"], label["y"]): distance
        for label in facts["labels"]
        if (distance := distance_to(label, printed)) > TWO_MILLIMETRES
    }
    assert away == {}


def distance_to(label: dict, printed: list[Letter]) -> float:
    """How far, across or down, from its place is this line of words printed?

    A line broken elsewhere than on the official form counts as absent.
    """
    text = squeezed(label["text"])
    whole = "".join(letter.text for letter in printed)
    starts = [at for at in range(len(whole)) if whole.startswith(text, at)]
    return min(
        (
            max(abs(letter.x - label["x"]), abs(letter.y - label["y"]))
            for at in starts
            for letter in [printed[at]]
            if on_one_line(printed[at : at + len(text)])
        ),
        default=float("inf"),
    )


def on_one_line(found: list[Letter]) -> bool:
    return max(letter.y for letter in found) - min(letter.y for letter in found) < 2


def test_there_are_no_other_words(page):
    facts, ours = page
    theirs = "".join(squeezed(label["text"]) for label in facts["labels"])
    assert sorted(letter.text for letter in letters(ours)) == sorted(theirs)


def test_every_line_of_every_box_is_there(page):
    facts, ours = page
    drawn = lines(ours)
    missing = [
        line
        for line in facts["lines"]
        if not all(any(on(point, box) for box in drawn) for point in along(line))
    ]
    assert missing == []


def test_there_are_no_other_lines(page):
    facts, ours = page
    official = [tuple(line) for line in facts["lines"]]
    extra = [
        box
        for box in lines(ours)
        if not all(any(on(corner, line) for line in official) for corner in ends(box))
    ]
    assert extra == []


def along(line):
    """Points on a line, ten points apart."""
    x1, y1, x2, y2 = line
    steps = int(max(x2 - x1, y2 - y1) // 10) + 1
    return [
        (x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps)
        for step in range(steps + 1)
    ]


def ends(box):
    x1, y1, x2, y2 = box
    return [(x1, y1), (x2, y2)]


def on(point, box):
    (x, y), (x1, y1, x2, y2), near = point, box, HALF_A_MILLIMETRE
    return x1 - near <= x <= x2 + near and y1 - near <= y <= y2 + near


def test_a_page_is_a4(page):
    _, ours = page
    assert [round(side / 72 * 25.4) for side in ours.get_size()] == [210, 297]


@pytest.mark.parametrize(("bilaga", "pages"), [(1, 2), (2, 2), (3, 2), (4, 1)])
def test_a_full_form_has_no_more_pages_than_an_empty_one(bilaga, pages, empty, filled):
    counts = [len(pypdfium2.PdfDocument(pdfs[bilaga])) for pdfs in (empty, filled)]
    assert counts == [pages, pages]


# ---------------------------------------------------------------- the control line
CORNER = (310, 787)  # from here on, to the right and down, the official page is empty


@pytest.fixture(params=PAGES, ids=str)
def document_page(request, filled):
    bilaga, number = request.param
    facts = FACTS[str(bilaga)]
    pages = len(facts)
    return (
        facts[number],
        pypdfium2.PdfDocument(filled[bilaga])[number],
        number + 1,
        pages,
    )


def test_the_code_stands_where_the_official_form_has_nothing(document_page):
    facts, ours, _, _ = document_page
    x, y = CORNER
    assert not [one for one in facts["labels"] if one["y"] > y and one["x"] > x]
    assert not [line for line in facts["lines"] if line[2] > x and line[3] > y]
    corner = [one for one in letters(ours) if one.x > x and one.y > y]
    assert "".join(one.text for one in corner) == f"Kontrollkod{CODE}"
    right, bottom = max(one.x for one in corner), max(one.y for one in corner)
    assert (right < 488, bottom < 815) == (True, True)  # the QR stands to the right


def test_the_code_moves_no_label(document_page):
    facts, ours, _, _ = document_page
    printed = letters(ours)
    away = [distance_to(label, printed) for label in facts["labels"]]
    assert max(away) <= TWO_MILLIMETRES


@pytest.mark.parametrize("dpi", [100, 300])
def test_a_reader_finds_the_code_and_the_page(document_page, dpi):
    _, ours, number, pages = document_page
    [found] = zxingcpp.read_barcodes(ours.render(scale=dpi / 72).to_pil())
    assert control_codes.read_page(found.text) == control_codes.PageCode(
        CODE, number, pages
    )
