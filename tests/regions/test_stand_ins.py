"""A stand-in sees what waits, and does what may be passed on: no more, no longer."""

from datetime import timedelta

import pytest

from bt_admin.lib.verdicts import Refused
from placements.models import ProgrammeAssignment
from placements.queries import permissions_on, programmes_for
from regions import access, tasks
from regions.actions.stand_ins import end_stand_in, name_stand_in
from regions.context import in_region
from regions.models import AuditRow, OutboxMessage, StandIn
from regions.roles import Permission
from tests.cast import at

P = Permission
DAY = timedelta(days=1)


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside():
        yield cast.kronoberg


def name(company, absent=None, **given):
    absent = absent or company.main_supervisor
    today = access.today()
    facts = {
        "stand_in": company.psychiatrist,
        "region": company.region,
        "starts": today,
        "ends": today + 20 * DAY,
        "by": absent,
        "at": at(),
    }
    return name_stand_in(absent=absent, **facts | given)


def rights(company, user=None):
    return permissions_on(user or company.psychiatrist, company.programme)


def events():
    return list(AuditRow.objects.values_list("event", flat=True))


# ------------------------------------------------------------------------- what follows
def test_a_stand_in_sees_and_assesses_but_does_not_certify(company):
    name(company)
    assert rights(company) == {P.SEE, P.ASSESS}
    assert list(programmes_for(company.psychiatrist, company.region)) == [
        company.programme
    ]
    assert rights(company, company.main_supervisor) >= {P.GUIDE}
    assert list(access.differences()) == []


def test_a_stand_in_for_the_studierektor_leads_and_appoints(company):
    name(company, company.studierektor)
    assert access.granted(company.psychiatrist, company.region) == {
        P.SEE, P.PLAN, P.APPOINT, P.LEAD,
    }  # fmt: skip
    acting = access.acting("director_of_studies", company.region)
    assert set(acting) == {company.studierektor, company.psychiatrist}


@pytest.mark.parametrize("role", ["bt_manager", "unit_manager", "administrator"])
def test_other_roles_have_no_stand_in(company, role):
    with pytest.raises(Refused) as refused:
        name(company, getattr(company, role))
    assert refused.value.verdict.codes == ["stand_in.no_role"]


def test_what_is_held_besides_is_not_passed_on(company):
    """A studierektor who is also AT/BT-chef passes on the one role alone."""
    manager = company.bt_manager
    access.assign(
        ProgrammeAssignment(
            region=company.region, programme=company.programme, user=manager,
            role="placement_supervisor", placement=company.placements[3],
            starts=access.today(),
        )
    )  # fmt: skip
    name(company, manager)
    assert rights(company) == {P.SEE, P.ASSESS}
    assert access.granted(company.psychiatrist, company.region) == set()


def test_a_stand_ins_stand_in_gets_nothing(company):
    name(company)
    today = access.today()
    access.assign(
        StandIn(
            region=company.region, absent=company.psychiatrist, user=company.external,
            role="stand_in", starts=today, ends=today,
        )
    )  # fmt: skip
    assert rights(company, company.external) == set()


def test_an_appointment_made_meanwhile_follows(company):
    name(company)
    [row] = ProgrammeAssignment.objects.filter(
        user=company.main_supervisor, role="main_supervisor"
    )
    for mine in ProgrammeAssignment.objects.filter(user=company.main_supervisor):
        access.end(mine, on=access.today() - DAY)
    assert rights(company) == set()
    again = ProgrammeAssignment(
        region=company.region, programme=company.programme, user=row.user,
        role=row.role, starts=access.today(),
    )  # fmt: skip
    access.assign(again)
    assert rights(company) == {P.SEE, P.ASSESS}


def test_it_begins_and_ends_at_midnight(company):
    today = access.today()
    name(company, starts=today + DAY, ends=today + 3 * DAY)
    assert rights(company) == set()
    assert access.renew_turning(today + DAY) == 1
    assert rights(company) == {P.SEE, P.ASSESS}
    assert access.renew_turning(today + 2 * DAY) == 0
    assert access.renew_turning(today + 4 * DAY) == 1
    assert rights(company) == set()


def test_it_is_of_one_region(cast):
    kronoberg, stockholm = cast.kronoberg, cast.stockholm
    person = kronoberg.main_supervisor
    with stockholm.inside():
        access.assign(
            ProgrammeAssignment(
                region=stockholm.region, programme=stockholm.programme, user=person,
                role="placement_supervisor", placement=stockholm.placements[3],
                starts=access.today(),
            )
        )  # fmt: skip
    with kronoberg.inside():
        name(kronoberg)
    with stockholm.inside():
        assert rights(stockholm, kronoberg.psychiatrist) == set()
        assert StandIn.objects.count() == 0
    with in_region(kronoberg.region.pk):
        assert [
            one.region_id for one in access.memberships(kronoberg.psychiatrist)
        ] == [kronoberg.region.pk]


# ----------------------------------------------------------------------------- naming
@pytest.mark.parametrize("by", ["studierektor", "bt_manager", "deputy"])
def test_those_who_appoint_name_one_for_somebody_else(company, by):
    name(company, by=getattr(company, by))
    assert events() == ["stand_in.named"]
    told = OutboxMessage.objects.values_list("payload__user", flat=True)
    assert set(told) == {str(company.psychiatrist.pk), str(company.main_supervisor.pk)}


@pytest.mark.parametrize(
    "by",
    ["supervisor", "doctor", "administrator", "hr", "psychiatrist", "unit_manager"],
)
def test_others_name_none(company, by):
    with pytest.raises(Refused):
        name(company, by=getattr(company, by))
    assert (StandIn.objects.count(), events()) == (0, [])


def test_a_second_click_names_one(company):
    assert name(company) == name(company)
    assert (StandIn.objects.count(), events()) == (1, ["stand_in.named"])
    assert OutboxMessage.objects.count() == 1


def test_one_at_a_time(company):
    name(company)
    with pytest.raises(Refused) as refused:
        name(company, stand_in=company.supervisor)
    assert refused.value.verdict.codes == ["stand_in.taken"]


def test_the_doctor_stands_in_for_nobody(company):
    with pytest.raises(Refused) as refused:
        name(company, stand_in=company.doctor)
    assert "stand_in.bound" in refused.value.verdict.codes


def test_a_crash_leaves_nothing(company, monkeypatch):
    def fall(*args, **kwargs):
        raise OSError("no disk")

    monkeypatch.setattr("regions.actions.stand_ins.tell", fall)
    with pytest.raises(OSError, match="no"):
        name(company)
    assert (StandIn.objects.count(), events(), rights(company)) == (0, [], set())


# ----------------------------------------------------------------------------- ending
@pytest.mark.parametrize("by", ["main_supervisor", "psychiatrist", "studierektor"])
def test_ended_at_once_and_once(company, by):
    row = name(company)
    for _click in range(2):
        end_stand_in(stand_in=row, by=getattr(company, by), at=at())
    assert events() == ["stand_in.named", "stand_in.ended"]
    assert rights(company) == set()
    assert list(access.differences()) == []


def test_what_has_been_in_force_keeps_its_days(company):
    row = name(company)
    StandIn.objects.update(starts=access.today() - 3 * DAY)
    end_stand_in(stand_in=row, by=company.main_supervisor, at=at())
    [kept] = StandIn.objects.all()
    assert kept.ends == access.today() - DAY
    assert rights(company) == set()


def test_others_end_none(company):
    row = name(company)
    with pytest.raises(Refused):
        end_stand_in(stand_in=row, by=company.doctor, at=at())
    assert rights(company) == {P.SEE, P.ASSESS}


# ------------------------------------------------------------------------------ tasks
@pytest.mark.django_db(transaction=True)
def test_midnight_turns_every_region(cast, monkeypatch):
    today = access.today()
    for company in (cast.kronoberg, cast.stockholm):
        with company.inside():
            name(company, starts=today + DAY, ends=today + DAY)
    monkeypatch.setattr(access, "today", lambda: today + DAY)
    assert (tasks.turn_grants(None), tasks.turn_grants(None)) == (2, 0)
    for company in (cast.kronoberg, cast.stockholm):
        with company.inside():
            assert rights(company) == {P.SEE, P.ASSESS}


# ------------------------------------------------------------------------------ pages
FORM = "/kronoberg/mina-uppgifter/ersattare/"


def posted(company, **change):
    today = access.today()
    fields = {
        "person": str(company.psychiatrist.pk),
        "starts": str(today),
        "ends": str(today + DAY),
    }
    return fields | change


def test_one_names_ones_own(client, cast):
    company = cast.kronoberg
    client.force_login(company.supervisor)
    response = client.post(FORM, posted(company), follow=True)
    assert "Psychiatrist Kronoberg är ersättare" in response.content.decode()
    assert "Avsluta" in response.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"starts": "2020-01-01"}, "Ersättaren kan börja tidigast"),
        ({"ends": "i morgon"}, "Skriv datumet som"),
        ({"person": "00000000-0000-4000-8000-000000000000"}, "Välj någon i listan."),
        ({"person": "<script>"}, "Välj någon i listan."),
        ({"ends": "9999-12-31"}, "högst ett år"),
    ],
)
def test_what_is_wrong_is_said_and_kept(client, cast, change, words):
    company = cast.kronoberg
    client.force_login(company.supervisor)
    response = client.post(FORM, posted(company, **change))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_page_says_what_is_not_passed_on(client, cast):
    client.force_login(cast.kronoberg.supervisor)
    page = client.get(FORM).content.decode()
    assert "intygen (bilaga 2–4)" in page


def test_a_person_without_such_a_role_is_told(client, cast):
    client.force_login(cast.kronoberg.hr)
    assert "Ingen ersättare behövs" in client.get(FORM).content.decode()


def test_the_list_has_nobody_of_another_region_and_no_doctor(client, cast):
    client.force_login(cast.kronoberg.supervisor)
    page = client.get(FORM).content.decode()
    assert "Psychiatrist Kronoberg" in page
    assert "Stockholm" not in page
    assert "Doctor Kronoberg" not in page


def test_two_of_them_end_it_from_their_page(client, cast):
    company = cast.kronoberg
    with company.inside():
        row = name(company)
    client.force_login(company.main_supervisor)
    url = f"/kronoberg/ersattare/{row.pk}/avsluta/"
    assert client.post(url).status_code == 302
    assert client.post(url).status_code in (302, 404)
    with company.inside():
        assert rights(company) == set()
