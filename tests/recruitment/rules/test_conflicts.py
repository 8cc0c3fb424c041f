from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.dates import NBSP
from bt_admin.lib.people import Person
from recruitment.rules.conflicts import (
    ConflictFacts,
    Declaration,
    Employment,
    Link,
    Party,
    Supervision,
    links_between,
    may_judge,
)

EVA, LEILA, MATS = (Person(n, n) for n in ("Eva Lind", "Leila Berg", "Mats Örneblad"))
MEDICINE = Employment("med", date(2025, 1, 1), date(2025, 6, 30), "Medicinkliniken")
HOME = {"address": "Storgatan 1 A", "postcode": "352 31"}
FREE = ConflictFacts(
    judge=Party(EVA, "Lind", "Storgatan 2", "352 31"),
    applicant=Party(LEILA, "Berg", **HOME, employments=(MEDICINE,)),
)


def judge(**changes: object) -> dict[str, object]:
    return {"judge": replace(FREE.judge, **changes)}


def at_medicine(starts_on: date | None, ends_on: date | None) -> dict[str, object]:
    time = replace(MEDICINE, starts_on=starts_on, ends_on=ends_on)
    return judge(employments=(time,))


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        pytest.param({}, [], id="ingen"),
        pytest.param(
            {"judge": Party(LEILA, "Berg")}, ["ansökan är din egen"], id="egen ansökan"
        ),
        pytest.param(
            {"applicants": frozenset({EVA, LEILA})},
            ["du söker själv i samma omgång"],
            id="söker också",
        ),
        pytest.param(
            {"declarations": (Declaration(EVA, LEILA, date(2027, 3, 1)),)},
            [f"jäv anmäldes den 1{NBSP}mars 2027"],
            id="granskaren har anmält",
        ),
        pytest.param(
            {"declarations": (Declaration(LEILA, EVA, date(2027, 3, 1)),)},
            [f"jäv anmäldes den 1{NBSP}mars 2027"],
            id="den sökande har anmält",
        ),
        pytest.param(
            {"declarations": (Declaration(EVA, MATS, date(2027, 3, 1)),)},
            [],
            id="jäv mot en annan",
        ),
        pytest.param(
            {"supervisions": (Supervision(EVA, LEILA, date(2025, 2, 3)),)},
            [f"du var handledare åt den sökande den 3{NBSP}februari 2025"],
            id="var handledare",
        ),
        pytest.param(
            {"supervisions": (Supervision(LEILA, EVA),)},
            ["den sökande var din handledare"],
            id="hade som handledare",
        ),
        pytest.param(
            {"supervisions": (Supervision(MATS, LEILA),)}, [], id="en annan handledare"
        ),
        pytest.param(
            at_medicine(date(2025, 6, 30), None),
            [f"ni arbetade samtidigt vid Medicinkliniken den 30{NBSP}juni 2025"],
            id="en enda dag",
        ),
        pytest.param(at_medicine(date(2025, 7, 1), None), [], id="dagen efter"),
        pytest.param(
            at_medicine(None, None),
            [
                "ni arbetade samtidigt vid Medicinkliniken "
                f"1{NBSP}januari–30{NBSP}juni 2025"
            ],
            id="okänt när",
        ),
        pytest.param(
            {
                **at_medicine(None, date(2026, 1, 1)),
                "applicant": replace(
                    FREE.applicant, employments=(replace(MEDICINE, starts_on=None),)
                ),
            },
            [
                f"ni arbetade samtidigt vid Medicinkliniken till och med den 30{NBSP}juni 2025"
            ],
            id="öppet bakåt",
        ),
        pytest.param(
            judge(employments=(replace(MEDICINE, place="kir"),)), [], id="annan enhet"
        ),
        pytest.param(
            judge(surname="BERG", address="storgatan 1a", postcode="35231"),
            ["ni har samma efternamn och adress"],
            id="samma hushåll, annorlunda skrivet",
        ),
        pytest.param(judge(**HOME), [], id="bara samma adress"),
        pytest.param(judge(surname="Berg"), [], id="bara samma efternamn"),
        pytest.param(
            {
                **judge(surname="Berg", address="", postcode=""),
                "applicant": Party(LEILA, "Berg"),
            },
            [],
            id="ingen adress känd",
        ),
    ],
)
def test_what_ties_two_people(changes, texts):
    facts = replace(FREE, **changes)
    assert [one.text for one in links_between(facts)] == texts
    assert may_judge(facts).codes == ["review.conflict"] * bool(texts)


def test_every_link_is_named_in_one_refusal():
    facts = replace(
        FREE,
        **judge(surname="Berg", **HOME),
        supervisions=(Supervision(EVA, LEILA),),
    )
    assert [one.link for one in links_between(facts)] == [
        Link.SUPERVISED,
        Link.HOUSEHOLD,
    ]
    assert may_judge(facts).reasons[0].text == (
        "Du kan inte granska den här ansökan. Det finns en koppling mellan er: du var "
        "handledare åt den sökande och ni har samma efternamn och adress. Den har gått "
        "till en annan granskare."
    )


FIRST, DAYS = date(2025, 1, 1), 30
BORDERS = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def employments(draw):
    starts_on, ends_on = sorted([draw(BORDERS), draw(BORDERS)])
    return Employment(
        draw(st.sampled_from("AB")),
        draw(st.sampled_from([None, starts_on])),
        draw(st.sampled_from([None, ends_on])),
        "kliniken",
    )


HISTORIES = st.lists(employments(), max_size=3).map(tuple)


def days_at(history: tuple[Employment, ...]) -> set[tuple[object, int]]:
    return {
        (one.place, number)
        for one in history
        for number in range(-2, DAYS + 3)
        if (one.starts_on or date.min) <= FIRST + timedelta(days=number)
        if FIRST + timedelta(days=number) <= (one.ends_on or date.max)
    }


@settings(max_examples=100)
@given(HISTORIES, HISTORIES)
def test_a_shared_workplace_is_what_a_walk_through_every_day_finds(mine, theirs):
    one, other = Party(EVA, employments=mine), Party(LEILA, employments=theirs)
    walked = bool(days_at(mine) & days_at(theirs))
    assert bool(links_between(ConflictFacts(one, other))) is walked
    assert bool(links_between(ConflictFacts(other, one))) is walked
