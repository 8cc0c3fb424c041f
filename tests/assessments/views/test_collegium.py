"""The kollegium's pages: recorded by the studierektor, told by the huvudansvariga."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Collegium
from tests.assessments import acts


def new_url(company) -> str:
    return reverse(
        "assessments:collegium_new", args=["kronoberg", company.programme.pk]
    )


def url(row: Collegium) -> str:
    return reverse("assessments:collegium", args=["kronoberg", row.pk])


def filled(**given) -> dict:
    return {
        "held_on": acts.today().isoformat(),
        "outcome": "on_track",
        "strengths": "Noggrann.",
        "development": "Besluta själv.",
        "actions_agreed": "",
        "follow_up_on": "",
        **given,
    }


def test_the_studierektor_has_the_year_beside_the_form(kronoberg, as_user):
    acts.signed(kronoberg)
    page = as_user(kronoberg.studierektor).get(new_url(kronoberg)).content.decode()
    for words in ("Självständighet över tid", "Anamnes", "Sammanfatta högt.", "BT9"):
        assert words in page


def test_it_is_recorded_and_waits_for_the_talk(kronoberg, as_user):
    answer = as_user(kronoberg.studierektor).post(new_url(kronoberg), filled())
    [row] = Collegium.objects.all()
    assert (answer.status_code, answer.url) == (302, url(row))
    page = as_user(kronoberg.main_supervisor).get(url(row)).content.decode()
    assert "Registrera samtalet" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"outcome": ""}, "Välj vad kollegiet kom fram till."),
        ({"outcome": "godkänd"}, "Välj ett av utfallen."),
        ({"outcome": "at_risk"}, "Utfallet kan inte sparas utan plan."),
        ({"held_on": "2027-02-30"}, "Det finns inget datum 2027-02-30."),
        (
            {"held_on": (acts.today() + timedelta(days=1)).isoformat()},
            "Datumet kan inte ligga framåt i tiden.",
        ),
        ({"strengths": "å" * 10_000}, "Texten är 6000 tecken för lång."),
        ({"strengths": " ", "development": ""}, "kan inte dokumenteras utan text"),
    ],
)
def test_bad_input_gets_a_sentence_and_is_kept(kronoberg, as_user, given, words):
    client = as_user(kronoberg.studierektor)
    data = filled(**{"actions_agreed": "Leda <ronden>.", **given})
    answer = client.post(new_url(kronoberg), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Leda &lt;ronden&gt;." in answer.content.decode()
    assert list(Collegium.objects.all()) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("studierektor", 200),
        ("bt_manager", 403),
        ("main_supervisor", 403),
        ("doctor", 403),
        ("hr", 404),
    ],
)
def test_who_records(kronoberg, cast, as_user, who, status):
    client = as_user(getattr(kronoberg, who))
    assert client.get(new_url(kronoberg)).status_code == status
    assert client.get(new_url(cast.stockholm)).status_code == 404


# ---------------------------------------------------------------------------- the talk
def test_the_doctor_sees_it_when_the_talk_is_registered(kronoberg, as_user):
    row = acts.kollegium(kronoberg)
    listed = reverse("assessments:list", args=["kronoberg", kronoberg.programme.pk])
    doctor = as_user(kronoberg.doctor)
    assert doctor.get(url(row)).status_code == 404
    assert "BT-kollegium" not in doctor.get(listed).content.decode()
    client = as_user(kronoberg.main_supervisor)
    answer = client.post(url(row), {"on": acts.today().isoformat()})
    assert (answer.status_code, answer.url) == (302, url(row))
    doctor = as_user(kronoberg.doctor)
    assert "Noggrann och pålitlig." in doctor.get(url(row)).content.decode()
    assert "BT-kollegium" in doctor.get(listed).content.decode()


def test_the_day_of_the_talk_is_checked(kronoberg, as_user):
    row = acts.kollegium(kronoberg)
    client = as_user(kronoberg.main_supervisor)
    for day in ("", "i går", (acts.today() + timedelta(days=1)).isoformat()):
        assert client.post(url(row), {"on": day}).status_code == 422
    assert acts.stored(row).fed_back_on is None


@pytest.mark.parametrize(
    ("who", "status"),
    [("studierektor", 403), ("supervisor", 403), ("doctor", 404), ("hr", 404)],
)
def test_nobody_else_registers_the_talk(kronoberg, as_user, who, status):
    row = acts.kollegium(kronoberg)
    client = as_user(getattr(kronoberg, who))
    answer = client.post(url(row), {"on": acts.today().isoformat()})
    assert answer.status_code == status
    assert acts.stored(row).fed_back_on is None


def test_a_second_registration_says_that_it_is_done(kronoberg, as_user):
    row = acts.feed_back(kronoberg, acts.kollegium(kronoberg))
    client = as_user(kronoberg.main_supervisor)
    answer = client.post(url(row), {"on": acts.today().isoformat()})
    assert answer.status_code == 403
    assert "Återkopplingen är redan registrerad." in answer.content.decode()


def test_nobody_in_another_region_sees_it(kronoberg, cast, as_user):
    row = acts.feed_back(kronoberg, acts.kollegium(kronoberg))
    for who in ("bt_manager", "studierektor", "doctor"):
        client = as_user(getattr(cast.stockholm, who))
        there = reverse("assessments:collegium", args=["stockholm", row.pk])
        assert client.get(there).status_code == 404
        assert client.get(url(row)).status_code == 404
