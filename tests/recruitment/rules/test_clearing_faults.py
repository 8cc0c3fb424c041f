import pytest

from recruitment.rules.clearing_facts import Applicant, Clearing, Pair, Post, Special
from recruitment.rules.clearing_faults import may_be_matched

ANNA, BO, CIA = Applicant("a", 1, ("P",)), Applicant("b", 2), Applicant("c", 3)
POST = Post("P", 2, (("a", "b"), ("c",)))
PAIR = Pair("b", "c", (("P", "P"),))
WHOLE = Clearing((POST,), (ANNA, BO, CIA), (Special("a", "P"),), (PAIR,))


def test_a_whole_clearing_may_be_matched():
    assert may_be_matched(WHOLE).codes == []


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"posts": (POST, POST)}, ["post_twice"]),
        ({"applicants": (ANNA, BO, CIA, Applicant("a", 4))}, ["applicant_twice"]),
        ({"applicants": (ANNA, BO, Applicant("c", 2))}, ["lottery_twice"]),
        ({"posts": (Post("P", -1),), "specials": ()}, ["capacity"]),
        ({"posts": (Post("P", 1, (("a",), ("a",))),)}, ["ranked_twice"]),
        ({"posts": (Post("P", 1, (("x",),)),)}, ["ranked_unknown"]),
        (
            {"applicants": (Applicant("a", 1, ("P", "P")), BO, CIA)},
            ["wished_twice"],
        ),
        ({"applicants": (Applicant("a", 1, ("X",)), BO, CIA)}, ["wished_unknown"]),
        ({"specials": (Special("a", "P"), Special("a", "P"))}, ["special_twice"]),
        ({"specials": (Special("x", "P"),)}, ["special_unknown"]),
        ({"specials": (Special("a", "X"),)}, ["special_unknown", "special_too_many"]),
        ({"posts": (Post("P", 0),)}, ["special_too_many"]),
        ({"pairs": (PAIR, Pair("b", "x", ()))}, ["pair_twice", "pair_unknown"]),
        ({"pairs": (Pair("b", "b", ()),)}, ["pair_twice"]),
        ({"specials": (Special("b", "P"),)}, ["pair_special"]),
        (
            {"applicants": (ANNA, Applicant("b", 2, ("P",)), CIA)},
            ["pair_own_wishes"],
        ),
        (
            {"pairs": (Pair("b", "c", (("P", "P"), ("P", "P"))),)},
            ["pair_wished_twice"],
        ),
        ({"pairs": (Pair("b", "c", (("P", "X"),)),)}, ["pair_wished_unknown"]),
    ],
)
def test_every_fault_is_told(changes, codes):
    facts = Clearing(
        **{
            "posts": WHOLE.posts,
            "applicants": WHOLE.applicants,
            "specials": WHOLE.specials,
            "pairs": WHOLE.pairs,
        }
        | changes
    )
    assert may_be_matched(facts).codes == [f"clearing.{code}" for code in codes]


def test_a_fault_names_what_it_concerns():
    verdict = may_be_matched(Clearing((), (Applicant("a", 1, ("X",)),)))
    assert [reason.text for reason in verdict] == [
        "Matchningen kan inte köras än. a har önskat X, som inte är med. "
        "Ta bort önskemålet."
    ]
