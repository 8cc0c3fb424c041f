"""Who has read a portfolio, and in which scope a role is held."""

from datetime import timedelta

from django.utils import timezone

from placements.models import Programme
from regions import access, history
from regions.actions.reading import note_reading
from regions.models import Region
from tests.page_reads import at_most


def read(company, by, at=None):
    return note_reading(
        programme=company.programme,
        roles=["director_of_studies"],
        by=by,
        at=at or timezone.now(),
    )


def test_one_row_for_each_reader_and_day(cast):
    company, now = cast.kronoberg, timezone.now()
    with company.inside():
        first = read(company, company.studierektor, now - timedelta(days=1))
        second = read(company, company.studierektor, now)
        assert read(company, company.studierektor, now) is None
        other = read(company, company.bt_manager, now)
        assert list(history.readings(company.programme)) == [other, second, first]


def test_readings_are_told_with_name_and_role(cast):
    company = cast.kronoberg
    with company.inside():
        row = read(company, company.studierektor)
        told = history.readings_told(history.readings(company.programme))
    assert told == [history.Reading(row.at, "Studierektor Kronoberg", "studierektor")]


def test_what_nobody_did_the_system_did(cast):
    with cast.kronoberg.inside():
        assert history.names_of([]) == {None: "Systemet"}


def test_a_membership_knows_what_it_is_held_in(cast):
    company = cast.kronoberg

    def scopes(user):
        with company.inside(user):
            return [(one.role, one.scope_id) for one in access.memberships(user)]

    programme = str(company.programme.pk)
    assert scopes(company.doctor) == [("doctor", programme)]
    assert scopes(company.unit_manager) == [("unit_manager", str(company.units[1].pk))]
    assert scopes(company.studierektor) == [
        ("director_of_studies", str(company.region.pk))
    ]


def test_rights_in_many_things_are_one_question(cast):
    company = cast.kronoberg
    scopes = {Programme: [company.programme.pk], Region: [company.region.pk]}
    with company.inside(), at_most(1):
        rights = access.names_of(access.granted_in(company.main_supervisor, scopes))
    assert rights == {"see", "assess", "guide"}
