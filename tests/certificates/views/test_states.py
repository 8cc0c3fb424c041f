"""Every page about certificates, in every state, for those who meet it: none fails."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.actions.revoke import revoke
from certificates.models import Certificate
from tests.cast import Cast, Company
from tests.certificates.actions.test_competence import approve, sign
from tests.certificates.actions.test_completed import many_periods
from tests.certificates.papers import certify_completed
from tests.certificates.views.test_pages import get, post, url
from tests.certificates.year import (
    certified,
    declared,
    overall_assessments,
    prepare,
    written,
)

PAGES = [
    "certificates?bilaga=2", "certificates?bilaga=3", "certificates?bilaga=4",
    "sign_delmal", "completed", "sign_completed", "sign_competence",
]  # fmt: skip
OF_ONE = ["certificate", "revoke", "withdraw_signature"]


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        prepare(cast.kronoberg)
        overall_assessments(cast.kronoberg)
        yield cast.kronoberg


def walk(client: Client, company: Company, *who: str) -> set[int]:
    """Every page, and those of one certificate of each kind and state."""
    rows = Certificate.objects.filter(programme=company.programme)
    kinds = {(one.kind, one.state): one for one in rows}.values()
    found = set()
    for by in (getattr(company, role) for role in who):
        for name, _, query in (page.partition("?") for page in PAGES):
            address = f"{url(name, company)}?{query}"
            found.add(get(client, by, address).status_code)
        for name, one in product(OF_ONE, kinds):
            address = reverse(f"certificates:{name}", args=["kronoberg", one.pk])
            found.add(get(client, by, address).status_code)
    return found


def test_no_page_fails_in_any_state(client: Client, company: Company) -> None:
    written(company, "BT1")
    certify_completed(company)
    told = {200, 302, 403}
    assert walk(client, company, "main_supervisor", "bt_manager") <= told
    certified(company)
    declared(company)
    half = sign(company, company.main_supervisor).certificate
    revoke(certificate=half, reason="Fel.", by=company.bt_manager, at=timezone.now())
    sign(company, company.main_supervisor)
    assert walk(client, company, "doctor", "bt_manager") <= told
    approve(company)
    assert walk(client, company, "main_supervisor") <= told


def test_a_signed_bilaga_3(client: Client, company: Company) -> None:
    found = certify_completed(company)
    page = get(client, company.doctor, found.get_absolute_url()).content.decode()
    assert "Tjänstgöring till och med" in page
    assert "Ingen underskrift på papper är registrerad." in page
    listed = get(client, company.doctor, url("certificates", company), bilaga="3")
    assert "Alla har signerat" in listed.content.decode()
    signing = get(client, company.deputy, url("sign_completed", company))
    assert signing.status_code == 200
    given = {f"digest_{found.pk}": signing.context["papers"][0].digest}
    again = post(client, company.deputy, url("sign_completed", company), **given)
    assert again.status_code == 422  # one bilaga 3 has one signature


def test_bilaga_3_with_more_rows_than_it_has(client: Client, company: Company) -> None:
    many_periods(company)
    texts = {"primary_care_text": "Fyra månader.", "acute_care_text": "Fem månader."}
    post(client, company.bt_manager, url("completed", company), **texts)
    page = get(client, company.bt_manager, url("sign_completed", company))
    assert page.status_code == 200
    assert "18 rader" in page.content.decode()
    given = {f"digest_{page.context['papers'][0].certificate.pk}": "x", "boxes": "x"}
    again = post(client, company.bt_manager, url("sign_completed", company), **given)
    assert again.status_code == 422


@pytest.mark.parametrize("role", ["doctor", "bt_manager"])
def test_nobody_is_told_you_cannot_sign_who_never_would(
    client: Client, company: Company, role: str
) -> None:
    viewer = getattr(company, role)
    pages = []
    for annex in ("2", "4"):
        listed = get(client, viewer, url("certificates", company), bilaga=annex)
        pages.append(listed.content.decode())
    certified(company)
    declared(company)
    waiting = get(client, viewer, url("certificates", company), bilaga="4")
    pages.append(waiting.content.decode())
    sign(company, company.main_supervisor)
    half = get(client, viewer, url("certificates", company), bilaga="4")
    pages.append(half.content.decode())
    for page in pages:
        assert "Du kan inte signera" not in page
        assert "Du får inte signera" not in page
        assert "ditt eget intyg" not in page
    assert "Väntar på Main Supervisor Kronoberg" in pages[2]
    assert "External Kronoberg kan inte signera än." in pages[3]


def test_a_half_signed_paper_says_so(client: Client, company: Company) -> None:
    certified(company)
    declared(company)
    half = sign(company, company.main_supervisor).certificate
    for role in ("doctor", "main_supervisor"):
        page = get(client, getattr(company, role), half.get_absolute_url())
        assert "Intyget gäller inte än" in page.content.decode()
        assert "External Kronoberg har inte signerat" in page.content.decode()
    page = get(client, company.external, url("outcome", company)).content.decode()
    assert "Main Supervisor Kronoberg har signerat" in page
    mine = get(client, company.main_supervisor, half.get_absolute_url())
    assert "Ta tillbaka min signering" in mine.content.decode()
    approve(company)
    mine = get(client, company.main_supervisor, half.get_absolute_url())
    assert "Ta tillbaka min signering" not in mine.content.decode()
    assert "Återkalla intyget" in mine.content.decode()


def test_taking_back_on_the_page(client: Client, company: Company) -> None:
    certified(company)
    declared(company)
    half = sign(company, company.main_supervisor).certificate
    address = reverse("certificates:withdraw_signature", args=["kronoberg", half.pk])
    assert post(client, company.bt_manager, address, reason="X").status_code == 403
    assert post(client, company.main_supervisor, address, reason=" ").status_code == 422
    why = "<b>Fel</b> tjänsteställe."
    done = post(client, company.main_supervisor, address, reason=why)
    assert done.url == half.get_absolute_url()
    page = get(client, company.doctor, done.url).content.decode()
    assert "Intyget började aldrig gälla" in page
    assert "&lt;b&gt;Fel&lt;/b&gt; tjänsteställe." in page
    assert post(client, company.main_supervisor, address, reason="X").status_code == 403
