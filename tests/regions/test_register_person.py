"""A person becomes known in a region: once, and without telling on other regions."""

from datetime import date

import pytest

from bt_admin.lib.verdicts import Refused
from regions import access
from regions.actions.people import register_person
from regions.enums import QualificationKind
from regions.models import AuditRow, Qualification, RegionAssignment, User
from tests.cast import at

NUMBER = "199001012385"
LICENCE = date(2026, 6, 1)


def register(company, **changed):
    given = {
        "region": company.region,
        "first_name": "Märta",
        "last_name": "Öhrn",
        "email": "marta.ohrn@example.org",
        "personal_number": NUMBER,
        "licence_on": LICENCE,
        "by": company.bt_manager,
        "at": at(),
    }
    return register_person(**(given | changed))


def events():
    return list(AuditRow.objects.values_list("event", flat=True))


def test_somebody_new_gets_an_account_and_a_licence(cast):
    company = cast.kronoberg
    with company.inside():
        user = register(company)
        assert (user.full_name, user.email) == ("Märta Öhrn", "marta.ohrn@example.org")
        assert user.personal_number == NUMBER
        facts = user.qualifications.values_list("kind", "name", "on")
        assert list(facts) == [(QualificationKind.LICENCE, "Sverige", LICENCE)]
        assert events() == ["person.registered", "qualification.registered"]


def test_the_same_number_is_the_same_person_in_every_region(cast):
    with cast.kronoberg.inside():
        first = register(cast.kronoberg)
        here = events()
    with cast.stockholm.inside():
        again = register(cast.stockholm, email="another@example.org", licence_on=None)
        assert again == first
        assert again.email == "marta.ohrn@example.org"
        there = events()
    # Nothing in the log tells that another region knew the person.
    assert (here[0], there) == ("person.registered", ["person.registered"])
    assert User.objects.filter(personal_number=NUMBER).count() == 1


def test_one_changed_name_is_still_the_same_person(cast):
    with cast.kronoberg.inside():
        assert register(cast.kronoberg) == register(
            cast.kronoberg, last_name="Öhrn-Lind"
        )


def test_a_known_licence_is_left_as_it_is(cast):
    with cast.kronoberg.inside():
        user = register(cast.kronoberg)
        register(cast.kronoberg, licence_on=date(2026, 7, 1))
        dates = Qualification.objects.filter(user=user).values_list("on", flat=True)
        assert list(dates) == [LICENCE]


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        (
            {"first_name": "Håkan", "last_name": "Sjögren"},
            "personal_number",
            "Numret kan inte läggas till här. Kontakta bt@example.org.",
        ),
        (
            {"personal_number": "191212121212"},
            "email",
            "Adressen används redan. Skriv en annan.",
        ),
    ],
)
def test_what_belongs_to_somebody_else_is_refused(cast, changed, field, words):
    with cast.kronoberg.inside():
        register(cast.kronoberg)
    with cast.stockholm.inside():
        before = User.objects.count()
        with pytest.raises(Refused) as refused:
            register(cast.stockholm, **changed)
        (reason,) = refused.value.verdict.reasons
        assert (reason.field, reason.text) == (field, words)
        assert (User.objects.count(), events()) == (before, [])


def test_those_who_may_see_the_person_are_told_who_it_is(cast):
    company = cast.kronoberg
    with company.inside():
        user = register(company)
        role = {"role": "hr_coordinator", "starts": date(2026, 1, 1)}
        access.assign(RegionAssignment(region=company.region, user=user, **role))
        with pytest.raises(Refused, match="Numret finns redan hos Märta Öhrn"):
            register(company, first_name="Håkan", last_name="Sjögren")


def test_somebody_without_a_number_is_never_taken_for_another(cast):
    company = cast.kronoberg
    with company.inside():
        one = register(company, personal_number="", email="a@example.org")
        other = register(company, personal_number="", email="b@example.org")
        assert one != other
