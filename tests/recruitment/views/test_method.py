"""A method written on the web: faults at their field, and nothing typed is lost."""

import pytest
from django.urls import reverse

from recruitment.enums import RoundState
from recruitment.models import RecruitmentRound
from recruitment.queries.standing import usable_method
from recruitment.views.method import ADDRESSES
from tests.objects.recruitment import make_recruitment
from tests.pages import words

PARTS = ["itself", "step", "demands", "times", "paper", "phase"]


@pytest.fixture
def here(cast, client):
    client.force_login(cast.kronoberg.hr)
    return cast.kronoberg


@pytest.fixture
def round(here):
    with here.inside(here.hr):
        return make_recruitment(here, RoundState.DRAFT)


def address(round, part, query=""):
    name = f"recruitment:{ADDRESSES[part]}"
    return reverse(name, args=["kronoberg", round.pk]) + query


def typed(page):
    """What the browser would send of the form as it stands."""
    form, told = page.context["form"], {}
    for field in form:
        value = field.value()
        if value is True:
            value = "on"
        if value is not None and value is not False:
            told[field.html_name] = value
    return told | {"do": "save"}


def kept(here, round):
    with here.inside(here.hr):
        return RecruitmentRound.objects.get(pk=round.pk)


@pytest.mark.parametrize("part", PARTS)
def test_to_save_a_part_as_it_is_changes_nothing(client, here, round, part):
    before = usable_method(kept(here, round))
    page = client.get(address(round, part))
    answer = client.post(address(round, part), typed(page))
    assert answer.status_code == 302, answer.context["form"].errors
    assert usable_method(kept(here, round)) == before


@pytest.mark.parametrize("phase", ["review", "interview", "test"])
def test_to_save_criteria_as_they_are_changes_nothing(client, here, round, phase):
    url = address(round, "criteria", f"?fas={phase}")
    answer = client.post(url, typed(client.get(url)))
    assert answer.status_code == 302
    assert kept(here, round).version == 1


@pytest.mark.parametrize(
    ("part", "field", "value", "text"),
    [
        ("times", "days_to_think", "0", "Skriv ett tal mellan 1 och 366."),
        ("times", "open_days_min", "60", "Den kortaste ansökningstiden är längre än"),
        ("step", "r2_label", "", "Skriv vad steget heter."),
        ("paper", "r0_label", " ", "Skriv vilken handling det är."),
        ("phase", "r1_judges", "13", "Skriv ett tal mellan 1 och 12."),
        ("phase", "r1_weight", "noll", "Skriv ett tal, till exempel 1,5."),
        ("itself", "rounds_per_year", "x", "Skriv ett tal mellan 1 och 12."),
    ],
)
def test_a_fault_stands_at_its_field(client, here, round, part, field, value, text):
    url = address(round, part)
    told = typed(client.get(url)) | {field: value}
    page = client.post(url, told)
    assert page.status_code == 422
    name = "open_days_max" if field == "open_days_min" else field
    assert text in str(page.context["form"].errors[name])
    assert page.context["form"][field].value() == value
    assert kept(here, round).version == 1


def test_a_scale_with_one_step_is_no_scale(client, here, round):
    url = address(round, "criteria", "?fas=review")
    told = typed(client.get(url)) | {"r0_anchors": "bara ett", "r1_question": "Ny?"}
    page = client.post(url, told)
    assert page.status_code == 422
    assert page.context["form"].errors["r0_anchors"] == ["En skala har 2–10 steg."]
    assert page.context["form"]["r1_question"].value() == "Ny?"


def test_a_button_beside_a_row_moves_it_and_keeps_what_is_typed(client, here, round):
    url = address(round, "step")
    told = typed(client.get(url)) | {"r0_label": "Annonsen", "do": "down:0"}
    page = client.post(url, told)
    assert page.status_code == 200
    assert page.context["form"]["r1_label"].value() == "Annonsen"
    assert kept(here, round).version == 1
    page = client.post(url, typed(page) | {"do": "remove:0"})
    assert page.context["form"]["r0_label"].value() == "Annonsen"
    page = client.post(url, typed(page) | {"do": "add"})
    assert page.context["form"].number == 11
    for nonsense in ("up:0", "down:99", "remove:x", "remove:-1", "jump", ""):
        again = client.post(url, typed(page) | {"do": nonsense or "up"})
        assert again.context["form"].number == 11


def test_a_round_made_from_nothing_becomes_usable_on_the_web(client, here):
    answer = client.post(
        reverse("recruitment:new_round", args=["kronoberg"]),
        {"name": "Egen", "begins_as": "empty"},
    )
    with here.inside(here.hr):
        round = RecruitmentRound.objects.get(name="Egen")
    assert answer.url == round.get_absolute_url()
    url = address(round, "phase")
    page = client.post(url, typed(client.get(url)) | {"do": "add"})
    told = {"r0_label": "Läsning", "r0_kind": "review", "r0_weight": "1,5"}
    assert client.post(url, typed(page) | told).status_code == 302
    url = address(round, "criteria", "?fas=läsning")
    page = client.post(url, typed(client.get(url)) | {"do": "add"})
    told = {"r0_label": "Motiv", "r0_anchors": "svagt\nmittemellan\nstarkt"}
    assert client.post(url, typed(page) | told).status_code == 302
    places = reverse("recruitment:round_places", args=["kronoberg", round.pk])
    client.post(places, typed(client.get(places)) | {"town_0": "Växjö", "many_0": "3"})
    method = usable_method(kept(here, round))
    assert method is not None
    [phase] = method.scheme.phases
    assert (phase.key, str(phase.weight), phase.judges) == ("läsning", "1.5", 2)
    assert [anchor.text for anchor in phase.criteria[0].anchors] == [
        "svagt", "mittemellan", "starkt",
    ]  # fmt: skip
    assert "Inget bedöms än" not in words(client.get(address(round, ""))).decode()


def test_who_saves_after_somebody_else_is_told(client, here, round):
    url = address(round, "times")
    told = typed(client.get(url)) | {"days_to_think": "9"}
    assert client.post(url, told).status_code == 302
    page = client.post(url, told | {"days_to_think": "10"})
    assert page.status_code == 422
    assert "ändrats av någon annan" in str(page.context["form"].non_field_errors())
    assert page.context["form"]["days_to_think"].value() == "10"


def test_an_unknown_phase_is_not_there(client, here, round):
    assert client.get(address(round, "criteria", "?fas=nej")).status_code == 404


def test_what_is_advertised_is_read_and_not_written(client, here):
    with here.inside(here.hr):
        round = make_recruitment(here)
    assert client.get(address(round, "")).status_code == 200
    assert client.get(address(round, "step")).status_code == 403


@pytest.mark.parametrize("who", ["recruiter", "observer", "hr"])
def test_the_group_reads_the_guide(client, cast, who):
    here = cast.kronoberg
    with here.inside(here.hr):
        round = make_recruitment(here)
    client.force_login(getattr(here, who))
    page = client.get(reverse("recruitment:guide", args=["kronoberg", round.pk]))
    text = words(page).decode()
    assert "Berätta om en gång när samarbetet" in text
    assert "löste det så att det höll" in text
