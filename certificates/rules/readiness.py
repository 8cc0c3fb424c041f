"""What the final judgement still lacks: what, by whom and by when, from the first day.

It is made in the last week of BT. Four weeks before that week everybody who owes
something is told of their own part, once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.rules.delmal import collapse, missing_from
from bt_admin.lib.dates import list_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import (
    ASSESSMENT,
    BILAGA_2,
    BILAGA_4,
    EXTERNAL_ASSESSOR,
    HOUSE,
    REGIONAL_MODEL,
    REGULATION,
    Source,
)
from certificates.rules.completeness import READ, SIGNED, PlacementFact

WEEK = timedelta(days=7)
TOLD_BEFORE = 4 * WEEK  # needs 46: those who owe something hear of it four weeks before
# Ours: two weeks to read what is there, and to find a day that suits everybody.
READY_BEFORE = 2 * WEEK


@dataclass(frozen=True, kw_only=True)
class ReadinessFacts:
    """One BT on one day, as far as the final judgement rests on it.

    `seen`: delmål with evidence. `certified`: those somebody answers for. `managers`,
    `directors` and `office` are the region's AT/BT-chefer, studierektorer and
    administratörer. `away`: bedömare who have told that they are on leave in the last
    week.
    """

    doctor: Person
    last: date
    main_supervisor: Person | None
    placements: tuple[PlacementFact, ...]
    seen: frozenset[str]
    certified: frozenset[str]
    managers: tuple[Person, ...] = ()
    directors: tuple[Person, ...] = ()
    office: tuple[Person, ...] = ()
    licensed: bool = True
    collegium_wanted: bool = False
    collegium_held_on: date | None = None
    collegium_fed_back_on: date | None = None
    assessor: Person | None = None
    declared_on: date | None = None
    meeting_on: date | None = None
    away: tuple[Person, ...] = ()
    signs_first: bool = False
    signed_by_supervisor: bool = False
    regulation: str = REGULATION


@dataclass(frozen=True)
class Debt:
    """Something lacking. `people` owe it; `role` names them also when nobody is known.

    `page` is the address where it is done, of the BT unless it has a place of its own.
    """

    key: str
    what: str
    role: str
    people: tuple[Person, ...]
    due: date
    source: Source
    page: str = "programme"


def first_of_last_week(last: date) -> date:
    """The first of the seven days that end with the last day of BT."""
    return last - WEEK + timedelta(days=1)


def told_from(last: date) -> date:
    """From which day does the list go to those who owe something?"""
    return first_of_last_week(last) - TOLD_BEFORE


def what_is_missing(facts: ReadinessFacts) -> tuple[Debt, ...]:
    """What does the final judgement still lack, by whom and by when?

    Earliest first. Delmål without evidence or certificate (BILAGA_2), sammantagna
    bedömningar (ASSESSMENT), the kollegium where the region has one, the externa
    bedömaren (EXTERNAL_ASSESSOR), the meeting, and the doctor's legitimation.
    """
    found = [
        *_people(facts),
        *_delmal(facts),
        *_overall(facts),
        *_collegium(facts),
        *_assessor(facts),
        *_meeting(facts),
    ]
    return tuple(sorted(found, key=lambda debt: (debt.due, debt.key)))


def owed_by(person: Person, debts: tuple[Debt, ...]) -> tuple[Debt, ...]:
    """What among this does that person owe?"""
    return tuple(debt for debt in debts if person in debt.people)


def debtors(debts: tuple[Debt, ...]) -> tuple[Person, ...]:
    """Everybody who owes something, once."""
    return tuple(dict.fromkeys(person for debt in debts for person in debt.people))


# ------------------------------------------------------------------------- what and who
def _people(facts: ReadinessFacts) -> Iterator[Debt]:
    if not facts.licensed:
        yield Debt(
            "licence",
            f"Legitimation är inte registrerad för {facts.doctor}.",
            "administratören",
            facts.office,
            told_from(facts.last),
            HOUSE,
        )
    if facts.main_supervisor is None:
        yield Debt(
            "main_supervisor",
            "Ingen huvudansvarig handledare är utsedd.",
            "studierektorn",
            facts.directors,
            told_from(facts.last),
            BILAGA_4,
            "placements:appoint_main",
        )
    if facts.away:
        names = list_text([str(one) for one in facts.away])
        yield Debt(
            "away",
            f"{names} har anmält frånvaro under sista veckan. Bestäm en annan dag, "
            "eller utse någon annan.",
            "AT/BT-chefen",
            facts.managers,
            _ready(facts),
            HOUSE,
        )


def _delmal(facts: ReadinessFacts) -> Iterator[Debt]:
    left = missing_from(facts.certified, facts.regulation)
    unseen = tuple(code for code in left if code not in facts.seen)
    unsigned = tuple(code for code in left if code in facts.seen)
    if unseen:
        yield Debt(
            "evidence",
            f"Underlag saknas för {collapse(unseen)}. Be om bedömningar.",
            "BT-läkaren",
            (facts.doctor,),
            told_from(facts.last),
            ASSESSMENT,
            "delmal",
        )
    if unsigned:
        yield Debt(
            "delmal",
            f"Intyg om {collapse(unsigned)} är inte signerat.",
            "huvudansvarig handledare",
            _one(facts.main_supervisor),
            first_of_last_week(facts.last),
            BILAGA_2,
            "certificates:delmal",
        )


def _overall(facts: ReadinessFacts) -> Iterator[Debt]:
    for place in facts.placements:
        if not place.counts or place.overall in READ:
            continue
        due = min(place.ends_on + WEEK, first_of_last_week(facts.last))
        if place.overall in SIGNED:
            yield Debt(
                f"overall_unread:{place.label}",
                f"{place.label}: den sammantagna bedömningen är inte läst.",
                "BT-läkaren",
                (facts.doctor,),
                due,
                HOUSE,
                "assessments:list",
            )
            continue
        yield Debt(
            f"overall:{place.label}",
            f"{place.label}: den sammantagna bedömningen är inte signerad.",
            "handledaren",
            _one(place.supervisor),
            due,
            ASSESSMENT,
        )


def _collegium(facts: ReadinessFacts) -> Iterator[Debt]:
    if not facts.collegium_wanted or facts.collegium_fed_back_on is not None:
        return
    if facts.collegium_held_on is None:
        yield Debt(
            "collegium",
            "Inget BT-kollegium är dokumenterat.",
            "studierektorn",
            facts.directors,
            told_from(facts.last),
            REGIONAL_MODEL,
            "assessments:collegium_new",
        )
        return
    yield Debt(
        "feed_back",
        "Kollegiets bedömning är inte återkopplad.",
        "huvudansvarig handledare",
        _one(facts.main_supervisor),
        told_from(facts.last),
        REGIONAL_MODEL,
    )


def _assessor(facts: ReadinessFacts) -> Iterator[Debt]:
    if facts.assessor is None:
        yield Debt(
            "assessor",
            "Ingen extern bedömare är utsedd.",
            "AT/BT-chefen",
            facts.managers,
            told_from(facts.last),
            EXTERNAL_ASSESSOR,
            "certificates:appoint_external",
        )
    elif facts.declared_on is None:
        yield Debt(
            "declaration",
            f"{facts.assessor} har inte svarat på frågorna om jäv.",
            "extern bedömare",
            (facts.assessor,),
            _ready(facts),
            EXTERNAL_ASSESSOR,
            "certificates:declare",
        )


def _meeting(facts: ReadinessFacts) -> Iterator[Debt]:
    if facts.meeting_on is None:
        yield Debt(
            "meeting",
            "Mötet för slutbedömningen är inte planerat.",
            "huvudansvarig handledare",
            _one(facts.main_supervisor),
            _ready(facts),
            HOUSE,
        )
    if facts.signs_first and not facts.signed_by_supervisor:
        yield Debt(
            "competence",
            "Huvudansvarig handledare har inte signerat bilaga 4, och gör det före "
            "den externa bedömaren.",
            "huvudansvarig handledare",
            _one(facts.main_supervisor),
            facts.meeting_on or first_of_last_week(facts.last),
            REGIONAL_MODEL,
            "certificates:sign_competence",
        )


def _ready(facts: ReadinessFacts) -> date:
    return first_of_last_week(facts.last) - READY_BEFORE


def _one(person: Person | None) -> tuple[Person, ...]:
    return () if person is None else (person,)
