"""The doctor's own papers, a fourth licence, a new name: numbered, named, never clipped."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from certificates.actions.application import complete_application
from certificates.documents import CountryAndDate
from certificates.documents.freezing import freeze
from certificates.enums import CertificateState
from certificates.models import Certificate, Document
from certificates.queries.annexes import agreement, suggested_form
from certificates.queries.application import application_form, attachments
from certificates.queries.cover import cover_of
from certificates.queries.documents import originals
from regions.enums import QualificationKind
from regions.models import Qualification, User
from tests.certificates.papers import (
    ALL,
    HALVES,
    OWN_WORDS,
    certify_delmal,
    certify_everything,
    print_all,
    valid_documents,
)
from tests.certificates.pen import sign_everything

BEFORE = ("AT, Centrallasarettet Växjö, 2024", "Akuten, Falun, 2023-06-01–2023-08-31")
OWN = replace(OWN_WORDS, before_licence=BEFORE, abroad="Rigshospitalet, København")


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        certify_everything(cast.kronoberg, HALVES)
        yield cast.kronoberg


def complete(company, form=OWN_WORDS):
    return complete_application(
        programme=company.programme, form=form, by=company.doctor, at=timezone.now()
    )


def agreed(company):
    form = application_form(company.programme)
    return agreement(company.programme, form, attachments(company.programme))


def refused_with(company, form=OWN_WORDS):
    before = Certificate.objects.count(), Document.objects.count()
    with pytest.raises(Refused) as refused:
        complete(company, form)
    assert (Certificate.objects.count(), Document.objects.count()) == before
    return refused.value.verdict.codes


def renamed(company, first="Doctor", last="Kronoberg"):
    User.objects.filter(pk=company.doctor.pk).update(first_name=first, last_name=last)
    company.programme.doctor.user.refresh_from_db()


# ------------------------------------------------------------------- the own papers
def test_own_papers_are_numbered_after_the_certificates(company):
    content = complete(company, OWN).content
    assert content["annexes"]["before_licence"] == [5, 6]
    assert content["annexes"]["abroad"] == [7]
    assert content["before_licence"] == list(BEFORE)
    texts = application_form(company.programme).texts()
    assert texts["annexes.before_licence"] == "5-6"
    assert texts["annexes.abroad"] == "7"
    rows = dict(agreed(company).rows)
    assert rows["Tjänstgöring före legitimation"] == "Nr 5-6 (2 kopior)"


def test_an_application_without_them_is_frozen_as_before(company):
    first = complete(company)
    assert set(first.content) & {"before_licence", "abroad"} == set()
    assert complete(company) == first
    assert freeze(application_form(company.programme)) == first.content


def test_a_number_left_out_is_said_on_the_page_and_on_the_cover(company):
    complete(company)
    print_all(company)
    sign_everything(company)
    gone = Certificate.objects.filter(kind="delmal")
    Document.objects.filter(certificate__in=gone).update(withdrawn_at=timezone.now())
    gone.update(
        state=CertificateState.REVOKED,
        revoked_at=timezone.now(),
        revoked_by=company.main_supervisor,
        revoked_reason="Fel.",
    )
    certify_delmal(company, ALL)
    complete(company)
    numbers = [one.annex_number for one in valid_documents(company)]
    assert sorted(n for n in numbers if n) == [1, 3, 4]
    assert agreed(company).verdict.warning_codes == ["annexes.gap"]
    papers = originals(company.programme)
    cover = cover_of(company.programme, papers, "/verifiera/", date(2026, 1, 1))
    assert cover.gap == "Nummer 2 används inte. Ingen bilaga saknas."
    complete(company, OWN)  # the first copy takes the number that was left
    form = application_form(company.programme)
    assert (form.annexes.before_licence, form.annexes.abroad) == ((2, 5), (6,))
    assert agreed(company).verdict.warning_codes == []


def test_the_package_lists_them_with_their_numbers(company, client):
    complete(company, OWN)
    print_all(company)
    client.force_login(company.doctor)
    where = ["kronoberg", company.programme.pk]
    answer = client.get(reverse("certificates:package", args=where))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    text = archive.read("las-mig-forst.txt").decode("utf-8-sig")
    text = " ".join(text.split())
    for number, title in zip((5, 6, 7), (*BEFORE, OWN.abroad), strict=True):
        assert f"Skriv Bilaga nr {number} överst på:" in text
        assert f"{title} (kopia)." in text
    assert archive.read("foljesedel.pdf").startswith(b"%PDF")
    page = client.get(reverse("certificates:application", args=where)).content.decode()
    assert "Nr 5-6 (2 kopior)" in page
    assert "<b>Bilaga nr 7</b>" in page


# ------------------------------------------------------------------------- bad input
def test_a_new_name_is_told_and_the_certificates_still_count(company):
    renamed(company, last="Ŋalla")
    assert agreed(company).verdict.warning_codes == ["annexes.renamed"]
    content = complete(company).content
    assert content["applicant"]["last_name"] == "Ŋalla"
    renamed(company, last="Öberg")
    papers = originals(company.programme)
    form = application_form(company.programme)
    told = agreement(company.programme, form, attachments(company.programme), papers)
    assert told.verdict.warning_codes == [
        "annexes.renamed",
        "annexes.application_renamed",
    ]
    assert complete(company).version == 2


def test_another_personnummer_is_refused(company):
    User.objects.filter(pk=company.doctor.pk).update(personal_number="199001012385")
    company.programme.doctor.user.refresh_from_db()
    assert refused_with(company) == ["annexes.other_number"]


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        ("Ŋ" * 10, "Ŋalla", []),
        ("Åsa " * 14, "Öberg-" * 10 + "Ek", []),
        ("W" * 80, "W" * 80, []),
        ("Åsa", "漢", ["application.no_room"]),
    ],
    ids=["ŋ", "120 tecken", "så långt det går", "tecken som saknas"],
)
def test_a_long_name_is_printed_whole_or_refused(company, first, last, codes):
    renamed(company, first.strip(), last)
    if codes:
        assert refused_with(company) == codes
    else:
        assert complete(company).content["applicant"]["last_name"] == last


def test_a_fourth_licence_is_named_and_never_dropped_unseen(company):
    Qualification.objects.filter(
        user=company.doctor, kind=QualificationKind.LICENCE
    ).delete()
    for country, year in [
        ("Polen", 2012),
        ("Sverige", 2013),
        ("Norge", 2014),
        ("Danmark", 2015),
    ]:
        Qualification.objects.create(
            user=company.doctor,
            kind=QualificationKind.LICENCE,
            name=country,
            on=date(year, 1, 1),
        )
    form = suggested_form(company.programme)
    assert [one.country for one in form.licences] == ["Sverige", "Norge", "Danmark"]
    told = agreed(company).licences
    assert told.warning_codes == ["application.licence_left_out"]
    assert "Polen (1\u00a0januari 2012)" in told.warnings[0].text
    norway = replace(OWN_WORDS, licences=(CountryAndDate("Norge", date(2014, 1, 1)),))
    assert refused_with(company, norway) == ["application.swedish_licence"]
