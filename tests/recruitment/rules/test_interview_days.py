from dataclasses import replace
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.dates import NBSP
from bt_admin.lib.people import Person
from recruitment.rules.interview_days import plan_interviews
from recruitment.rules.interview_facts import (
    Candidate,
    Interview,
    Interviewer,
    InterviewFacts,
    Plan,
    Room,
    Slot,
)
from recruitment.rules.interview_faults import faults_in_plan
from recruitment.rules.interview_reasons import too_much
from tests.recruitment.rules.interviews import (
    ALL,
    ANA,
    ELEVEN,
    EVA,
    LEILA,
    MATS,
    MORNING,
    NINE,
    OMAR,
    TEN,
    TOVE,
    TUESDAY,
    candidate,
    interviewer,
    room,
    slot,
)


def test_a_morning_where_everybody_fits():
    plan = plan_interviews(MORNING)
    assert plan.verdict
    assert plan.left_out == ()
    assert [one.slot for one in plan.interviews] == [NINE, TEN, ELEVEN]
    assert [plan.load(person) for person in (EVA, MATS, ANA)] == [2, 2, 2]
    assert plan.best
    assert faults_in_plan(MORNING, plan) == ()


def test_nobody_to_interview():
    assert plan_interviews(replace(MORNING, candidates=())) == Plan()


def test_what_is_booked_is_kept():
    booked = (
        candidate(TOVE, booked=NINE),
        candidate(LEILA, NINE, TEN),
        candidate(OMAR),
    )
    plan = plan_interviews(replace(MORNING, candidates=booked))
    assert [one.candidate for one in plan.interviews] == [TOVE, LEILA, OMAR]


def test_nobody_has_two_in_a_row_when_there_is_a_way_round():
    """Ten minutes between them is no break; the lunch hour is."""
    hours = tuple(slot(hour, minutes=50) for hour in (8, 9, 10, 11, 13, 14))
    people = [Person(n, f"I{n}") for n in range(4)]
    facts = InterviewFacts(
        tuple(candidate(Person(f"K{n}", f"K{n}"), *hours) for n in range(6)),
        tuple(interviewer(person, *hours) for person in people),
        (room("Björken", *hours),),
        hours,
        in_a_row=1,
    )
    plan = plan_interviews(facts)
    assert [plan.load(person) for person in people] == [3, 3, 3, 3]
    panels = [set(one.panel) for one in plan.interviews]
    lunch = 3
    assert [
        place
        for place, (one, after) in enumerate(pairwise(panels))
        if one & after and place != lunch
    ] == []


# --------------------------------------------------------------------- why it cannot be
ENGLISH = {"language": "engelska"}
BOTH = {"languages": frozenset({"svenska", "engelska"})}


@pytest.mark.parametrize(
    ("who", "changes", "code", "text"),
    [
        pytest.param(
            candidate(LEILA, slot(15)),
            {},
            "interviews.no_time",
            "Leila Berg kan inte få någon intervju än. Ingen av intervjutiderna passar. "
            "Fråga Leila Berg efter fler tider, eller lägg till en dag.",
            id="kan aldrig",
        ),
        pytest.param(
            candidate(LEILA, booked=slot(15)),
            {},
            "interviews.booking_gone",
            "Leila Berg kan inte få någon intervju än. Den bokade tiden, tisdag "
            f"2{NBSP}mars kl.{NBSP}15.00, finns inte längre. Be Leila Berg välja en ny.",
            id="bokad tid borta",
        ),
        pytest.param(
            candidate(LEILA, NINE, TEN),
            {"rooms": (room("Björken", ELEVEN),)},
            "interviews.no_room",
            "Leila Berg kan inte få någon intervju än. Inget rum är ledigt tisdag "
            f"2{NBSP}mars kl.{NBSP}09.00 eller tisdag 2{NBSP}mars kl.{NBSP}10.00. Boka "
            "ett rum, eller fråga Leila Berg efter fler tider.",
            id="inget rum",
        ),
        pytest.param(
            candidate(LEILA, **ENGLISH),
            {"interviewers": (interviewer(EVA, **BOTH), interviewer(MATS))},
            "interviews.no_language",
            "Leila Berg kan inte få någon intervju än. Det behövs två intervjuare som "
            "talar engelska, och bara Eva Lind talar det. Fråga någon till.",
            id="en talar språket",
        ),
        pytest.param(
            candidate(LEILA, **ENGLISH),
            {},
            "interviews.no_language",
            "Leila Berg kan inte få någon intervju än. Det behövs två intervjuare som "
            "talar engelska, och ingen av intervjuarna talar det. Fråga någon till.",
            id="ingen talar språket",
        ),
        pytest.param(
            candidate(LEILA, conflicts=frozenset({EVA, ANA})),
            {},
            "interviews.conflict",
            "Leila Berg kan inte få någon intervju än. Det behövs två intervjuare som "
            "talar svenska, och Eva Lind och Ana Haddad har en koppling till Leila Berg. "
            "Fråga någon till.",
            id="kopplingar",
        ),
        pytest.param(
            candidate(LEILA, NINE),
            {
                "interviewers": (
                    interviewer(EVA, NINE),
                    interviewer(MATS, TEN),
                    interviewer(ANA, TEN),
                )
            },
            "interviews.no_panel",
            "Leila Berg kan inte få någon intervju än. Det behövs två intervjuare som "
            f"talar svenska utan koppling, och bara en kan tisdag 2{NBSP}mars "
            f"kl.{NBSP}09.00. Fråga någon till, eller lägg till en tid.",
            id="inte där samtidigt",
        ),
    ],
)
def test_why_one_candidate_cannot(who, changes, code, text):
    facts = replace(MORNING, candidates=(who,), **changes)
    plan = plan_interviews(facts)
    assert plan.interviews == ()
    assert plan.left_out == (LEILA,)
    assert [(reason.code, reason.text) for reason in plan.verdict] == [(code, text)]


def ways(**changes: object) -> list[str]:
    plan = plan_interviews(replace(MORNING, **changes))
    assert plan.verdict.codes == ["interviews.too_much"]
    return list(plan.ways)


AT_NINE = f"tisdag 2{NBSP}mars kl.{NBSP}09.00"
AT_TEN = f"tisdag 2{NBSP}mars kl.{NBSP}10.00"


def test_two_want_the_only_room_at_the_same_time():
    people = tuple(interviewer(person, *ALL) for person in (EVA, MATS, ANA, TOVE))
    two = (candidate(LEILA, NINE), candidate(OMAR, NINE))
    found = ways(candidates=two, interviewers=people)
    assert found[-1] == f"Det som behövs är ett rum till {AT_NINE}."
    assert len(found) == 2
    assert "också kan tisdag" in found[0]


def test_one_interviewer_too_few_at_one_time():
    rooms = (room("Björken"), room("Eken"))
    two = (candidate(LEILA, NINE), candidate(OMAR, NINE))
    assert (
        f"Det som behövs är en intervjuare till som talar svenska {AT_NINE}."
        in ways(candidates=two, rooms=rooms)
    )


def test_interviewers_who_would_have_to_take_one_more():
    people = (interviewer(EVA, most=2), interviewer(MATS))
    found = ways(interviewers=people)
    assert (
        f"Det som behövs är att Eva Lind tar en intervju till tisdag 2{NBSP}mars."
        in found
    )


def test_nothing_by_itself_is_enough():
    two = (candidate(LEILA, NINE), candidate(OMAR, NINE))
    people = (interviewer(EVA, NINE), interviewer(MATS, NINE))
    assert ways(candidates=two, interviewers=people, slots=(NINE,)) == [
        f"Det som behövs är ett rum till {AT_NINE} och två intervjuare till som talar "
        f"svenska {AT_NINE}."
    ]


def test_the_refusal_for_all_at_once():
    """Either could ask to be moved; which one the sentence names is the solver's."""
    two = (candidate(LEILA, NINE), candidate(OMAR, NINE))
    plan = plan_interviews(replace(MORNING, candidates=two, slots=(NINE, TEN)))
    out, way = plan.left_out[0], plan.ways[0]
    assert plan.verdict.reasons[0].text == (
        f"Alla kan inte få en intervju än. 1 av 2 sökande är utan: {out}. {way}"
    )
    assert way in {
        f"Det som behövs är att {person} också kan {AT_TEN}."
        for person in (LEILA, OMAR)
    }


def test_with_no_way_out_found_what_there_is_is_counted():
    people = (interviewer(EVA, NINE, TEN), interviewer(MATS, most=1))
    facts = replace(MORNING, interviewers=people, rooms=(room("Björken", NINE),))
    assert too_much(facts, [LEILA], ()).reasons[0].text == (
        "Alla kan inte få en intervju än. 1 av 3 sökande är utan: Leila Berg. Rummen "
        "räcker som mest till 1, och intervjuarna till 1. Lägg till en dag, ett rum "
        "eller en intervjuare."
    )


# ----------------------------------------------------- compared with trying everything
PEOPLE = [Person(f"I{n}", f"I{n}") for n in range(3)]
TIMES = [slot(9), slot(10), slot(9, past=30)]  # the third meets both of the others


@st.composite
def small_days(draw):
    times = st.frozensets(st.sampled_from(TIMES))
    return InterviewFacts(
        tuple(
            Candidate(
                Person(f"K{n}", f"K{n}"),
                draw(times),
                draw(st.sampled_from(["svenska", "engelska"])),
                draw(st.frozensets(st.sampled_from(PEOPLE), max_size=1)),
            )
            for n in range(draw(st.integers(0, 3)))
        ),
        tuple(
            Interviewer(
                person,
                draw(times),
                draw(st.frozensets(st.sampled_from(["svenska", "engelska"]))),
                draw(st.sampled_from([None, 1, 2])),
            )
            for person in PEOPLE
        ),
        tuple(Room(f"R{n}", draw(times)) for n in range(draw(st.integers(0, 2)))),
        tuple(TIMES),
        panel=draw(st.integers(1, 2)),
    )


def most_that_fit(facts: InterviewFacts) -> int:
    """Every way there is, tried one at a time."""
    choices = [
        [None, *(Interview(s, r.name, one.person, panel) for s in sorted(one.possible)
                 for r in facts.rooms for panel in combinations(PEOPLE, facts.panel))]
        for one in facts.candidates
    ]  # fmt: skip
    sound = [
        [one for one in mine if one is None or not faults_in_plan(facts, Plan((one,)))]
        for mine in choices
    ]
    plans = (Plan(tuple(filter(None, chosen))) for chosen in product(*sound))
    return max(len(p.interviews) for p in plans if not faults_in_plan(facts, p))


@settings(max_examples=40)
@given(small_days())
def test_as_many_as_any_way_of_doing_it(facts):
    plan = plan_interviews(facts)
    assert faults_in_plan(facts, plan) == ()
    assert len(plan.interviews) == most_that_fit(facts)
    assert len(plan.interviews) + len(plan.left_out) == len(facts.candidates)
    assert bool(plan.verdict) is not bool(plan.left_out)
    assert plan == plan_interviews(facts)


# ---------------------------------------------------------- the checker finds each fault
HELD = Interview(NINE, "Björken", LEILA, (EVA, MATS))
LATER = Interview(TEN, "Björken", OMAR, (EVA, MATS))


@pytest.mark.parametrize(
    ("facts", "interviews", "faults"),
    [
        pytest.param(MORNING, [HELD, LATER], [], id="inget fel"),
        pytest.param(
            MORNING,
            [HELD, replace(LATER, slot=NINE)],
            [
                f"Björken är upptaget av två intervjuer {AT_NINE}.",
                f"Eva Lind är på två ställen {AT_NINE}.",
                f"Mats Örneblad är på två ställen {AT_NINE}.",
            ],
            id="samtidigt",
        ),
        pytest.param(
            MORNING,
            [HELD, replace(HELD, slot=TEN)],
            ["Leila Berg har mer än en intervju."],
            id="två gånger",
        ),
        pytest.param(
            MORNING,
            [replace(HELD, candidate=ANA)],
            ["Ana Haddad ska inte intervjuas."],
            id="någon annan",
        ),
        pytest.param(
            MORNING,
            [replace(HELD, panel=(EVA, EVA))],
            ["Leila Berg ska möta 2 intervjuare."],
            id="ensam",
        ),
        pytest.param(
            replace(MORNING, rooms=(room("Björken", TEN),)),
            [HELD],
            [f"Björken är inte ledigt {AT_NINE}."],
            id="rummet",
        ),
        pytest.param(
            replace(
                MORNING,
                candidates=(
                    candidate(
                        LEILA, TEN, language="engelska", conflicts=frozenset({EVA})
                    ),
                ),
                interviewers=(interviewer(EVA, **BOTH), interviewer(MATS)),
            ),
            [HELD],
            [
                f"Leila Berg kan inte {AT_NINE}.",
                "Eva Lind har en koppling till Leila Berg.",
                "Mats Örneblad talar inte engelska.",
            ],
            id="tid, koppling, språk",
        ),
        pytest.param(
            replace(
                MORNING, interviewers=(interviewer(EVA, most=1), interviewer(MATS, TEN))
            ),
            [HELD, LATER],
            [
                f"Mats Örneblad kan inte {AT_NINE}.",
                "Eva Lind har 2 intervjuer på en dag och tar högst 1.",
            ],
            id="för många, inte där",
        ),
    ],
)
def test_the_faults_in_a_plan(facts, interviews, faults):
    assert sorted(faults_in_plan(facts, Plan(tuple(interviews)))) == sorted(faults)


def test_a_slot_ends_after_it_begins():
    with pytest.raises(ValueError, match="sluta efter"):
        Slot(TUESDAY, NINE.ends_at, NINE.starts_at)
