"""The roles of a region are confirmed once a year; what is left behind ends."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from bt_admin.lib.verdicts import Refused
from regions import access, rights
from regions.actions.rights import confirm_rights, end_role
from regions.models import AuditRow, RightsConfirmation, User
from tests.cast import at
from tests.page_reads import at_most

URL = "/kronoberg/roller/"


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside():
        yield cast.kronoberg


def shown(company):
    return rights.digest_of(rights.holders_of_rights(company.region, access.today()))


def confirm(company, by=None, **given):
    facts = {"shown": shown(company), "region": company.region, "at": at(), **given}
    return confirm_rights(by=by or company.bt_manager, **facts)


def events():
    return list(AuditRow.objects.values_list("event", flat=True))


def test_confirmed_once_however_often_it_is_pressed(company):
    assert rights.is_to_be_confirmed(company.region, access.today())
    assert confirm(company) == confirm(company)
    assert events() == ["rights.confirmed"]
    assert not rights.is_to_be_confirmed(company.region, access.today())
    year = access.today() + timedelta(days=365)
    assert rights.is_to_be_confirmed(company.region, year)


def test_only_what_was_read_is_confirmed(company):
    with pytest.raises(Refused) as refused:
        confirm(company, shown="0" * 64)
    assert refused.value.verdict.codes == ["rights.changed"]
    assert RightsConfirmation.objects.count() == 0


@pytest.mark.parametrize("role", ["deputy", "studierektor", "administrator", "doctor"])
def test_others_confirm_and_end_nothing(company, role):
    by = getattr(company, role)
    with pytest.raises(Refused):
        confirm(company, by=by)
    row = company.hr.regionassignments.get()
    with pytest.raises(Refused):
        end_role(assignment=row, by=by, at=at())
    assert events() == []


def test_a_confirmation_is_never_changed(company):
    row = confirm(company)
    with pytest.raises(DatabaseError), transaction.atomic():
        RightsConfirmation.objects.filter(pk=row.pk).update(count=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_a_role_left_behind_ends_once_with_its_rights(company):
    row = company.studierektor.regionassignments.get()
    for _click in range(2):
        end_role(assignment=row, by=company.bt_manager, at=at())
    assert events() == ["role.ended"]
    assert access.granted(company.studierektor, company.region) == set()
    assert access.memberships(company.studierektor) == []


def test_nobody_ends_their_own(company):
    row = company.bt_manager.regionassignments.get()
    with pytest.raises(Refused) as refused:
        end_role(assignment=row, by=company.bt_manager, at=at())
    assert refused.value.verdict.codes == ["rights.own"]


def test_the_page_lists_confirms_and_is_asked_for(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    assert "Gå igenom regionens roller" in client.get("/kronoberg/").content.decode()
    page = client.get(URL)
    assert "Supervisor Kronoberg" in page.content.decode()
    assert "Stockholm" not in page.content.decode()
    with cast.kronoberg.inside():
        pk = cast.kronoberg.hr.regionassignments.get().pk
    for words in (f'popovertarget="avsluta-{pk}"', f'id="avsluta-{pk}" popover'):
        assert words in page.content.decode()
    fields = {"shown": page.context["shown"]}
    assert client.post(URL, fields).status_code == 302
    assert "Bekräftad av Bt Manager" in client.get(URL).content.decode()
    assert "regionens roller" not in client.get("/kronoberg/").content.decode()


def test_a_stale_list_is_shown_again(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    response = client.post(URL, {"shown": "gammal"})
    assert response.status_code == 422
    assert "Listan har ändrats" in response.content.decode()


def test_the_list_costs_the_same_with_three_more(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    with at_most(16) as before:
        client.get(URL)
    with cast.kronoberg.inside():
        for number in range(3):
            user = User.objects.create_user(
                f"n{number}@example.org", first_name="N", last_name=str(number)
            )
            unit = company_unit(cast.kronoberg, user)
            access.assign(unit)
    with at_most(len(before)):
        client.get(URL)


def company_unit(company, user):
    from regions.models import UnitAssignment

    return UnitAssignment(
        region=company.region, unit=company.units[0], user=user, role="unit_lead",
        starts=access.today(),
    )  # fmt: skip
