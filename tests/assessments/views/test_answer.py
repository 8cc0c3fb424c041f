"""The handledare's page: the form, what it gives back, and who it is for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Assessment
from tests.assessments import acts
from tests.assessments.acts import today


def url(row: Assessment, name: str = "assessment") -> str:
    return reverse(f"assessments:{name}", args=["kronoberg", row.pk])


def filled(row: Assessment, do: str = "sign", **given) -> dict:
    """What a browser would post for a Mini-CEX."""
    now = acts.shown(row)
    return {
        "version": now.version,
        "digest": now.digest,
        "performed_on": row.performed_on.isoformat(),
        "placement": str(row.placement_id or ""),
        "setting": row.setting,
        "what": row.what,
        "difficulty": row.difficulty,
        "delmal": [one.code for one in row.delmal.all()],
        "item_history": "4",
        "item_communication": "",
        "item_overall": "3",
        "text_keep_doing": "Du lyssnade färdigt.",
        "text_work_on": "Sammanfatta högt.",
        "text_agreed": "",
        "do": do,
        **given,
    }


# ---------------------------------------------------------------------------- the form
def test_the_form_shows_the_instrument_and_what_the_doctor_told(kronoberg, as_user):
    row = acts.ask(kronoberg)
    page = as_user(kronoberg.supervisor).get(url(row)).content.decode()
    for words in (
        "Mini-CEX (observerat patientmöte)",
        "Bröstsmärta hos vuxen",
        "BT1 och BT9",
        "Genomförde hela mötet med säker bedömning och plan; genomgång efteråt.",
        "Gick inte att bedöma",
        "Läses av Doctor Kronoberg",
        "Du står för bedömningen som handledare, Supervisor Kronoberg.",
        "Signera bedömningen",
    ):
        assert words in page


def test_nothing_is_chosen_beforehand(kronoberg, as_user):
    row = acts.ask(kronoberg)
    page = as_user(kronoberg.supervisor).get(url(row)).content.decode()
    radios = [line for line in page.split("<input") if 'type="radio"' in line]
    assert [radio for radio in radios if "checked" in radio] == []
    assert len(radios) == 7 * 6


def test_enter_in_a_line_of_text_saves_and_never_signs(kronoberg, as_user):
    row = acts.ask(kronoberg)
    page = as_user(kronoberg.supervisor).get(url(row)).content.decode()
    form = page.split('<form class="stack loose"')[1]
    first = form.split('type="submit"')[1].split(">")[0]
    assert 'value="save"' in first


def test_signing_goes_back_to_att_gora_with_a_receipt(kronoberg, as_user):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    answer = client.post(url(row), filled(row))
    assert (answer.status_code, answer.url) == (302, "/kronoberg/")
    stored = acts.stored(row)
    assert (stored.state, stored.answers) == (
        "signed",
        {"history": 4, "communication": None, "overall": 3},
    )


def test_a_draft_is_saved_with_next_to_nothing(kronoberg, as_user):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    data = {
        key: value
        for key, value in filled(row, do="save").items()
        if not key.startswith(("item_", "text_"))
    }
    assert client.post(url(row), data).status_code == 302
    assert (acts.stored(row).state, acts.stored(row).version) == ("requested", 2)


def test_what_is_missing_is_said_and_what_was_typed_is_kept(kronoberg, as_user):
    row = acts.ask(kronoberg)
    data = filled(row, text_work_on="", text_keep_doing="", text_agreed="Ring mig <b>")
    del data["item_overall"]
    answer = as_user(kronoberg.supervisor).post(url(row), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Välj en nivå, eller ”Gick inte att bedöma”." in page
    assert "Ring mig &lt;b&gt;" in page
    assert "<title>Fel: " in page
    assert acts.stored(row).state == "requested"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text_work_on": "å" * 10_000}, "Texten är 6000 tecken för lång."),
        ({"text_work_on": "", "text_keep_doing": " "}, "kan inte signeras utan text"),
        ({"delmal": ["BT99"]}, "”BT99” är inget delmål här."),
        ({"delmal": []}, "Välj minst ett delmål."),
        ({"performed_on": "2027-02-30"}, "Det finns inget datum 2027-02-30."),
        ({"performed_on": ""}, "Skriv ett datum."),
        (
            {"performed_on": (today() + timedelta(days=1)).isoformat()},
            "kan inte ligga framåt i tiden",
        ),
        ({"placement": "inte-ett-id"}, "Välj en placering ur listan."),
        ({"setting": "Månen"}, "Välj ett av alternativen i listan."),
        ({"what": "x" * 81}, "Texten är 1 tecken för lång."),
        ({"item_overall": "6"}, "Välj ett av svaren i listan."),
        ({"item_history": "<script>"}, "Välj ett av svaren i listan."),
        ({"version": "många"}, "Skriv ett heltal."),
    ],
)
def test_bad_input_gets_a_sentence_at_the_field(kronoberg, as_user, given, words):
    row = acts.ask(kronoberg)
    answer = as_user(kronoberg.supervisor).post(url(row), filled(row, **given))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert acts.stored(row).state == "requested"


def test_a_foreign_placement_is_not_known(kronoberg, cast, as_user):
    row = acts.ask(kronoberg)
    foreign = str(cast.stockholm.placements[0].pk)
    client = as_user(kronoberg.supervisor)
    answer = client.post(url(row), filled(row, placement=foreign))
    assert answer.status_code == 422
    assert "Välj en placering ur listan." in answer.content.decode()


def test_html_is_shown_as_text(kronoberg, as_user):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    evil = "<script>alert(1)</script>"
    data = filled(row, what=evil, text_work_on=evil, text_keep_doing=evil)
    assert client.post(url(row), data).status_code == 302
    page = client.get(url(row)).content.decode()
    assert evil not in page
    assert page.count("&lt;script&gt;") == 3


def test_a_text_changed_meanwhile_is_shown_beside_what_was_typed(kronoberg, as_user):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    old = filled(row, text_work_on="Min nya text.")
    client.post(url(row), filled(row, do="save", text_work_on="Den andra fliken."))
    answer = client.post(url(row), old)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Texten ändrades kl." in page
    assert "Min nya text." in page
    assert "Den andra fliken." in page
    now = acts.shown(acts.stored(row))
    again = old | {"version": now.version, "digest": now.digest}
    assert client.post(url(row), again).status_code == 302
    assert acts.stored(row).texts["work_on"] == "Min nya text."


def test_a_second_click_on_sign_is_no_error(kronoberg, as_user):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    data = filled(row)
    client.post(url(row), data)
    again = client.post(url(row), data)
    assert (again.status_code, again.url) == (302, url(row))


def test_another_text_after_signing_is_refused_and_kept(kronoberg, as_user):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    data = filled(row)
    client.post(url(row), data)
    answer = client.post(url(row), data | {"text_work_on": "Efterklok."})
    assert answer.status_code == 422
    assert "Du har redan signerat den här handlingen." in answer.content.decode()
    assert "Efterklok." in answer.content.decode()


def test_a_weak_log_in_reads_but_does_not_sign(kronoberg, client):
    row = acts.ask(kronoberg)
    client.force_login(kronoberg.supervisor)
    page = client.get(url(row)).content.decode()
    assert "Signering kräver e-legitimation" in page
    answer = client.post(url(row), filled(row))
    assert answer.status_code == 422
    assert acts.stored(row).state == "requested"


# ------------------------------------------------------------------------- who and what
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("doctor", 200),
        ("main_supervisor", 404),
        ("studierektor", 404),
        ("bt_manager", 404),
        ("unit_manager", 404),
        ("hr", 404),
        ("external", 404),
    ],
)
def test_a_request_is_seen_by_the_two_it_concerns(kronoberg, as_user, who, status):
    row = acts.ask(kronoberg)
    client = as_user(getattr(kronoberg, who))
    assert client.get(url(row)).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("doctor", 200),
        ("main_supervisor", 200),
        ("studierektor", 200),
        ("bt_manager", 200),
        ("unit_manager", 200),
        ("hr", 404),
        ("external", 404),
    ],
)
def test_a_signed_one_is_seen_by_those_who_follow(kronoberg, as_user, who, status):
    row = acts.signed(kronoberg)
    client = as_user(getattr(kronoberg, who))
    assert client.get(url(row)).status_code == status


def test_nobody_in_another_region_sees_it(kronoberg, cast, as_user):
    row = acts.signed(kronoberg)
    for who in ("bt_manager", "studierektor", "doctor", "supervisor"):
        client = as_user(getattr(cast.stockholm, who))
        assert client.get(url(row)).status_code == 404
        there = reverse("assessments:assessment", args=["stockholm", row.pk])
        assert client.get(there).status_code == 404


def test_the_doctor_does_not_read_what_is_not_signed(kronoberg, as_user):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    client.post(url(row), filled(row, do="save", text_work_on="Hemlig formulering."))
    page = as_user(kronoberg.doctor).get(url(row)).content.decode()
    assert "Hemlig formulering." not in page
    assert "Begärd" in page


def test_the_wrong_person_may_not_post(kronoberg, as_user):
    row = acts.ask(kronoberg)
    answer = as_user(kronoberg.doctor).post(url(row), filled(row))
    assert answer.status_code == 403
    assert "Du kan inte bedöma dig själv." in answer.content.decode()
    signed = acts.signed(kronoberg)
    answer = as_user(kronoberg.studierektor).post(url(signed), filled(signed))
    assert answer.status_code == 403


def test_a_reading_is_noted_once_a_day(kronoberg, as_user):
    row = acts.signed(kronoberg)
    client = as_user(kronoberg.studierektor)
    client.get(url(row))
    client.get(url(row))
    as_user(kronoberg.doctor).get(url(row))
    as_user(kronoberg.supervisor).get(url(row))
    assert acts.events().count("portfolio.read") == 1


# ----------------------------------------------------------------------------- unasked
def start_url(company) -> str:
    return reverse("assessments:start", args=["kronoberg", company.programme.pk])


def unasked(company, **given) -> dict:
    return {
        "mark": "ab12",
        "performed_on": today().isoformat(),
        "placement": str(company.placements[1].pk),
        "what": "Hosta",
        "delmal": ["BT1"],
        "item_overall": "4",
        "text_keep_doing": "Bra.",
        "do": "sign",
        **given,
    }


def test_a_handledare_signs_unasked_on_one_page(kronoberg, as_user):
    client = as_user(kronoberg.supervisor)
    assert client.get(start_url(kronoberg)).status_code == 200
    assert list(Assessment.objects.all()) == []
    assert client.post(start_url(kronoberg), unasked(kronoberg)).status_code == 302
    [row] = Assessment.objects.all()
    assert (row.state, row.requested_by, row.what) == ("signed", None, "Hosta")


def test_the_same_page_sent_twice_is_one_assessment(kronoberg, as_user):
    client = as_user(kronoberg.supervisor)
    client.post(start_url(kronoberg), unasked(kronoberg))
    [row] = Assessment.objects.all()
    again = client.post(start_url(kronoberg), unasked(kronoberg))
    assert (again.status_code, again.url) == (302, url(row))
    assert Assessment.objects.count() == 1


def test_unasked_with_faults_keeps_what_was_typed_and_nothing_else(kronoberg, as_user):
    client = as_user(kronoberg.supervisor)
    data = unasked(kronoberg, text_keep_doing="", text_agreed="Vi ses <i>snart</i>.")
    answer = client.post(start_url(kronoberg), data)
    assert answer.status_code == 422
    assert "Vi ses &lt;i&gt;snart&lt;/i&gt;." in answer.content.decode()
    assert 'value="ab12"' in answer.content.decode()
    assert list(Assessment.objects.all()) == []


def test_a_draft_of_ones_own_is_thrown_away(kronoberg, as_user):
    row = acts.start(kronoberg)
    client = as_user(kronoberg.supervisor)
    assert "Kasta utkastet" in client.get(url(row)).content.decode()
    assert client.post(url(row, "discard")).status_code == 302
    assert list(Assessment.objects.all()) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("main_supervisor", 200), ("doctor", 403), ("studierektor", 403), ("hr", 404)],
)
def test_who_may_begin_unasked(kronoberg, as_user, who, status):
    client = as_user(getattr(kronoberg, who))
    assert client.get(start_url(kronoberg)).status_code == status


# -------------------------------------------------------------------------- queries
def test_the_form_costs_the_same_with_one_request_and_three(
    kronoberg, as_user, django_assert_num_queries
):
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    client.get(url(row))
    counts = []
    for _more in range(2):
        with django_assert_num_queries(18) as counted:
            client.get(url(row))
        counts.append(len(counted))
        acts.ask(kronoberg)
        acts.ask(kronoberg)
    assert counts[0] == counts[1]
