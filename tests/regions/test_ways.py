"""A region says how it does things; BT that are opened already keep what held."""

import tomllib
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.rules.lateness import late_after
from assessments.rules.talk_frequency import Frequency, stated_frequencies
from bt_admin.lib.verdicts import Refused
from certificates.rules.final_meeting import meeting_model
from placements.actions.region_plan import write_region_plan
from placements.queries import region_plan
from regions.actions.reference_data import DATA, as_json, plans_of
from regions.actions.ways import write_ways
from regions.models import AuditRow, RegionalModel
from regions.queries import models_in_force, models_to_come
from regions.reminding import delays_in
from regions.ways import EVERY_WAY, changed, differing, lines_of, value_of
from regions.ways_form import WaysForm
from tests.at_once import at_once

PAGE = "/kronoberg/regionen/sa-gor-vi/"
WAY = {way.name: way for way in EVERY_WAY}
REGIONS = tomllib.loads(DATA.read_text())["region"]


def form_of(settings, **changes):
    shown = WaysForm(settings=settings, basis="0" * 32)
    return WaysForm(shown.initial | changes, settings=settings, basis="")


@pytest.mark.parametrize("number", range(21))
def test_a_form_sent_as_it_was_shown_changes_nothing(number):
    settings = as_json(plans_of(REGIONS[number])[0][1])
    form = form_of(settings)
    assert form.is_valid(), form.errors
    assert differing(settings, form.told()) == {}


@pytest.mark.parametrize(
    ("name", "typed", "value", "words"),
    [
        ("supervision__rules_any", "3", 3, "3 veckor"),
        ("supervision__rules_primary_care", "1", 1, "1 veckor"),
        ("assessment_minimums__items_formative", "4", 4, "4"),
        ("requests__late_after_days", "21", 21, "21 dagar"),
        ("kollegium__at_share_of_programme", "60", 0.6, "60 %"),
        ("final_assessment__doctor_present", "mandatory", "mandatory", "alltid"),
        ("final_assessment__assessor_may_test", "no", False, "nej"),
        ("final_assessment__place", "Rum 4", "Rum 4", "Rum 4"),
        ("credit__policy", "none", "none", "medges inte"),
        (
            "reminders__remind_after_days",
            "7, 3 och 14",
            [3, 7, 14],
            "3, 7 och 14 dagar",
        ),
    ],
)
def test_what_is_typed_is_held_told_and_taken_away(name, typed, value, words):
    way = WAY[name]
    form = form_of({}, **{name: typed})
    assert form.is_valid(), form.errors
    settings = changed({}, differing({}, form.told()))
    assert value_of(settings, way) == value
    assert lines_of(settings, [way]) == [(str(way.label), words)]
    assert changed(settings, {way: None}) == {}


def test_what_a_region_writes_is_no_longer_from_a_source():
    before = {"credit": {"policy": "none", "source": "S2", "confidence": "S", "x": 1}}
    after = changed(before, {WAY["credit__policy"]: "individual"})
    assert after == {"credit": {"policy": "individual", "x": 1}}


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("requests__late_after_days", "0", "Skriv ett helt tal från 1 till 365."),
        ("requests__late_after_days", "snart", "Skriv ett helt tal från 1 till 365."),
        ("reminders__remind_after_days", "3; 7", "Skriv högst 5 tal från 1 till 365"),
        ("reminders__remind_after_days", "400", "Skriv högst 5 tal från 1 till 365"),
        ("credit__policy", "x", "Välj i listan."),
        (
            "introduction__text",
            "x" * 601,
            "Skriv högst 600 tecken.",
        ),
        ("extension__reason_competence_max_months_total", "1", "kan inte vara längre"),
        ("basis", "7d8e7f3e-8f3b-4c0e-9a54-000000000000", "Någon annan har ändrat"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, cast, name, typed, words):
    company = cast.kronoberg
    client.force_login(company.bt_manager)
    sent = shown(client) | {"teaching__text": "En dag i månaden.", name: typed}
    answer = client.post(PAGE, sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert "En dag i månaden." in html
    assert len(versions(company)) == 1


def shown(client):
    form = client.get(PAGE).context["form"]
    return {name: form[name].value() for name in form.fields}


def versions(company):
    with company.inside():
        return sorted(RegionalModel.objects.all(), key=lambda one: bool(one.written_at))


def test_the_next_bt_follows_and_the_others_keep_what_held(client, cast):
    company = cast.kronoberg
    client.force_login(company.studierektor)
    sent = shown(client) | {
        "supervision__rules_any": "2",
        "requests__late_after_days": "30",
        "final_assessment__total_minutes": "75",
        "reminders__studierektor_after_days": "5",
    }
    for _click in range(2):
        assert client.post(PAGE, sent).status_code == 302
    first, after = versions(company)
    with company.inside(company.bt_manager):
        company.programme.refresh_from_db()
        assert company.programme.model_id == first.pk
        assert models_in_force(company.region, cast.today).get() == after
        assert region_plan.parts_in(after) == region_plan.parts_in(first)
        assert delays_in(company.region, cast.today).director_after == 5
        rows = AuditRow.objects.filter(event="ways.written")
        assert [row.detail["ways"] for row in rows] == [
            [
                "final_assessment__total_minutes",
                "reminders__studierektor_after_days",
                "requests__late_after_days",
                "supervision__rules_any",
            ]
        ]
    assert after.written_by == str(company.studierektor)
    assert late_after(after.settings) == 30
    assert stated_frequencies(after.settings) == (Frequency("any", 1, 2),)
    assert meeting_model("Kronoberg", after.settings["final_assessment"]).minutes == 75
    page = client.get("/kronoberg/regionen/").content.decode()
    assert "Mötets längd: 75 minuter" in page
    assert "Regionens egna tider." in page


def test_a_plan_that_is_to_come_says_the_same(client, cast):
    company, later = cast.kronoberg, cast.today + timedelta(days=40)
    with company.inside(company.bt_manager):
        before = models_in_force(company.region, cast.today).get()
        parts = region_plan.parts_in(before)
        write_region_plan(
            region=company.region, label=before.label, parts=parts[1:] + parts[:1],
            valid_from=later, instead_of=before.pk, by=company.bt_manager,
            at=timezone.now() - timedelta(days=1),
        )  # fmt: skip
    client.force_login(company.bt_manager)
    client.post(PAGE, shown(client) | {"requests__late_after_days": "9"})
    with company.inside():
        now = models_in_force(company.region, cast.today).get()
        (coming,) = models_to_come(company.region, cast.today)
        assert [late_after(one.settings) for one in (now, coming)] == [9, 9]
        assert region_plan.parts_in(now) == parts
        assert region_plan.parts_in(coming) == parts[1:] + parts[:1]
        assert coming.valid_from == later


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_do_not_write_over_each_other(cast):
    company = cast.kronoberg
    with company.inside():
        before = models_in_force(company.region, cast.today).get()

    def written_by(user, days):
        def write():
            with company.inside(user):
                return write_ways(
                    region=company.region,
                    told={WAY["requests__late_after_days"]: days},
                    instead_of=before.pk,
                    by=user,
                    at=timezone.now(),
                )

        return write

    came = at_once(
        [written_by(company.bt_manager, 8), written_by(company.studierektor, 9)]
    )
    refused = [one for one in came if isinstance(one, Refused)]
    assert [one.verdict.codes for one in refused] == [["ways.stale"]]
    assert len(versions(company)) == 2
