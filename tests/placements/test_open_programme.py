"""A BT is opened, and its year is laid out from the region's model."""

from datetime import date, timedelta

import pytest

from bt_admin.lib.verdicts import Refused
from placements import actions, queries
from placements.enums import EmploymentForm, ProgrammeState
from placements.models import Doctor, Placement, PlacementPeriod, Programme
from placements.rules.programme import check_plan
from regions import access
from regions.context import in_region
from regions.models import AuditRow, OutboxMessage, Region, RegionalModel
from regions.roles import Permission
from tests.cast import at

START = date(2027, 1, 18)


def open_for(company, user=None, **changed):
    given = {
        "region": company.region,
        "user": user or company.newcomer,
        "model": company.model,
        "starts_on": START,
        "employment_form": EmploymentForm.STANDALONE,
        "units": {},
        "by": company.bt_manager,
        "at": at(),
    }
    return actions.open_programme(**(given | changed))


def days(placement):
    rows = placement.periods.values_list("starts_on", "ends_on", "kind")
    return [(str(first), str(last), kind) for first, last, kind in rows]


def written():
    models = (Doctor, Programme, Placement, PlacementPeriod, AuditRow, OutboxMessage)
    return [model.objects.count() for model in models]


def test_kronobergs_year_opens_and_closes_at_the_vardcentral(cast):
    company = cast.kronoberg
    primary, medicine, *_rest = company.units
    with company.inside(company.bt_manager):
        programme = open_for(
            company, units={"Primärvård": primary, "Internmedicin": medicine}
        )
        plan = list(programme.placements.all())
        assert [(p.title, p.unit, p.care) for p in plan] == [
            ("Primärvård", primary, "primary_care"),
            ("Internmedicin", medicine, "acute_care"),
            ("Kirurgi", None, "acute_care"),
            ("Psykiatri", None, "psychiatry"),
        ]
        assert [days(p) for p in plan] == [
            [
                ("2027-01-18", "2027-02-17", "introduction"),
                ("2027-09-18", "2028-01-17", "service"),
            ],
            [("2027-02-18", "2027-04-17", "service")],
            [
                ("2027-04-18", "2027-06-17", "service"),
                ("2027-06-18", "2027-07-17", "vacation"),
            ],
            [("2027-07-18", "2027-09-17", "service")],
        ]
        assert programme.norm_months == 12
        assert check_plan(queries.plan_facts(programme)).codes == []


def test_opening_is_recorded_once_and_lets_the_doctor_in(cast):
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        programme = open_for(company)
        rows = AuditRow.objects.values_list("event", "actor_id", "programme_id")
        assert list(rows) == [("programme.opened", company.bt_manager.pk, programme.pk)]
        assert queries.permissions_on(company.newcomer, programme) == {
            Permission.SEE,
            Permission.OWN,
        }
        assert queries.own_programme(company.newcomer, company.region) == programme
        assert list(access.differences()) == []


@pytest.mark.parametrize(
    ("days_away", "state"),
    [
        (1, ProgrammeState.PLANNED),
        (0, ProgrammeState.IN_SERVICE),
        (-30, ProgrammeState.IN_SERVICE),
    ],
)
def test_it_is_planned_until_it_begins(cast, days_away, state):
    company = cast.kronoberg
    starts = cast.today + timedelta(days=days_away)
    with company.inside(company.bt_manager):
        programme = open_for(company, starts_on=starts)
        assert (programme.state, queries.state_on(programme, cast.today)) == (
            state,
        ) * 2
        assert queries.state_on(programme, starts) == ProgrammeState.IN_SERVICE


def test_a_region_whose_year_is_unknown_gets_the_national_minimum(cast):
    region = Region.objects.get(slug="blekinge")
    with in_region(region.pk):
        model = RegionalModel.objects.get(region=region)
        programme = open_for(cast.kronoberg, region=region, model=model)
        assert [(p.title, days(p)) for p in programme.placements.all()] == [
            ("Primärvård", [("2027-01-18", "2027-04-17", "service")]),
            ("Akut sjukvård", [("2027-04-18", "2027-07-17", "service")]),
        ]
        assert (programme.norm_months, model.known) == (6, False)
        assert check_plan(queries.plan_facts(programme)).codes == []


def test_the_unit_decides_the_kind_of_care(cast):
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        programme = open_for(company, units={"Kirurgi": company.units[3]})
        assert programme.placements.get(title="Kirurgi").care == "psychiatry"


def test_a_second_click_is_refused_and_leaves_nothing(cast):
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        open_for(company)
        before = written()
        with pytest.raises(Refused) as refused:
            open_for(company)
        assert refused.value.verdict.codes == ["programme.already_open"]
        assert written() == before


def test_nobody_without_a_licence_is_given_a_bt(cast):
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        before, held = written(), access.granted(company.hr, company.region)
        with pytest.raises(Refused) as refused:
            open_for(company, user=company.hr)
        assert refused.value.verdict.codes == ["programme.no_licence"]
        assert written() == before
        assert access.granted(company.hr, company.region) == held


def test_what_fails_half_way_leaves_nothing(cast, monkeypatch):
    company = cast.kronoberg

    def fail(*args, **kwargs):
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr("placements.actions.programme.audit.record", fail)
    with company.inside(company.bt_manager):
        before = written()
        with pytest.raises(RuntimeError):
            open_for(company)
        assert written() == before
        assert queries.own_programme(company.newcomer, company.region) is None
