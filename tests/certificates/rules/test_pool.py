"""The pool's shortlist, and what may be asked and answered, as tables of cases."""

from dataclasses import replace
from datetime import date

import pytest

from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, no
from certificates.rules.external import ExternalFacts, Involvement
from certificates.rules.inviting import (
    AnswerFacts,
    AskingFacts,
    may_answer,
    may_ask,
    may_decline,
)
from certificates.rules.kinship import Declared, are_close
from certificates.rules.pool import (
    PoolFacts,
    ShortlistFacts,
    Span,
    is_available,
    may_be_asked,
    shortlist,
)
from placements.rules.supervisors import Competence

DOCTOR, EVA, OLA = Person(0, "Sara Nilsson"), Person(1, "Eva Lind"), Person(2, "Ola Ek")
DAY = date(2027, 5, 10)
ABLE = Competence(
    licensed=True, specialities=frozenset({"kirurgi"}), assessment_trained=True
)


def member(person: Person = EVA, **facts: object) -> PoolFacts:
    given = {"person": person, "active": Span(date(2027, 1, 1)), "maximum": 4}
    return PoolFacts(**(given | facts))


def candidate(
    person: Person = EVA, involved: bool = False, **facts: object
) -> ShortlistFacts:
    external = ExternalFacts(
        person=person, doctor=DOCTOR, competence=ABLE, served=(), doctor_served=(),
        involvements=(Involvement("handledare", DAY),) if involved else (),
    )  # fmt: skip
    pool = {key: facts.pop(key) for key in list(facts) if key not in KEYS}
    return ShortlistFacts(
        member=member(person, **pool), external=external, on=DAY, town="Växjö", **facts
    )


KEYS = {"declined_on", "asked_on"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"active": Span(DAY, DAY)}, []),
        ({"active": Span(date(2027, 5, 11))}, ["pool.not_active"]),
        ({"active": Span(date(2027, 1, 1), date(2027, 5, 9))}, ["pool.not_active"]),
        ({"pauses": (Span(DAY, DAY),)}, ["pool.paused"]),
        ({"pauses": (Span(date(2027, 5, 11), None),)}, []),
        ({"pauses": (Span(date(2027, 5, 1), None),)}, ["pool.paused"]),
        ({"going_on": 1, "done": 2}, []),
        ({"going_on": 1, "done": 3}, ["pool.full"]),
        ({"lending": Span(date(2027, 1, 1), DAY), "lender": "Kalmar"}, []),
        (
            {"lending": Span(date(2027, 1, 1), date(2027, 5, 9)), "lender": "Kalmar"},
            ["pool.not_lent"],
        ),
    ],
)
def test_who_is_there_to_be_asked(facts: dict, expected: list[str]) -> None:
    assert is_available(member(**facts), DAY).codes == expected


def test_a_tie_and_an_earlier_no_come_before_the_pool() -> None:
    verdict = may_be_asked(candidate(involved=True, declined_on=DAY))
    assert verdict.codes == ["appoint_external.took_part", "pool.declined"]


def test_who_has_not_answered_is_not_asked_again() -> None:
    assert may_be_asked(candidate(asked_on=DAY)).codes == ["pool.asked"]


def ranked(*candidates: ShortlistFacts) -> list[str]:
    return [one.person.name for one in shortlist(candidates)]


def test_the_order_is_travel_then_fewest_then_longest_since_then_name() -> None:
    people = [Person(number, name) for number, name in enumerate("ABCDEF", start=1)]
    a, b, c, d, e, f = people
    assert ranked(
        candidate(a, towns=("Ljungby",)),
        candidate(b, done=2, last_on=date(2027, 2, 1)),
        candidate(c, done=1, last_on=date(2027, 4, 1)),
        candidate(d, done=1, last_on=date(2027, 3, 1), towns=("växjö",)),
        candidate(e),
        candidate(f, involved=True),
    ) == ["E", "D", "C", "B", "A", "F"]


def test_the_order_does_not_depend_on_the_order_asked() -> None:
    some = [candidate(Person(n, "Samma Namn")) for n in range(5)]
    assert shortlist(some) == shortlist(reversed(some))


def test_each_place_says_why() -> None:
    (first,) = shortlist([candidate(done=1, last_on=DAY, lender="Kalmar",
                                    towns=("Växjö",), distance="En timme.")])  # fmt: skip
    assert first.reasons == (
        "Legitimerad specialist med utbildning i kompetensbedömning.",
        "Ingen koppling till Sara Nilsson i det som är registrerat.",
        "Tillgänglig den 10\u00a0maj 2027.",
        "Ett uppdrag i år, av högst 4. Det senaste var den 10\u00a0maj 2027.",
        "Åker till Växjö. En timme.",
        "Lånas från Kalmar.",
    )


# --------------------------------------------------------------------------- asking
ASKING = AskingFacts(by=OLA, doctor=DOCTOR, person=YES, today=DAY)
TALKED = {
    "consulted": Person(7, "Karin"),
    "consulted_on": DAY,
    "consulted_said": "Bra.",
}


@pytest.mark.parametrize(
    ("facts", "expected", "warned"),
    [
        ({}, [], ["invite.not_consulted"]),
        (TALKED, [], []),
        (TALKED | {"consulting": True}, [], []),
        ({"consulting": True}, ["invite.consultation_missing"], []),
        (
            TALKED | {"consulted_said": " ", "consulting": True},
            ["invite.consultation_missing"],
            [],
        ),
        # Half a note is no note, also where none is asked for.
        ({"consulted_said": "Bra."}, ["invite.consultation_missing"], []),
        (
            TALKED | {"consulted_on": date(2027, 5, 11)},
            ["invite.consulted_ahead"],
            [],
        ),
        (TALKED | {"by": DOCTOR}, ["invite.by_doctor"], []),
        (TALKED | {"sitting": EVA}, ["invite.already_appointed"], []),
        (TALKED | {"waiting": EVA, "answer_by": DAY}, ["invite.already_asked"], []),
        (TALKED | {"waiting": EVA, "answer_by": date(2027, 5, 9)}, [], []),
        (TALKED | {"planned_on": date(2027, 5, 9)}, ["invite.day_passed"], []),
        (TALKED | {"person": no("x", "Nej.", HOUSE)}, ["x"], []),
    ],
)
def test_asking(facts: dict, expected: list[str], warned: list[str]) -> None:
    verdict = may_ask(replace(ASKING, **facts))
    assert (verdict.codes, verdict.warning_codes) == (expected, warned)


@pytest.mark.parametrize(
    ("by", "state", "yes", "no_"),
    [
        (EVA, "waiting", [], []),
        (OLA, "waiting", ["invite.not_asked"], ["invite.not_asked"]),
        (EVA, "accepted", ["invite.accepted"], ["invite.accepted"]),
        (EVA, "declined", ["invite.declined"], ["invite.declined"]),
        (EVA, "withdrawn", ["invite.withdrawn"], ["invite.withdrawn"]),
        (EVA, "replaced", ["invite.replaced"], ["invite.replaced"]),
    ],
)
def test_answering(by: Person, state: str, yes: list[str], no_: list[str]) -> None:
    facts = AnswerFacts(by=by, asked=EVA, state=state, closed_on=DAY, reason="Jäv.")
    assert (may_answer(facts).codes, may_decline(facts).codes) == (yes, no_)


def test_a_no_says_why() -> None:
    facts = AnswerFacts(by=EVA, asked=EVA, state="waiting", reason=" ")
    assert may_decline(facts).codes == ["invite.reason_missing"]


# ------------------------------------------------------------------------- relatives
@pytest.mark.parametrize(
    ("said", "close"),
    [
        (Declared(DOCTOR, "Eva Lind"), True),
        (Declared(EVA, "nilsson, SARA"), True),
        (Declared(EVA, "Annan", "SARA@example.org"), True),
        (Declared(OLA, "Eva Lind"), False),
        (Declared(DOCTOR, "Eva Lindh"), False),
        (Declared(DOCTOR, "Sara Nilsson"), False),
    ],
)
def test_who_is_close(said: Declared, close: bool) -> None:
    found = are_close(EVA, "eva@example.org", DOCTOR, "sara@example.org", [said])
    assert found == close
