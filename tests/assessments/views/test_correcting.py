"""«Rätta»: the form filled in as it is, the two versions, and who gets there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments import actions
from assessments.forms.widgets import NOT_SEEN
from assessments.models import Assessment
from tests.assessments import acts, ways
from tests.assessments.actions.test_held import typed
from tests.assessments.corrections import WHY, correct, corrected
from tests.assessments.views.test_answer import filled

HOSTILE = "<script>alert('å')</script>"


def url(row: Assessment, name: str = "correct") -> str:
    return reverse(f"assessments:{name}", args=["kronoberg", row.pk])


def better(row: Assessment, **given) -> dict:
    told = {"item_overall": "5", "correction_reason": WHY, **given}
    return filled(row, **told)


def text_of(answer) -> str:
    return answer.content.decode()


def test_the_form_is_filled_in_as_it_is_signed(kronoberg, as_user):
    row = acts.signed(kronoberg)
    client = as_user(kronoberg.supervisor)
    assert f'href="{url(row)}"' in text_of(client.get(url(row, "assessment")))
    page = text_of(client.get(url(row)))
    for words in (
        "Rätta Mini-CEX", "Du lyssnade färdigt.", "Bröstsmärta hos vuxen",
        "Vad är rättat, och varför?", "Signera rättelsen",
    ):  # fmt: skip
        assert words in page
    checked = [one for one in page.split("<input") if " checked" in one.split(">")[0]]
    assert {one.split('name="')[1].split('"')[0] for one in checked} == {
        "item_overall", "item_history", "delmal",
    }  # fmt: skip


def test_it_is_signed_and_both_can_be_read(kronoberg, as_user):
    row = acts.signed(kronoberg)
    client = as_user(kronoberg.supervisor)
    answer = client.post(url(row), better(row, correction_reason=HOSTILE))
    new = Assessment.objects.get(replaces=row)
    assert (answer.status_code, answer.url) == (302, new.get_absolute_url())
    page = text_of(client.get(answer.url))
    assert "En ny version är skapad. Den gamla finns kvar." in page
    assert "&lt;script&gt;" in page
    assert HOSTILE not in page
    assert f'href="{row.get_absolute_url()}"' in page
    doctor = as_user(kronoberg.doctor)
    old = text_of(doctor.get(row.get_absolute_url()))
    assert "Rättad. Den här versionen räknas inte längre." in old
    assert f'href="{new.get_absolute_url()}"' in old
    assert url(row) not in old
    listed = text_of(
        doctor.get(reverse("assessments:list", args=["kronoberg", row.programme_id]))
    )
    assert "Ny version efter rättelse" in listed
    assert row.get_absolute_url() not in listed


def test_the_doctor_says_to_have_read_the_new_one(kronoberg, as_user):
    old, new = corrected(kronoberg)
    client = as_user(kronoberg.doctor)
    assert "Jag har läst" in text_of(client.get(new.get_absolute_url()))
    assert "Jag har läst" not in text_of(client.get(old.get_absolute_url()))
    assert client.post(url(old, "acknowledge")).status_code == 403
    assert client.post(url(new, "acknowledge")).status_code == 302
    assert client.post(url(new, "acknowledge")).status_code == 302
    assert acts.stored(new).state == "acknowledged"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"correction_reason": " "}, "Bedömningen kan inte rättas utan skäl."),
        ({"correction_reason": "å" * 1003}, "Texten är 3 tecken för lång."),
        ({"item_overall": "9"}, "Välj ett av svaren i listan."),
        ({"text_keep_doing": "", "text_work_on": ""}, "kan inte signeras utan text"),
        ({"performed_on": "i går"}, "datum"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    kronoberg, as_user, given, words
):
    row = acts.signed(kronoberg)
    told = better(row, text_agreed="Ses på tisdag.", **given)
    answer = as_user(kronoberg.supervisor).post(url(row), told)
    assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert "Ses på tisdag." in text_of(answer)
    assert (acts.stored(row).state, Assessment.objects.count()) == ("signed", 1)


def test_nothing_changed_is_no_correction(kronoberg, as_user):
    row = acts.signed(kronoberg)
    told = better(row, item_overall="4")
    del told["item_communication"]  # what is not chosen is not sent
    answer = as_user(kronoberg.supervisor).post(url(row), told)
    assert answer.status_code == 422
    assert "Det finns ingen rättelse att signera." in text_of(answer)


def test_enter_in_a_line_signs_nothing(kronoberg, as_user):
    row = acts.signed(kronoberg)
    told = better(row, do="look", what="Andnöd")
    answer = as_user(kronoberg.supervisor).post(url(row), told)
    assert (answer.status_code, 'value="Andnöd"' in text_of(answer)) == (200, True)
    assert Assessment.objects.count() == 1


def test_a_second_click_makes_no_third_version(kronoberg, as_user):
    row = acts.signed(kronoberg)
    client, told = as_user(kronoberg.supervisor), better(row)
    first, second = client.post(url(row), told), client.post(url(row), told)
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    assert Assessment.objects.count() == 2
    other = client.post(url(row), told | {"item_overall": "1"})
    assert other.status_code == 422
    assert "Bedömningen är redan rättad." in text_of(other)
    assert client.get(url(row)).status_code == 403
    assert Assessment.objects.count() == 2


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("doctor", 403),
        ("main_supervisor", 403),
        ("studierektor", 403),
        ("bt_manager", 403),
        ("administrator", 403),
        ("hr", 404),
        ("newcomer", 404),
    ],
)
def test_who_may_correct(kronoberg, as_user, who, status):
    row = acts.signed(kronoberg)
    told, client = better(row), as_user(getattr(kronoberg, who))
    assert client.get(url(row)).status_code == status
    if status != 200:
        assert client.post(url(row), told).status_code == status
        assert Assessment.objects.count() == 1


def test_another_region_knows_nothing_of_it(cast, kronoberg, as_user):
    row = acts.signed(kronoberg)
    client = as_user(cast.stockholm.supervisor)
    assert client.get(url(row)).status_code == 404
    assert client.post(url(row), better(row)).status_code == 404


def test_the_office_puts_its_typing_right(kronoberg, as_user):
    row = acts.stored(typed(kronoberg))
    client = as_user(kronoberg.administrator)
    assert "Datum på papperet" in text_of(client.get(url(row)))
    told = better(row, paper_signed_on=acts.today().isoformat())
    answer = client.post(url(row), told)
    assert answer.status_code == 302
    page = text_of(client.get(answer.url))
    assert "Underskriven på papper av Supervisor Kronoberg" in page
    assert as_user(kronoberg.supervisor).get(url(row)).status_code == 403


def test_whoever_had_a_link_is_asked_once_more(kronoberg, as_user):
    row = ways.ask_outside(kronoberg)
    ways.deliver()
    ways.sign(kronoberg, row)
    answer = as_user(kronoberg.doctor).get(url(row))
    assert answer.status_code == 403
    assert "ber Doctor Kronoberg om en ny bedömning" in text_of(answer)


def test_the_overall_assessment_is_corrected(kronoberg, as_user):
    row = acts.overall_signed(kronoberg, reason="Kort tid.")
    client, now = as_user(kronoberg.supervisor), acts.shown(row)
    assert "Rätta Sammantagen bedömning" in text_of(client.get(url(row)))
    told = {
        "version": now.version, "digest": now.digest, "do": "sign",
        "performed_on": row.performed_on.isoformat(), "correction_reason": WHY,
        "too_few_reason": "Kort tid.",
        **{f"item_{key}": level or NOT_SEEN for key, level in row.answers.items()},
        **{f"text_{key}": text for key, text in row.texts.items()},
    }  # fmt: skip
    told["item_medicin"] = "4"
    answer = client.post(url(row), told)
    assert answer.status_code == 302
    assert Assessment.objects.get(replaces=row).answers["medicin"] == 4


def test_why_it_stands_is_told_to_the_signer_alone(kronoberg, as_user):
    row = acts.signed(kronoberg)
    actions.note_certified(programme=kronoberg.programme, codes=["BT1"], at=acts.at())
    page = text_of(as_user(kronoberg.supervisor).get(row.get_absolute_url()))
    assert "Varför kan jag inte rätta den?" in page
    assert "underlag för ett intyg om delmål" in page
    page = text_of(as_user(kronoberg.doctor).get(row.get_absolute_url()))
    assert "Varför kan jag inte rätta den?" not in page
    assert as_user(kronoberg.supervisor).get(url(row)).status_code == 403


def test_the_doctor_is_told_whom_to_ask(kronoberg, as_user):
    client = as_user(kronoberg.doctor)
    row, paper = acts.signed(kronoberg), acts.stored(typed(kronoberg))
    link = ways.ask_outside(kronoberg)
    ways.deliver()
    ways.sign(kronoberg, link)
    asked = reverse("assessments:request", args=["kronoberg", row.programme_id])
    for one, words in (
        (row, "Är något fel? Be Supervisor Kronoberg att rätta det."),
        (paper, "Säg till regionens BT-kansli"),
        (link, f'<a href="{asked}">Be om en ny bedömning</a>'),
    ):
        assert words in text_of(client.get(one.get_absolute_url()))


def test_what_has_happened_leads_to_the_new_version(kronoberg, as_user):
    _old, new = corrected(kronoberg)
    page = text_of(
        as_user(kronoberg.doctor).get(
            reverse("events", args=["kronoberg", kronoberg.programme.pk])
        )
    )
    assert "rättade en bedömning" in page
    assert new.get_absolute_url() in page


def test_a_version_costs_a_query(kronoberg, as_user, django_assert_max_num_queries):
    _old, new = corrected(kronoberg)
    client = as_user(kronoberg.doctor)
    client.get(new.get_absolute_url())
    with django_assert_max_num_queries(25):
        client.get(new.get_absolute_url())
    later = acts.content(kronoberg, performed_on=acts.today() - timedelta(days=2))
    third = correct(kronoberg, new, content=later)
    with django_assert_max_num_queries(27):
        client.get(third.get_absolute_url())
