"""Facts are the truth; guardian's grants are their copy."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from placements.models import Programme, ProgrammeAssignment, ProgrammeGrant
from placements.queries import permissions_on, programmes_for
from regions import access
from regions.models import Region, RegionAssignment, Unit
from regions.roles import ROLES, Permission


def test_the_copy_equals_the_facts(cast):
    for company in (cast.kronoberg, cast.stockholm):
        with company.inside():
            assert list(access.differences()) == []


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("bt_manager", True),
        ("deputy", True),
        ("studierektor", True),
        ("administrator", True),
        ("hr", False),
        ("unit_manager", True),
        ("doctor", True),
        ("main_supervisor", True),
        ("supervisor", True),
        ("psychiatrist", False),
        ("external", False),
        ("newcomer", False),
    ],
)
def test_who_sees_the_programme(cast, who, expected):
    kronoberg = cast.kronoberg
    user = getattr(kronoberg, who)
    with kronoberg.inside(user):
        seen = list(programmes_for(user, kronoberg.region))
    assert seen == ([kronoberg.programme] if expected else [])


def test_rights_follow_from_the_role(cast):
    kronoberg = cast.kronoberg
    with kronoberg.inside():
        rights = permissions_on(kronoberg.main_supervisor, kronoberg.programme)
        assert rights == set(ROLES["main_supervisor"].may)
        rights = permissions_on(kronoberg.unit_manager, kronoberg.programme)
        assert rights == {Permission.SEE, Permission.APPOINT}


def test_rights_end_with_the_assignment(cast):
    kronoberg = cast.kronoberg
    with kronoberg.inside():
        [assignment] = ProgrammeAssignment.objects.filter(user=kronoberg.supervisor)
        access.end(assignment, on=timezone.localdate() - timedelta(days=1))
        seen = programmes_for(kronoberg.supervisor, kronoberg.region)
        assert list(seen) == []


def test_rights_begin_and_end_with_time_alone(cast):
    kronoberg = cast.kronoberg
    tomorrow = timezone.localdate() + timedelta(days=1)
    with kronoberg.inside():
        assignment = RegionAssignment(
            region=kronoberg.region,
            user=kronoberg.newcomer,
            role="director_of_studies",
            starts=tomorrow,
            ends=tomorrow,
        )
        access.assign(assignment)
        assert access.granted(kronoberg.newcomer, kronoberg.region) == set()
        assert access.renew_all(tomorrow) == 1
        granted = access.granted(kronoberg.newcomer, kronoberg.region)
        assert granted == set(ROLES["director_of_studies"].may)
        assert access.renew_all(tomorrow + timedelta(days=1)) == 1
        assert access.granted(kronoberg.newcomer, kronoberg.region) == set()


@pytest.mark.django_db(transaction=True)
def test_check_grants_finds_and_mends(cast, capsys):
    with cast.kronoberg.inside():
        ProgrammeGrant.objects.filter(user=cast.kronoberg.supervisor).first().delete()
    with pytest.raises(CommandError, match="1 differences"):
        call_command("check_grants")
    call_command("check_grants", "--repair")
    call_command("check_grants")
    assert "Equal." in capsys.readouterr().out


def test_every_role_says_what_it_is_and_holds_only_what_its_scope_can():
    allowed = {
        "region": set(Permission) - {"assess", "own", "guide", "judge"},
        "unit": {Permission.SEE, Permission.APPOINT},
        "programme": {"see", "assess", "own", "guide", "judge"},
    }
    assert [r.key for r in ROLES.values() if not r.description or not r.title] == []
    assert [r.key for r in ROLES.values() if not r.may <= allowed[r.scope]] == []


def test_what_is_found_by_a_right_is_where_the_right_is_held(cast):
    """For everybody, each right and each kind of thing; nothing of another region."""
    company = cast.kronoberg
    people = ("bt_manager", "hr", "unit_manager", "doctor", "supervisor", "external")
    with company.inside():
        for model in (Region, Unit, Programme):
            for right in access.rights_declared_on(model):
                for user in [getattr(company, who) for who in people]:
                    held = {
                        thing
                        for thing in model.objects.all()
                        if right in access.granted(user, thing)
                    }
                    found = access.things_with(user, Permission(right), model)
                    assert (right, set(found)) == (right, held)
        assert not access.things_with(cast.stockholm.doctor, Permission.SEE, Programme)
