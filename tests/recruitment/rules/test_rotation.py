from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.people import Person
from bt_admin.lib.verdicts import Refused
from recruitment.rules.rotation import (
    Group,
    Meeting,
    Rotation,
    Turn,
    faults_in,
    may_rotate,
    rotate,
)


def interviewers(count: int) -> list[Person]:
    return [Person(f"I{number}", f"I{number}") for number in range(1, count + 1)]


def candidates(count: int) -> list[Person]:
    return [Person(f"K{number}", f"K{number}") for number in range(1, count + 1)]


def in_groups(
    interviewers: Sequence[Person],
    candidates: Sequence[Person],
    size: int = 4,
) -> tuple[Group, ...]:
    """Everybody as they stand in line; groups differ by one candidate at most."""
    count = max(1, -(-len(interviewers) // size))
    shares = [
        len(candidates) // count + (place < len(candidates) % count)
        for place in range(count)
    ]
    starts = [sum(shares[:place]) for place in range(count)]
    return tuple(
        Group(
            tuple(interviewers[place * size : (place + 1) * size]),
            tuple(candidates[start : start + share]),
        )
        for place, (start, share) in enumerate(zip(starts, shares, strict=True))
    )


J, K = interviewers(8), candidates(8)
STOCKHOLM = rotate(in_groups(J, K))


def in_words(rotation: Rotation, turn: Turn) -> list[str]:
    return [
        f"{' '.join(map(str, one.interviewers))}: {' '.join(map(str, one.candidates))}"
        for one in rotation.meetings
        if one.turn is turn
    ]


@pytest.mark.parametrize(
    ("turn", "lines"),
    [
        (Turn.GROUP, ["I1 I2 I3 I4: K1 K2 K3 K4", "I5 I6 I7 I8: K5 K6 K7 K8"]),
        (Turn.FIRST, ["I1 I2: K1", "I3 I4: K2", "I5 I6: K5", "I7 I8: K6"]),
        (Turn.SECOND, ["I1 I2: K3", "I3 I4: K4", "I5 I6: K7", "I7 I8: K8"]),
    ],
)
def test_stockholms_rotation(turn, lines):
    assert in_words(STOCKHOLM, turn) == lines
    assert faults_in(STOCKHOLM) == ()


def test_the_misprint_is_not_copied():
    """The figure says 1 2 3 4 again for the second group; nothing of it is left."""
    last = [one for one in STOCKHOLM.meetings if one.turn is Turn.SECOND]
    assert [one.candidates for one in last[2:]] == [(K[6],), (K[7],)]
    misprint = replace(
        STOCKHOLM,
        meetings=tuple(
            replace(one, candidates={K[6]: (K[2],), K[7]: (K[3],)}[one.candidates[0]])
            if one in last[2:]
            else one
            for one in STOCKHOLM.meetings
        ),
    )
    assert set(faults_in(misprint)) == {
        "K3 är på två ställen samtidigt.",
        "K4 är på två ställen samtidigt.",
        "K3 ska ha en enskild intervju.",
        "K4 ska ha en enskild intervju.",
        "K7 ska ha en enskild intervju.",
        "K8 ska ha en enskild intervju.",
        "K3 möter I5 ur en annan grupp.",
        "K3 möter I6 ur en annan grupp.",
        "K4 möter I7 ur en annan grupp.",
        "K4 möter I8 ur en annan grupp.",
    }


SIZES = st.tuples(
    st.sampled_from([2, 4, 6, 8]), st.integers(1, 5), st.integers(0, 40)
).map(lambda drawn: (drawn[0], drawn[1], min(drawn[2], drawn[0] * drawn[1])))


@settings(max_examples=100)
@given(SIZES)
def test_any_size_keeps_every_invariant(sizes):
    size, count, seats = sizes
    groups = in_groups(interviewers(size * count), candidates(seats), size)
    rotation = rotate(groups)
    assert faults_in(rotation) == ()
    assert max(len(g.candidates) for g in groups) <= 1 + min(
        len(g.candidates) for g in groups
    )
    for group in groups:
        for candidate in group.candidates:
            mine = [one for one in rotation.meetings if candidate in one.candidates]
            assert sum(len(one.interviewers) for one in mine) == size + 2
            assert {i for one in mine for i in one.interviewers} == set(
                group.interviewers
            )


@settings(max_examples=100)
@given(SIZES.filter(lambda sizes: sizes[2] > 0), st.data())
def test_no_meeting_can_be_lost_or_held_twice_unseen(sizes, data):
    size, count, seats = sizes
    groups = in_groups(interviewers(size * count), candidates(seats), size)
    rotation = rotate(groups)
    place = data.draw(st.integers(0, len(rotation.meetings) - 1))
    left = rotation.meetings[:place] + rotation.meetings[place + 1 :]
    assert faults_in(replace(rotation, meetings=left)) != ()
    again = (*rotation.meetings, rotation.meetings[place])
    assert faults_in(replace(rotation, meetings=again)) != ()


ONE = rotate([Group(tuple(J[:4]), tuple(K[:4]))])


def with_meeting(place: int, meeting: Meeting) -> Rotation:
    meetings = (*ONE.meetings[:place], meeting, *ONE.meetings[place + 1 :])
    return replace(ONE, meetings=meetings)


@pytest.mark.parametrize(
    ("rotation", "fault"),
    [
        pytest.param(
            with_meeting(1, Meeting(Turn.FIRST, (J[0],), (K[0],))),
            "K1 ska möta två intervjuare enskilt.",
            id="ensam intervjuare",
        ),
        pytest.param(
            with_meeting(0, Meeting(Turn.GROUP, tuple(J[:3]), tuple(K[:4]))),
            "I4 ska vara med på en gruppintervju.",
            id="en intervjuare saknas i gruppen",
        ),
        pytest.param(
            with_meeting(3, Meeting(Turn.SECOND, (J[2], J[3]), (K[2],))),
            "I3 är på två ställen samtidigt.",
            id="fel par",
        ),
        pytest.param(
            with_meeting(1, Meeting(Turn.FIRST, (J[0], J[1]), (K[0], K[2]))),
            "K1 ska ha en enskild intervju.",
            id="två sökande samtidigt",
        ),
        pytest.param(
            with_meeting(1, Meeting(Turn.FIRST, (J[0], J[7]), (K[0],))),
            "K1 möter I8 ur en annan grupp.",
            id="någon utifrån",
        ),
    ],
)
def test_every_fault_is_told(rotation, fault):
    assert fault in faults_in(rotation)


def test_a_link_between_two_who_meet_is_told():
    assert faults_in(STOCKHOLM, {(J[2], K[0])}) == ("I3 har en koppling till K1.",)
    assert faults_in(STOCKHOLM, {(J[4], K[0])}) == ()


@pytest.mark.parametrize(
    ("groups", "codes"),
    [
        pytest.param([Group(tuple(J[:3]), tuple(K[:3]))], ["rotation.odd"], id="udda"),
        pytest.param(
            [Group(tuple(J[:2]), tuple(K[:3]))], ["rotation.too_many"], id="för många"
        ),
        pytest.param(
            [Group(tuple(J[:2]), ()), Group((J[1], J[2]), ())],
            ["rotation.twice"],
            id="i två grupper",
        ),
        pytest.param(
            [Group(tuple(J[:2]), (J[0],))], ["rotation.twice"], id="sig själv"
        ),
        pytest.param(in_groups([], K), ["rotation.too_many"], id="inga intervjuare"),
        pytest.param([Group((), ())], [], id="tom grupp"),
        pytest.param([], [], id="inga grupper"),
    ],
)
def test_what_cannot_rotate(groups, codes):
    assert may_rotate(groups).codes == codes
    if codes:
        with pytest.raises(Refused):
            rotate(groups)
    else:
        assert rotate(groups).meetings == ()


def test_the_refusal_in_words():
    text = may_rotate([Group(tuple(J[:2]), tuple(K[:3]))]).reasons[0].text
    assert text == (
        "Rotationen kan inte läggas än. Gruppen har 2 platser för sökande, och 3 står "
        "i den. Flytta någon till en annan grupp."
    )
