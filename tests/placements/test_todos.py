"""What waits for whom in the planning."""

from datetime import timedelta

import pytest

from placements import actions, queries
from placements.enums import EmploymentForm
from placements.models import ProgrammeAssignment
from regions import access
from tests.cast import at


def todos(user, region, today):
    held = access.roles_of(user, region)
    return queries.todos_for(user, region, today, held)


def titles(company, user, today):
    with company.inside(user):
        return [(todo.title, todo.what) for todo in todos(user, company.region, today)]


def open_bt(company, **units):
    with company.inside():
        return actions.open_programme(
            region=company.region,
            user=company.newcomer,
            model=company.model,
            starts_on=at().date() + timedelta(days=20),
            employment_form=EmploymentForm.STANDALONE,
            units=units,
            by=company.bt_manager,
            at=at(),
        )


SURGERY = ("Utse handledare, Kirurgi", "Doctor Kronoberg")
PSYCHIATRY = ("Utse handledare, Psykiatri", "Doctor Kronoberg")
MAIN = ("Utse huvudansvarig handledare", "Newcomer Kronoberg")
UNIT = ("Välj vårdenhet, Primärvård", "Newcomer Kronoberg")
HANDLEDARE = ("Utse handledare, Primärvård", "Newcomer Kronoberg")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("bt_manager", [MAIN, UNIT, SURGERY, PSYCHIATRY]),
        ("studierektor", [MAIN, UNIT, SURGERY, PSYCHIATRY]),
        ("administrator", [UNIT]),
        ("hr", []),
        ("unit_manager", []),
        ("doctor", []),
        ("supervisor", []),
        ("newcomer", []),
    ],
)
def test_each_is_asked_for_what_they_may_do(cast, who, expected):
    company = cast.kronoberg
    open_bt(company)
    found = titles(company, getattr(company, who), cast.today)
    assert sorted(found) == sorted(expected)


def test_a_unit_comes_before_a_handledare(cast):
    company = cast.kronoberg
    programme = open_bt(company)
    begins = programme.starts_on - timedelta(days=20)
    assert titles(company, company.administrator, begins) == [UNIT]
    assert UNIT in titles(company, company.bt_manager, begins)
    with company.inside():
        programme.placements.filter(title="Primärvård").update(unit=company.units[0])
    assert titles(company, company.administrator, begins) == []
    assert HANDLEDARE in titles(company, company.bt_manager, begins)


def test_whoever_answers_for_the_unit_is_asked_about_the_unit(cast):
    company = cast.kronoberg
    with company.inside():
        ProgrammeAssignment.objects.filter(user=company.supervisor).delete()
    begun = company.programme.starts_on + timedelta(days=31)
    assert titles(company, company.unit_manager, begun) == [
        ("Utse handledare, Internmedicin", "Doctor Kronoberg")
    ]


def test_the_note_says_when_and_where(cast):
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        found = todos(company.bt_manager, company.region, cast.today)
        notes = {todo.title: todo.note.replace("\u00a0", " ") for todo in found}
    assert notes["Utse handledare, Kirurgi"].startswith("Började ")
    assert notes["Utse handledare, Psykiatri"].startswith("Börjar ")
    assert notes["Utse handledare, Psykiatri"].endswith(
        " på Vuxenpsykiatrin Kronoberg. Ingen handledare är utsedd."
    )


@pytest.mark.parametrize(
    ("role", "asked"),
    [("bt_manager", 3), ("studierektor", 2), ("unit_manager", 1), ("doctor", 0)],
)
def test_few_queries_however_much_there_is(
    cast, django_assert_num_queries, role, asked
):
    company = cast.kronoberg
    open_bt(company)
    person = getattr(company, role)
    with company.inside(person):
        held = access.roles_of(person, company.region)
        with django_assert_num_queries(asked):
            queries.todos_for(person, company.region, cast.today, held)


def test_nothing_of_the_other_region(cast):
    stockholm = cast.stockholm
    with cast.kronoberg.inside(stockholm.bt_manager):
        found = todos(stockholm.bt_manager, cast.kronoberg.region, cast.today)
        assert found == []
