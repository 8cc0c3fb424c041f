"""A case is given out without what is masked, or refused with reasons."""

import io
import json
import zipfile

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from bt_admin.lib.control_codes import PageCode
from bt_admin.lib.files import CleanFile
from bt_admin.lib.masking import holds_text
from bt_admin.lib.scans import Sheet
from certificates.actions.scans import TakenApart, keep_scans
from certificates.models import CaseDisclosure
from certificates.queries import todos_for
from certificates.queries.documents import pdf_of
from regions.access import memberships
from regions.models import AuditRow
from tests.certificates.papers import (
    certify_everything,
    complete,
    print_all,
    valid_documents,
)
from tests.certificates.views.test_application import errors_in, text_of
from tests.lib.test_masking import everything_in
from tests.objects.photographs import scanned


@pytest.fixture
def case(cast):
    """Kronoberg's doctor has the application printed, with real forms."""
    company = cast.kronoberg
    with company.inside(company.doctor):
        certify_everything(company)
        complete(company)
        print_all(company)
    return company


def url(company, name="disclosures", *more):
    return reverse(name, args=[company.region.slug, company.programme.pk, *more])


def asked(client, company):
    client.force_login(company.administrator)
    told = {"request": "Hela ärendet", "requested_on": timezone.localdate().isoformat()}
    for _click in range(2):
        answer = client.post(url(company), told)
        assert answer.status_code == 302
    with company.inside():
        return CaseDisclosure.objects.get()


def decision(client, row, **changes):
    """What the form proposes, with these changes."""
    form = client.get(row.get_absolute_url()).context["form"]
    told = {one.name: one.value() for one in form if one.value() not in (None, False)}
    return {**told, **changes}


def events(company):
    with company.inside():
        rows = AuditRow.objects.filter(event__startswith="disclosure.")
        return list(rows.order_by("number").values_list("event", flat=True))


def test_masked_words_are_nowhere_in_the_bundle(client, case):
    row = asked(client, case)
    told = decision(
        client, row,
        words_osl_39_2="Älggatan\nVårdcentralen Öster",
        reason_osl_39_2="Personliga förhållanden.",
    )  # fmt: skip
    assert client.post(row.get_absolute_url(), told).status_code == 302
    again = client.post(row.get_absolute_url(), told)
    assert again.status_code == 200  # answered once; the page says how
    content = client.get(url(case, "disclosed_bundle", row.pk)).content
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        files = {name: pack.read(name) for name in pack.namelist()}
    assert sorted(files) == [
        "SHA256SUMS.txt",
        "arende.pdf",
        "data.json",
        *(f"handling-{n:02}.pdf" for n in range(1, 5)),
    ]
    whole = b"".join(
        everything_in(one) if one.startswith(b"%PDF") else one for one in files.values()
    )
    for word in ("Älggatan", "Vårdcentralen Öster", "121212", "070-174 06 05"):
        for code in ("utf-8", "utf-16-be", "latin-1"):
            assert word.encode(code) not in whole
        assert word not in json.dumps(json.loads(files["data.json"]))
    assert "Doctor Kronoberg" in json.dumps(json.loads(files["data.json"]))
    assert not any(holds_text(files[f"handling-{n:02}.pdf"]) for n in range(1, 5))
    assert events(case) == [
        "disclosure.asked",
        "disclosure.given",
        "disclosure.fetched",
    ]
    with case.inside():
        kept = CaseDisclosure.objects.get()
        assert "Älggatan" not in json.dumps(kept.decision, ensure_ascii=False)
        assert kept.decision["places"] > 10
        with pytest.raises(DatabaseError), transaction.atomic():
            CaseDisclosure.objects.update(decision={})


def test_what_is_wrong_is_said_and_nothing_is_decided(client, case):
    row = asked(client, case)
    page = text_of(client.get(row.get_absolute_url()))
    assert "Läs" in page
    told = decision(client, row, words_osl_21_1="migrän", how_om="keep")
    response = client.post(row.get_absolute_url(), told)
    assert response.status_code == 422
    assert errors_in(response) == [
        "Välj paragrafen som det hålls inne med stöd av.",
        "Skriv ett skäl. Den som begärde ut kan överklaga.",
        "Skriv ett skäl. Den som begärde ut kan överklaga.",
    ]
    assert "migrän" in text_of(response)
    assert events(case) == ["disclosure.asked"]
    wrong = {"request": " ", "requested_on": "2999-01-01"}
    assert client.post(url(case), wrong).status_code == 422


def test_refused_with_reasons_and_how_to_appeal(client, case):
    row = asked(client, case)
    waits = "Pröva begäran om utlämnande: Doctor Kronoberg"
    today = timezone.localdate()
    with case.inside(case.administrator):
        held = {one.role for one in memberships(case.administrator)}
        found = todos_for(case.administrator, case.region, today, held)
        assert waits in [one.title for one in found]
    told = decision(
        client,
        row,
        outcome="keep",
        law="osl.39.2",
        why="Allt rör en pågående konflikt.",
    )
    assert client.post(row.get_absolute_url(), told).status_code == 302
    page = text_of(client.get(row.get_absolute_url()))
    assert "kammarrätten" in page
    assert "Allt rör en pågående konflikt." in page
    assert client.get(url(case, "disclosed_bundle", row.pk)).status_code == 404
    with case.inside(case.administrator):
        found = todos_for(case.administrator, case.region, today, held)
        assert waits not in [one.title for one in found]


def test_a_scan_is_given_whole_or_kept_never_masked(client, case):
    """Its printed page has a personnummer: while that is masked, the picture stays."""
    with case.inside(case.doctor):
        paper = next(one for one in valid_documents(case) if one.certificate.kind == "delmal")  # fmt: skip
        picture = scanned(pdf_of(paper), 1, dpi=60)
        code = PageCode(paper.control_code, 1, 2)
        file = CleanFile("blad.jpg", "image/jpeg", b"x", "0" * 64, "1" * 64)
        taken = TakenApart(file, [Sheet(1, "image/jpeg", picture, (code,))])
        keep_scans(programme=case.programme, files=[taken], by=case.doctor, at=timezone.now())  # fmt: skip
    row = asked(client, case)
    page = client.get(row.get_absolute_url())
    [item] = [one for one in page.context["form"].items if one.shows]
    assert item.title == "Fil 5, Underskrivna original: Bilaga 2, nr 1, sidan 1 av 2"
    assert f'href="{item.address}"' in page.content.decode()
    assert client.get(item.address).content == picture
    told, how = decision(client, row), f"how_{item.key}"
    assert how not in told  # nothing is chosen for whoever has not looked
    for choice, expected in (("", "Öppna den och välj"), ("give", "Lämna inte ut bilden")):  # fmt: skip
        response = client.post(row.get_absolute_url(), {**told, how: choice})
        assert response.status_code == 422
        assert any(expected in error for error in errors_in(response))
    assert events(case) == ["disclosure.asked"]
    open_words = {key: value for key, value in told.items() if key != "numbers"}
    given = {**open_words, how: "give"}
    kept_back = {f"how_{item.shows}": "keep", f"law_{item.shows}": "osl.39.2", f"why_{item.shows}": "Tvist."}  # fmt: skip
    response = client.post(row.get_absolute_url(), {**given, **kept_back})
    assert any("Lämna inte ut bilden heller." in error for error in errors_in(response))
    assert client.post(row.get_absolute_url(), given).status_code == 302
    with case.inside():
        kept = CaseDisclosure.objects.get()
        assert kept.decision["whole"] == [item.title]
    assert item.title in text_of(client.get(row.get_absolute_url()))
