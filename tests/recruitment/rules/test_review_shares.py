from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.dates import NBSP
from bt_admin.lib.people import Person
from recruitment.rules.review_shares import (
    Application,
    Reviewer,
    Share,
    ShareFacts,
    share_out,
    tally,
)

EVA, MATS, ANA, TOVE = (
    Person(n, n) for n in ("Eva Lind", "Mats Örneblad", "Ana Haddad", "Tove Alm")
)
PEOPLE = (EVA, MATS, ANA, TOVE)


def case(number: int, *conflicts: Person) -> Application:
    return Application(number, f"2027-{number:02}", frozenset(conflicts))


def reviewers(*most: int) -> tuple[Reviewer, ...]:
    return tuple(Reviewer(p, n) for p, n in zip(PEOPLE, most, strict=False))


FOUR = ShareFacts(tuple(case(n) for n in range(1, 5)), reviewers(9, 9, 9, 9), each=3)


def test_everybody_takes_as_many():
    shared = share_out(FOUR)
    assert shared.verdict
    assert shared.loads == dict.fromkeys(PEOPLE, 3)
    assert shared.given == shared.shares
    assert [one.application for one in shared.shares] == sorted([1, 2, 3, 4] * 3)


@pytest.mark.parametrize(
    ("facts", "loads"),
    [
        pytest.param(
            replace(FOUR, reviewers=reviewers(1, 9, 9, 9)), [1, 3, 4, 4], id="tak"
        ),
        pytest.param(replace(FOUR, reviewers=reviewers(9, 9, 9)), [4, 4, 4], id="tre"),
        pytest.param(
            replace(FOUR, applications=(case(1, EVA), case(2, EVA), case(3), case(4))),
            [2, 3, 3, 4],
            id="kopplingar",
        ),
        pytest.param(replace(FOUR, applications=()), [], id="inga ansökningar"),
        pytest.param(replace(FOUR, each=0), [], id="inga granskningar"),
    ],
)
def test_loads_as_even_as_can_be(facts, loads):
    shared = share_out(facts)
    assert shared.verdict
    assert sorted(shared.loads.values()) == loads


def test_who_reviews_together_changes():
    """Twenty cases by two of four: more than the two pairs that would do."""
    facts = replace(FOUR, applications=tuple(case(n) for n in range(20)), each=2)
    pairs: dict[object, set[Person]] = {}
    for one in share_out(facts).shares:
        pairs.setdefault(one.application, set()).add(one.reviewer)
    assert len({frozenset(pair) for pair in pairs.values()}) >= 5


# ------------------------------------------------------------------------ once more
def test_what_is_begun_stays_and_the_rest_moves_as_little_as_it_can():
    before = share_out(FOUR).shares
    begun = tuple(replace(one, begun=one.reviewer is EVA) for one in before)
    ill = (Reviewer(EVA, 0), *reviewers(9, 9, 9, 9)[1:])
    again = share_out(replace(FOUR, reviewers=ill, before=begun))
    assert [one for one in again.shares if one.reviewer is EVA] == [
        one for one in begun if one.reviewer is EVA
    ]
    assert (again.given, again.taken) == ((), ())


def test_a_reviewer_who_leaves_gives_only_what_is_not_begun():
    before = share_out(FOUR).shares
    mine = [one for one in before if one.reviewer is EVA]
    begun = tuple(replace(one, begun=one == mine[0]) for one in before)
    left = share_out(replace(FOUR, reviewers=reviewers(9, 9, 9, 9)[1:], before=begun))
    assert left.taken == tuple(mine[1:])
    assert {one.application for one in left.given} == {
        one.application for one in mine[1:]
    }
    assert replace(mine[0], begun=True) in left.shares


def test_a_link_found_late_is_told_and_another_reviewer_proposed():
    facts = replace(FOUR, applications=(case(1, EVA),), before=(Share(1, EVA, True),))
    shared = share_out(facts)
    assert {one.reviewer for one in shared.shares} == set(PEOPLE)
    assert [warned.text for warned in shared.verdict.warnings] == [
        "Eva Lind har börjat granska ansökan 2027-01 och har en koppling till den. "
        "Granskningen räknas inte, och en annan granskare är föreslagen."
    ]


def test_withdrawn_applications_are_no_load():
    before = (Share(99, EVA, True), Share(98, MATS))
    shared = share_out(replace(FOUR, before=before))
    assert shared.loads == dict.fromkeys(PEOPLE, 3)
    assert shared.taken == (Share(98, MATS),)


# ------------------------------------------------------------------------ what is short
@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        pytest.param(
            replace(FOUR, reviewers=reviewers(2, 2, 2, 2)),
            [
                "Granskningarna räcker inte än: 4 saknas. Granskarna tar 8 tillsammans, "
                "och alla har fullt. Lägg till en granskare, eller höj hur många någon "
                "tar."
            ],
            id="för lite i allt",
        ),
        pytest.param(
            replace(FOUR, applications=(case(1, EVA, MATS), case(2))),
            [
                "Ansökan 2027-01 kan inte få tre granskare än. En saknas, och Eva Lind "
                "och Mats Örneblad har en koppling till den. Lägg till en granskare."
            ],
            id="kopplingar till en",
        ),
        pytest.param(
            replace(FOUR, reviewers=reviewers(9, 9), applications=(case(1),)),
            [
                "Ansökan 2027-01 kan inte få tre granskare än. En saknas, och det finns "
                "för få granskare. Lägg till en granskare."
            ],
            id="för få",
        ),
        pytest.param(
            ShareFacts(
                (case(1, ANA, TOVE), case(2, ANA, TOVE), case(3)),
                reviewers(1, 2, 9, 9),
                each=2,
            ),
            [
                "Granskningarna räcker inte än: 1 saknas. Ansökan 2027-02 får inte plats "
                "hos Eva Lind, som har fullt. Lägg till en granskare, eller höj hur "
                "många någon tar."
            ],
            id="trångt för några",
        ),
        pytest.param(
            ShareFacts(
                (
                    case(1, MATS, ANA, TOVE),
                    case(2, ANA, TOVE),
                    case(3, EVA, ANA, TOVE),
                    case(4),
                ),
                reviewers(1, 1, 9, 9),
                each=1,
                before=(Share(2, EVA), Share(3, MATS)),
            ),
            [
                "Granskningarna räcker inte än: 1 saknas. Ansökan 2027-01 får inte plats "
                "hos Eva Lind och Mats Örneblad, som har fullt. Lägg till en granskare, "
                "eller höj hur många någon tar."
            ],
            id="trångt i en kedja",
        ),
    ],
)
def test_what_is_short_in_words(facts, reasons):
    assert [reason.text for reason in share_out(facts).verdict] == reasons


def test_counters_say_what_they_leave_out():
    facts = replace(FOUR, applications=(case(1, EVA), *FOUR.applications[1:]), each=2)
    shares = (Share(2, EVA, True), Share(3, EVA))
    assert tally(facts, shares, EVA).text == (
        "2 att granska, varav 1 påbörjade. Inte med: 1 på grund av en koppling och "
        "1 granskas av andra."
    )
    assert tally(replace(facts, applications=()), (), EVA).text == (
        "0 att granska, varav 0 påbörjade."
    )


def test_thousands_are_written_in_swedish():
    facts = ShareFacts(tuple(case(n) for n in range(500)), reviewers(9, 9, 9), each=3)
    assert f"1{NBSP}473 saknas" in share_out(facts).verdict.reasons[0].text


# ----------------------------------------------------- compared with trying everything
@st.composite
def rounds(draw):
    count = draw(st.integers(0, 3))
    drawn = st.frozensets(st.sampled_from(PEOPLE[:3]))
    cases = tuple(case(n, *draw(drawn)) for n in range(count))
    pairs = st.tuples(st.integers(0, 3), st.sampled_from(PEOPLE))
    before = draw(st.dictionaries(pairs, st.booleans(), max_size=4))
    return ShareFacts(
        cases,
        reviewers(*draw(st.lists(st.integers(0, 3), min_size=0, max_size=3))),
        draw(st.integers(0, 3)),
        tuple(Share(*pair, begun) for pair, begun in before.items()),
        draw(st.integers(0, 5)),
    )


def best_of_all(facts: ShareFacts) -> tuple[int, int, int]:
    """Most reviews, then fewest in squares, then fewest new: every way is tried."""
    known = {one.id for one in facts.applications}
    kept = {o.pair for o in facts.before if o.begun and o.application in known}
    old = {one.pair for one in facts.before}
    choices = []
    for one in facts.applications:
        good = sum((one.id, who) in kept and who not in one.conflicts for who in PEOPLE)
        free = [
            reviewer.person
            for reviewer in facts.reviewers
            if reviewer.person not in one.conflicts
            and (one.id, reviewer.person) not in kept
        ]
        sizes = range(min(len(free), max(0, facts.each - good)) + 1)
        choices.append(
            [
                [(one.id, who) for who in chosen]
                for n in sizes
                for chosen in combinations(free, n)
            ]
        )
    return min(
        (-len(pairs), _squares(facts, [*pairs, *kept]), len(set(pairs) - old))
        for chosen in product(*choices)
        for pairs in [[pair for some in chosen for pair in some]]
        if _within(facts, pairs, kept)
    )


def _within(facts: ShareFacts, pairs, kept) -> bool:
    new, begun = Counter(w for _, w in pairs), Counter(w for _, w in kept)
    return all(
        new[r.person] <= max(0, r.most - begun[r.person]) for r in facts.reviewers
    )


def _squares(facts: ShareFacts, pairs) -> int:
    loads = Counter(who for _, who in pairs)
    return sum(loads[one.person] ** 2 for one in facts.reviewers)


@settings(max_examples=80)
@given(rounds())
def test_no_better_way_exists(facts):
    shared = share_out(facts)
    begun = {one.pair for one in shared.shares if one.begun}
    new = [one.pair for one in shared.shares if not one.begun]
    old = {one.pair for one in facts.before}
    assert best_of_all(facts) == (
        -len(new),
        _squares(facts, [one.pair for one in shared.shares]),
        len(set(new) - old),
    )
    known = {one.id for one in facts.applications}
    assert begun == {o.pair for o in facts.before if o.begun and o.application in known}
    assert len(shared.shares) == len({one.pair for one in shared.shares})
    links = {one.id: one.conflicts for one in facts.applications}
    assert not any(who in links[number] for number, who in new)


@settings(max_examples=30)
@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_the_question_does_not_count(facts, random):
    turned = replace(
        facts,
        applications=tuple(random.sample(facts.applications, len(facts.applications))),
        reviewers=tuple(random.sample(facts.reviewers, len(facts.reviewers))),
    )
    assert set(share_out(turned).shares) == set(share_out(facts).shares)


@settings(max_examples=30)
@given(rounds())
def test_to_share_out_again_changes_nothing_whatever_the_seed(facts):
    shared = share_out(facts)
    again = share_out(replace(facts, before=shared.shares, seed=facts.seed + 1))
    assert (again.shares, again.given, again.taken) == (shared.shares, (), ())
