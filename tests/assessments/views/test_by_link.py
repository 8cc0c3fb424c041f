"""The page behind a personal link: for whoever has it, and nobody learns more."""

from datetime import timedelta

import pytest
from django.test import Client

from assessments import actions
from regions import clock
from tests.assessments import acts, ways
from tests.cast import at
from tests.pages import words

DAY = timedelta(days=1)
HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7|add:7 }} {% debug %}",
    "'; DROP TABLE x; --",
    "=HYPERLINK(1)",
    "a\0b",
    "\u202eabc\ud7ff\ufffe",
    "x" * 10_000,
]


@pytest.fixture
def row(kronoberg):
    return ways.ask_outside(kronoberg)


@pytest.fixture
def path(row):
    return ways.path_to(row)


def state(row):
    return acts.stored(row).state


def test_looking_changes_nothing_however_often(client, row, path):
    """Mail scanners open links, and some of them only ask for the head."""
    for method in (client.get, client.head, client.get, client.options):
        assert method(path).status_code in (200, 405)
        assert method(f"{path}tacka-nej/").status_code in (200, 405)
    assert (state(row), ways.link_to(row).used_at) == ("requested", None)
    answer = client.get(path)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Doctor Kronoberg ber dig om en bedömning" in answer.content.decode()


def test_signing_from_the_link(client, row, path):
    answer = client.post(path, ways.posted(row))
    assert (answer.status_code, answer.url) == (302, "/signera/klart/")
    assert state(row) == "signed"
    page = client.get(answer.url).content.decode()
    assert "Tack! Bedömningen är signerad" in page
    assert "Kronoberg" not in page


def test_a_second_click_says_the_same_and_signs_once(client, row, path):
    form = ways.posted(row)
    first, second = client.post(path, form), client.post(path, form)
    assert (first.url, second.url) == ("/signera/klart/", "/signera/klart/")
    other = client.post(path, form | {"text_keep_doing": "Något annat."})
    assert other.status_code == 404
    assert acts.stored(row).texts == {"keep_doing": form["text_keep_doing"]}


def test_every_link_that_opens_nothing_looks_the_same(client, row, path, cast):
    unknown = client.get("/signera/kronoberg/finns-inte/")
    assert unknown.status_code == 404
    assert "Be den" not in unknown.content.decode()
    token = path.split("/")[3]
    elsewhere = client.get(f"/signera/stockholm/{token}/")
    nowhere = client.get(f"/signera/ingenstans/{token}/")
    client.post(path, ways.posted(row))
    used = client.get(path)
    used_declining = client.get(f"{path}tacka-nej/")
    for answer in (elsewhere, nowhere, used, used_declining):
        assert answer.status_code == 404
        assert words(answer) == words(unknown)


def test_an_expired_link_opens_nothing(client, row, path, monkeypatch):
    late = at() + 31 * DAY
    monkeypatch.setattr("assessments.views.by_link.database_now", lambda: late)
    assert client.get(path).status_code == 404
    assert client.post(path, ways.posted(row)).status_code == 404
    assert state(row) == "requested"


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, row, path):
    form = ways.posted(row, text_keep_doing="", outsider_title="")
    form |= {"text_work_on": "Fråga om läkemedel.", "item_overall": "9"}
    answer = client.post(path, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Fråga om läkemedel." in page
    assert "Välj ett av svaren i listan." in page
    answer = client.post(path, form | {"item_overall": "4"})
    assert answer.status_code == 422
    assert "Skriv titeln" in answer.content.decode()
    assert state(row) == "requested"


def test_a_draft_is_kept_and_opened_again_by_the_same_link(client, row, path):
    answer = client.post(path, ways.posted(row, do="save"))
    assert (answer.status_code, answer.url) == (302, path)
    assert "Lugnt tempo" in Client().get(path).content.decode()
    assert state(row) == "requested"


def test_two_tabs_do_not_overwrite_each_other(client, row, path):
    first = ways.posted(row, do="save")
    second = first | {"text_keep_doing": "Från den andra fliken."}
    client.post(path, first)
    answer = client.post(path, second)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Det här är sparat nu" in page
    assert "Från den andra fliken." in page


def test_saying_no_from_the_link(client, row, path):
    assert client.post(f"{path}tacka-nej/", {"reason": ""}).status_code == 422
    answer = client.post(f"{path}tacka-nej/", {"reason": "Jag var inte där."})
    assert answer.url == "/signera/avbojt/"
    assert state(row) == "declined"
    assert client.get(answer.url).status_code == 200
    assert client.get(path).status_code == 404


def test_the_doctor_never_signs_with_it(as_user, kronoberg, row, path):
    client = as_user(kronoberg.doctor)
    assert client.get(path).status_code == 403
    assert client.post(path, ways.posted(row)).status_code == 403
    assert state(row) == "requested"


def test_somebody_else_who_is_logged_in_may(as_user, kronoberg, cast, row, path):
    answer = as_user(cast.stockholm.supervisor).post(path, ways.posted(row))
    assert answer.url == "/signera/klart/"
    assert state(row) == "signed"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_literally_or_refused(client, row, path, text):
    form = ways.posted(row, outsider_name=text, text_keep_doing=text, do="save")
    answer = client.post(path, form)
    assert answer.status_code in (302, 422)
    shown = client.get(path) if answer.status_code == 302 else answer
    assert b"<script>alert" not in shown.content
    assert client.post(path, ways.posted(row) | form).status_code in (302, 422)


def test_a_form_without_its_token_is_refused(row, path):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, ways.posted(row)).status_code == 403
    assert state(row) == "requested"


# -------------------------------------------------------------- asking, and the waiting
def asked(row, **given):
    return {
        "assessor": "link", "delmal": ["BT1"], "performed_on": str(row.performed_on),
        "outsider_name": "Eva Lind", "outsider_title": "överläkare",
        "outsider_workplace": "Gläntan", "outsider_email": "eva@example.org", **given,
    }  # fmt: skip


def test_the_doctor_asks_somebody_without_an_account(as_user, kronoberg, row):
    client = as_user(kronoberg.doctor)
    url = f"/kronoberg/bt/{kronoberg.programme.pk}/be-om-bedomning/?instrument=mini_cex"
    page = client.get(url).content.decode()
    assert "Någon utan konto här" in page
    wrong = client.post(url, asked(row, outsider_email="eva"))
    assert wrong.status_code == 422
    assert "Skriv en hel e-postadress" in wrong.content.decode()
    missing = client.post(url, asked(row, outsider_title=""))
    assert missing.status_code == 422
    answer = client.post(url, asked(row), follow=True)
    assert "Eva Lind får en personlig länk till eva@example.org." in (
        answer.content.decode()
    )


def test_while_it_waits(as_user, kronoberg, row):
    client = as_user(kronoberg.doctor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "En personlig länk gick till Mikael Thörnqvist" in page
    renewed = client.post(
        f"{row.get_absolute_url()}ny-lank/",
        ways.posted(row, outsider_email="ratt@example.org"),
        follow=True,
    )
    assert "En ny länk går till ratt@example.org." in renewed.content.decode()
    back = client.post(f"{row.get_absolute_url()}ta-tillbaka/")
    assert back.url == f"{row.get_absolute_url()}andra/"
    assert client.get(back.url).status_code == 200
    again = client.post(f"{row.get_absolute_url()}ta-tillbaka/")
    assert again.url == back.url


def test_the_studierektor_finds_it_and_sends_a_new_link(as_user, kronoberg, row):
    client = as_user(kronoberg.studierektor)
    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(f"{row.get_absolute_url()}ny-lank/").status_code == 200
    assert as_user(kronoberg.administrator).get(row.get_absolute_url()).status_code == (
        404
    )


def test_the_signed_form_says_how_everywhere(as_user, client, kronoberg, row, path):
    Client().post(path, ways.posted(row))
    client = as_user(kronoberg.doctor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "legitimationen är inte kontrollerad" in page
    listed = client.get(f"/kronoberg/bt/{kronoberg.programme.pk}/bedomningar/")
    assert "Mikael Thörnqvist (via länk)" in listed.content.decode()
    happened = client.get(f"/kronoberg/bt/{kronoberg.programme.pk}/handelser/")
    assert "Någon med personlig länk" in happened.content.decode()


def test_a_reminder_is_sent_by_one_press(as_user, kronoberg, monkeypatch):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.doctor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Påminn igen från den" in page
    assert client.post(f"{row.get_absolute_url()}paminn/").status_code == 403
    later = at() + 3 * DAY
    monkeypatch.setattr("assessments.views.asking.database_now", lambda: later)
    answer = client.post(f"{row.get_absolute_url()}paminn/", follow=True)
    assert "Supervisor Kronoberg är påmind." in answer.content.decode()
    assert actions.shown_now(acts.stored(row)).version == 1
    assert clock.database_now() < later
