import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import PackedOriginal, PaperSignature
from tests.certificates.documents.reading import squeezed, words
from tests.certificates.papers import valid_documents
from tests.certificates.pen import sign_everything
from tests.certificates.views.test_application import errors_in, text_of
from tools import verapdf


@pytest.fixture
def signed(printed):
    with printed.inside(printed.doctor):
        sign_everything(printed)
    return printed


def url(company, name, *args):
    pk = args or [company.programme.pk]
    return reverse(f"certificates:{name}", args=[company.region.slug, *pk])


def inside(company, ask):
    with company.inside(company.doctor):
        return ask()


def test_the_check_list(client, signed, django_assert_max_num_queries):
    keys = [str(one.pk) for one in inside(signed, lambda: valid_documents(signed))]
    client.force_login(signed.doctor)
    page = text_of(client.post(url(signed, "pack"), {"packed": keys[:1]}, follow=True))
    assert "1 av 4 original ligger i kuvertet." in page
    page = client.post(url(signed, "pack"), {"packed": keys}, follow=True)
    assert "Alla original ligger i kuvertet." in text_of(page)
    assert page.content.decode().count(" checked") == 4
    client.force_login(signed.main_supervisor)
    with django_assert_max_num_queries(30):
        page = text_of(client.get(url(signed, "application_papers")))
    assert "Spara kuvertet" not in page
    assert client.post(url(signed, "pack"), {"packed": []}).status_code == 403
    assert inside(signed, PackedOriginal.objects.count) == 4


def test_an_unsigned_original_is_not_packed(client, printed):
    key = str(inside(printed, lambda: valid_documents(printed)[0]).pk)
    client.force_login(printed.doctor)
    response = client.post(url(printed, "pack"), {"packed": [key]})
    assert response.status_code == 422
    [error] = errors_in(response)
    assert error.startswith("Bilaga 2, nr 1 kan inte läggas i kuvertet än.")
    assert 'href="#id_packed_0"' in response.content.decode()
    assert " checked" in response.content.decode()  # what was ticked stays ticked
    response = client.post(url(printed, "pack"), {"packed": ["x"]})
    assert (response.status_code, len(errors_in(response))) == (422, 1)


def test_a_wrong_signature_is_corrected_with_a_reason(client, signed):
    pen = inside(signed, lambda: PaperSignature.objects.get(role="bt_manager"))
    where = url(signed, "correct_pen", pen.pk)
    client.force_login(signed.administrator)
    page = client.get(where).content.decode()
    assert 'value="Växjö"' in page
    day = timezone.localdate().isoformat()
    given = {"what": "change", "paper_signed_on": day, "paper_place": "Ljungby"}
    response = client.post(where, given)
    assert (response.status_code, errors_in(response)) == (
        422, ["Skriv vad som var fel, i en mening."],
    )  # fmt: skip
    assert 'value="Ljungby"' in response.content.decode()
    page = client.post(where, given | {"reason": "Fel ort."}, follow=True)
    assert "Registreringen är rättad." in text_of(page)
    assert "Rättade registreringar" in text_of(page)
    pen = inside(signed, lambda: PaperSignature.objects.get(place="Ljungby"))
    given = {"what": "remove", "reason": "Fel papper."}
    where = url(signed, "correct_pen", pen.pk)
    page = client.post(where, given, follow=True)
    assert "Rutan är tom igen." in text_of(page)
    assert client.post(where, given).status_code == 422
    assert client.post(where, {"what": "change"}).status_code == 422


def test_who_may_correct(client, cast, signed):
    pen = inside(signed, lambda: PaperSignature.objects.get(role="bt_manager"))
    where = url(signed, "correct_pen", pen.pk)
    for user, status in (
        (signed.main_supervisor, 403),
        (signed.studierektor, 403),
        (cast.stockholm.bt_manager, 404),
        (signed.external, 404),
    ):
        client.force_login(user)
        assert (str(user), client.get(where).status_code) == (str(user), status)
    client.force_login(signed.doctor)  # told by the administrator
    response = client.post(where, {"what": "remove", "reason": "Fel."})
    assert response.status_code == 422
    assert "Administrator Kronoberg gjorde den." in text_of(response)


def test_the_cover_sheet(client, printed, tmp_path):
    client.force_login(printed.doctor)
    response = client.get(url(printed, "cover"))
    assert response["Content-Disposition"] == 'attachment; filename="foljesedel.pdf"'
    assert client.get(url(printed, "cover")).content == response.content
    read = words(response.content)
    codes = [one.control_code for one in inside(printed, lambda: valid_documents(printed))]  # fmt: skip
    expected = [
        *codes, "Doctor Kronoberg", "Älggatan 3", "106 30 Stockholm", "4 handlingar",
        "Beloppet är inte känt här.", "Kontrollera aktuell avgift", "Avgiftsklass 3",
        "Uppgift från den 23 november 2026.",
        "Bilaga 2, Intyg om delmål i bastjänstgöringen (BT1–BT18)", "/verifiera/",
    ]  # fmt: skip
    assert [one for one in expected if squeezed(one) not in read] == []
    assert len(pypdfium2.PdfDocument(response.content)) == 1
    (tmp_path / "cover.pdf").write_bytes(response.content)
    for flavour in ("3a", "ua1"):
        assert verapdf.validate([tmp_path / "cover.pdf"], flavour) == {
            tmp_path / "cover.pdf": []
        }


def test_no_cover_before_there_are_papers(client, certified):
    client.force_login(certified.doctor)
    assert client.get(url(certified, "cover")).status_code == 403
