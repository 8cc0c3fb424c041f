import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate, PaperSignature
from certificates.queries.documents import pen_boxes
from tests.certificates.pen import sign_everything
from tests.certificates.views.test_application import errors_in, text_of


def url(company):
    return reverse(
        "certificates:paper", args=[company.region.slug, company.programme.pk]
    )


def keys(company):
    with company.inside(company.doctor):
        return [box.key for box in pen_boxes(company.programme)]


def told(**changes):
    today = timezone.localdate().isoformat()
    return {"paper_signed_on": today, "paper_place": "Växjö", "seen": "on", **changes}


@pytest.mark.parametrize("role", ["doctor", "administrator", "bt_manager"])
def test_registering_all(client, printed, role):
    client.force_login(getattr(printed, role))
    page = text_of(client.get(url(printed)))
    assert "Bilaga 4, nr 3: External Kronoberg, extern bedömare" in page
    response = client.post(url(printed), told(boxes=keys(printed)))
    application = reverse(
        "certificates:application", args=["kronoberg", printed.programme.pk]
    )
    assert (response.status_code, response.url) == (302, application)
    assert "Underskrifterna är registrerade." in text_of(client.get(application))
    with printed.inside(printed.doctor):
        states = set(Certificate.objects.values_list("state", flat=True))
        assert (states, PaperSignature.objects.count()) == ({"issued"}, 5)


def test_the_second_click(client, printed):
    client.force_login(printed.doctor)
    for _click in range(2):
        response = client.post(url(printed), told(boxes=keys(printed)[:1]))
        assert response.status_code == 302
    with printed.inside(printed.doctor):
        assert PaperSignature.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"boxes": []}, "Välj minst en underskrift."),
        ({"paper_signed_on": ""}, "Skriv ett datum."),
        ({"paper_signed_on": "2999-01-01"}, "Datumet kan inte ligga framåt i tiden."),
        ({"paper_place": " "}, "Skriv orten."),
        ({"seen": ""}, "Kryssa i rutan när du har sett originalen."),
        (
            {"boxes": ["x:doctor"]},
            "Underskriften hör inte till de här originalen. Läs om sidan.",
        ),
    ],
)
def test_bad_input(client, printed, changes, words):
    client.force_login(printed.doctor)
    response = client.post(
        url(printed), told(**{"boxes": keys(printed)[:1], **changes})
    )
    assert (response.status_code, errors_in(response)) == (422, [words])
    with printed.inside(printed.doctor):
        assert PaperSignature.objects.count() == 0


def test_a_day_before_the_printing(client, printed):
    client.force_login(printed.doctor)
    given = told(boxes=keys(printed)[:1], paper_signed_on="2020-01-01")
    response = client.post(url(printed), given)
    assert response.status_code == 422
    assert errors_in(response)[0].startswith("Datumet är före utskriften den ")


def test_the_main_supervisor_sees_the_papers_but_registers_nothing(client, printed):
    client.force_login(printed.main_supervisor)
    assert client.get(url(printed)).status_code == 403
    response = client.post(url(printed), told(boxes=keys(printed)))
    assert response.status_code == 403


def test_nothing_left(client, printed):
    with printed.inside(printed.doctor):
        sign_everything(printed)
    client.force_login(printed.doctor)
    assert "Inget att registrera" in text_of(client.get(url(printed)))
