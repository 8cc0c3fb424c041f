"""What reviewers read: the parts that were chosen, masked; by default nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.blind import Part, shown_blind
from recruitment.rules.masking import Known

KNOWN = Known(names=("Ylva Karlström",), workplaces=("Ljungby lasarett",))
PARTS = [
    Part("licence", "Svensk legitimation", "Ja"),
    Part("motive", "Varför BT här?", "Jag, Ylva, trivs på Ljungby lasarett."),
    Part("email", "E-post", "ylva@example.org"),
    Part("empty", "Tomt", "  "),
]


@pytest.mark.parametrize(
    ("chosen", "texts"),
    [
        ([], []),
        (["licence"], ["Ja"]),
        (["motive"], ["Jag, [namn], trivs på [arbetsplats]."]),
        (["email", "licence"], ["Ja"]),
        (["empty", "unknown"], []),
    ],
)
def test_a_part_is_shown_when_it_is_chosen_and_tells_nobody(chosen, texts):
    assert [one.text for one in shown_blind(PARTS, chosen, KNOWN)] == texts


@settings(max_examples=50)
@given(st.text(max_size=40), st.text(max_size=40))
def test_the_name_is_in_no_part(before, after):
    text = f"{before} Karlström {after}"
    [shown] = shown_blind([Part("motive", "", text)], ["motive"], KNOWN)
    assert "Karlström" not in shown.text
