"""The pages where another hand fills in the form."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Assessment, PaperScan
from bt_admin.lib.files import kind_of
from tests.assessments import acts, ways
from tests.hostile import png

ANSWERS = {
    "delmal": ["BT1"],
    "item_overall": "4",
    "text_keep_doing": "Lugnt tempo.",
    "mark": "ab" * 16,
}


def url(company, page):
    return f"/kronoberg/bt/{company.programme.pk}/{page}/?instrument=mini_cex"


def yesterday():
    return str(acts.today() - timedelta(days=1))


def test_together_and_then_each_on_their_own(as_user, kronoberg):
    client = as_user(kronoberg.doctor)
    page = url(kronoberg, "tillsammans")
    assert "Ingen signerar här." in client.get(page).content.decode()
    form = ANSWERS | {"performed_on": yesterday()}
    nobody = client.post(page, form)
    assert nobody.status_code == 422
    assert "Välj vem som ska bedöma." in nobody.content.decode()
    form |= {"assessor": str(kronoberg.supervisor.pk)}
    half = client.post(page, form | {"text_keep_doing": ""})
    assert half.status_code == 422
    for _press in range(2):
        answer = client.post(page, form, follow=True)
        assert "hittar den under Att göra, läser och signerar" in (
            answer.content.decode()
        )
    [row] = Assessment.objects.all()
    client = as_user(kronoberg.supervisor)
    todo = client.get("/kronoberg/").content.decode()
    assert "Ifylld tillsammans. Läs och signera, eller skicka tillbaka." in todo
    filled = client.get(row.get_absolute_url()).content.decode()
    assert "Lugnt tempo." in filled
    assert "på BT-läkarens telefon" in filled
    signed = client.post(row.get_absolute_url(), ways.posted(row))
    assert (signed.status_code, acts.stored(row).state) == (302, "signed")


def test_the_office_types_in_a_paper_with_its_picture(as_user, kronoberg):
    client = as_user(kronoberg.administrator)
    page = url(kronoberg, "fran-papper")
    listed = client.get(f"/kronoberg/bt/{kronoberg.programme.pk}/bedomningar/")
    assert "Skriv in från papper" in listed.content.decode()
    assert client.get(page).status_code == 200
    form = ANSWERS | {
        "performed_on": yesterday(), "paper_signed_on": yesterday(),
        "assessor": "else", "outsider_name": "Eva Lind",
        "outsider_title": "överläkare",
    }  # fmt: skip
    wrong = client.post(page, form | {"scans": scan()})
    assert wrong.status_code == 422
    assert "Skriv var bedömaren arbetar." in wrong.content.decode()
    assert "Välj filen igen." in wrong.content.decode()
    unfit = client.post(page, form | {"scans": SimpleUploadedFile("a.png", b"<html>")})
    assert unfit.status_code == 422
    form |= {"outsider_workplace": "Gläntan", "scans": scan()}
    answer = client.post(page, form, follow=True)
    text = answer.content.decode()
    assert "Underskriven på papper av Eva Lind, överläkare, Gläntan" in text
    [kept] = PaperScan.objects.all()
    assert f"/kronoberg/blankett/{kept.pk}/" in text
    client = as_user(kronoberg.doctor)
    file = client.get(f"/kronoberg/blankett/{kept.pk}/")
    assert (file["Content-Type"], kind_of(file.content)) == ("image/png", "png")
    assert file["Content-Disposition"].startswith("attachment")
    assert as_user(kronoberg.hr).get(f"/kronoberg/blankett/{kept.pk}/").status_code == (
        404
    )


def scan():
    return SimpleUploadedFile("mini-cex.png", png())


def test_who_may_not(as_user, kronoberg):
    for who in ("supervisor", "doctor", "unit_manager"):
        client = as_user(getattr(kronoberg, who))
        assert client.get(url(kronoberg, "fran-papper")).status_code == 403
    for who in ("supervisor", "administrator"):
        client = as_user(getattr(kronoberg, who))
        assert client.get(url(kronoberg, "tillsammans")).status_code == 403
