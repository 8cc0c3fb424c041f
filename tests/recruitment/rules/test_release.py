"""Every fault that has happened elsewhere is planted, and told by one check alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.checks import FAILED, PASSED, UNTRIED
from recruitment.rules.criteria import Scheme
from recruitment.rules.release import checks_of
from recruitment.rules.scoring import ScoreRow, totals_of
from recruitment.rules.snapshot import Line, Snapshot
from tests.recruitment.rules.scores import SCHEME, rows
from tests.recruitment.rules.snapshots import (
    OUTCOMES,
    ROWS,
    SOUND,
    TOTALS,
    letter,
    line,
    with_line,
    with_points,
)

POINTS = {key: total.points for key, total in TOTALS.items() if total.points}
LETTERS = SOUND.letters


def without(key: str) -> Snapshot:
    return replace(SOUND, lines=tuple(x for x in SOUND.lines if x.application != key))


def letters(*more, drop: str = "") -> Snapshot:
    kept = [one for one in LETTERS if one.application not in drop]
    return replace(SOUND, letters=(*kept, *more))


def with_value(key: str, value: int) -> Snapshot:
    """One score of this applicant changed in the rows, and the total with it."""
    changed = [
        replace(row, value=value) if row == first else row
        for first in [next(row for row in ROWS if row.application == key)]
        for row in ROWS
    ]
    total = totals_of(SCHEME, [key], changed)[key]
    return replace(with_line(key, points=total.points), rows=tuple(changed))


REVERSED = {"a": 5, "b": 4, "c": 3, "d": 2, "e": 1}


def upside_down() -> Snapshot:
    """The best has become the worst, and the worst got the offers."""
    snapshot = with_points({}, REVERSED)
    swapped = {"a": "reserve", "b": "reserve", "d": "offer", "e": "offer"}
    for key, outcome in swapped.items():
        shown = date(2027, 9, 10) if outcome == "offer" else None
        snapshot = with_line(
            key, snapshot, outcome=outcome, record_shown_on=shown, references_done=True
        )
    kept = [one for one in LETTERS if one.application not in swapped]
    more = [letter(key, outcome) for key, outcome in swapped.items()]
    return replace(snapshot, letters=(*kept, *more))


def marks_moved() -> Snapshot:
    """b got the marks of c in a spreadsheet, and was ranked by them."""
    return with_points({"b": POINTS["c"], "c": POINTS["b"]}, {"b": 3, "c": 2})


def all_unappointable() -> Snapshot:
    """Everybody in the region fell below the line, where others never did."""
    snapshot = SOUND
    for key in "bcde":
        snapshot = with_line(
            key, snapshot, outcome="rejected", rank=None, references_done=False
        )
    kept = [one for one in LETTERS if one.application not in "bcde"]
    return replace(
        snapshot, letters=(*kept, *(letter(key, "rejected") for key in "bcde"))
    )


PLANTED = [
    # RCP 2018: marks moved between programmes.
    ("marks moved between two", marks_moved(), "totals_recomputed"),
    (
        "one total typed by hand",
        with_points({"e": POINTS["e"] + Decimal("0.01")}, {}),
        "totals_recomputed",
    ),
    # ANRO 2021: a rank column read as a score, best became worst.
    (
        "the rank stands where the points should",
        with_points({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}, {}),
        "rank_is_score",
    ),
    (
        "the rank was read as points, and ranked by again",
        replace(
            upside_down(),
            lines=with_points({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}, {}).lines,
            letters=LETTERS,
        ),
        "rank_is_score",
    ),
    ("the order is upside down", upside_down(), "rank_follows_points"),
    ("a whole region is below the line", all_unappointable(), "appointable_share"),
    ("one application got lost", without("g"), "accounted"),
    ("one came from nowhere", replace(SOUND, received=6), "accounted"),
    ("two neighbours have changed place", with_points({}, {"d": 5, "e": 4}),
     "order_explained"),
    ("a score outside its scale", with_value("a", 9), "scores_in_scale"),
    (
        "a judge is not done",
        replace(SOUND, rows=tuple(row for row in ROWS if row != ROWS[0])),
        "scores_complete",
    ),
    # Radiology 2025: wrong offers.
    ("more offers than places", replace(SOUND, places=2), "places"),
    (
        "more than the overbooking that was decided",
        replace(SOUND, places=1, overbooked_to=2),
        "places",
    ),
    (
        "somebody was passed over",
        replace(
            with_line("c", outcome="later"),
            letters=letters(letter("d", "offer"), drop="cd").letters,
            lines=tuple(
                replace(one, outcome="offer", record_shown_on=date(2027, 9, 10),
                        references_done=True)
                if one.application == "d"
                else one
                for one in with_line("c", outcome="later").lines
            ),
        ),
        "in_turn",
    ),
    # Hrms: a rejected applicant could still get an offer.
    (
        "an offer to somebody below the threshold",
        replace(
            with_line("f", outcome="offer", references_done=True,
                      record_shown_on=date(2027, 9, 10)),
            letters=letters(letter("f", "offer"), drop="f").letters,
            places=4,
        ),
        "offered_are_ranked",
    ),
    (
        "a reserve who is not ranked",
        replace(
            with_line("f", outcome="reserve"),
            letters=letters(letter("f", "reserve"), drop="f").letters,
        ),
        "offered_are_ranked",
    ),
    ("the extract was not shown", with_line("b", record_shown_on=None), "record_shown"),
    ("references are missing", with_line("b", references_done=False), "references_done"),
    # Samfundet4: a rejection to somebody with an offer.
    ("offer and rejection", letters(letter("a", "rejected")), "offer_and_rejection"),
    (
        "one person twice",
        replace(
            with_line("g", person="person a"),
        ),
        "nobody_twice",
    ),
    (
        "the same application on two lines",
        replace(SOUND, lines=(*SOUND.lines, line("g")), received=8),
        "nobody_twice",
    ),
    ("an offer without a letter", letters(drop="a"), "letters_match"),
    ("a reserve is told of a place", letters(letter("d", "offer"), drop="d"),
     "letters_match"),
    ("two letters about one thing", letters(letter("d", "reserve")), "letters_match"),
    ("a letter to who withdrew", letters(letter("g", "rejected")), "letters_match"),
    ("a letter to nobody in the list", letters(letter("z", "rejected")), "letters_match"),
    (
        "a letter without text",
        letters(replace(letter("f", "rejected"), text=" "), drop="f"),
        "answers_written",
    ),
    (
        "an applicant without a mail",
        letters(replace(letter("e", "reserve"), address=""), drop="e"),
        "mail_known",
    ),
]  # fmt: skip


def by_result(snapshot: Snapshot, result: str) -> list[str]:
    return [check.key for check in checks_of(snapshot) if check.result == result]


@pytest.mark.parametrize(
    ("snapshot", "key"),
    [pytest.param(snapshot, key, id=name) for name, snapshot, key in PLANTED],
)
def test_each_planted_fault_is_told_by_one_check(snapshot, key):
    assert by_result(snapshot, FAILED) == [key]


def test_a_sound_round_passes_every_check():
    assert len(by_result(SOUND, PASSED)) == len(checks_of(SOUND)) == 18


def test_every_check_has_a_fault_that_it_alone_tells():
    assert {key for _, _, key in PLANTED} == {check.key for check in checks_of(SOUND)}


def test_what_another_check_has_told_is_untried_and_still_no_yes():
    ranks_as_points = next(x for name, x, key in PLANTED if key == "rank_is_score")
    assert by_result(ranks_as_points, UNTRIED) == [
        "rank_follows_points",
        "order_explained",
        "totals_recomputed",
    ]
    assert [bool(check) for check in checks_of(ranks_as_points)].count(False) == 4


def test_a_failed_check_says_what_to_look_at():
    [wrong] = [x for x in checks_of(marks_moved()) if not x]
    assert (wrong.text, wrong.look_at) == (
        "2 med en annan summa än raderna ger",
        ("b", "c"),
    )


def test_the_first_round_has_nothing_to_compare_with():
    first = next(
        x
        for x in checks_of(replace(SOUND, earlier_shares=()))
        if x.key == "appointable_share"
    )
    assert (first.result, first.text) == (
        PASSED,
        "Det finns ingen tidigare omgång att jämföra med",
    )


@pytest.mark.parametrize(
    ("earlier", "result"),
    [
        ((98,), PASSED),  # 83.3 is 14.7 from it
        ((99,), FAILED),
        ((60, 70), PASSED),  # 83.3 is 13.3 from the higher
        ((68,), FAILED),
    ],
)
def test_a_usual_share_is_within_fifteen_points(earlier, result):
    shares = tuple(Decimal(one) for one in earlier)
    share = next(
        x
        for x in checks_of(replace(SOUND, earlier_shares=shares))
        if x.key == "appointable_share"
    )
    assert share.result == result


@pytest.mark.parametrize(
    "snapshot",
    [
        replace(SOUND, places=2, overbooked_to=3),
        replace(with_line("b", record_shown_on=None), record_needed=False),
        replace(with_line("b", references_done=False), references_needed=False),
        # The two have changed place, and somebody has written why.
        with_line("e", with_points({}, {"d": 5, "e": 4}), reason="Särskilda skäl."),
        letters(drop="f"),  # a rejection may wait until the places are taken
    ],
)
def test_what_was_decided_is_no_fault(snapshot):
    assert by_result(snapshot, FAILED) == []


def test_correlation_is_told_in_words():
    texts = {x.key: x.text for x in checks_of(SOUND)}
    assert texts["rank_follows_points"] == "Samband 1,00, väntat minst 0,90"
    upside = {x.key: x.text for x in checks_of(upside_down())}
    assert upside["rank_follows_points"] == "Samband -1,00, väntat minst 0,90"


def test_many_with_the_same_points_may_stand_in_any_order():
    """One is ahead and six are alike: the lottery's order is no fault."""
    mixed = [row for row in ROWS if row.application == "a"]
    for key in "bcdefg":
        mixed += rows(key, (3, 3, 3), (3, 3, 3), (3, 3))
    totals = totals_of(SCHEME, "abcdefg", mixed)
    lines = tuple(
        Line(key, key, key, "reserve", place, totals[key].points)
        for place, key in enumerate("aecbdgf", start=1)
    )
    told = tuple(letter(key, "reserve") for key in "abcdefg")
    assert by_result(Snapshot(lines, told, tuple(mixed), SCHEME, 7, 0), FAILED) == []


# ---------------------------------------------------------------------------- properties
@st.composite
def rounds(draw) -> Snapshot:
    """A sound round of any size: ranked by its own rows, offers to the first."""
    count = draw(st.integers(1, 10))
    value = st.integers(2, 5)
    keys = [f"s{number}" for number in range(count)]
    given_rows = [
        row
        for key in keys
        for row in rows(
            key,
            [draw(value) for _ in range(3)],
            [draw(value) for _ in range(3)],
            [draw(value) for _ in range(2)],
        )
    ]
    scheme = Scheme(SCHEME.phases)
    totals = totals_of(scheme, keys, given_rows)
    order = sorted(keys, key=lambda key: -totals[key].points)
    places = draw(st.integers(0, count))
    lines = tuple(
        Line(
            key, key, key, "offer" if n <= places else "reserve", n, totals[key].points
        )
        for n, key in enumerate(order, start=1)
    )
    told = tuple(letter(one.application, one.outcome) for one in lines)
    return Snapshot(lines, told, tuple(given_rows), scheme, count, places)


@settings(max_examples=50)
@given(snapshot=rounds())
def test_a_round_ranked_by_its_own_rows_is_never_stopped(snapshot):
    assert by_result(snapshot, FAILED) == []


@settings(max_examples=50)
@given(snapshot=rounds(), data=st.data())
def test_one_score_changed_on_the_way_is_always_told(snapshot, data):
    row = data.draw(st.sampled_from(snapshot.rows))
    other = ScoreRow(row.application, row.phase, row.judge, row.criterion, 1)
    changed = tuple(other if one == row else one for one in snapshot.rows)
    assert "totals_recomputed" in by_result(replace(snapshot, rows=changed), FAILED)


@settings(max_examples=30)
@given(snapshot=rounds(), data=st.data())
def test_the_digest_is_of_what_is_sent_and_not_of_its_order(snapshot, data):
    shuffled = replace(
        snapshot,
        lines=tuple(data.draw(st.permutations(snapshot.lines))),
        rows=tuple(data.draw(st.permutations(snapshot.rows))),
    )
    assert shuffled.digest == snapshot.digest
    one = snapshot.lines[0]
    changed = replace(snapshot, lines=(replace(one, reason="!"), *snapshot.lines[1:]))
    assert changed.digest != snapshot.digest
    assert set(OUTCOMES) == set("abcdefg")
