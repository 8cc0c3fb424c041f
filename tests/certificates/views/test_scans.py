import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bt_admin.lib.control_codes import of_page
from certificates.documents.freezing import print_frozen
from certificates.models import ScannedPage
from regions.models import AuditRow
from tests.certificates.papers import complete, print_all, valid_documents
from tests.certificates.views.test_application import errors_in, text_of
from tests.hostile import jpeg_from_a_telephone, png_bomb
from tests.objects.photographs import photographed


def url(company, name, *args):
    pk = args or [company.programme.pk]
    return reverse(f"certificates:{name}", args=[company.region.slug, *pk])


def send(client, company, *files):
    given = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(url(company, "scan"), {"files": given}, follow=True)


@pytest.fixture
def on_paper(certified):
    """With one real PDF, of bilaga 4, the others in no time."""

    def printer(kind, frozen, *, created, identifier):
        if kind != "competence":
            return b"%PDF-1.7 " + identifier + b"%%EOF"
        return print_frozen(kind, frozen, created=created, identifier=identifier)

    with pytest.MonkeyPatch.context() as patch, certified.inside(certified.doctor):
        patch.setattr("certificates.actions.documents.print_frozen", printer)
        complete(certified)
        print_all(certified)
    return certified


def scans(company):
    with company.inside(company.doctor):
        return list(ScannedPage.objects.select_related("document"))


def test_a_photograph_of_the_signed_page_is_filed_by_itself(client, on_paper):
    with on_paper.inside(on_paper.doctor):
        paper = valid_documents(on_paper)[2]
    client.force_login(on_paper.doctor)
    page = text_of(send(client, on_paper, ("IMG_1.jpg", photographed(bytes(paper.pdf)))))  # fmt: skip
    assert "1 sida är insorterad." in page
    [scan] = scans(on_paper)
    assert (scan.document, scan.page, scan.by_code) == (paper, 1, True)
    fetched = client.get(url(on_paper, "scan_file", scan.pk))
    assert fetched.content == bytes(scan.content)
    assert fetched["Content-Disposition"] == (
        'attachment; filename="3-bilaga-4-underskriven-sida-1.jpg"'
    )
    assert fetched["X-Content-Type-Options"] == "nosniff"
    with on_paper.inside(on_paper.doctor):
        assert AuditRow.objects.filter(event="scan.downloaded").count() == 1
    # The same sheet once more, another picture: somebody has to say.
    again = photographed(bytes(paper.pdf), turn=-5)
    assert "väntar på svar" in text_of(send(client, on_paper, ("IMG_2.jpg", again)))
    [second] = [one for one in scans(on_paper) if not one.filed_at]
    asked = client.get(url(on_paper, "scanned", second.pk))
    assert "är redan skannad" in text_of(asked)
    page = client.post(
        url(on_paper, "scanned", second.pk), {"do": "replace"}, follow=True
    )
    assert "ersätter den förra" in text_of(page)


def test_a_picture_without_a_code_is_filed_by_hand(client, on_paper):
    client.force_login(on_paper.administrator)
    page = send(client, on_paper, ("semester.jpg", jpeg_from_a_telephone()))
    assert "Ingen kod gick att läsa" in text_of(page)
    [scan] = scans(on_paper)
    where = url(on_paper, "scanned", scan.pk)
    response = client.post(where, {"do": "file", "place": ""})
    assert (response.status_code, errors_in(response)) == (422, ["Välj vilken sida det är."])  # fmt: skip
    response = client.post(where, {"do": "file", "place": "x:1"})
    assert (response.status_code, len(errors_in(response))) == (422, 1)
    with on_paper.inside(on_paper.doctor):
        paper = valid_documents(on_paper)[0]
    page = client.post(where, {"do": "file", "place": f"{paper.pk}:2"}, follow=True)
    assert "Sidan är insorterad: Bilaga 2, nr 1, sidan 2 av 2." in text_of(page)
    assert "Ligger den fel?" in text_of(page)
    client.post(where, {"do": "take_back"})
    page = client.post(where, {"do": "discard"}, follow=True)
    assert "Bilden är borttagen." in text_of(page)
    assert scans(on_paper) == []


def test_another_doctors_page_is_refused_with_its_name(client, on_paper, monkeypatch):
    from bt_admin.lib.control_codes import read_page
    from bt_admin.lib.scans import Sheet

    code = read_page(of_page("0" * 32, 1, 2))
    monkeypatch.setattr(
        "certificates.forms.scans.sheets_of",
        lambda file: [Sheet(1, "image/jpeg", b"x", (code,))],
    )
    client.force_login(on_paper.doctor)
    page = text_of(send(client, on_paper, ("fel.jpg", jpeg_from_a_telephone())))
    assert "fel.jpg: Sidan är inte sparad. Koden på den hör inte till" in page
    assert scans(on_paper) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bomb.png", png_bomb(), "för många bildpunkter"),
        ("gif.jpg", b"GIF89a", "Välj en PDF eller en bild"),
        ("avbruten.pdf", b"%PDF-1.7 half", "Filen är inte hel"),
        ("stor.jpg", b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024), "för stor"),
    ],
)
def test_what_is_no_scan_is_told_at_the_field(client, printed, name, content, words):
    client.force_login(printed.doctor)
    response = send(client, printed, (name, content))
    assert response.status_code == 422
    [error] = errors_in(response)
    assert words in error
    assert scans(printed) == []


def test_nothing_or_too_many_at_a_time(client, printed):
    client.force_login(printed.doctor)
    assert errors_in(client.post(url(printed, "scan"), {})) == ["Välj en fil."]
    many = [(f"{n}.jpg", b"\xff\xd8\xff") for n in range(11)]
    assert errors_in(send(client, printed, *many)) == ["Välj högst 10 filer åt gången."]


def test_who_may(client, cast, printed):
    client.force_login(printed.doctor)
    send(client, printed, ("x.jpg", jpeg_from_a_telephone()))
    [scan] = scans(printed)
    own = [url(printed, "scanned", scan.pk), url(printed, "scan")]
    file = url(printed, "scan_file", scan.pk)
    client.force_login(printed.main_supervisor)
    assert [client.get(one).status_code for one in [*own, file]] == [403, 403, 200]
    assert client.post(own[0], {"do": "discard"}).status_code == 403
    client.force_login(printed.studierektor)
    assert client.get(file).status_code == 403
    for outsider in (cast.stockholm.bt_manager, printed.external):
        client.force_login(outsider)
        assert [client.get(one).status_code for one in [*own, file]] == [404] * 3
    client.force_login(cast.stockholm.bt_manager)
    elsewhere = reverse("certificates:scan_file", args=["stockholm", scan.pk])
    assert client.get(elsewhere).status_code == 404


def test_the_list_is_a_whole_page_at_its_address(client, printed):
    client.force_login(printed.main_supervisor)
    page = text_of(client.get(url(printed, "application_papers")))
    for words in ("Bilaga 4, nr 3", "External Kronoberg, extern bedömare", "Inte skannat"):  # fmt: skip
        assert words in page
    assert "Lägg in skannade sidor" not in page
