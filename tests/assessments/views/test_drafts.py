"""The answering page with a draft: restored, beside what has changed, and dropped."""

import re
from uuid import uuid4

import pytest
from django.core.signing import Signer
from django.urls import reverse

from assessments.models import Assessment
from assessments.views.opening import SIGNER
from regions.actions.drafts import Typed, keep_draft
from regions.context import in_region
from regions.models import Draft
from tests.assessments import acts
from tests.assessments.actions.test_instruments import published
from tests.assessments.views.test_answer import filled, url
from tests.cast import at

WORDS = "Du lät patienten tala <b>färdigt</b>."


def mark(page: str, name: str) -> str:
    return re.search(rf'name="draft_{name}" value="([^"]*)"', page)[1]


def typed(page: str, data: dict, **given) -> Typed:
    """What the open page would send."""
    names = ("form", "shape", "basis", "revision", "window")
    marks = {name: mark(page, name) for name in names}
    marks["revision"] = int(marks["revision"])
    fields = {
        name: value if isinstance(value, list) else [str(value)]
        for name, value in data.items()
        if name != "do"
    }
    return Typed(**{**marks, "fields": fields, **given})


@pytest.fixture
def desk(kronoberg, as_user):
    return Desk(kronoberg, as_user(kronoberg.supervisor))


class Desk:
    """A handledare before a Mini-CEX that the doctor has asked for."""

    def __init__(self, company, client):
        self.company, self.client, self.user = company, client, company.supervisor
        self.row = acts.ask(company)

    def page(self, query: str = "", path: str = "") -> str:
        return self.client.get((path or url(self.row)) + query).content.decode()

    def keep(self, page: str, data: dict | None = None, **given) -> None:
        data = data or filled(self.row, text_keep_doing=WORDS)
        with in_region(7, self.user.pk):
            keep_draft(
                region=self.company.region,
                given=typed(page, data, **given),
                by=self.user,
                at=at(),
            )

    def drafts(self) -> list[Draft]:
        with in_region(7, self.user.pk):
            return list(Draft.objects.all())


# ------------------------------------------------------------------------- given back
def test_what_was_typed_is_in_the_form_again(desk):
    assert "Kasta texten" not in desk.page()
    desk.keep(desk.page())
    page = desk.page()
    assert "Du lät patienten tala &lt;b&gt;färdigt&lt;/b&gt;.</textarea>" in page
    assert "Här är texten du skrev" in page
    assert mark(page, "revision") == "1"
    overall = re.findall(r'<input[^>]*name="item_overall"[^>]*>', page)
    assert [one for one in overall if "checked" in one] == [overall[2]]


def test_others_see_nothing_of_it(desk, as_user):
    desk.keep(desk.page())
    page = as_user(desk.company.studierektor).get(url(desk.row))
    assert b"tala" not in page.content


def test_signing_drops_it(desk):
    desk.keep(desk.page())
    page = desk.page()
    data = filled(desk.row, draft_form=mark(page, "form"), draft_revision="1")
    assert desk.client.post(url(desk.row), data).status_code == 302
    assert desk.drafts() == []
    assert acts.stored(desk.row).state == "signed"


def test_what_is_refused_keeps_it(desk):
    desk.keep(desk.page())
    page = desk.page()
    data = filled(desk.row, draft_form=mark(page, "form"), draft_revision="1")
    del data["item_overall"]
    assert desk.client.post(url(desk.row), data).status_code == 422
    assert len(desk.drafts()) == 1


# --------------------------------------------------------------------- changed meanwhile
def test_a_text_that_was_saved_meanwhile_stands_beside_the_draft(desk):
    desk.keep(desk.page())
    saved = filled(desk.row, do="save", text_keep_doing="Från datorn.")
    desk.client.post(url(desk.row), saved)
    page = desk.page()
    assert "Texten har ändrats sedan du skrev" in page
    assert "Från datorn.</textarea>" in page
    assert "<dd>Du lät patienten tala &lt;b&gt;färdigt&lt;/b&gt;.</dd>" in page
    assert "data-waiting" in page


def test_the_draft_may_be_chosen_all_the_same(desk):
    desk.keep(desk.page())
    saved = filled(desk.row, do="save", text_keep_doing="Från datorn.")
    desk.client.post(url(desk.row), saved)
    page = desk.page("?utkast=anvand")
    assert "tala &lt;b&gt;färdigt&lt;/b&gt;.</textarea>" in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert int(version) == acts.stored(desk.row).version


def test_words_from_another_window_are_not_signed_over(desk):
    old = desk.page()
    desk.keep(old, window="annan")
    data = filled(
        desk.row, text_keep_doing="Det här.", draft_form=mark(old, "form"),
        draft_revision="0", draft_window="den här",
    )  # fmt: skip
    answer = desk.client.post(url(desk.row), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Du har skrivit i samma formulär på ett annat ställe." in page
    assert "<dd>Du lät patienten tala &lt;b&gt;färdigt&lt;/b&gt;.</dd>" in page
    assert "Det här.</textarea>" in page
    assert acts.stored(desk.row).state == "requested"
    data["draft_revision"] = mark(page, "revision")
    assert desk.client.post(url(desk.row), data).status_code == 302
    assert acts.stored(desk.row).texts["keep_doing"] == "Det här."


def start_url(company) -> str:
    path = reverse("assessments:start", args=["kronoberg", company.programme.pk])
    return f"{path}?instrument=mini_cex"


def test_a_draft_in_an_old_version_of_the_form_is_shown_whole(desk):
    path = start_url(desk.company)
    page = desk.page(path=path)
    desk.keep(page, {**filled(desk.row, text_keep_doing=WORDS), "mark": uuid4().hex})
    published(desk.company)
    page = desk.page(path=path)
    assert "Formuläret har fått en ny version" in page
    assert "<dd>Du lät patienten tala &lt;b&gt;färdigt&lt;/b&gt;.</dd>" in page
    assert "tala &lt;b&gt;färdigt&lt;/b&gt;.</textarea>" not in page
    used = desk.page("&utkast=anvand", path)
    assert "tala &lt;b&gt;färdigt&lt;/b&gt;.</textarea>" in used
    dropped = {"draft_form": mark(page, "form"), "draft_back": path}
    assert desk.client.post("/kronoberg/utkast/kasta/", dropped).url == path
    assert "Du har text som inte är skickad" not in desk.page(path=path)


# ------------------------------------------------------------------- somebody's number
def test_a_patients_number_is_asked_about_and_nothing_is_lost(desk):
    data = filled(desk.row, text_keep_doing="Pat 19121212-1212 fick vänta.")
    answer = desk.client.post(url(desk.row), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "eller kryssa i att det inte gäller en patient" in page
    assert "Pat 19121212-1212 fick vänta.</textarea>" in page
    assert acts.stored(desk.row).state == "requested"
    data["text_keep_doing_confirmed"] = "1"
    assert desk.client.post(url(desk.row), data).status_code == 302


def test_ones_own_number_is_nobodys_secret(desk):
    desk.user.personal_number = "191212121212"
    desk.user.save()
    data = filled(desk.row, text_keep_doing="Jag, 121212-1212.")
    assert desk.client.post(url(desk.row), data).status_code == 302


# ------------------------------------------------------------- in every form there is
PLACES = {
    "worry": ("supervisor", "bt/{}/oro/", "text"),
    "together": ("doctor", "bt/{}/tillsammans/?instrument=mini_cex", "text_keep_doing"),
    "paper": (
        "administrator", "bt/{}/fran-papper/?instrument=mini_cex", "text_keep_doing",
    ),
    "teaching": ("administrator", "undervisning/ny/", "text"),
    "extension": ("bt_manager", "bt/{}/forlang/", "motivation"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_what_was_begun_comes_back_and_numbers_are_asked_about(
    kronoberg, as_user, place
):
    role, path, box = PLACES[place]
    writer = getattr(kronoberg, role)
    client = as_user(writer)
    address = f"/kronoberg/{path.format(kronoberg.programme.pk)}"
    page = client.get(address).content.decode()
    words = "Hon lyssnade på 19121212-1212."
    with in_region(7, writer.pk):
        keep_draft(
            region=kronoberg.region,
            given=typed(page, {box: words}),
            by=writer,
            at=at(),
        )
    page = client.get(address).content.decode()
    assert "Här är texten du skrev" in page
    assert f"{words}</textarea>" in page
    sent = {"draft_form": mark(page, "form"), "draft_revision": "1", box: words}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "eller kryssa i att det inte gäller en patient" in answer.content.decode()
    with in_region(7, writer.pk):
        assert Draft.objects.count() == 1


# ------------------------------------------------------------------------ first opened
def test_the_first_opening_is_noted_once_and_for_the_assessor_alone(desk, as_user):
    as_user(desk.company.doctor).get(url(desk.row))
    assert acts.stored(desk.row).opened_at is None
    client = as_user(desk.company.supervisor)
    client.get(url(desk.row))
    first = acts.stored(desk.row).opened_at
    client.get(url(desk.row))
    assert first is not None
    assert acts.stored(desk.row).opened_at == first


@pytest.mark.parametrize(
    ("stamp", "known"),
    [
        (SIGNER.sign("1800000000"), True),
        (Signer(salt="annat").sign("1800000000"), False),
        ("1800000000", False),
        ("", False),
    ],
)
def test_an_unasked_assessment_carries_when_it_was_opened(desk, stamp, known):
    data = filled(desk.row, mark=uuid4().hex, opened=stamp)
    assert desk.client.post(start_url(desk.company), data).status_code == 302
    row = Assessment.objects.exclude(pk=desk.row.pk).get()
    assert (row.opened_at is not None) is known
    if known:
        assert row.opened_at.timestamp() == 1_800_000_000
