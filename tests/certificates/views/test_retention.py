"""Gallring on the page: unknown is said, a simulation comes first, two people decide."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import RetentionProposal
from tests.certificates.actions.test_weeding import talks
from tests.certificates.views.test_application import errors_in, text_of


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside():
        talks(cast.kronoberg, 2)
    return cast.kronoberg


def url(company, name="retention", *more):
    return reverse(f"certificates:{name}", args=[company.region.slug, *more])


RULE = {
    "do": "rule",
    "what": "weed",
    "years": "2",
    "source": "Arkivnämnden 12/2026",
}


def test_from_unknown_to_a_report(client, company):
    page = f"{url(company)}?slag=talks"
    client.force_login(company.bt_manager)
    assert "Okänt: ingen gallring" in text_of(client.get(page))
    since = (timezone.localdate() - timedelta(days=1)).isoformat()
    wrong = {**RULE, "valid_from": since, "years": "", "source": " "}
    response = client.post(page, wrong)
    assert response.status_code == 422
    assert "Skriv antal år." in errors_in(response)
    assert client.post(page, {**RULE, "valid_from": since}).status_code == 302
    assert "2 saker är äldre än" in text_of(client.get(page))
    client.force_login(company.administrator)
    made = client.post(page, {"do": "propose"})
    assert client.post(page, {"do": "propose"}).status_code == 403  # one waits
    assert client.post(made.url, {"do": "approve"}).status_code == 403
    client.force_login(company.bt_manager)
    assert "Godkänn gallringen" in text_of(client.get(made.url))
    assert client.post(made.url, {"do": "approve"}).status_code == 302
    assert client.post(made.url, {"do": "approve"}).status_code == 403
    with company.inside():
        assert RetentionProposal.objects.get().approved_by == company.bt_manager


def test_a_case_is_held_and_let_go(client, company):
    held = url(company, "case_hold", company.programme.pk)
    client.force_login(company.administrator)
    assert client.post(held, {"do": "hold", "reason": " "}).status_code == 422
    told = {"do": "hold", "reason": "Anmälan om diskriminering."}
    assert client.post(held, told).status_code == 302
    assert "Anmälan om diskriminering." in text_of(client.get(held))
    assert client.post(held, {"do": "lift"}).status_code == 403
    client.force_login(company.deputy)
    assert client.post(held, {"do": "lift"}).status_code == 302
    assert "Inget i ärendet gallras" not in text_of(client.get(held))
