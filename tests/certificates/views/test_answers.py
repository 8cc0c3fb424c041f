"""The letters from Socialstyrelsen, as they are told on the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.actions.application import record_sent
from certificates.models import ApplicationAnswer
from tests.certificates.pen import sign_everything
from tests.certificates.views.test_application import errors_in, text_of


@pytest.fixture
def sent(printed):
    with printed.inside(printed.doctor):
        sign_everything(printed)
        record_sent(programme=printed.programme, by=printed.doctor, at=timezone.now())
    return printed


def url(company, name="answer", *more):
    return reverse(
        f"certificates:{name}", args=[company.region.slug, company.programme.pk, *more]
    )


def letter(**changes):
    today = timezone.localdate()
    return {
        "kind": "complement",
        "on": today.isoformat(),
        "complement_text": "Bilaga 3 saknar datum för underskriften.",
        "complement_last_on": (today + timedelta(days=21)).isoformat(),
        **changes,
    }


def rows(company):
    with company.inside(company.doctor):
        return list(ApplicationAnswer.objects.values_list("kind", flat=True))


def test_a_complement_opens_the_application_again(client, sent):
    client.force_login(sent.administrator)
    for _click in range(2):
        assert client.post(url(sent), letter()).status_code == 302
    assert rows(sent) == ["sent", "complement"]
    client.force_login(sent.doctor)
    page = text_of(client.get(url(sent, "application")))
    assert "Bilaga 3 saknar datum för underskriften." in page
    assert "Ändra uppgifterna i ansökan" in page
    assert "Jag har skickat ansökan" not in page
    again = {"kind": "sent_again", "on": timezone.localdate().isoformat()}
    assert client.post(url(sent), again).status_code == 302
    assert "Ansökan är skickad" in text_of(client.get(url(sent, "application")))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": ""}, "Välj vad som har hänt."),
        ({"on": ""}, "Skriv ett datum."),
        ({"on": "2999-01-01"}, "Datumet kan inte ligga framåt i tiden."),
        ({"complement_text": " "}, "Skriv vad Socialstyrelsen vill ha."),
        ({"complement_last_on": ""}, "Skriv sista dag att komplettera."),
        ({"complement_last_on": "2027-02-30"}, "Det finns inget datum 2027-02-30."),
        ({"complement_text": "Patienten 19121212-1212"}, "personnummer"),
        ({"kind": "apply_again"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, sent, changes, words):
    client.force_login(sent.administrator)
    response = client.post(url(sent), letter(**changes))
    assert response.status_code == 422
    assert any(words in error for error in errors_in(response))
    assert letter(**changes)["complement_text"].strip() in text_of(response)
    assert rows(sent) == ["sent"]


def test_a_rejection_says_what_can_be_done_and_is_corrected(client, sent):
    today = timezone.localdate().isoformat()
    client.force_login(sent.doctor)
    rejected = {
        "kind": "rejected",
        "on": today,
        "rejected_text": "Tiden i primärvård är för kort.",
        "rejected_case_number": "9.1-77/2027",
        "rejected_received_on": today,
    }
    client.post(url(sent), rejected)
    page = text_of(client.get(url(sent, "application")))
    assert "Ett överklagande ska ha kommit in till Socialstyrelsen senast" in page
    assert "förvaltningslagen 43–44 §§" in page
    with sent.inside(sent.doctor):
        row = ApplicationAnswer.objects.get(kind="rejected")
    wrong = url(sent, "answer_correct", row.pk)
    assert "Tiden i primärvård är för kort." in text_of(client.get(wrong))
    assert client.post(wrong, {"kind": "mistaken", "on": today}).status_code == 422
    told = {"kind": "mistaken", "on": today, "correction": "Fel person."}
    assert client.post(wrong, told).status_code == 302
    assert client.post(wrong, told).status_code == 422  # once
    assert rows(sent) == ["sent", "rejected", "mistaken"]


def test_the_page_costs_the_same_with_many_steps(
    client, sent, django_assert_max_num_queries
):
    client.force_login(sent.administrator)
    cost = []
    for text in ("Bilaga 2.", "Bilaga 3.", "Bilaga 4."):
        client.post(url(sent), letter(complement_text=text))
        with django_assert_max_num_queries(24) as queries:
            client.get(url(sent, "application"))
        cost.append(len(queries))
    assert cost[0] == cost[2]
