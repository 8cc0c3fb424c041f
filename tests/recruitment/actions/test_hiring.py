"""One click opens the BT of who said yes; a second opens nothing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from placements.models import Programme
from recruitment.actions import answering, hiring
from recruitment.actions.answering import accept, leave_place, withdraw
from recruitment.actions.sending import confirm
from recruitment.models import ApplicantMail, Application, Offer
from recruitment.queries.hiring import Contract, options
from regions.events import Event
from regions.models import AuditRow, User
from tests.assessments.acts import crash
from tests.objects.offers import make_confirmed, make_released
from tests.pages import words


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        yield cast.kronoberg


def yes(round, number=1):
    offer = Offer.objects.get(application__round=round, application__number=number)
    return accept(offer=offer, at=timezone.now())


def contract(here, **facts):
    starts_on = timezone.localdate() + timedelta(days=120)
    values = {
        "starts_on": starts_on,
        "employment_form": "standalone",
        "option": options(here.region, starts_on)[0],
        "licence_on": timezone.localdate() - timedelta(days=300),
    }
    return Contract(**values | facts)


def hire(here, case, by=None, **facts):
    return hiring.hire(
        application=case,
        contract=contract(here, **facts),
        by=by or here.bt_manager,
        at=timezone.now(),
    )


def codes(action):
    with pytest.raises(Refused) as refused:
        action()
    return refused.value.verdict.codes


def accepted(here):
    release = make_confirmed(here)
    return yes(release.round).application


def test_it_opens_a_bt_and_lists_what_is_to_be_done(here):
    case = accepted(here)
    programme = hire(here, case)
    case.refresh_from_db()
    assert (case.state, case.programme, case.hired_by) == (
        "hired",
        programme,
        here.bt_manager,
    )
    assert programme.doctor.user.email == case.email
    programme.doctor.refresh_from_db()
    assert programme.doctor.workplace in {"Växjö", "Ljungby"}
    assert programme.starts_on == case.round.starts_on
    tasks = {one.title: one.due_on for one in case.onboarding.all()}
    days = {title: (programme.starts_on - due).days for title, due in tasks.items()}
    assert days["Beställ konto, e-post och tjänstekort"] == 28
    assert days["Beställ behörighet till journalsystemet"] == 21
    assert days["Utse huvudansvarig handledare"] == 0
    assert ApplicantMail.objects.filter(kind="hired").count() == 1


def test_a_second_click_opens_nothing_twice(here):
    case = accepted(here)
    first = hire(here, case)
    assert hire(here, case) == first
    assert Programme.objects.filter(doctor__user__email=case.email).count() == 1
    assert case.onboarding.count() == 8


def test_who_decides_hires(here):
    case = accepted(here)
    assert codes(lambda: hire(here, case, here.hr)) == ["access.no_role"]


def test_a_yes_has_no_consequences_before_all_is_confirmed(here):
    release = make_released(here)
    case = yes(release.round).application
    assert codes(lambda: hire(here, case)) == ["release.not_confirmed"]
    confirm(release=release, by=here.deputy, at=timezone.now())
    hire(here, case)


def test_who_has_not_said_yes_or_has_left_is_not_hired(here):
    release = make_confirmed(here)
    case = Application.objects.get(round=release.round, number=1)
    assert codes(lambda: hire(here, case)) == ["hire.no_yes"]
    offer = yes(release.round)
    leave_place(
        offer=offer, left_on=timezone.localdate(), reason="personal",
        by=here.hr, at=timezone.now(),
    )  # fmt: skip
    assert codes(lambda: hire(here, case)) == ["hire.no_yes"]


def left(here, case, by=None):
    return leave_place(
        offer=Offer.objects.get(application=case), left_on=timezone.localdate(),
        reason="personal", text="Hemligt skäl.", by=by or here.bt_manager,
        at=timezone.now(),
    )  # fmt: skip


def test_the_bt_of_who_drops_out_ends_with_the_same(here):
    case = accepted(here)
    programme = hire(here, case)
    left(here, case)
    programme.refresh_from_db()
    assert (programme.state, programme.ended_on, programme.ended_by) == (
        "ended",
        timezone.localdate(),
        here.bt_manager,
    )
    assert "Hemligt" not in programme.ended_reason  # why stays with the application
    assert codes(lambda: left(here, case)) == ["leave.already"]


def test_who_may_not_open_a_bt_ends_none(here, monkeypatch):
    case = accepted(here)
    programme = hire(here, case)
    assert codes(lambda: left(here, case, here.hr)) == ["access.no_role"]
    monkeypatch.setattr(answering, "end_programme", crash)
    with pytest.raises(RuntimeError):
        left(here, case)
    programme.refresh_from_db()
    assert programme.state == "planned"


def test_somebody_with_the_same_address_is_asked_about_and_then_linked(here):
    case = accepted(here)
    known = User.objects.create_user(case.email.upper(), first_name="A", last_name="B")
    with pytest.raises(Refused) as refused:
        hire(here, case)
    [reason] = refused.value.verdict.reasons
    assert (reason.code, reason.field) == ("hire.same_person", "same_person")
    assert "A B" not in reason.text  # known in no way here: nobody is named
    programme = hire(here, case, is_same=True)
    assert programme.doctor.user == known


def test_without_a_licence_nothing_is_opened(here):
    case = accepted(here)
    people = User.objects.count()
    with transaction.atomic():
        assert codes(lambda: hire(here, case, licence_on=None)) == [
            "programme.no_licence"
        ]
    assert User.objects.count() == people


def test_a_crash_at_the_end_leaves_nothing(here, monkeypatch):
    case = accepted(here)
    people = User.objects.count()
    monkeypatch.setattr(hiring, "list_tasks", lambda *a: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        hire(here, case)
    case.refresh_from_db()
    assert (case.state, case.programme) == ("ranked", None)
    assert User.objects.count() == people


def test_hired_nobody_takes_the_offer_back(here):
    case = accepted(here)
    hire(here, case)
    take_back = lambda: withdraw(  # noqa: E731
        offer=case.offers.get(), reason="Fel", by=here.deputy, at=timezone.now()
    )
    assert codes(take_back) == ["offer.hired"]


def test_a_task_is_ticked_once_and_can_be_opened_again(here):
    case = accepted(here)
    hire(here, case)
    task = case.onboarding.first()
    tick = lambda done, by=here.hr: hiring.tick(  # noqa: E731
        task=task, done=done, by=by, at=timezone.now()
    )
    assert codes(lambda: tick(True, here.recruiter)) == ["access.no_role"]
    tick(True)
    tick(True, here.bt_manager)
    task.refresh_from_db()
    assert task.done_by == here.hr
    tick(False)
    task.refresh_from_db()
    assert task.done_at is None
    rows = AuditRow.objects.filter(about_id=task.pk).order_by("number")
    assert list(rows.values_list("event", flat=True)) == [
        Event.PREPARATION_DONE,
        Event.PREPARATION_UNDONE,
    ]


NOTES = ["HEMLIG anteckning", "HEMLIG återkoppling", "HEMLIGT motiv", "HEMLIG referens"]


def test_nothing_of_the_recruitment_is_on_the_pages_of_the_bt(client, cast):
    here = cast.kronoberg
    with here.inside(here.bt_manager):
        case = accepted(here)
        Application.objects.filter(pk=case.pk).update(
            answers={"motive": NOTES[2]}, answer_text=NOTES[3], complement_text=NOTES[0]
        )
        programme = hire(here, case)
    client.force_login(here.bt_manager)
    names = ["programme", "events", "delmal", "placements:plan", "assessments:list"]
    for name in [*names, "assessments:talks", "certificates:certificates"]:
        page = client.get(reverse(name, args=["kronoberg", programme.pk]))
        assert page.status_code == 200, name
        seen = words(page).decode()
        for note in [*NOTES, "Omgången", "bedömd", "rangordn", "Sökande 1", "poäng"]:
            assert note not in seen, (name, note)


# ------------------------------------------------------------- an account that is there
def account(case, number=""):
    return User.objects.create_user(
        case.email, first_name="Förnamn1", last_name="Nytt", personal_number=number
    )


def test_another_number_than_the_accounts_stops_it(here):
    case = accepted(here)
    account(case, "199001019802")
    typed = {"is_same": True, "personal_number": "198112189876"}
    assert codes(lambda: hire(here, case, **typed)) == ["hire.other_number"]
    assert not Programme.objects.filter(doctor__user__email=case.email).exists()
    hire(here, case, is_same=True)


def test_the_number_typed_goes_to_an_account_that_has_none(here):
    case = accepted(here)
    known = account(case)
    hire(here, case, is_same=True, personal_number="199001019802")
    known.refresh_from_db()
    assert known.personal_number == "199001019802"
    rows = AuditRow.objects.filter(about_id=known.pk, event=Event.PERSON_CHANGED)
    assert rows.get().detail["fields"] == ["personal_number"]


def test_a_number_that_is_somebody_elses_is_refused(here):
    case = accepted(here)
    account(case)
    User.objects.create_user(
        "x@example.org", first_name="X", last_name="Y", personal_number="199001019802"
    )
    typed = {"is_same": True, "personal_number": "199001019802"}
    assert codes(lambda: hire(here, case, **typed)) == ["person.number_taken"]
