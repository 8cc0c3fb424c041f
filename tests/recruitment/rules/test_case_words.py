"""What an applicant with an offer is told first."""

from datetime import UTC, datetime

import pytest

from recruitment.rules.case_words import told_of_offer, told_of_turn

LAST = datetime(2027, 3, 3, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "is_open", "word", "icon"),
    [
        ("offered", True, "Du har fått ett erbjudande", "half"),
        ("accepted", False, "Du har tackat ja", "ok"),
        ("declined", False, "Tackat nej", "none"),
        ("expired", False, "Svarstiden är slut", "none"),
        ("offered", False, "Svarstiden är slut", "none"),  # nobody has closed it yet
    ],
)
def test_the_offer_is_told_as_it_stands(
    state: str, is_open: bool, word: str, icon: str
) -> None:
    told = told_of_offer(state, LAST, is_open=is_open)
    assert told
    assert (told.word, told.icon) == (word, icon)


def test_one_that_was_taken_back_is_not_what_the_case_is_about() -> None:
    assert told_of_offer("withdrawn", LAST, is_open=False) is None


def test_who_waits_is_told_which_place() -> None:
    told = told_of_turn(2)
    assert (told.icon, told.text) == ("clock", "Du står på plats 2 på reservlistan.")
