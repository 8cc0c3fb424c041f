"""Swedish order: å, ä, ö last, other marks as if they were not there."""

import pytest

from bt_admin.lib.order import swedish_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["Zorn", "Åberg", "Ärlig", "Öberg"],
        ["Edman", "Éva", "Ewald"],
        ["Mull", "Müller", "Mynt"],
        ["al-Hamdani", "Alm", "Å"],
        ["Ærø", "Öl"],
    ],
)
def test_names_are_put_in_swedish_order(ordered):
    backwards = ordered[::-1]
    assert sorted(backwards, key=swedish_key) == ordered


def test_several_words_are_compared_one_by_one():
    people = [("Öberg", "Anna"), ("Åberg", "Eva"), ("Åberg", "Anna")]
    assert sorted(people, key=lambda one: swedish_key(*one)) == [
        ("Åberg", "Anna"),
        ("Åberg", "Eva"),
        ("Öberg", "Anna"),
    ]
