"""The pages about certificates: who opens them, what they do, what they say."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.enums import CertificateKind, CertificateState, ExternalOutcome
from certificates.models import Certificate, CertificateSignature
from certificates.queries import current, delmal_drafts, external_of
from regions.events import Event
from regions.models import AuditRow, User
from tests import logging_in
from tests.cast import Cast, Company
from tests.certificates.actions.test_competence import approve, sign
from tests.certificates.papers import certify_everything
from tests.certificates.year import (
    appointed,
    certified,
    declared,
    end_the_year,
    overall_assessments,
    prepare,
    written,
)
from tests.pages import words

PROGRAMME_PAGES = [
    "certificates",
    "delmal",
    "sign_delmal",
    "completed",
    "sign_completed",
    "sign_competence",
    "appoint_external",
    "declare",
    "dossier",
    "outcome",
]


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.stockholm.inside():
        prepare(cast.stockholm)
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        prepare(cast.kronoberg)
        yield cast.kronoberg


def url(name: str, company: Company) -> str:
    return reverse(
        f"certificates:{name}", args=[company.region.slug, company.programme.pk]
    )


def get(client: Client, by: User, address: str, **data: object) -> HttpResponse:
    log_in(client, by)
    return client.get(address, data)


def post(client: Client, by: User, address: str, **data: object) -> HttpResponse:
    log_in(client, by)
    return client.post(address, data)


def log_in(client: Client, by: User) -> None:
    """As the demo does it: strongly enough to sign."""
    now = timezone.now().timestamp()
    logging_in.log_in(client, by, login_method="demo", identified_at=now)


# ----------------------------------------------------------------------------- access
def test_an_insider_is_told_why(client: Client, company: Company) -> None:
    response = get(client, company.studierektor, url("delmal", company))
    assert response.status_code == 403
    assert "Det är till för huvudansvarig handledare" in response.content.decode()


@pytest.mark.parametrize("page", PROGRAMME_PAGES)
def test_another_regions_page_is_no_page(
    client: Client, cast: Cast, company: Company, page: str
) -> None:
    nowhere = reverse(
        f"certificates:{page}",
        args=["kronoberg", "00000000-0000-0000-0000-000000000000"],
    )
    missing = get(client, company.bt_manager, nowhere)
    foreign = nowhere.replace(
        "00000000-0000-0000-0000-000000000000", str(cast.stockholm.programme.pk)
    )
    there = get(client, company.bt_manager, foreign)
    elsewhere = get(client, company.bt_manager, url(page, cast.stockholm))
    assert (missing.status_code, there.status_code, elsewhere.status_code) == (404,) * 3
    assert words(missing) == words(there)


@pytest.mark.parametrize("name", ["certificate", "revoke"])
def test_a_certificate_from_another_region_is_no_page(
    client: Client, cast: Cast, company: Company, name: str
) -> None:
    with cast.stockholm.inside(cast.stockholm.doctor):
        found = certify_everything(cast.stockholm)[0]
    address = reverse(f"certificates:{name}", args=["kronoberg", found.pk])
    assert get(client, company.bt_manager, address).status_code == 404


# --------------------------------------------------------------------------- the list
@pytest.mark.parametrize("annex", ["2", "3", "4", "9", "<b>"])
def test_the_three_papers(client: Client, company: Company, annex: str) -> None:
    response = get(client, company.doctor, url("certificates", company), bilaga=annex)
    assert response.status_code == 200
    page = response.content.decode()
    assert "som de skulle skrivas ut i dag" in page
    assert "19121212-1212" in page  # the doctor's own
    page = get(
        client, company.studierektor, url("certificates", company), bilaga=annex
    ).content.decode()
    assert "19121212-1212" not in page
    assert "19121212-****" in page


def test_reasons_stand_beside_the_paper(client: Client, company: Company) -> None:
    page = get(
        client, company.doctor, url("certificates", company), bilaga="4"
    ).content.decode()
    assert "intyg saknas för BT1–BT18" in page
    assert "Ingen extern bedömare är utsedd än." in page


def test_only_what_one_can_go_on_with_is_offered(
    client: Client, company: Company
) -> None:
    def offered(role: str, annex: int) -> list[str]:
        page = get(
            client, getattr(company, role), url("certificates", company), bilaga=annex
        )
        return [words for words, _ in page.context["ways"]]

    assert offered("main_supervisor", 2) == ["Intyga delmål"]
    assert offered("bt_manager", 3) == ["Intyga fullgjord BT"]
    assert offered("main_supervisor", 4) == []  # nobody is appointed
    overall_assessments(company)
    certified(company)
    declared(company)
    assert offered("main_supervisor", 2) == []
    assert offered("main_supervisor", 4) == ["Signera baskompetens"]
    assert offered("bt_manager", 4) == ["Extern bedömare"]
    sign(company, company.main_supervisor)
    assert offered("main_supervisor", 4) == []
    approve(company)
    assert offered("bt_manager", 4) == []


def test_the_list_costs_the_same_with_more_certificates(
    client: Client, company: Company, django_assert_max_num_queries
) -> None:
    certified(company, "BT1")
    certified(company, "BT2")
    certified(company, "BT3")
    client.force_login(company.bt_manager)
    with django_assert_max_num_queries(85):
        client.get(url("certificates", company))


def test_one_certificate(client: Client, company: Company) -> None:
    certified(company, "BT1", "BT2")
    found = Certificate.objects.get(programme=company.programme)
    page = get(client, company.doctor, found.get_absolute_url()).content.decode()
    assert "Main Supervisor Kronoberg, huvudansvarig handledare" in page
    assert "Återkalla" not in page
    page = get(client, company.bt_manager, found.get_absolute_url()).content.decode()
    assert "Återkalla" in page


def test_revoking(client: Client, company: Company) -> None:
    certified(company, "BT1")
    found = Certificate.objects.get(programme=company.programme)
    address = reverse("certificates:revoke", args=["kronoberg", found.pk])
    response = post(client, company.main_supervisor, address, reason=" ")
    assert response.status_code == 422
    assert "Skriv en eller två meningar" in response.content.decode()
    response = post(
        client, company.main_supervisor, address, reason="<b>Fel</b> delmål."
    )
    assert response.status_code == 302
    page = get(client, company.doctor, found.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Fel&lt;/b&gt; delmål." in page
    assert post(client, company.studierektor, address, reason="X").status_code == 403


# ----------------------------------------------------------------------------- bilaga 2
def test_bilaga_2_from_evidence_to_signature(client: Client, company: Company) -> None:
    page = get(client, company.main_supervisor, url("delmal", company)).content.decode()
    assert "Klinisk tjänstgöring under handledning: Internmedicin" in page
    assert "Mini-CEX av Supervisor Kronoberg" in page
    response = post(
        client, company.main_supervisor, url("delmal", company),
        codes=["BT1", "BT2"], activities_BT1="A1", checks_BT1="C1",
        activities_BT2="A2", checks_BT2="C2", activities_BT3="inte vald",
    )  # fmt: skip
    assert response.url == url("sign_delmal", company)
    (draft,) = delmal_drafts(company.programme)
    response = get(client, company.main_supervisor, response.url)
    assert "BT1: A1" in response.content.decode()
    (paper,) = response.context["papers"]
    signing = {f"digest_{draft.pk}": paper.digest}
    response = post(
        client, company.main_supervisor, url("sign_delmal", company), **signing
    )
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.state == CertificateState.CERTIFIED
    assert CertificateSignature.objects.get().method == "demo"


def test_bilaga_2_without_a_text(client: Client, company: Company) -> None:
    response = post(
        client, company.main_supervisor, url("delmal", company),
        codes=["BT1"], activities_BT1="<script>alert(1)</script>", checks_BT1="",
    )  # fmt: skip
    assert response.status_code == 422
    page = response.content.decode()
    assert (
        "Rutan ”Hur det kontrollerats att sökanden uppnått delmål” är tom för BT1"
        in page
    )
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="#id_checks_BT1"' in page


@pytest.mark.parametrize("codes", [[], ["BT99"], ["BT1", "'; drop table"]])
def test_bilaga_2_for_nothing_or_nonsense(
    client: Client, company: Company, codes: list[str]
) -> None:
    response = post(
        client, company.main_supervisor, url("delmal", company), codes=codes
    )
    assert response.status_code == 422
    assert delmal_drafts(company.programme) == []


@pytest.mark.parametrize("digest", ["", "0" * 64, "å"])
def test_bilaga_2_changed_meanwhile(
    client: Client, company: Company, digest: str
) -> None:
    (draft,) = written(company, "BT1")
    response = post(
        client, company.main_supervisor, url("sign_delmal", company),
        **{f"digest_{draft.pk}": digest, "digest_x": "1"},
    )  # fmt: skip
    assert response.status_code == 422
    assert "Läs den nya versionen" in response.content.decode()


def test_a_weak_login_sees_why(client: Client, company: Company) -> None:
    written(company, "BT1")
    client.force_login(company.main_supervisor)
    page = client.get(url("sign_delmal", company)).content.decode()
    assert "Signering kräver e-legitimation" in page
    assert 'aria-disabled="true"' in page


# ----------------------------------------------------------------------------- bilaga 3
def test_bilaga_3_from_the_plan_to_signature(client: Client, company: Company) -> None:
    end_the_year(company)
    page = get(client, company.bt_manager, url("completed", company)).content.decode()
    assert "Vårdcentralen Kronoberg" in page
    response = post(
        client, company.bt_manager, url("completed", company),
        primary_care_text="Fyra månader.", acute_care_text="Fem månader.",
    )  # fmt: skip
    assert response.url == url("sign_completed", company)
    response = get(client, company.bt_manager, response.url)
    (paper,) = response.context["papers"]
    assert paper.verdict
    response = post(
        client, company.bt_manager, url("sign_completed", company),
        **{f"digest_{paper.certificate.pk}": paper.digest},
    )  # fmt: skip
    assert response.status_code == 302
    certificate = current(company.programme, CertificateKind.COMPLETED)
    assert certificate.state == CertificateState.CERTIFIED


def test_bilaga_3_with_too_much_text(client: Client, company: Company) -> None:
    response = post(
        client, company.bt_manager, url("completed", company),
        primary_care_text="Lång rad.\n" * 400, acute_care_text="Fem månader.",
    )  # fmt: skip
    assert response.status_code == 422
    assert "får inte plats på blanketten" in response.content.decode()


def test_bilaga_3_too_early(client: Client, company: Company) -> None:
    post(
        client, company.bt_manager, url("completed", company),
        primary_care_text="Fyra månader.", acute_care_text="Fem månader.",
    )  # fmt: skip
    page = get(client, company.bt_manager, url("sign_completed", company))
    assert "Det gäller tid som är gjord" in page.content.decode()


# ------------------------------------------------------------------------- the external
def test_appointing_from_the_list(client: Client, company: Company) -> None:
    page = get(client, company.bt_manager, url("appoint_external", company))
    assert "External Kronoberg" in page.content.decode()
    response = post(
        client, company.bt_manager, url("appoint_external", company),
        person=str(company.external.pk), planned_on="2027-12-20",
    )  # fmt: skip
    assert response.status_code == 302
    assert external_of(company.programme).assessor == company.external
    response = post(client, company.bt_manager, url("end_external", company))
    assert external_of(company.programme) is None
    assert (
        get(client, company.bt_manager, url("end_external", company)).status_code == 405
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "Välj någon."),
        ({"person": "x"}, "Välj ett giltigt alternativ"),
        ({"person": "else"}, "Skriv en e-postadress."),
        ({"person": "else", "email": "ingen@example.org"}, "Ingen träff"),
        (
            {"person": "else", "email": "supervisor@kronoberg.example.org"},
            "hade del i bastjänstgöringen",
        ),
    ],
)
def test_appointing_the_wrong_one(
    client: Client, company: Company, given: dict, expected: str
) -> None:
    response = post(
        client, company.bt_manager, url("appoint_external", company), **given
    )
    assert response.status_code == 422
    assert expected in response.content.decode()
    assert external_of(company.programme) is None


def test_the_assessor_answers_reads_and_decides(
    client: Client, company: Company
) -> None:
    overall_assessments(company)
    certified(company)
    appointed(company)
    response = get(client, company.external, url("dossier", company))
    assert response.status_code == 403
    assert "Svara på de två frågorna" in response.content.decode()
    response = post(
        client, company.external, url("declare", company), do="free", no_part="on"
    )
    assert response.status_code == 422
    response = post(
        client, company.external, url("declare", company),
        do="free", not_same_unit="on", no_part="on",
    )  # fmt: skip
    assert response.url == url("dossier", company)
    page = get(client, company.external, response.url).content.decode()
    assert "Delmål, 18 av 18 intygade" in page
    assert AuditRow.objects.order_by("-number")[0].event == Event.PORTFOLIO_READ
    response = get(client, company.main_supervisor, url("sign_competence", company))
    (paper,) = response.context["papers"]
    post(
        client, company.main_supervisor, url("sign_competence", company),
        digest=paper.digest,
    )  # fmt: skip
    response = get(client, company.external, url("outcome", company))
    response = post(
        client, company.external, url("outcome", company),
        held_on=timezone.localdate().isoformat(), outcome=ExternalOutcome.APPROVED,
        digest=response.context["paper"].digest,
    )  # fmt: skip
    assert response.status_code == 302
    certificate = current(company.programme, CertificateKind.COMPETENCE)
    assert certificate.state == CertificateState.CERTIFIED
    response = get(client, company.external, url("dossier", company))
    assert response.status_code == 403
    assert "Du kan inte längre öppna underlaget" in response.content.decode()


def test_an_outcome_without_reasons(client: Client, company: Company) -> None:
    declared(company)
    response = post(
        client, company.external, url("outcome", company),
        held_on=timezone.localdate().isoformat(), outcome="not_approved",
        reasons_not_approved=" ", digest="",
    )  # fmt: skip
    assert response.status_code == 422
    page = response.content.decode()
    assert "Utfallet kan inte sparas utan motivering." in page
    assert 'href="#id_reasons_not_approved"' in page


def test_declared_jav_closes(client: Client, company: Company) -> None:
    declared(company)
    page = get(client, company.external, url("declare", company), anmal="1")
    assert "Anmäl jäv" in page.content.decode()
    response = post(client, company.external, url("declare", company), do="conflict")
    assert response.status_code == 302
    assert get(client, company.external, url("dossier", company)).status_code == 403


def test_the_dossier_costs_the_same_with_more_to_read(
    client: Client, company: Company, django_assert_max_num_queries
) -> None:
    overall_assessments(company)
    certified(company)
    declared(company)
    client.force_login(company.external)
    with django_assert_max_num_queries(80):
        client.get(url("dossier", company))
