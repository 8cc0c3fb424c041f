"""«Jag är orolig» is heard by those who lead alone; the plan is the doctor's too."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from assessments.actions import Agreed
from assessments.actions import concerns as actions
from assessments.models import ActionPlan, Concern
from regions import audit
from tests.assessments.acts import crash, refused, today
from tests.cast import at

SOON = today() + timedelta(days=30)


def worried(company, **given):
    facts = {
        "id": uuid4(),
        "text": "Hon sover inte.",
        "by": company.supervisor,
        **given,
    }
    return actions.raise_concern(programme=company.programme, at=at(), **facts)


def written(company, **given):
    facts = {
        "id": uuid4(),
        "needs": "Prioritera.",
        "consulted": ("main_supervisor",),
        "follow_up_on": SOON,
        "agreed": (Agreed("Leda ronden.", company.doctor, SOON),),
        "by": company.studierektor,
        **given,
    }
    return actions.write_plan(programme=company.programme, at=at(), **facts)


def url(name: str, row) -> str:
    return reverse(f"assessments:{name}", args=["kronoberg", row.pk])


def text(answer) -> str:
    return " ".join(answer.content.decode().split()).replace("\N{NO-BREAK SPACE}", " ")


def test_who_reads_a_worry(kronoberg, as_user):
    row = worried(kronoberg)
    readers = ("studierektor", "bt_manager", "deputy", "supervisor")
    others = ("doctor", "main_supervisor", "administrator", "unit_manager", "hr")
    for who in readers + others:
        status = as_user(getattr(kronoberg, who)).get(url("concern", row)).status_code
        assert (who, status) == (who, 200 if who in readers else 404)
    log = reverse("events", args=["kronoberg", kronoberg.programme.pk])
    assert "oro" not in text(as_user(kronoberg.doctor).get(log)).split()


def test_a_second_click_says_no_more(kronoberg):
    row = worried(kronoberg)
    assert worried(kronoberg, id=row.pk, text="Igen.") == row
    assert [one.text for one in Concern.objects.all()] == ["Hon sover inte."]


@pytest.mark.parametrize("who", ["doctor", "administrator", "hr", "bt_manager"])
def test_nobody_else_raises_one(kronoberg, who):
    codes = refused(lambda: worried(kronoberg, by=getattr(kronoberg, who)))
    assert codes == ["concern.not_supervisor"]


def test_a_crash_leaves_nothing(kronoberg, monkeypatch):
    monkeypatch.setattr(audit, "record", crash)
    with pytest.raises(RuntimeError):
        worried(kronoberg)
    assert Concern.objects.count() == 0


def test_the_words_never_change(kronoberg):
    row = worried(kronoberg)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Concern.objects.filter(pk=row.pk).update(text="x")


def test_a_talk_takes_care_of_it_once(kronoberg):
    row = worried(kronoberg)
    given = {"concern": row, "talk": "Hon mår bättre.", "talk_on": today(), "at": at()}
    assert refused(
        lambda: actions.follow_concern(**given, by=kronoberg.supervisor)
    ) == ["concern.not_leading"]
    actions.follow_concern(**given, by=kronoberg.studierektor)
    assert refused(
        lambda: actions.follow_concern(**given, by=kronoberg.studierektor)
    ) == ["concern.followed_already"]


@pytest.mark.parametrize(
    ("words", "said"),
    [(" ", "Skriv en mening"), ("å" * 400, "Texten är 100 tecken för lång.")],
)
def test_a_bad_worry_is_kept(kronoberg, as_user, words, said):
    here = url("concerns", kronoberg.programme)
    answer = as_user(kronoberg.supervisor).post(here, {"text": words})
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert "Doctor Kronoberg ser det inte" in text(answer)


# --------------------------------------------------------------------------- the plan
def test_the_doctor_reads_the_plan_when_it_is_shared(kronoberg, as_user):
    row = written(kronoberg, concern=worried(kronoberg))
    assert as_user(kronoberg.doctor).get(url("action_plan", row)).status_code == 404
    assert "Leda ronden." not in text(as_user(kronoberg.doctor).get("/kronoberg/"))
    actions.activate_plan(plan=row, by=kronoberg.studierektor, at=at())
    page = text(as_user(kronoberg.doctor).get(url("action_plan", row)))
    assert ("Prioritera." in page, "sover inte" in page) == (True, False)
    assert "Leda ronden." in text(as_user(kronoberg.doctor).get("/kronoberg/"))


def test_a_shared_plan_stands(kronoberg):
    row = written(kronoberg, share=True)
    assert refused(lambda: written(kronoberg, id=row.pk)) == ["plan.active_already"]
    for table in ("actionplan SET needs = 'x'", "agreedaction SET what = 'x'"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            from django.db import connection

            with connection.cursor() as cursor:
                cursor.execute(f"UPDATE assessments_{table}")


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"agreed": ()}, ["plan.no_actions"]),
        ({"consulted": ()}, ["plan.nobody_heard"]),
        ({"needs": " "}, ["plan.no_needs"]),
        ({"follow_up_on": today()}, ["plan.no_follow_up"]),
    ],
)
def test_what_is_not_shared(kronoberg, given, codes):
    assert refused(lambda: written(kronoberg, share=True, **given)) == codes


@pytest.mark.parametrize("who", ["doctor", "supervisor", "administrator"])
def test_nobody_else_writes_a_plan(kronoberg, who):
    codes = refused(lambda: written(kronoberg, by=getattr(kronoberg, who)))
    assert (codes, ActionPlan.objects.count()) == (["concern.not_leading"], 0)


def test_it_is_closed_once_saying_how_it_went(kronoberg):
    row = written(kronoberg, share=True)
    given = {"plan": row, "by": kronoberg.bt_manager, "at": at()}
    assert refused(lambda: actions.close_plan(outcome=" ", **given)) == [
        "plan.no_outcome"
    ]
    actions.close_plan(outcome="Bra.", **given)
    assert refused(lambda: actions.close_plan(outcome="Bra.", **given)) == [
        "plan.not_active"
    ]
