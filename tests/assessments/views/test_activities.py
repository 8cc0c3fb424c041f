"""The doctor's activities in the browser: files of all kinds, and who sees what."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import actions
from assessments.models import Activity
from tests import hostile
from tests.assessments import acts, learning
from tests.cast import at


def url(name, *args, region="kronoberg"):
    return reverse(f"assessments:{name}", args=[region, *args])


def new_url(company):
    return url("activity_new", company.programme.pk)


def filled(**given):
    return {
        "kind": "course",
        "title": "A-HLR <b>nivå 2</b>",
        "starts_on": acts.today().isoformat(),
        "text": '=HYPERLINK("x") å',
        **given,
    }


def upload(content, name="intyg.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def test_logged_with_little_and_a_picture_from_the_telephone(kronoberg, as_user):
    client = as_user(kronoberg.doctor)
    form = client.get(new_url(kronoberg)).content.decode()
    assert 'capture="environment"' in form
    assert 'accept="application/pdf,image/jpeg,image/png"' in form
    sent = upload(hostile.jpeg_from_a_telephone(), "IMG 1.heic")
    answer = client.post(new_url(kronoberg), filled(photo=sent))
    row = Activity.objects.get()
    assert (answer.status_code, row.ends_on) == (302, acts.today())
    [file] = row.files.all()
    assert (file.name, file.content_type) == ("IMG 1.jpg", "image/jpeg")
    page = client.get(row.get_absolute_url()).content.decode()
    assert "A-HLR &lt;b&gt;nivå 2&lt;/b&gt;" in page
    answer = client.get(url("activity_file", file.pk))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content == bytes(file.content)


@pytest.mark.parametrize("name", sorted(set(hostile.REFUSED) - {"a PDF bomb"}))
def test_a_hostile_file_gets_a_sentence_and_the_text_is_kept(kronoberg, as_user, name):
    make, words = hostile.REFUSED[name]
    client = as_user(kronoberg.doctor)
    # The file first: what follows it must be read as well.
    data = {"files": upload(make()), **filled(hours="1,5")}
    answer = client.post(new_url(kronoberg), data)
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (422, True)
    assert "A-HLR &lt;b&gt;nivå 2&lt;/b&gt;" in page
    assert "=HYPERLINK(&quot;x&quot;) å" in page
    assert 'value="1,5"' in page
    assert list(Activity.objects.all()) == []


def test_a_good_file_beside_a_wrong_field_is_asked_for_again(kronoberg, as_user):
    client = as_user(kronoberg.doctor)
    data = filled(title="", files=upload(hostile.pdf()))
    page = client.post(new_url(kronoberg), data).content.decode()
    assert "Skriv en rubrik." in page
    assert "Välj filen igen. Den följde inte med tillbaka." in page


def test_six_files_are_too_many(kronoberg, as_user):
    files = [upload(hostile.png(), f"{n}.png") for n in range(6)]
    answer = as_user(kronoberg.doctor).post(new_url(kronoberg), filled(files=files))
    assert "Välj högst 5 filer åt gången." in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "fest"}, "Välj vad det är ur listan."),
        ({"title": "å" * 200}, "Texten är 80 tecken för lång."),
        ({"starts_on": "2027-02-30"}, "Det finns inget datum 2027-02-30."),
        (
            {"starts_on": (acts.today() + timedelta(days=1)).isoformat()},
            "Datumet kan inte ligga framåt i tiden.",
        ),
        ({"hours": "många"}, "Skriv ett tal, till exempel 4,5."),
        ({"hours": "99999"}, "Skriv högst 999 timmar."),
        ({"hours": "0"}, "Skriv timmarna som ett tal mellan"),
        ({"delmal": ["BT99"]}, "är inget delmål."),
        ({"delmal": ["BT1", "BT2", "BT3", "BT4", "BT5"]}, "Välj högst fyra delmål"),
        ({"placement": "x"}, "Välj en placering ur listan."),
        ({"text": "å" * 5000}, "Texten är 1000 tecken för lång."),
        ({"id": "x"}, "giltigt"),
    ],
)
def test_bad_input_is_told_at_the_field(kronoberg, as_user, given, words):
    answer = as_user(kronoberg.doctor).post(new_url(kronoberg), filled(**given))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_without_the_token_nothing_is_taken(kronoberg, client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(kronoberg.doctor)
    data = filled(files=upload(hostile.pdf()))
    assert strict.post(new_url(kronoberg), data).status_code == 403
    assert list(Activity.objects.all()) == []


# ------------------------------------------------------------------------ who sees what
def test_a_private_reflection_and_its_file_exist_for_the_doctor_alone(
    kronoberg, cast, as_user
):
    row = learning.reflect(kronoberg)
    file = row.files.get()
    addresses = [row.get_absolute_url(), url("activity_file", file.pk)]
    pages = [
        url("activities", kronoberg.programme.pk),
        reverse("delmal", args=["kronoberg", kronoberg.programme.pk]),
        reverse("events", args=["kronoberg", kronoberg.programme.pk]),
    ]
    for who in ("main_supervisor", "supervisor", "bt_manager", "studierektor"):
        client = as_user(getattr(kronoberg, who))
        assert [client.get(one).status_code for one in addresses] == [404, 404]
        for one in pages:
            text = client.get(one).content.decode()
            assert ("Hemlig" in text, "privat reflektion" in text) == (False, False)
    client = as_user(kronoberg.doctor)
    assert [client.get(one).status_code for one in addresses] == [200, 200]
    client.post(url("activity_share", row.pk))
    for who in ("main_supervisor", "bt_manager"):
        client = as_user(getattr(kronoberg, who))
        assert [client.get(one).status_code for one in addresses] == [200, 200]
    client = as_user(cast.stockholm.bt_manager)
    assert [client.get(one).status_code for one in addresses] == [404, 404]


def test_a_supervisor_confirms_and_the_doctor_is_told_why_not(kronoberg, as_user):
    row = learning.log(kronoberg)
    client = as_user(kronoberg.supervisor)
    assert "Har den ägt rum?" in client.get(row.get_absolute_url()).content.decode()
    assert client.post(url("activity_confirm", row.pk)).status_code == 302
    client = as_user(kronoberg.doctor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Varför kan jag inte ändra?" in page
    assert client.get(url("activity_change", row.pk)).status_code == 403


def test_changed_removed_and_what_changed_meanwhile(kronoberg, as_user):
    row = learning.log(kronoberg)
    client = as_user(kronoberg.doctor)
    change = url("activity_change", row.pk)
    assert client.post(change, filled(version=1, title="Ny")).status_code == 302
    late = client.post(change, filled(version=1, title="Gammal"))
    assert (late.status_code, "ett annat fönster" in late.content.decode()) == (
        422,
        True,
    )
    assert (
        client.post(url("activity_file_remove", row.files.get().pk)).status_code == 302
    )
    assert row.files.count() == 0
    assert client.post(change, {"action": "remove"}).status_code == 302
    assert list(Activity.objects.all()) == []


# ----------------------------------------------------------------------- beside delmål
def test_the_page_of_delmal_shows_it_and_offers_tasks(kronoberg, as_user):
    learning.log(kronoberg, delmal=("BT6",))
    client = as_user(kronoberg.doctor)
    page = reverse("delmal", args=["kronoberg", kronoberg.programme.pk])
    text = client.get(page).content.decode()
    assert "Bara aktiviteter än. En bedömning behövs." in text
    assert text.count("Lägg till som aktivitet") == 8
    task = url("task", kronoberg.programme.pk)
    for _ in range(2):
        answer = client.post(task, {"uppgift": "bt7_artikel"})
    row = Activity.objects.get(task="bt7_artikel")
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())
    assert client.get(page).content.decode().count("Lägg till som aktivitet") == 7


def test_what_is_shown_first_is_chosen(kronoberg, as_user):
    course = learning.log(kronoberg)
    client = as_user(kronoberg.doctor)
    best = f"{url('best', kronoberg.programme.pk)}?delmal=BT1"
    assert client.get(best).status_code == 200
    same = {"best_1": str(course.pk), "best_2": str(course.pk)}
    answer = client.post(best, same)
    assert (answer.status_code, "Samma står på två" in answer.content.decode()) == (
        422,
        True,
    )
    assert client.post(best, {"best_1": str(course.pk)}).status_code == 302
    page = reverse("delmal", args=["kronoberg", kronoberg.programme.pk])
    assert "Visas först" in client.get(page).content.decode()


# ------------------------------------------------------------------------------ teaching
def test_planned_and_ticked_for_all_on_one_page(kronoberg, as_user):
    client = as_user(kronoberg.studierektor)
    data = {
        "title": "EKG", "day": acts.today().isoformat(), "starts": "13.00",
        "ends": "14.30", "place": "Sal 3", "led_by": "Övl. Ek", "delmal": ["BT1"],
    }  # fmt: skip
    wrong = client.post(url("session_new"), {**data, "ends": "12.00", "led_by": ""})
    page = wrong.content.decode()
    assert (wrong.status_code, "Sluttiden behöver ligga efter" in page) == (422, True)
    assert "Välj vem som leder, eller skriv ett namn." in page
    answer = client.post(url("session_new"), data)
    assert answer.status_code == 302
    tick = f"{answer.url}narvaro/"
    assert "Doctor Kronoberg" in client.get(tick).content.decode()
    assert client.post(tick, {"alla": "1"}).status_code == 302
    assert Activity.objects.get().title == "EKG"
    assert client.post(tick, {"present": ["x"]}).status_code == 422
    assert as_user(kronoberg.doctor).get(tick).status_code == 403
    listed = as_user(kronoberg.doctor).get(url("teaching")).content.decode()
    assert "Du var med" in listed


# ----------------------------------------------------------------------------- queries
def queries_of(client, address):
    client.get(address)  # that it was read is noted once a day
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


@pytest.mark.parametrize("who", ["doctor", "main_supervisor"])
def test_lists_ask_as_often_for_three_as_for_one(kronoberg, as_user, who):
    learning.log(kronoberg)
    learning.plan(kronoberg, starts_at=at(), ends_at=at() + timedelta(hours=1))
    addresses = [
        url("activities", kronoberg.programme.pk),
        url("teaching"),
        reverse("delmal", args=["kronoberg", kronoberg.programme.pk]),
    ]
    client = as_user(getattr(kronoberg, who))
    before = [queries_of(client, one) for one in addresses]
    for _ in range(2):
        learning.log(kronoberg)
        learning.plan(kronoberg, starts_at=at(), ends_at=at() + timedelta(hours=1))
    assert [queries_of(client, one) for one in addresses] == before


def test_the_dossier_lists_them(kronoberg):
    from certificates.queries.dossier import dossier_of

    learning.log(kronoberg, delmal=("BT6",))
    learning.reflect(kronoberg)
    actions.share(
        activity=learning.reflect(kronoberg, title="Delad"),
        by=kronoberg.doctor,
        at=at(),
    )
    dossier = dossier_of(kronoberg.programme)
    assert sorted(one.row.title for one in dossier.learned) == ["A-HLR", "Delad"]
    words = {group.state.word: len(group.delmal) for group in dossier.groups}
    assert words["Bara aktiviteter"] == 2
