"""People are added to a region, serve somewhere, are given roles, and put right."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction

from bt_admin.lib.verdicts import Refused
from regions import access, outbox
from regions.actions.employments import end_employment, register_employment
from regions.actions.qualifications import correct_qualification
from regions.actions.rights import give_role
from regions.actions.staff import add_person, change_person
from regions.context import in_region
from regions.models import (
    AuditRow,
    Employment,
    OutboxMessage,
    Qualification,
    Region,
    Unit,
    User,
)
from regions.roles import Permission
from tests.cast import at

NEW = {
    "first_name": "Märta",
    "last_name": "Öhrn",
    "email": "marta.ohrn@example.org",
    "personal_number": "",
    "title": "överläkare",
    "starts": "2026-01-01",
}
NUMBER = "199001012385"
PEOPLE = "/kronoberg/personer/"


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside():
        yield cast.kronoberg


@pytest.fixture
def unit(company):
    return Unit.objects.filter(region=company.region).first()


def add(company, **changed):
    facts = NEW | {
        "region": company.region,
        "starts": date(2026, 1, 1),
        "unit": None,
        "role": "",
        "by": company.bt_manager,
        "at": at(),
    }
    return add_person(**(facts | changed))


def change(company, user, **changed):
    keys = ("first_name", "last_name", "email", "title", "workplace")
    facts = {key: getattr(user, key) for key in keys} | {"personal_number": ""}
    who = {"region": company.region, "by": company.administrator, "at": at()}
    return change_person(user=user, **who, **(facts | changed))


def give(company, user, **changed):
    facts = {
        "role": "director_of_studies",
        "unit": None,
        "starts": access.today(),
        "ends": None,
        "by": company.bt_manager,
    }
    region = company.region
    return give_role(region=region, user=user, at=at(), **(facts | changed))


def serve(company, user, unit, starts, ends=None):
    who = {"region": company.region, "by": company.administrator, "at": at()}
    return register_employment(user=user, unit=unit, starts=starts, ends=ends, **who)


def codes(refused):
    return refused.value.verdict.codes


# ------------------------------------------------------------------------------ added
def test_somebody_new_serves_at_a_unit_and_is_there_once(company, unit):
    user = add(company, unit=unit)
    assert add(company, unit=unit) == user
    assert [row.unit for row in user.employments.all()] == [unit]
    assert (user.title, user.workplace) == ("överläkare", str(unit))


def test_with_a_role_they_have_its_rights(company):
    user = add(company, role="director_of_studies")
    assert access.may(user, Permission.LEAD, company.region)


def test_somebody_who_belongs_nowhere_is_not_added(company):
    with pytest.raises(Refused) as refused:
        add(company)
    assert codes(refused) == ["person.nowhere"]
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_who_may_not_give_roles_adds_nobody_with_one(company):
    with pytest.raises(Refused), transaction.atomic():
        add(company, role="administrator", by=company.administrator)
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_an_address_that_is_somebody_elses_is_refused(company, unit):
    with pytest.raises(Refused) as refused:
        add(company, unit=unit, email=company.supervisor.email.upper())
    assert codes(refused) == ["person.address_taken"]


# -------------------------------------------------------------------------------- roles
def test_a_role_is_given_once(company):
    row = give(company, company.newcomer)
    assert give(company, company.newcomer) == row
    events = AuditRow.objects.filter(event="role.given")
    assert [one.detail["role"] for one in events] == ["director_of_studies"]


def test_a_role_in_a_unit_is_held_there(company, unit):
    give(company, company.newcomer, role="unit_lead", unit=unit)
    assert access.may(company.newcomer, Permission.SEE, unit)


def test_what_is_held_in_the_region_is_not_held_in_a_unit(company, unit):
    row = give(company, company.newcomer, unit=unit)
    assert row.SCOPE == "region"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"role": "unit_lead"}, "role.unit"),
        ({"role": "doctor"}, "role.unknown"),
        ({"role": "stand_in"}, "role.unknown"),
        ({"role": "pool_assessor"}, "role.unknown"),
        ({"role": "nonsense"}, "role.unknown"),
        ({"ends": access.today() - timedelta(days=1)}, "role.days"),
    ],
)
def test_what_is_no_role_to_give_is_refused(company, changed, code):
    with pytest.raises(Refused) as refused:
        give(company, company.newcomer, **changed)
    assert codes(refused) == [code]


def test_nobody_gives_themselves_a_role(company):
    with pytest.raises(Refused) as refused:
        give(company, company.bt_manager)
    assert codes(refused) == ["rights.own"]


def test_the_same_role_is_not_held_twice_on_a_day(company):
    give(company, company.newcomer)
    with pytest.raises(Refused) as refused:
        give(company, company.newcomer, starts=access.today() + timedelta(days=9))
    assert codes(refused) == ["role.held"]


@pytest.mark.parametrize("who", ["administrator", "studierektor", "doctor", "deputy"])
def test_only_who_keeps_the_roles_gives_them(company, who):
    with pytest.raises(Refused):
        give(company, company.newcomer, by=getattr(company, who))
    assert not AuditRow.objects.filter(event="role.given").exists()


# --------------------------------------------------------------------------- employments
def test_where_somebody_serves_is_registered_once_and_ended(company, unit):
    row = serve(company, company.hr, unit, date(2020, 1, 1))
    assert serve(company, company.hr, unit, date(2020, 1, 1)) == row
    for _click in range(2):
        end_employment(
            employment=row, ends=date(2021, 1, 1), by=company.administrator, at=at()
        )
    row.refresh_from_db()
    assert row.ends == date(2021, 1, 1)
    events = AuditRow.objects.values_list("event", flat=True)
    assert list(events) == ["employment.registered", "employment.ended"]


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (date(2020, 6, 1), None, "employment.known"),
        (date(2019, 1, 1), date(2020, 1, 1), "employment.known"),
        (date(2019, 1, 1), date(2018, 1, 1), "employment.days"),
    ],
)
def test_days_that_run_into_each_other_are_refused(company, unit, starts, ends, code):
    serve(company, company.hr, unit, date(2020, 1, 1), date(2020, 12, 31))
    with pytest.raises(Refused) as refused:
        serve(company, company.hr, unit, starts, ends)
    assert codes(refused) == [code]


def test_the_day_after_is_another_time(company, unit):
    serve(company, company.hr, unit, date(2020, 1, 1), date(2020, 12, 31))
    serve(company, company.hr, unit, date(2021, 1, 1))
    assert Employment.objects.filter(user=company.hr).count() == 2


# ---------------------------------------------------------------------------- put right
def test_a_name_is_changed_and_the_log_tells_which_facts(company):
    change(company, company.supervisor, last_name="Ørsted-Ŋ")
    change(company, company.supervisor, last_name="Ørsted-Ŋ")
    company.supervisor.refresh_from_db()
    assert company.supervisor.last_name == "Ørsted-Ŋ"
    assert AuditRow.objects.get(event="person.changed").detail == {
        "fields": ["last_name"]
    }


def test_a_new_address_is_told_to_the_old_and_the_new(company):
    before = company.supervisor.email
    User.objects.update(is_demo=False)
    change(company, company.supervisor, email="ny@example.org")
    for row in OutboxMessage.objects.all():
        outbox.deliver_one(row.pk, at=at())
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        [before, "ny@example.org"]
    )
    assert "Dina uppgifter i BT-systemet har ändrats" in mail.outbox[0].subject


def test_a_number_that_is_somebody_elses_is_refused(company):
    User.objects.filter(pk=company.doctor.pk).update(personal_number=NUMBER)
    with pytest.raises(Refused) as refused:
        change(company, company.supervisor, personal_number=NUMBER)
    assert codes(refused) == ["person.number_taken"]


def test_people_of_another_region_are_not_changed(company, cast):
    with pytest.raises(User.DoesNotExist):
        change(company, cast.stockholm.supervisor, last_name="Annan")


@pytest.mark.parametrize("who", ["doctor", "hr", "supervisor"])
def test_who_does_not_plan_changes_nobody(company, who):
    with pytest.raises(Refused):
        change_person(
            region=company.region, user=company.supervisor, first_name="X",
            last_name="Y", email="x@example.org", personal_number="", title="",
            workplace="", by=getattr(company, who), at=at(),
        )  # fmt: skip


def correct(company, row, on, by=None):
    who = {"region": company.region, "by": by or company.administrator, "at": at()}
    correct_qualification(user=row.user, qualification=str(row.pk), on=on, **who)


def test_a_fact_is_corrected_and_taken_away_once(company):
    row = company.supervisor.qualifications.first()
    for on in (date(2001, 2, 3), date(2001, 2, 3), None, None):
        correct(company, row, on)
    assert not Qualification.objects.filter(pk=row.pk).exists()
    rows = AuditRow.objects.filter(event="qualification.corrected").order_by("number")
    assert [one.detail["on"] for one in rows] == ["2001-02-03", ""]


def test_a_fact_is_not_corrected_into_the_future_nor_by_anybody(company):
    row = company.supervisor.qualifications.first()
    with pytest.raises(Refused) as refused:
        correct(company, row, date(2999, 1, 1))
    assert codes(refused) == ["qualification.future"]
    with pytest.raises(Refused):
        correct(company, row, None, by=company.doctor)
    assert Qualification.objects.filter(pk=row.pk, on=row.on).exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Välj en uppgift."),
        ({"how": "date"}, "Skriv ett datum."),
        ({"how": "date", "on": "2027-02-30"}, "Det finns inget datum 2027-02-30."),
        ({"qualification": "0", "how": "never"}, "Uppgiften finns inte längre."),
    ],
)
def test_what_is_wrong_in_a_correction_is_said(client, cast, given, words):
    client.force_login(cast.kronoberg.studierektor)
    path = f"{PEOPLE}{cast.kronoberg.supervisor.pk}/ratta/"
    response = client.post(path, given)
    assert response.status_code == 422
    assert words in response.content.decode()


# ------------------------------------------------------------------ where nobody is yet
def first_manager(slug):
    said = StringIO()
    names = ("Märta", "Öhrn", NEW["email"])
    call_command("first_manager", slug, *names, stdout=said)
    return said.getvalue()


def test_a_region_that_has_nobody_gets_its_first_manager(db):
    assert first_manager("gotland") == "Märta Öhrn är AT/BT-chef i Region Gotland.\n"
    user = User.objects.get(email=NEW["email"])
    with in_region(Region.objects.get(slug="gotland").pk):
        assert access.may(
            user, Permission.ADMINISTER, user.regionassignments.get().region
        )
    with pytest.raises(CommandError, match="har redan en AT/BT-chef"):
        first_manager("gotland")


@pytest.mark.parametrize("slug", ["kronoberg", "nowhere"])
def test_elsewhere_nobody_is_put_above_those_who_are_there(cast, slug):
    with pytest.raises(CommandError):
        first_manager(slug)


# ------------------------------------------------------------------------------- pages
def test_the_page_adds_a_person_and_shows_them(client, cast):
    company = cast.kronoberg
    with company.inside():
        unit = Unit.objects.filter(region=company.region).first()
    client.force_login(company.studierektor)
    given = NEW | {"unit": str(unit.pk)}
    page = client.post(f"{PEOPLE}ny/", given, follow=True).content.decode()
    assert "Märta Öhrn finns nu i regionen." in page
    assert str(unit) in page
    assert "Märta Öhrn" in client.get(f"{PEOPLE}?namn=öhrn").content.decode()


def test_past_service_is_registered_where_the_unit_has_closed(client, cast):
    company = cast.kronoberg
    with company.inside():
        unit = Unit.objects.filter(region=company.region).first()
        Unit.objects.filter(pk=unit.pk).update(closed_on=date(2024, 1, 1))
    client.force_login(company.administrator)
    given = {"unit": str(unit.pk), "starts": "2020-01-01", "ends": "2020-12-31"}
    path = f"{PEOPLE}{company.supervisor.pk}/tjanstgoring/"
    assert client.post(path, given).status_code == 302
    assert str(unit.pk) not in client.get(f"{PEOPLE}ny/").content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"first_name": ""}, "Skriv förnamn."),
        ({"email": "utan snabel-a"}, "Adressen saknar @"),
        ({"personal_number": "123"}, "Skriv tolv siffror"),
        ({"last_name": "Å" * 81}, "Skriv högst 80 tecken."),
        ({"starts": "i går"}, "ÅÅÅÅ-MM-DD"),
        ({"role": "doctor"}, "Välj en roll i listan."),
        ({"unit": "00000000-0000-4000-8000-000000000000"}, "Välj en enhet i listan."),
        ({}, "Välj en enhet eller en roll."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, cast, changed, words):
    client.force_login(cast.kronoberg.bt_manager)
    response = client.post(f"{PEOPLE}ny/", NEW | changed)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "överläkare" in page


def test_a_role_is_only_offered_to_who_may_give_it(client, cast):
    for who, offered in (("bt_manager", True), ("studierektor", False)):
        client.force_login(getattr(cast.kronoberg, who))
        page = client.get(f"{PEOPLE}ny/").content.decode()
        assert ("Välj en roll" in page) is offered


def test_the_list_asks_as_much_for_many_as_for_few(
    client, cast, django_assert_max_num_queries
):
    client.force_login(cast.kronoberg.studierektor)
    client.get(PEOPLE)
    with django_assert_max_num_queries(16) as few:
        client.get(f"{PEOPLE}?namn=supervisor")
    with django_assert_max_num_queries(16) as many:
        client.get(PEOPLE)
    assert len(many) == len(few)
