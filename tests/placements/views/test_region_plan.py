"""A region writes its own plan: a version more, from a day on."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import IntegrityError, InternalError, transaction

from placements import queries
from regions.actions.reference_data import load_regions
from regions.models import AuditRow, PlanPart, RegionalModel
from regions.queries import models_in_force
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


def test_a_plan_that_is_not_there(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    assert client.get(f"{PAGE}?plan=x").status_code == 404
    client.force_login(cast.kronoberg.administrator)
    assert client.get(PAGE).status_code == 403
