"""A region writes its own plan: a version more, from a day on."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from placements import queries
from placements.actions.region_plan import write_region_plan
from placements.queries import region_plan
from regions.actions.reference_data import load_regions
from regions.models import AuditRow, PlanPart, RegionalModel
from regions.queries import models_in_force
from tests.at_once import at_once
from tests.cast import at

PAGE = "/kronoberg/regionen/plan/"
PARTS = [
    ("Introduktion", "1", "months", "primary_care", "introduction", "Vårdcentral"),
    ("Akuten", "3,5", "months", "acute_care", "service", ""),
    ("Semester", "4", "weeks", "other", "vacation", ""),
    ("Psykiatri", "3", "months", "psychiatry", "service", ""),
    ("Vårdcentral", "3,5", "months", "primary_care", "service", ""),
]
NAMES = ("label", "length", "unit", "care", "kind", "slot")


def sent(basis, day, parts=PARTS, do="save", **changed):
    rows = {
        f"r{n}_{name}": value
        for n, part in enumerate(parts)
        for name, value in zip(NAMES, part, strict=True)
    }
    given = {"basis": basis.pk, "rows": len(parts), "valid_from": str(day), "do": do}
    return given | rows | changed


def held(company, on):
    with company.inside():
        return models_in_force(company.region, on).get()


def versions(company):
    with company.inside():
        return RegionalModel.objects.filter(region=company.region).count()


def test_a_plan_is_written_from_a_day_and_the_old_one_stays(client, cast):
    company, day = cast.kronoberg, cast.today + timedelta(days=30)
    before = held(company, cast.today)
    client.force_login(company.bt_manager)
    shown = client.get(f"{PAGE}?plan={before.pk}").content.decode()
    assert 'value="Internmedicin"' in shown
    assert 'name="r0_length" value="1"' in shown
    assert client.post(PAGE, sent(before, day)).status_code == 302
    assert client.post(PAGE, sent(before, day)).status_code == 302  # the second click
    assert versions(company) == 2
    assert held(company, day - timedelta(days=1)) == before
    after = held(company, day)
    with company.inside(company.bt_manager):
        assert [row.event for row in AuditRow.objects.all()] == ["region_plan.written"]
        assert after.settings == before.settings
        assert company.programme.model_id == before.pk
        laid = queries.laid_out(after, day)
        assert [(one.slot, len(one.periods)) for one in laid] == [
            ("Vårdcentral", 2),
            ("Akuten", 2),
            ("Psykiatri", 1),
        ]
    listed = client.get("/kronoberg/regionen/").content.decode()
    assert "Från startdata." in listed
    assert "Kommande:" in listed
    assert f"Skriven av {company.bt_manager}" in listed


def test_an_earlier_day_than_the_coming_version_is_written_once(
    client, cast, monkeypatch
):
    company, later = cast.kronoberg, cast.today + timedelta(days=60)
    moments = (at() + timedelta(minutes=n) for n in count())
    clock = "placements.views.region_plan.database_now"
    monkeypatch.setattr(clock, lambda: next(moments))
    client.force_login(company.bt_manager)
    client.post(PAGE, sent(held(company, cast.today), later))
    coming = held(company, later)
    for _click in range(2):
        assert client.post(PAGE, sent(coming, cast.today)).status_code == 302
    assert versions(company) == 3
    assert held(company, later) == coming
    assert held(company, cast.today).written_at


def test_loading_the_start_data_again_leaves_what_the_region_wrote(client, cast):
    company = cast.kronoberg
    before = held(company, cast.today)
    client.force_login(company.studierektor)
    client.post(PAGE, sent(before, cast.today))
    after = held(company, cast.today)
    assert (after.written_by, after != before) == (str(company.studierektor), True)
    load_regions()
    assert held(company, cast.today) == after
    assert versions(company) == 2
    with company.inside():
        for rows in (RegionalModel.objects.filter(pk=after.pk), after.parts.all()):
            with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
                rows.update(label="En annan")
        assert PlanPart.objects.filter(model=after).count() == len(PARTS)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"valid_from": "2022-01-01"},
            "Planen kan inte gälla från en dag som har varit",
        ),
        ({"valid_from": "i morgon"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
        ({"r1_length": "0"}, "Skriv ett tal, som 3 eller 2,5."),
        ({"r1_length": "NaN"}, "Skriv ett tal, som 3 eller 2,5."),
        ({"r2_length": "2,5"}, "Skriv hela veckor."),
        ({"r1_care": "x"}, "Välj i listan."),
        ({"r1_label": ""}, "Skriv vad delen heter."),
        ({"r1_length": "1"}, "akut sjukvård omfattar"),
        ({"rows": "0"}, "Lägg till minst en del."),
        ({"basis": "7d8e7f3e-8f3b-4c0e-9a54-000000000000"}, "Någon annan har skrivit"),
    ],
    ids=["past", "day", "none", "nan", "weeks", "care", "name", "short", "no", "stale"],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, cast, changed, words):
    company = cast.kronoberg
    client.force_login(company.bt_manager)
    basis = held(company, cast.today)
    answer = client.post(PAGE, sent(basis, cast.today) | changed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert ('value="Psykiatri"' in html) == (changed.get("rows") != "0")
    assert versions(company) == 1


def test_buttons_move_what_is_typed_and_keep_nothing(client, cast):
    company = cast.kronoberg
    client.force_login(company.bt_manager)
    basis = held(company, cast.today)
    for do, number, last in (
        ("add", 6, ""),
        ("remove:0", 4, "Vårdcentral"),
        ("up:4", 5, "Psykiatri"),
    ):
        form = client.post(PAGE, sent(basis, "", do=do)).context["form"]
        assert form.number == number
        assert (form[f"r{number - 1}_label"].value() or "") == last
    assert versions(company) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Sammanlagt 11,9"),
        ({"r3_care": "acute_care"}, "Ingen placering i psykiatri är planerad"),
        ({"r1_length": "1"}, "Planen kan inte sparas så här"),
        ({"valid_from": ""}, "Skriv ett datum."),
        ({"r1_length": "många"}, "Skriv ett tal, som 3 eller 2,5."),
    ],
    ids=["whole", "warned", "short", "no day", "half"],
)
def test_the_plan_is_shown_before_it_is_saved(client, cast, changed, words):
    company = cast.kronoberg
    client.force_login(company.bt_manager)
    basis = held(company, cast.today)
    shown = client.post(PAGE, sent(basis, cast.today, do="show") | changed)
    html = shown.content.decode()
    assert words in html
    assert ("Så blir planen" in html) == (changed.get("r1_length") != "många")
    assert versions(company) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_do_not_write_over_each_other(cast):
    company, day = cast.kronoberg, cast.today + timedelta(days=30)
    before = held(company, cast.today)

    def written_by(user, parts):
        def write():
            with company.inside(user):
                return write_region_plan(
                    region=company.region, label=before.label, parts=parts,
                    valid_from=day, instead_of=before.pk, by=user, at=timezone.now(),
                )  # fmt: skip

        return write

    with company.inside():
        parts = region_plan.parts_in(before)
    came = at_once(
        [
            written_by(company.bt_manager, parts),
            written_by(company.studierektor, parts[1:] + parts[:1]),
        ]
    )
    refused = [one for one in came if isinstance(one, Refused)]
    assert [one.verdict.codes for one in refused] == [["region_plan.stale"]]
    assert versions(company) == 2


@pytest.mark.parametrize("number", [2, 9])
def test_a_draft_comes_back_with_its_rows(client, cast, number):
    company = cast.kronoberg
    client.force_login(company.bt_manager)
    basis = held(company, cast.today)
    parts = [
        (f"Del {n}", "1,5", "months", "other", "service", "") for n in range(number)
    ]
    marks = client.get(PAGE).context["draft"]
    kept = {
        "draft_form": marks.form,
        "draft_basis": marks.basis,
        "draft_window": "a",
        "draft_writer": company.bt_manager.pk,
    }
    typed = sent(basis, "", parts) | kept
    assert client.post("/kronoberg/utkast/", typed).status_code == 200
    form = client.get(PAGE).context["form"]
    assert form.number == number
    assert [form[f"r{n}_label"].value() for n in range(number)] == [
        f"Del {n}" for n in range(number)
    ]


def test_a_plan_that_is_not_there(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    assert client.get(f"{PAGE}?plan=x").status_code == 404
    client.force_login(cast.kronoberg.administrator)
    assert client.get(PAGE).status_code == 403
