"""The certificate's own page: what its file carries, and what that is worth."""

import pytest
from django.utils import timezone

from certificates.actions.electronic import change_electronic_path
from certificates.models import Certificate, Document
from certificates.queries.seals import seal_meaning, seal_words
from tests.certificates.papers import certify_everything, complete, print_all
from tests.objects.pdfs import drawn, words
from tests.objects.seals import put_key

PDF = drawn(words("Intyg"))
NO_STAMP = "Den har ingen tidsstämpel, och giltighet på lång sikt utlovas inte."


@pytest.mark.parametrize(
    ("level", "note", "said", "meant"),
    [
        ("", "", "Ingen stämpel", ""),
        ("", "Nyckeln saknas.", "Ingen stämpel. Nyckeln saknas.", ""),
        ("B-B", "", "Regionens stämpel (PAdES B-B)", NO_STAMP),
        ("B-B", "Svarade inte.", "Regionens stämpel (PAdES B-B). Svarade inte.", NO_STAMP),
        ("B-T", "", "Regionens stämpel med tidsstämpel (PAdES B-T)",
         "Tidsstämpeln visar att filen fanns då. Giltighet på lång sikt utlovas inte."),
    ],
)  # fmt: skip
def test_no_seal_is_said_to_be_more_than_it_is(level, note, said, meant):
    document = Document(seal_level=level, seal_note=note)
    assert seal_words(document).replace("\u00a0", " ") == said
    assert seal_meaning(document).endswith(meant)
    assert ("ingen underskrift" in seal_meaning(document)) is bool(level)


@pytest.fixture
def company(cast, monkeypatch, tmp_path, settings):
    settings.SEAL_FOLDER = str(tmp_path)
    monkeypatch.setattr("certificates.actions.documents.print_frozen", lambda *a, **b: PDF)  # fmt: skip
    company = cast.kronoberg
    with company.inside(company.doctor):
        certify_everything(company)
        complete(company)
    return company


def page_of(client, company, user):
    with company.inside():
        certificate = Certificate.objects.get(kind="competence")
    client.force_login(user)
    response = client.get(certificate.get_absolute_url())
    return response.status_code, " ".join(response.content.decode().split())


def test_the_page_says_it_to_those_who_may_fetch_the_file(client, company, tmp_path):
    put_key(tmp_path, "kronoberg")
    with company.inside(company.doctor):
        change_electronic_path(region=company.region, seals=True, shares=False, by=company.bt_manager, at=timezone.now())  # fmt: skip
        assert "PDF-filen" not in page_of(client, company, company.doctor)[1]
        print_all(company)
    status, page = page_of(client, company, company.doctor)
    assert status == 200
    assert "Regionens stämpel (PAdES B-B)" in page
    assert NO_STAMP in page
    status, page = page_of(client, company, company.supervisor)
    assert (status, "PDF-filen" in page) == (200, False)
