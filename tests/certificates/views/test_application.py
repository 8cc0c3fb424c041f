import re

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.enums import CertificateKind
from certificates.models import Certificate, Document
from certificates.queries.posting import SHIPPED
from placements.models import Programme
from regions.models import AuditRow
from tests.certificates.papers import complete, print_all
from tests.certificates.pen import sign_everything

FILLED = {
    "address": "Älggatan 3",
    "postcode": "35234",
    "city": "Växjö",
    "phone": "070-174 06 05",
    "email": "doctor@example.org",
    "workplace": "Vårdcentralen Öster",
    "work_phone": "",
    "degree_country": "Sverige",
    "degree_on": "2025-01-17",
    "licence_1_country": "Sverige",
    "licence_1_on": "2025-02-03",
    "licence_2_country": "",
    "licence_2_on": "",
    "licence_3_country": "",
    "licence_3_on": "",
}


def url(company, name="application"):
    return reverse(
        f"certificates:{name}", args=[company.region.slug, company.programme.pk]
    )


def text_of(response):
    """What the page says, tags and entities away."""
    page = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", page)


def errors_in(response):
    found = re.findall(
        r'<p class="error">.*?<span>(.*?)</span>', response.content.decode(), re.S
    )
    return [one.replace("\xa0", " ") for one in found]


def post(client, company, do, **changes):
    client.force_login(company.doctor)
    return client.post(url(company), {**FILLED, **changes, "do": do})


def test_what_is_missing_comes_first(client, cast):
    client.force_login(cast.kronoberg.doctor)
    response = client.get(url(cast.kronoberg))
    page = text_of(response)
    assert response.status_code == 200
    assert "Ansökan kan inte göras klar än" in page
    assert "intyg om delmål för BT1–BT18" in page.replace("\xa0", " ")
    assert "Spara utkast" in page
    assert "Gör klar ansökan" not in page


def test_the_form_is_filled_with_what_is_known(client, certified):
    client.force_login(certified.doctor)
    page = client.get(url(certified)).content.decode()
    assert 'value="doctor@kronoberg.example.org"' in page
    assert 'value="2015-06-01"' in page
    assert "19121212-1212" in page


def test_completing_it_makes_the_papers(client, certified, quick_printer):
    response = post(client, certified, "complete")
    assert (response.status_code, response.url) == (302, url(certified))
    page = text_of(client.get(url(certified)))
    assert "0 av 4 klara. Du kan lämna sidan." in page.replace("\xa0", " ")
    assert "Framställs" in page
    with certified.inside(certified.doctor):
        print_all(certified)
    page = text_of(client.get(url(certified)))
    assert "Ladda ner allt" in page
    assert "Framställs" not in page


def test_the_piece_asks_again_only_while_something_is_made(
    client, certified, quick_printer
):
    post(client, certified, "complete")
    piece = url(certified, "application_papers")
    asked = {"HX-Request": "true"}
    response = client.get(piece, headers=asked)
    assert 'hx-trigger="every 2s"' in response.content.decode()
    assert "HX-Request" in response.headers["Vary"]
    # Whoever opens the piece's address gets a whole page.
    assert "</html>" in client.get(piece).content.decode()
    with certified.inside(certified.doctor):
        print_all(certified)
    response = client.get(piece, headers=asked)
    assert "hx-trigger" not in response.content.decode()


def test_the_fee_and_the_envelope_are_told_as_the_file_has_them(
    client, certified, settings, tmp_path
):
    client.force_login(certified.doctor)
    page = text_of(client.get(url(certified))).replace("\xa0", " ")
    assert "Beloppet är inte känt här." in page
    assert "Kontrollera aktuell avgift hos Socialstyrelsen" in page
    assert "Uppgift från den 23 november 2026." in page
    assert "Socialstyrelsen, 106 30 Stockholm" in page
    own = SHIPPED.read_text(encoding="utf-8").replace("106 30 Stockholm", "Box 1")
    own += '\n[[fee.amount]]\nkronor = 1900\nvalid_from = 2025-01-01\nsource = "SFS"\n'
    settings.SENDING_FILE = str(tmp_path / "own.toml")
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    page = text_of(client.get(url(certified))).replace("\xa0", " ")
    assert "1 900 kr, från den 1 januari 2025 (SFS)" in page
    assert "Socialstyrelsen, Box 1" in page


def test_saving_a_draft_needs_nothing(client, certified):
    response = post(client, certified, "save", address="", licence_1_on="", email="")
    assert response.status_code == 302
    page = client.get(url(certified)).content.decode()
    assert "Utkastet sparades" in page
    assert 'value="352 34"' in page


LONG = f"{'w' * 60}@{'.'.join(['w' * 60] * 3)}.se"
EMPTY = {
    "address": "Skriv din adress.",
    "postcode": "Skriv postnumret.",
    "city": "Skriv postorten.",
    "phone": "Skriv ditt telefonnummer.",
    "email": "Skriv en e-postadress.",
    "workplace": "Skriv din arbetsplats.",
    "degree_country": "Skriv landet för läkarexamen.",
    "degree_on": "Skriv datum för läkarexamen.",
    "licence_1_country": "Skriv landet för legitimation.",
    "licence_1_on": "Skriv datum för legitimation.",
}


def test_everything_empty_is_said_at_each_field(client, certified):
    response = post(client, certified, "complete", **dict.fromkeys(EMPTY, ""))
    assert response.status_code == 422
    assert errors_in(response) == list(EMPTY.values())
    assert "Det finns 10 fel" in text_of(response)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("postcode", "3523", "Ett svenskt postnummer har fem siffror, till exempel 352 34."),
        ("postcode", "ABCDE", "Ett svenskt postnummer har fem siffror, till exempel 352 34."),
        ("phone", "ring mig", "Skriv siffror, gärna med landsnummer: +46 70 174 06 05."),
        ("email", "doctor", "Adressen saknar @ eller har ett mellanslag."),
        ("degree_on", "2025-02-30", "Det finns inget datum 2025-02-30. Februari har 28 dagar."),
        ("degree_on", "i fjol", "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-03-03."),
        ("licence_1_on", "2999-01-01", "Datumet kan inte ligga framåt i tiden."),
        ("licence_1_on", "2024-12-31", "Legitimationen kan inte vara tidigare än läkarexamen."),
        ("licence_2_country", "Norge", "Skriv datum för legitimation."),
        ("licence_2_on", "2025-05-05", "Skriv landet för legitimation."),
        ("email", LONG, "Texten får inte plats på blanketten. Korta den."),
        ("address", "Älggatan 3 \u4e2d", "Blanketten kan inte skriva tecknet \u4e2d. Ta bort det."),
        ("abroad", "x" * 201, "Texten är 201 tecken och får vara högst 200."),
        ("abroad", "\u4e2d", "Följesedeln kan inte skriva tecknet \u4e2d. Ta bort det."),
        ("city", "x" * 61, "Texten är 61 tecken och får vara högst 60."),
    ],
)  # fmt: skip
def test_bad_input_is_said_at_the_field_and_kept(
    client, certified, field, value, words
):
    response = post(client, certified, "complete", **{field: value})
    assert (response.status_code, errors_in(response)) == (422, [words])
    assert f'value="{value}"' in response.content.decode()
    with certified.inside(certified.doctor):
        assert list(Document.objects.all()) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("AT\n" * 10, "Skriv högst 9 intyg. Fäst ihop dem som hör samman."),
        ("y" * 201, "Varje rad får vara högst 200 tecken."),
        ("AT \u4e2d", "Följesedeln kan inte skriva tecknet \u4e2d. Ta bort det."),
    ],
)
def test_own_papers_that_cannot_be_listed(client, certified, typed, words):
    response = post(client, certified, "complete", before_licence=typed)
    assert (response.status_code, errors_in(response)) == (422, [words])
    assert typed.strip() in response.content.decode()


def test_html_is_text(client, certified, quick_printer):
    nasty = "<b onmouseover=alert(1)>&Ä"
    assert post(client, certified, "complete", workplace=nasty).status_code == 302
    page = client.get(url(certified)).content.decode()
    assert "<b onmouseover" not in page
    assert "&lt;b onmouseover=alert(1)&gt;&amp;Ä" in page


def test_completing_without_certificates_keeps_what_was_typed(client, cast):
    response = post(client, cast.kronoberg, "complete")
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="Älggatan 3"' in page
    assert "Ansökan kan inte skrivas ut än." in page


def test_the_second_click(client, certified, quick_printer):
    for _click in range(2):
        assert post(client, certified, "complete").status_code == 302
    with certified.inside(certified.doctor):
        assert Document.objects.count() == 4
        assert Certificate.objects.filter(kind=CertificateKind.APPLICATION).count() == 1


STAFF = ["bt_manager", "deputy", "administrator", "main_supervisor"]


@pytest.mark.parametrize("role", STAFF)
def test_staff_see_the_papers_and_not_the_doctors_address(client, printed, role):
    client.force_login(getattr(printed, role))
    response = client.get(url(printed))
    page = text_of(response)
    assert response.status_code == 200
    assert "Original att skriva ut" in page
    assert "Älggatan" not in page
    assert "19121212" not in page
    assert "Jag har skickat ansökan" not in page


def test_staff_before_there_is_anything(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    assert "Ansökan är inte gjord än" in text_of(client.get(url(cast.kronoberg)))


@pytest.mark.parametrize("role", STAFF)
def test_staff_write_nothing(client, certified, role):
    client.force_login(getattr(certified, role))
    response = client.post(url(certified), {**FILLED, "do": "complete"})
    assert response.status_code == 403
    assert "Det är till för BT-läkare" in text_of(response)
    with certified.inside(certified.doctor):
        assert not Certificate.objects.filter(kind=CertificateKind.APPLICATION).exists()


PAGES = ["application", "application_papers", "package", "paper", "application_sent"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["studierektor", "supervisor", "unit_manager"])
def test_insiders_without_a_part_in_it_get_the_reason(client, printed, name, role):
    client.force_login(getattr(printed, role))
    method = client.post if name == "application_sent" else client.get
    response = method(url(printed, name))
    assert response.status_code == 403
    assert "Du får inte göra det här." in text_of(response)


@pytest.mark.parametrize("name", PAGES)
def test_outsiders_find_nothing(client, cast, printed, name):
    method = client.post if name == "application_sent" else client.get
    for user in (
        cast.stockholm.bt_manager,
        cast.stranger,
        printed.external,
        printed.hr,
    ):
        client.force_login(user)
        assert method(url(printed, name)).status_code == 404


def test_both_regions_at_once(client, cast, printed):
    """Kronoberg's papers do not exist under Stockholm's address."""
    client.force_login(cast.stockholm.bt_manager)
    wrong = reverse(
        "certificates:application", args=["stockholm", printed.programme.pk]
    )
    assert client.get(wrong).status_code == 404


def test_logged_out_one_logs_in(client, printed):
    response = client.get(url(printed))
    assert response.status_code == 302
    assert response.url.startswith("/konto/")


def test_sent(client, printed):
    with printed.inside(printed.doctor):
        sign_everything(printed)
    client.force_login(printed.doctor)
    assert "Jag har skickat ansökan" in text_of(client.get(url(printed)))
    response = client.post(url(printed, "application_sent"))
    assert (response.status_code, response.url) == (302, url(printed))
    page = text_of(client.get(url(printed)))
    assert "Ansökan är skickad" in page
    assert "Spara utkast" not in page
    with printed.inside(printed.doctor):
        assert Programme.objects.get(pk=printed.programme.pk).applied_at is not None
        assert AuditRow.objects.filter(event="application.sent").count() == 1
    assert client.post(url(printed, "application_sent")).status_code == 403


def test_not_sent_before_the_pen(client, printed):
    client.force_login(printed.doctor)
    assert "underskrift är inte registrerad för" in text_of(client.get(url(printed)))
    assert client.post(url(printed, "application_sent")).status_code == 403


def test_a_certificate_revoked_since_is_said(client, printed):
    with printed.inside(printed.doctor):
        now = timezone.now()
        Document.objects.filter(annex_number=2).update(withdrawn_at=now)
        Certificate.objects.filter(kind="completed").update(
            state="revoked", revoked_at=now, revoked_by=printed.bt_manager
        )
    client.force_login(printed.doctor)
    page = text_of(client.get(url(printed)))
    assert "intyg om fullgjord bastjänstgöring saknas" in page


def test_the_page_costs_the_same_with_many_certificates(
    client, cast, quick_printer, django_assert_max_num_queries
):
    from tests.certificates.papers import ALL, certify_everything

    for company, delmal in [
        (cast.kronoberg, (ALL,)),
        (cast.stockholm, tuple((c,) for c in ALL)),
    ]:
        with company.inside(company.doctor):
            certify_everything(company, delmal)
            complete(company)
            print_all(company)
        client.force_login(company.doctor)
        with django_assert_max_num_queries(26) as queries:
            client.get(url(company))
        cost = len(queries)
        if company is cast.kronoberg:
            first = cost
    assert cost <= first
