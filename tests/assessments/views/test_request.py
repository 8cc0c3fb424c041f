"""The doctor's pages: asking, asking again, and the list of what there is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments import actions
from assessments.models import Assessment
from tests.assessments import acts


def ask_url(company, slug="kronoberg") -> str:
    return reverse("assessments:request", args=[slug, company.programme.pk])


def list_url(company) -> str:
    return reverse("assessments:list", args=["kronoberg", company.programme.pk])


def filled(company, **given) -> dict:
    return {
        "assessor": str(company.supervisor.pk),
        "delmal": ["BT1", "BT9"],
        "performed_on": acts.today().isoformat(),
        "what": "Buksmärta",
        "setting": "Akutmottagning",
        "difficulty": "Svårt",
        "placement": str(company.placements[1].pk),
        **given,
    }


def test_the_doctor_asks_from_one_page(kronoberg, as_user):
    client = as_user(kronoberg.doctor)
    assert client.get(ask_url(kronoberg)).status_code == 200
    answer = client.post(ask_url(kronoberg), filled(kronoberg))
    assert (answer.status_code, answer.url) == (302, list_url(kronoberg))
    [row] = Assessment.objects.all()
    assert (row.state, row.assessor, row.what) == (
        "requested", kronoberg.supervisor, "Buksmärta",
    )  # fmt: skip
    page = client.get(list_url(kronoberg)).content.decode()
    assert "Supervisor Kronoberg har fått din begäran." in page


def test_only_the_doctors_own_handledare_are_offered(kronoberg, as_user):
    address = f"{ask_url(kronoberg)}?instrument=mini_cex"
    page = as_user(kronoberg.doctor).get(address).content.decode()
    assert "Main Supervisor Kronoberg" in page
    assert "Psychiatrist Kronoberg" not in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"assessor": ""}, "Välj vem som ska bedöma."),
        ({"assessor": "inte-ett-id"}, "Personen kan inte väljas."),
        ({"delmal": []}, "Välj minst ett delmål."),
        ({"delmal": ["BT1", "BT2", "BT8", "BT9", "BT10"]}, "Välj högst 4 delmål"),
        ({"delmal": ["BT99"]}, "”BT99” är inget delmål här."),
        ({"delmal": ["BT3"]}, "”BT3” är inget delmål här."),
        ({"performed_on": "i går"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
        (
            {"performed_on": (acts.today() + timedelta(days=1)).isoformat()},
            "kan inte ligga framåt i tiden",
        ),
        (
            {"performed_on": (acts.today() - timedelta(days=200)).isoformat()},
            "Välj någon annan, eller",
        ),
        ({"what": "x" * 10_000}, "Texten är 9920 tecken för lång."),
        ({"difficulty": "Omöjligt"}, "Välj ett av alternativen i listan."),
    ],
)
def test_bad_input_gets_a_sentence_and_is_kept(kronoberg, as_user, given, words):
    client = as_user(kronoberg.doctor)
    answer = client.post(ask_url(kronoberg), filled(kronoberg, **given))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "<title>Fel: " in page
    assert given.get("what", "Buksmärta") in page
    assert list(Assessment.objects.all()) == []


def test_somebody_elses_handledare_cannot_be_asked(kronoberg, cast, as_user):
    client = as_user(kronoberg.doctor)
    for user in (cast.stockholm.supervisor, kronoberg.psychiatrist, kronoberg.doctor):
        answer = client.post(
            ask_url(kronoberg), filled(kronoberg, assessor=str(user.pk))
        )
        assert answer.status_code == 422
        assert "Personen kan inte väljas." in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("doctor", 200),
        ("supervisor", 403),
        ("main_supervisor", 403),
        ("studierektor", 403),
        ("bt_manager", 403),
        ("unit_manager", 403),
        ("hr", 404),
        ("newcomer", 404),
    ],
)
def test_who_may_ask(kronoberg, cast, as_user, who, status):
    client = as_user(getattr(kronoberg, who))
    assert client.get(ask_url(kronoberg)).status_code == status
    assert client.post(ask_url(kronoberg), {}).status_code == (
        422 if status == 200 else status
    )
    assert client.get(ask_url(cast.stockholm)).status_code == 404
    assert client.get(ask_url(cast.stockholm, "stockholm")).status_code == 404


# ---------------------------------------------------------------------- come back
def sent_back(company) -> Assessment:
    return actions.return_request(
        assessment=acts.ask(company),
        reason="Vilken <b>dag</b> var det?",
        by=company.supervisor,
        at=acts.at(),
    )


def test_a_request_that_came_back_is_amended_and_sent(kronoberg, as_user):
    row = sent_back(kronoberg)
    client = as_user(kronoberg.doctor)
    url = reverse("assessments:amend", args=["kronoberg", row.pk])
    page = client.get(url).content.decode()
    assert "Vilken &lt;b&gt;dag&lt;/b&gt; var det?" in page
    assert "Bröstsmärta hos vuxen" in page
    answer = client.post(url, filled(kronoberg, what="Andnöd"))
    assert answer.status_code == 302
    assert (acts.stored(row).state, acts.stored(row).what) == ("requested", "Andnöd")
    assert client.post(url, filled(kronoberg)).status_code == 403


def test_a_declined_request_asks_whom_instead(kronoberg, as_user):
    row = actions.decline(
        assessment=acts.ask(kronoberg), reason="Hann inte.", by=kronoberg.supervisor,
        at=acts.at(),
    )  # fmt: skip
    url = reverse("assessments:amend", args=["kronoberg", row.pk])
    page = as_user(kronoberg.doctor).get(url).content.decode()
    radios = page.split('name="assessor"')[1:]
    assert [one for one in radios if "checked" in one.split(">")[0]] == []
    assert "Supervisor Kronoberg har tackat nej" in page


@pytest.mark.parametrize("name", ["return", "decline"])
def test_a_reason_is_asked_for_and_kept(kronoberg, as_user, name):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    url = reverse(f"assessments:{name}", args=["kronoberg", row.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": " "}).status_code == 422
    long = client.post(url, {"reason": "å" * 10_000})
    assert "Texten är 9000 tecken för lång." in long.content.decode()
    assert acts.stored(row).state == "requested"
    assert client.post(url, {"reason": "Fel dag."}).status_code == 302
    assert acts.stored(row).reason == "Fel dag."
    assert client.post(url, {"reason": "Fel dag."}).status_code == 403


@pytest.mark.parametrize("name", ["return", "decline", "amend"])
@pytest.mark.parametrize(
    ("who", "status"), [("bt_manager", 403), ("main_supervisor", 403), ("hr", 404)]
)
def test_others_neither_reply_nor_amend(kronoberg, as_user, name, who, status):
    row = acts.signed(kronoberg)
    client = as_user(getattr(kronoberg, who))
    url = reverse(f"assessments:{name}", args=["kronoberg", row.pk])
    assert client.get(url).status_code == status
    assert client.post(url, {"reason": "Nej."}).status_code == status


# -------------------------------------------------------------------------- the list
def test_the_list_shows_what_each_may_see(kronoberg, as_user):
    acts.signed(kronoberg, what="Signerad sak")
    acts.ask(kronoberg, what="Begärd sak")
    acts.start(kronoberg, content=acts.content(kronoberg, what="Eget utkast"))
    seen = {
        "doctor": (True, True, False),
        "supervisor": (True, True, True),
        "main_supervisor": (True, False, False),
        "studierektor": (True, False, False),
    }
    for who, expected in seen.items():
        page = as_user(getattr(kronoberg, who)).get(list_url(kronoberg))
        words = page.content.decode()
        things = ("Signerad sak", "Begärd sak", "Eget utkast")
        assert (who, tuple(one in words for one in things)) == (who, expected)


def test_the_list_is_narrowed_by_delmal_and_placement(kronoberg, as_user):
    acts.signed(kronoberg, what="Hjärtat", delmal=("BT1",))
    acts.signed(kronoberg, what="Samtalet", delmal=("BT9",))
    client = as_user(kronoberg.doctor)
    words = client.get(f"{list_url(kronoberg)}?delmal=BT9").content.decode()
    assert ("Samtalet" in words, "Hjärtat" in words) == (True, False)
    other = kronoberg.placements[2].pk
    words = client.get(f"{list_url(kronoberg)}?placering={other}").content.decode()
    assert "Inget underlag för Kirurgi än" in words


@pytest.mark.parametrize("query", ["delmal=BT99", "placering=x", "sida=-1", "sida=x"])
def test_an_address_that_asks_for_nothing_known_shows_all(kronoberg, as_user, query):
    acts.signed(kronoberg, what="Hjärtat")
    page = as_user(kronoberg.doctor).get(f"{list_url(kronoberg)}?{query}")
    assert "Hjärtat" in page.content.decode()


def test_an_empty_list_says_what_to_do(kronoberg, as_user):
    page = as_user(kronoberg.doctor).get(list_url(kronoberg)).content.decode()
    assert "Inga bedömningar än" in page
    assert "Be om en redan första veckan" in page


def test_the_list_costs_the_same_with_one_and_three(
    kronoberg, as_user, django_assert_num_queries
):
    client = as_user(kronoberg.doctor)
    acts.signed(kronoberg)
    client.get(list_url(kronoberg))
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get(list_url(kronoberg))
    acts.signed(kronoberg, kronoberg.main_supervisor)
    acts.overall_signed(kronoberg)
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get(list_url(kronoberg))


QUERIES_OF_THE_LIST = 17
