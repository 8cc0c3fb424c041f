"""What stands on one doctor's page, and who may read it there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Assessment
from tests.assessments import learning
from tests.certificates import year
from tests.objects.assessments import make_assessment
from tests.overview.visits import opened, text


def test_the_doctor_sees_the_own_year(client, cast):
    response = opened(client, cast.kronoberg, cast.kronoberg.doctor)
    assert response.templates[0].name == "pages/programme_own.html"
    assert response.context["year"].heading.replace("\N{NO-BREAK SPACE}", " ") == (
        "Vecka 22 av 52"
    )
    assert "0 av 18</b> har underlag som räcker. Planen väntar 7 nu." in text(response)
    assert response.context["buttons"].first.label == "Be om bedömning"


def test_what_waits_for_the_doctor_stands_there(client, cast):
    company = cast.kronoberg
    with company.inside():
        learning.begun(company)
        Assessment.objects.filter(pk=make_assessment(company).pk).update(
            state="returned", reason="Skriv vad du vill ha bedömt."
        )
    todos = opened(client, company, company.doctor).context["todos"]
    assert [one.title for one in todos] == ["Ändra begäran om Mini-CEX"]


def test_the_others_see_who_it_is_and_how_it_goes(client, cast):
    response = opened(client, cast.kronoberg, cast.kronoberg.studierektor)
    assert response.templates[0].name == "pages/programme.html"
    assert "<h1>Doctor Kronoberg" in text(response)
    assert response.context["state"].word == "Efter plan"
    assert [label for label, value in response.context["facts"]] == [
        "Delmål", "Heltidsmånader", "Anställning", "Regelverk",
    ]  # fmt: skip


def test_the_certificates_as_they_would_print_today(client, cast):
    company = cast.kronoberg
    with company.inside():
        year.prepare(company)
        year.certified(company, "BT1", "BT2")
        year.written(company, "BT3")
    context = opened(client, company, company.main_supervisor).context
    lines = [(one.title, one.state.word) for one in context["lines"]]
    assert [(a, b.replace("\N{NO-BREAK SPACE}", " ")) for a, b in lines] == [
        ("Bilaga 2, delmål", "2 av 18 intygade"),
        ("Bilaga 3, fullgjord BT", "4,9 månader, två rutor tomma"),
        ("Bilaga 4, baskompetens", "Vid slutbedömningen"),
    ]
    papers_of = {row.code: row.certificate for row in context["goals"].rows}
    assert [papers_of[code] for code in ("BT1", "BT3", "BT4")] == [
        "signerat", "utkast", "",
    ]  # fmt: skip


def test_a_delmal_without_evidence_says_when_it_can_be_shown(client, cast):
    goals = opened(client, cast.kronoberg, cast.kronoberg.doctor).context["goals"]
    starts = cast.kronoberg.programme.starts_on + timedelta(days=244)
    row = next(row for row in goals.rows if row.code == "BT12")
    assert row.note.startswith(("Brukar kunna visas i primärvård från", "Brukar"))
    assert str(starts.day) in row.note


def test_a_placement_that_comes_back_is_done_for_now(client, cast):
    lines = (
        opened(client, cast.kronoberg, cast.kronoberg.studierektor)
        .context["year"]
        .lines
    )
    assert [(line.title, line.state.word) for line in lines] == [
        ("Primärvård", "Klar"),
        ("Internmedicin", "Bedömning väntar"),
        ("Kirurgi", "Pågår"),
        ("Psykiatri", "Planerad"),
        ("Primärvård", "Planerad"),
    ]


@pytest.mark.parametrize(
    ("role", "past"),
    [("doctor", []), ("studierektor", [("Supervisor Kronoberg", "Handledare")])],
)
def test_the_people_round_the_doctor(client, cast, role, past):
    """The doctor asks those there are; the others may ask who was there before."""
    company = cast.kronoberg
    people = opened(client, company, getattr(company, role)).context["people"]
    assert [(one.name, one.note.split(" ")[0].rstrip(".")) for one in people] == [
        ("Main Supervisor Kronoberg", "Huvudansvarig"),
        *past,
        ("Studierektor Kronoberg", "Studierektor"),
        ("Extern bedömare", "Utses"),
    ]


# ------------------------------------------------------------ a talk that is told first
def test_the_doctor_does_not_read_the_outcome_before_the_talk(client, cast):
    company = cast.kronoberg
    with company.inside():
        external = year.declared(company)
        external.held_on, external.outcome = cast.today, "not_approved"
        external.decided_at = timezone.now()
        external.save()
    page = text(opened(client, company, company.doctor))
    assert "Baskompetens uppnådd" not in page
    assert "Genomförd – Main Supervisor Kronoberg berättar om utfallet." in page
