"""Files of an application: whole, in part or not at all, by a paragraph each time."""

from dataclasses import replace

import pytest

from bt_admin.lib.sources import OSL_21_1
from recruitment.rules.disclosure_papers import (
    NOTHING,
    PART,
    WHOLE,
    PaperDecision,
    may_give_papers,
    read_pages,
)

CV = PaperDecision("1", "cv", PART, (2, 3), OSL_21_1, "Uppgift om hälsa.", pages=4)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"how": WHOLE, "source": None, "reason": ""}, []),
        ({"how": NOTHING}, []),
        ({"how": ""}, [("papers.undecided", "how_1")]),
        ({"how": NOTHING, "source": None}, [("papers.no_paragraph", "law_1")]),
        ({"source": None}, [("papers.no_paragraph", "law_1")]),
        ({"reason": " "}, [("papers.no_reason", "why_1")]),
        ({"left_out": ()}, [("papers.no_pages", "pages_1")]),
        ({"left_out": (2, 5)}, [("papers.no_such_page", "pages_1")]),
        ({"left_out": (1, 2, 3, 4)}, [("papers.all_pages", "pages_1")]),
        ({"pages": 1, "left_out": (1,)}, [("papers.all_pages", "pages_1")]),
    ],
)
def test_each_file_is_decided_and_each_leaving_out_explained(changed, told):
    verdict = may_give_papers([replace(CV, **changed)])
    assert [(one.code, one.field) for one in verdict] == told


def test_what_is_kept_is_all_the_rest():
    assert CV.kept == (1, 4)


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("", ()),
        ("2", (2,)),
        ("2, 4–5", (2, 4, 5)),
        ("4 - 5,2", (2, 4, 5)),
        ("1 3; 3", (1, 3)),
    ],
)
def test_pages_are_read_as_people_write_them(typed, pages):
    assert read_pages(typed) == pages


@pytest.mark.parametrize("typed", ["0", "5-2", "alla", "1–9999", "-3", "2–"])
def test_what_is_no_page_is_not_guessed_at(typed):
    with pytest.raises(ValueError, match="No pages"):
        read_pages(typed)
