"""The plan is changed: what holds together is saved, the rest is refused."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError

from bt_admin.lib.verdicts import Refused
from placements import actions, queries
from placements.enums import ProgrammeState
from placements.models import Placement, PlacementPeriod
from regions.enums import CareSetting, PartKind
from regions.models import AuditRow
from tests.cast import at


def who(company):
    return {"by": company.studierektor, "at": at()}


def day(company, number):
    return company.programme.starts_on + timedelta(days=number)


def events():
    return list(AuditRow.objects.values_list("event", flat=True))


def plan():
    return list(
        PlacementPeriod.objects.order_by("pk").values_list(
            "pk", "starts_on", "ends_on", "percent", "kind"
        )
    )


def move(company, period, first, last, percent=100, kind=PartKind.SERVICE):
    return actions.move_period(
        period=period,
        starts_on=day(company, first),
        ends_on=day(company, last),
        percent=percent,
        kind=kind,
        **who(company),
    )


def add(company, placement, first, last, percent=100):
    return actions.add_period(
        placement=placement,
        starts_on=day(company, first),
        ends_on=day(company, last),
        percent=percent,
        **who(company),
    )


# -------------------------------------------------------------------------- periods
def test_a_period_is_moved_and_the_log_says_from_what_to_what(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        period = company.placements[2].periods.get()  # days 92–182
        move(company, period, 95, 180, 80)
        period.refresh_from_db()
        assert (period.starts_on, period.percent) == (day(company, 95), 80)
        (row,) = AuditRow.objects.all()
        assert (row.event, row.about_id) == ("plan.changed", period.pk)
        assert row.detail == {
            "before": f"{day(company, 92)}–{day(company, 182)}, 100 %, service",
            "after": f"{day(company, 95)}–{day(company, 180)}, 80 %, service",
        }


@pytest.mark.parametrize(
    ("first", "last", "percent", "code", "field"),
    [
        (180, 95, 100, "period.order", "ends_on"),
        (-1, 180, 100, "period.outside", "starts_on"),
        (92, 182, 0, "period.percent", "percent"),
        (92, 182, 101, "period.percent", "percent"),
        (92, 183, 100, "placement.overlap", "starts_on"),
        (91, 182, 1, "placement.overlap", "starts_on"),
    ],
)
def test_a_period_that_cannot_be_is_refused(cast, first, last, percent, code, field):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        before = plan()
        with pytest.raises(Refused) as refused:
            move(company, company.placements[2].periods.get(), first, last, percent)
        (reason,) = refused.value.verdict.reasons
        assert (reason.code, reason.field) == (code, field)
        assert (plan(), events()) == (before, [])


def test_half_and_half_may_lie_side_by_side(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        move(company, company.placements[2].periods.get(), 92, 182, 50)
        add(company, company.placements[3], 100, 120, 50)
        with pytest.raises(Refused) as refused:
            add(company, company.placements[1], 110, 110, 1)
        assert refused.value.verdict.codes == ["placement.overlap"]


def test_the_same_period_again_changes_nothing(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        first = add(company, company.placements[2], 365, 380, 50)
        assert add(company, company.placements[2], 365, 380, 50) == first
        move(company, first, 365, 380, 50)
        assert events() == ["plan.changed"]


def test_a_period_goes_but_not_the_last_of_its_placement(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        last = company.placements[0].periods.last()
        actions.remove_period(period=last, **who(company))
        assert company.placements[0].periods.count() == 1
        with pytest.raises(Refused) as refused:
            actions.remove_period(
                period=company.placements[0].periods.get(), **who(company)
            )
        assert refused.value.verdict.codes == ["period.last"]
        assert events() == ["plan.changed"]


# ----------------------------------------------------------------------- placements
def add_placement(company, **changed):
    given = {
        "programme": company.programme,
        "title": "Geriatrik",
        "unit": None,
        "care": CareSetting.GERIATRICS,
        "starts_on": day(company, 365),
        "ends_on": day(company, 400),
        "percent": 100,
    }
    return actions.add_placement(**(given | changed), **who(company))


def test_a_fifth_placement_is_refused(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        with pytest.raises(Refused) as refused:
            add_placement(company)
        assert refused.value.verdict.codes == ["placement.too_many"]
        assert (Placement.objects.count(), events()) == (4, [])


def test_a_placement_is_added_where_there_is_room_for_one(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        actions.remove_placement(placement=company.placements[3], **who(company))
        added = add_placement(company, unit=company.units[1])
        assert (added.care, added.position) == (CareSetting.ACUTE, 4)
        assert events() == ["placement.removed", "placement.added"]


def test_a_placement_that_overlaps_is_not_half_written(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        actions.remove_placement(placement=company.placements[3], **who(company))
        with pytest.raises(Refused) as refused:
            add_placement(company, starts_on=day(company, 10))
        assert refused.value.verdict.codes == ["placement.overlap"]
        assert (Placement.objects.count(), events()) == (3, ["placement.removed"])


def test_a_placement_with_a_handledare_stays(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        with pytest.raises(Refused) as refused:
            actions.remove_placement(placement=company.placements[1], **who(company))
        assert refused.value.verdict.codes == ["placement.in_use"]
        assert (Placement.objects.count(), events()) == (4, [])


def test_a_placement_that_an_app_above_refers_to_stays(cast, monkeypatch):
    company = cast.kronoberg

    def protected(self, *args, **kwargs):
        raise ProtectedError("an assessment", set())

    monkeypatch.setattr(Placement, "delete", protected)
    with company.inside(company.studierektor):
        with pytest.raises(Refused) as refused:
            actions.remove_placement(placement=company.placements[3], **who(company))
        assert refused.value.verdict.codes == ["placement.in_use"]
        assert events() == []


def test_on_another_unit_only_a_fit_handledare_stays(cast):
    company = cast.kronoberg
    medicine = company.placements[1]
    with company.inside(company.studierektor):

        def change(unit):
            actions.change_placement(
                placement=medicine, title="Medicin", unit=unit, care="", **who(company)
            )

        change(company.units[1])
        assert queries.supervisors_of(medicine) == [company.supervisor]
        change(company.units[2])
        assert queries.supervisors_of(medicine) == []
        assert queries.permissions_on(company.supervisor, company.programme) == set()
        change(company.units[2])
        assert events() == ["plan.changed", "plan.changed", "supervisor.ended"]


@pytest.mark.parametrize("state", [ProgrammeState.COMPLETED, ProgrammeState.APPLIED])
def test_a_certified_plan_stands_still(cast, state):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        company.programme.state = state
        company.programme.save()
        before = plan()
        period = company.placements[2].periods.get()
        for change in (
            lambda: move(company, period, 95, 180),
            lambda: add(company, company.placements[2], 365, 380),
            lambda: actions.remove_period(period=period, **who(company)),
            lambda: actions.remove_placement(
                placement=company.placements[3], **who(company)
            ),
            lambda: add_placement(company),
        ):
            with pytest.raises(Refused) as refused:
                change()
            assert refused.value.verdict.codes == ["plan.certified"]
        assert (plan(), events()) == (before, [])
