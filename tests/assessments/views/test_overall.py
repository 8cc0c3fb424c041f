"""The overall assessment: written at the placement's address, read by the doctor."""

import re

import pytest
from django.urls import reverse

from assessments.models import Assessment
from tests.assessments import acts
from tests.assessments.actions.test_overall import supervise


def place_url(company, number=1) -> str:
    return reverse(
        "assessments:overall", args=["kronoberg", company.placements[number].pk]
    )


def url(row: Assessment, name: str = "assessment") -> str:
    return reverse(f"assessments:{name}", args=["kronoberg", row.pk])


def filled(do: str = "sign", **given) -> dict:
    answers = {
        f"item_{key}": "" if level is None else str(level)
        for key, level in acts.OVERALL["answers"].items()
    }
    texts = {f"text_{key}": text for key, text in acts.OVERALL["texts"].items()}
    return {
        "version": "0", "digest": "", "performed_on": acts.today().isoformat(),
        **answers, **texts, "do": do, **given,
    }  # fmt: skip


def test_nothing_is_kept_until_it_is_saved(kronoberg, as_user):
    client = as_user(kronoberg.supervisor)
    page = client.get(place_url(kronoberg)).content.decode()
    assert "Möta och behandla sjukdom" in page
    assert "Uppnått, så långt jag kan se" in page
    assert list(Assessment.objects.all()) == []


def test_it_is_signed_on_one_page(kronoberg, as_user):
    client = as_user(kronoberg.supervisor)
    answer = client.post(place_url(kronoberg), filled())
    assert (answer.status_code, answer.url) == (302, "/kronoberg/")
    [row] = Assessment.objects.all()
    assert (row.state, row.placement) == ("signed", kronoberg.placements[1])
    again = client.post(place_url(kronoberg), filled())
    assert (again.status_code, again.url) == (302, url(row))


def test_a_draft_is_saved_and_gone_on_with(kronoberg, as_user):
    client = as_user(kronoberg.supervisor)
    data = filled(do="save", text_basis="")
    assert client.post(place_url(kronoberg), data).status_code == 302
    [row] = Assessment.objects.all()
    assert (row.state, row.placement) == ("draft", kronoberg.placements[1])
    answer = client.get(place_url(kronoberg))
    assert (answer.status_code, answer.url) == (302, url(row))
    now = acts.shown(row)
    data = filled(version=now.version, digest=now.digest)
    assert client.post(url(row), data).status_code == 302
    assert acts.stored(row).state == "signed"


def test_every_group_is_answered(kronoberg, as_user):
    data = filled()
    del data["item_medicin"], data["item_phase"]
    answer = as_user(kronoberg.supervisor).post(place_url(kronoberg), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Välj en nivå, eller ”Har inte kunnat visas här”." in page
    assert "Bemötandet." in page
    assert list(Assessment.objects.all()) == []


def test_a_placement_that_goes_on_may_be_begun_but_not_signed(kronoberg, as_user):
    supervise(kronoberg, kronoberg.supervisor, placement=2)
    client = as_user(kronoberg.supervisor)
    page = client.get(place_url(kronoberg, 2)).content.decode()
    assert "kan inte signeras än" in page
    answer = client.post(place_url(kronoberg, 2), filled())
    assert answer.status_code == 422
    assert list(Assessment.objects.all()) == []
    answer = client.post(place_url(kronoberg, 2), filled(do="save"))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("doctor", 403),
        ("main_supervisor", 403),
        ("studierektor", 403),
        ("unit_manager", 403),
        ("hr", 404),
        ("external", 404),
    ],
)
def test_who_may_write_it(kronoberg, cast, as_user, who, status):
    client = as_user(getattr(kronoberg, who))
    assert client.get(place_url(kronoberg)).status_code == status
    assert client.get(place_url(cast.stockholm)).status_code == 404


def test_a_draft_is_hidden_from_all_but_its_writer(kronoberg, as_user):
    row = acts.begin_overall(kronoberg)
    for who in ("doctor", "main_supervisor", "studierektor", "bt_manager"):
        client = as_user(getattr(kronoberg, who))
        assert (who, client.get(url(row)).status_code) == (who, 404)
        assert (who, client.get(place_url(kronoberg)).status_code) == (who, 403)


# ------------------------------------------------------------------------------ read
def test_the_doctor_reads_and_says_so(kronoberg, as_user):
    row = acts.overall_signed(kronoberg)
    client = as_user(kronoberg.doctor)
    page = client.get(url(row)).content.decode()
    assert "Tre egna observationer." in page
    assert "Jag har läst" in page
    for _click in range(2):
        answer = client.post(url(row, "acknowledge"))
        assert (answer.status_code, answer.url) == (302, url(row))
    assert acts.stored(row).state == "acknowledged"
    assert "Läst" in client.get(url(row)).content.decode()
    assert acts.events().count("assessment.acknowledged") == 1


@pytest.mark.parametrize(
    ("who", "status"), [("supervisor", 403), ("studierektor", 403), ("hr", 404)]
)
def test_nobody_says_it_for_the_doctor(kronoberg, as_user, who, status):
    row = acts.overall_signed(kronoberg)
    client = as_user(getattr(kronoberg, who))
    assert client.post(url(row, "acknowledge")).status_code == status
    assert client.get(url(row, "acknowledge")).status_code == 405
    assert acts.stored(row).state == "signed"


# ------------------------------------------------------------------- by another hand
def held_url(company, way: str) -> str:
    return reverse(
        f"assessments:overall_{way}", args=["kronoberg", company.placements[1].pk]
    )


def test_it_is_filled_in_together_and_signed_by_the_handledare(kronoberg, as_user):
    client = as_user(kronoberg.doctor)
    offered = client.get(f"/kronoberg/bt/{kronoberg.programme.pk}/tillsammans/")
    assert held_url(kronoberg, "together") in offered.content.decode()
    page = client.get(held_url(kronoberg, "together")).content.decode()
    assert "Ingen signerar här." in page
    form = filled(assessor=str(kronoberg.supervisor.pk))
    half = client.post(held_url(kronoberg, "together"), form | {"item_phase": ""})
    assert half.status_code == 422
    for _press in range(2):
        answer = client.post(held_url(kronoberg, "together"), form)
        assert answer.status_code == 302
    [row] = Assessment.objects.all()
    assert client.get(url(row)).status_code == 404
    client = as_user(kronoberg.supervisor)
    todo = client.get("/kronoberg/").content.decode()
    assert "Ifylld tillsammans. Läs, ändra det som behövs och signera." in todo
    shown = client.get(url(row)).content.decode()
    assert "Bemötandet.</textarea>" in shown
    signing = {name: hidden(shown, name) for name in ("version", "digest")}
    assert client.post(url(row), form | signing).status_code == 302
    assert acts.stored(row).state == "signed"


def test_the_office_types_it_in_and_names_who_judged(kronoberg, as_user):
    client = as_user(kronoberg.administrator)
    form = filled(
        assessor=str(kronoberg.supervisor.pk),
        paper_signed_on=acts.today().isoformat(),
    )
    wrong = client.post(held_url(kronoberg, "from_paper"), form | {"assessor": "else"})
    assert wrong.status_code == 422
    answer = client.post(held_url(kronoberg, "from_paper"), form, follow=True)
    name = kronoberg.supervisor.full_name
    assert f"Underskriven på papper av {name}" in answer.content.decode()


def test_it_is_said_why_it_is_never_asked_for(kronoberg, as_user):
    client = as_user(kronoberg.doctor)
    page = client.get(f"/kronoberg/bt/{kronoberg.programme.pk}/be-om-bedomning/")
    assert "Den sammantagna bedömningen begärs inte" in page.content.decode()


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]
