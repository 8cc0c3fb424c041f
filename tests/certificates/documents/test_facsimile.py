"""Our forms beside Socialstyrelsen's: the same words and boxes in the same places."""

import json
from pathlib import Path

import pypdfium2
import pytest

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
