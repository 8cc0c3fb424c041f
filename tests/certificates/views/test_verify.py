"""/verifiera/: three answers, and a clear word for whatever cannot be read."""

import io
import re
import tracemalloc
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser
from django.urls import reverse
from django.utils import timezone

from bench.forging import asked_of_the_register, mutations
from certificates.actions import verifying
from certificates.actions.documents import render_document, request_document
from certificates.actions.revoke import revoke
from certificates.documents.freezing import thaw
from certificates.forms.uploads import LIMIT, MEGABYTE, FingerprintHandler
from certificates.models import Certificate, Document
from certificates.queries.documents import Answer
from certificates.tasks import forget_verifications
from tests.certificates.papers import certify_everything, complete

URL = "/verifiera/"


@pytest.fixture
def document(cast, monkeypatch):
    """One issued file, asked about from outside its region. Nothing here opens it."""

    def printer(kind, frozen, *, created, identifier):
        return b"%PDF-1.7 " + identifier + b"%%EOF"

    monkeypatch.setattr("certificates.actions.documents.print_frozen", printer)
    return issued(cast.kronoberg)


@pytest.fixture
def real_document(cast):
    """As `document`, printed for real."""
    return issued(cast.kronoberg)


def issued(company):
    with company.inside(company.doctor):
        certify_everything(company)
        complete(company)
        document = Document.objects.get(annex_number=3)
        render_document(document=document, by=company.doctor, at=timezone.now())
        return Document.objects.select_related("certificate").get(pk=document.pk)


def upload(client, content, name="intyg.pdf", **more):
    return client.post(URL, {"file": SimpleUploadedFile(name, content), **more})


def answer_in(response):
    """The answer's heading, or the error at the field."""
    page = response.content.decode()
    found = re.search(r'<section class="answer.*?<h2>(.*?)</h2>', page, re.S)
    wrong = re.search(r'<p class="error">.*?<span>(.*?)</span>', page, re.S)
    hit = found or wrong
    return hit[1].replace("\xa0", " ") if hit else None


def test_the_address_is_public(client, db):
    assert reverse("verify") == URL
    response = client.get(URL)
    assert response.status_code == 200
    assert "De tre svaren" in response.content.decode()


def test_a_file_as_issued(client, document):
    response = upload(client, bytes(document.pdf))
    assert (response.status_code, answer_in(response)) == (
        200,
        "Identiskt med det som utfärdades",
    )


def test_somebody_logged_in_gets_the_same_answer(client, cast, document):
    client.force_login(cast.stockholm.doctor)
    assert answer_in(upload(client, bytes(document.pdf))) == (
        "Identiskt med det som utfärdades"
    )


def written(code, how):
    ways = {
        "as it is": code,
        "small": code.lower(),
        "in one": code.replace("-", ""),
        "spaces": code.replace("-", " "),
        "dashes": code.replace("-", "–"),
        "around": f"  {code}\n",
        "letters for digits": code.replace("0", "O").replace("1", "l"),
    }
    return ways[how]


@pytest.mark.parametrize(
    "how",
    ["as it is", "small", "in one", "spaces", "dashes", "around", "letters for digits"],
)
def test_a_code_however_it_is_written(client, document, how):
    response = client.post(URL, {"code": written(document.control_code, how)})
    assert (response.status_code, answer_in(response)) == (200, "Utfärdat, och gäller")
    assert document.control_code in response.content.decode()


def test_code_and_file_must_belong_together(client, cast, document):
    other = "0123-4567-89AB-CDEF-0123-4567-89AB-CDEF"
    pdf = bytes(document.pdf)
    assert answer_in(upload(client, pdf, code=other)) == "Okänt"
    assert answer_in(upload(client, pdf, code=document.control_code)) == (
        "Identiskt med det som utfärdades"
    )


def test_an_unknown_code(client, document):
    response = client.post(URL, {"code": "0123456789abcdef0123456789abcdef"})
    assert (response.status_code, answer_in(response)) == (200, "Okänt")


def test_a_document_not_yet_printed_is_unknown(client, cast):
    company = cast.kronoberg
    with company.inside(company.doctor):
        certify_everything(company)
        complete(company)
        code = Document.objects.first().control_code
    assert answer_in(client.post(URL, {"code": code})) == "Okänt"


def test_revoked_is_said_in_the_same_transaction(client, cast, document):
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        revoke(
            certificate=Certificate.objects.get(pk=document.certificate_id),
            reason="Fel datum.",
            by=company.bt_manager,
            at=timezone.now(),
        )
        response = upload(client, bytes(document.pdf))
        day = timezone.localdate()
    assert answer_in(response).startswith(f"Återkallat den {day.day} ")
    assert "Fel datum" not in response.content.decode()
    assert answer_in(client.post(URL, {"code": document.control_code})).startswith(
        "Återkallat den"
    )


def test_a_new_number_on_the_paper_is_said_to_replace_the_old(client, cast, document):
    """The old file says replaced, with the date; the new one counts when printed."""
    company = cast.kronoberg
    with company.inside(company.doctor):
        certificate = Certificate.objects.get(pk=document.certificate_id)
        form = thaw(certificate.kind, document.frozen | {"annex_number": 9})
        asked = {"by": company.doctor, "at": timezone.now()}
        newer = request_document(
            certificate=certificate, form=form, annex_number=9, **asked
        )
        assert newer.replaces_id == document.pk
        render_document(document=newer, **asked)
        day = timezone.localdate().day
    for old in ({"code": document.control_code}, {}):
        response = upload(client, bytes(document.pdf), **old)
        assert answer_in(response).startswith(f"Ersatt den {day} ")
    code = client.post(URL, {"code": newer.control_code})
    assert answer_in(code) == "Utfärdat, och gäller"


def test_it_tells_nothing_else(client, document):
    page = upload(client, bytes(document.pdf)).content.decode()
    told = ["Kronoberg", "Doctor", "1912", "Main Supervisor", "delmål", "BT1"]
    assert [word for word in told if word in page] == []


def test_two_thousand_changed_files_none_identical(client, real_document):
    content = bytes(real_document.pdf)
    changed = list(mutations(content, 2000, slow=40))
    assert {asked_of_the_register(one) for one in changed} == {Answer(known=False)}
    assert asked_of_the_register(content) == Answer(known=True)
    shown = {answer_in(upload(client, one)) for one in changed[:20]}
    assert "Identiskt med det som utfärdades" not in shown
    assert answer_in(upload(client, content)) == "Identiskt med det som utfärdades"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen är tom. Välj intyget som PDF."),
        (b"hej", "Filen är ingen PDF. Välj intyget som PDF."),
        (b"\x89PNG\r\n" * 50, "Filen är ingen PDF. Välj intyget som PDF."),
        (
            b"%PDF-1.7 cut",
            "Filen går inte att öppna. Hämta den på nytt och försök igen.",
        ),
        (b"%PDF-" + b"\0" * LIMIT, "Filen är 6 MB. Högst 5 MB går att ladda upp."),
        (
            b"%PDF-" + b"x" * 50 * MEGABYTE,
            "Filen är 50 MB. Högst 5 MB går att ladda upp.",
        ),
    ],
    ids=["empty", "text", "picture", "broken", "5 MB and a bit", "50 MB"],
)
def test_a_file_that_cannot_be_read(client, db, content, words):
    response = upload(client, content)
    assert (response.status_code, answer_in(response)) == (422, words)
    assert response.content.decode().count("Fel: ") == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Skriv kontrollkoden, eller välj intyget som PDF."),
        ("KB27-7F3A", "Koden har 32 tecken, siffror och A till F. Kontrollera att alla är med."),
        ("<script>", "Koden har 32 tecken, siffror och A till F. Kontrollera att alla är med."),
        ("å" * 32, "Koden har 32 tecken, siffror och A till F. Kontrollera att alla är med."),
        ("0" * 300, "Koden har 32 tecken."),
    ],
)  # fmt: skip
def test_a_code_that_is_none(client, db, code, words):
    response = client.post(URL, {"code": code})
    assert (response.status_code, answer_in(response)) == (422, words)
    assert "<script>" not in response.content.decode()


class Endless:
    """A request body of `size` bytes that are made as they are read."""

    def __init__(self, size):
        self.parts = [
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
            b"Content-Type: application/pdf\r\n\r\n%PDF-"
        ]
        self.left = size - len(self.parts[0])
        self.read_so_far = 0

    def read(self, size=-1):
        assert size > 0
        part = self.parts.pop() if self.parts else b"x" * min(size, self.left)
        self.left -= 0 if part.startswith(b"--x") else len(part)
        self.read_so_far += len(part)
        return part


def parse(size):
    """Our handler on such a body: (handler, body, bytes of memory at the most)."""
    body, handler = Endless(size), FingerprintHandler(HttpRequest())
    meta = {
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(size),
    }
    tracemalloc.start()
    MultiPartParser(meta, body, [handler]).parse()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return handler, body, peak


def test_a_large_upload_is_read_to_its_end_but_not_kept():
    """Read to the end, so that the browser hears our answer."""
    handler, body, peak = parse(50 * MEGABYTE)
    assert handler.too_large
    assert body.read_so_far == 50 * MEGABYTE
    assert peak < 2 * MEGABYTE


def test_an_absurd_upload_is_cut_off():
    handler, body, peak = parse(5000 * MEGABYTE)
    assert handler.too_large
    assert body.read_so_far < 6 * MEGABYTE
    assert peak < 2 * MEGABYTE


def test_a_form_from_elsewhere_is_refused(db):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(URL, {"code": "0" * 32})
    assert response.status_code == 403


def test_our_own_form_is_accepted(db):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    page = client.get(URL).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    response = client.post(URL, {"csrfmiddlewaretoken": token, "code": "0" * 32})
    assert (response.status_code, answer_in(response)) == (200, "Okänt")


def test_a_broken_request_is_no_server_error(client, db):
    response = client.post(
        URL, b"--x\r\nnonsense", content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code == 422
    response = client.post(URL, b"x", content_type="multipart/form-data")
    assert response.status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods(client, db, method):
    assert getattr(client, method)(URL).status_code == 405


def test_one_question_to_the_register(client, document, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        client.post(URL, {"code": document.control_code})


# ------------------------------------------------------------------- not without end
def asked(client, *, address="192.0.2.7", code="0" * 32):
    return client.post(URL, {"code": code}, REMOTE_ADDR=address).status_code


def test_one_network_cannot_ask_for_ever(client, db, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_EACH", 2)
    statuses = [asked(client, address=f"192.0.2.{n}") for n in range(4)]
    assert statuses == [200, 200, 429, 429]
    assert asked(client, address="198.51.100.1") == 200
    page = client.post(URL, {"code": "x"})
    assert page.status_code == 422  # what cannot be read counts too, from elsewhere


def test_all_together_cannot_either_and_the_page_is_kind(client, db, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_IN_ALL", 2)
    assert [asked(client, address=f"10.0.{n}.1") for n in range(2)] == [200, 200]
    response = upload(client, b"%PDF-1.7 %%EOF")
    assert (response.status_code, response["Retry-After"]) == (429, "600")
    page = response.content.decode()
    assert "Försök igen om 10 minuter" in page
    assert client.get(URL).status_code == 200


def test_what_is_refused_leaves_no_row_and_old_rows_are_swept(client, db, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_EACH", 1)
    assert [asked(client) for _ in range(5)] == [200, 429, 429, 429, 429]
    assert forget_verifications(None) == 0
    later = timezone.now() + 2 * verifying.SINCE
    assert verifying.forget_verifications(at=later) == 1
    assert asked(client) == 200


def test_the_application_cannot_read_who_asked(client, db):
    asked(client)
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("SELECT * FROM certificates_verification")


def bomb():
    """A gigabyte of zeros, twice deflated, in a PDF of a few kilobytes."""
    packed = zlib.compress(zlib.compress(b"\0" * 2**24, 9) * 64, 9)
    head = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>" % len(packed)
    return b"%PDF-1.7\n1 0 obj\n" + head + b"\nstream\n" + packed + b"\nendstream\nendobj\n%%EOF"  # fmt: skip


def encrypted():
    file, out = pikepdf.new(), io.BytesIO()
    file.add_blank_page()
    file.save(out, encryption=pikepdf.Encryption(owner="hemligt", user="hemligt"))
    return out.getvalue()


@pytest.mark.parametrize("make", [bomb, encrypted])
def test_a_file_is_compared_and_never_opened(client, db, make):
    """So nothing in it can harm: a bomb and a locked file are unknown, as any other."""
    response = upload(client, make())
    assert (response.status_code, answer_in(response)) == (200, "Okänt")
