"""Att göra: what waits, whom one follows, and what it costs."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.models import Assessment, AssessmentDelmal
from assessments.rules.delmal import ALL_CODES
from assessments.rules.instruments import instrument
from bt_admin import waiting
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import long_day
from bt_admin.views import todo
from placements.enums import EmploymentForm, ProgrammeRole
from placements.models import Doctor, Programme, ProgrammeAssignment
from regions import access
from regions.models import RegionAssignment, User
from tests.assessments import learning
from tests.certificates import year
from tests.objects.assessments import make_assessment
from tests.page_reads import at_most

EVERYBODY = [
    "bt_manager", "deputy", "studierektor", "administrator", "hr", "unit_manager",
    "doctor", "main_supervisor", "supervisor",
]  # fmt: skip
BUDGET = 12
WHOLE = instrument("mini_cex").whole.key  # the item on the occasion as a whole
TODAY = date(2027, 9, 14)


def page(client, user):
    client.force_login(user)
    return client.get("/kronoberg/")


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def more_programmes(company, count: int) -> None:
    """As many again: each with everyone in the same roles, and something to do."""
    for number in range(count):
        user = User.objects.create_user(
            f"d{number}@example.org", first_name="D", last_name=f"{number}"
        )
        programme = Programme.objects.create(
            region=company.region,
            doctor=Doctor.objects.create(region=company.region, user=user),
            employment_form=EmploymentForm.STANDALONE,
            model=company.model,
            starts_on=company.programme.starts_on,
            norm_months=12,
            state="in_service",
            opened_by=company.bt_manager,
            opened_at=timezone.now(),
        )
        copy_plan(company, programme)
        Assessment.objects.create(
            region=company.region,
            programme=programme,
            instrument="mini_cex",
            state="requested",
            requested_by=user,
            assessor=company.supervisor,
            performed_on=timezone.localdate(),
            registered_at=timezone.now(),
        )


def copy_plan(company, programme) -> None:
    for placement in company.programme.placements.all():
        periods = list(placement.periods.all())
        placement.pk, placement.programme, placement._state.adding = (
            None,
            programme,
            True,
        )
        placement.pk = placement._meta.pk.get_default()
        placement.save()
        for period in periods:
            period.pk, period._state.adding = period._meta.pk.get_default(), True
            period.placement = placement
            period.save()
        if placement.position == 1:
            follow(company, programme, placement)


def follow(company, programme, placement) -> None:
    for role, place in [
        (ProgrammeRole.MAIN_SUPERVISOR, None),
        (ProgrammeRole.PLACEMENT_SUPERVISOR, placement),
    ]:
        access.assign(
            ProgrammeAssignment(
                region=company.region,
                programme=programme,
                placement=place,
                user=company.main_supervisor,
                role=role,
                starts=programme.starts_on,
            )
        )


# ------------------------------------------------------------------------ what it costs
@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("more", [0, 9])
def test_the_start_page_keeps_its_budget(client, cast, role, more):
    with cast.kronoberg.inside():
        year.evidence(cast.kronoberg)
        more_programmes(cast.kronoberg, more)
    page(client, getattr(cast.kronoberg, role))  # the content types are known
    with at_most(BUDGET):
        response = client.get("/kronoberg/")
    assert response.status_code == 200


# ---------------------------------------------------------------------------- the list
def test_what_every_app_has_is_joined(client, cast):
    company = cast.kronoberg
    with company.inside():
        make_assessment(company)
        year.declared(company)
    titles = [one.title for one in page(client, company.supervisor).context["todos"]]
    assert titles == [
        "Skriv sammantagen bedömning av Doctor Kronoberg",
        "Signera Mini-CEX för Doctor Kronoberg",
    ]


def test_the_oldest_deadline_comes_first_and_none_last(monkeypatch):
    todos = [
        Todo("b", "", due=date(2027, 9, 15)),
        Todo("utan datum", ""),
        Todo("a", "", due=date(2027, 9, 15)),
        Todo("försenad", "", due=date(2027, 9, 10)),
    ]
    app = type("App", (), {"todos_for": staticmethod(lambda *args: todos)})
    found = waiting.todos_of(None, None, TODAY, set(), [app])
    assert [one.title for one in found] == ["försenad", "a", "b", "utan datum"]


def shown_alone(company, assessor) -> None:
    """Every delmål judged «Självständigt» by this person."""
    assessment = Assessment.objects.create(
        region=company.region,
        programme=company.programme,
        placement=company.placements[1],
        instrument="mini_cex",
        state="signed",
        assessor=assessor,
        answers={WHOLE: 4},
        performed_on=company.programme.starts_on + timedelta(days=40),
        registered_at=timezone.now(),
        signed_at=timezone.now(),
    )
    AssessmentDelmal.objects.bulk_create(
        AssessmentDelmal(region=company.region, assessment=assessment, code=code)
        for code in ALL_CODES
    )


def due(*days: int) -> list[Todo]:
    return [Todo("", "", due=TODAY + timedelta(days=day)) for day in days]


@pytest.mark.parametrize(
    ("todos", "words"),
    [
        ([], "Tisdag 14 september."),
        (due(1), "Tisdag 14 september. En sak väntar på dig."),
        (due(0, 3), "Tisdag 14 september. Två saker väntar på dig."),
        (due(-1), "Tisdag 14 september. En sak väntar på dig, en är försenad."),
        (
            due(-4, -1, 0, 3),
            "Tisdag 14 september. Fyra saker väntar på dig, två är försenade.",
        ),
        (due(*range(13)), "Tisdag 14 september. 13 saker väntar på dig."),
    ],
)
def test_the_lead_counts(todos, words):
    assert todo.lead(todos, TODAY).replace("\N{NO-BREAK SPACE}", " ") == words


def test_an_extern_bedomare_is_led_to_the_dossier(client, cast):
    company = cast.kronoberg
    with company.inside():
        year.declared(company)
    response = page(client, company.external)
    assert [one.url for one in response.context["todos"]] == [
        f"/kronoberg/bt/{company.programme.pk}/underlag/"
    ]


# ------------------------------------------------------------------- whom one follows
def test_a_main_supervisor_sees_the_doctors_and_how_it_goes(client, cast):
    company = cast.kronoberg
    doctors = page(client, company.main_supervisor).context["doctors"]
    assert [(one.name, one.url, one.state.word) for one in doctors] == [
        ("Doctor Kronoberg", f"/kronoberg/bt/{company.programme.pk}/", "Efter plan")
    ]


def test_enough_evidence_is_in_phase(client, cast):
    company = cast.kronoberg
    with company.inside():
        for assessor in (company.supervisor, company.main_supervisor):
            shown_alone(company, assessor)
    doctors = page(client, company.main_supervisor).context["doctors"]
    assert [one.state.word for one in doctors] == ["I fas"]


def test_a_handledare_whose_placement_is_over_follows_nobody(client, cast):
    assert page(client, cast.kronoberg.supervisor).context["doctors"] == []


def test_a_doctor_sees_the_own_year(client, cast):
    own = page(client, cast.kronoberg.doctor).context["own"]
    assert [(one.name, one.url) for one in own] == [
        ("Vecka 22 av 52", f"/kronoberg/bt/{cast.kronoberg.programme.pk}/")
    ]


def test_somebody_with_several_roles_sees_all_of_it(client, cast):
    company = cast.kronoberg
    with company.inside():
        access.assign(
            RegionAssignment(
                region=company.region,
                user=company.main_supervisor,
                role="director_of_studies",
                starts=cast.today,
            )
        )
    response = page(client, company.main_supervisor)
    assert [one.name for one in response.context["doctors"]] == ["Doctor Kronoberg"]
    labels = [one.label for one in response.context["chrome"].entries]
    assert labels == [
        "Att göra", "BT-läkare", "Rekrytering", "Kollegium", "Personer", "Regionen", "Undervisning",
    ]  # fmt: skip


# ------------------------------------------------------------------------------- empty
def test_nothing_waits_and_what_comes_next(client, cast):
    opens = cast.kronoberg.programme.starts_on + timedelta(days=364 - 13)
    sentence = (
        f"Nästa uppgift kommer troligen den {long_day(opens)}: sammantagen bedömning "
        "av Doctor Kronoberg."
    )
    response = page(client, cast.kronoberg.main_supervisor)
    assert sentence.replace("\N{NO-BREAK SPACE}", " ") in text(response)


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("hr", "När något behöver dig ser du det här."),
        ("doctor", "Be om en bedömning nästa gång någon ser dig arbeta."),
    ],
)
def test_nothing_waits_for(client, cast, role, sentence):
    with cast.kronoberg.inside():
        learning.begun(cast.kronoberg)
    response = page(client, getattr(cast.kronoberg, role))
    assert sentence in text(response)
