"""A region keeps its own units: adds, changes, closes and opens them again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from bt_admin.lib.verdicts import Refused
from placements.actions import units as actions
from placements.actions.placement import add_period, change_placement
from placements.rules.units import NameFacts
from regions import audit
from regions.models import AuditRow, Unit
from regions.queries import open_units
from tests.cast import at

DAY = timedelta(days=1)
NEW = "/kronoberg/regionen/enheter/ny/"
GIVEN = {
    "name": "  Barn- och  ungdomskliniken <b>ŋ</b> ",
    "town": "Växjö",
    "care": "other",
    "speciality": "pediatrik",
    "provider": "Region Kronoberg",
    "hsa_id": "se2321000065-a12b",
    "capacity": "0",
}


def page_of(unit, more=""):
    return f"/kronoberg/regionen/enheter/{unit.pk}/{more}"


def sent(unit, **changed):
    """The form as it stands on the unit's page, with some of it changed."""
    return {
        name: getattr(unit, name) for name in actions.FIELDS if name != "is_private"
    } | changed


def events(company):
    with company.inside():
        return list(AuditRow.objects.order_by("number").values_list("event", flat=True))


def reread(company, unit):
    with company.inside():
        return Unit.objects.get(pk=unit.pk)


def test_a_unit_is_added_and_offered(client, cast):
    company = cast.kronoberg
    client.force_login(company.administrator)
    assert client.get(NEW).status_code == 200
    assert client.post(NEW, GIVEN).status_code == 302
    with company.inside():
        unit = Unit.objects.get(town="Växjö")
        assert unit in open_units(company.region)
    assert unit.name == "Barn- och ungdomskliniken <b>ŋ</b>"
    assert (unit.hsa_id, unit.capacity) == ("SE2321000065-A12B", 0)
    assert events(company) == ["unit.added"]
    listed = client.get("/kronoberg/regionen/").content.decode()
    assert "Barn- och ungdomskliniken &lt;b&gt;ŋ&lt;/b&gt;" in listed
    again = client.post(NEW, GIVEN)  # the second click
    assert again.status_code == 422
    assert "Regionen har redan en enhet som heter" in again.content.decode()
    assert events(company) == ["unit.added"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "Skriv vad enheten heter."),
        ({"name": "x" * 121}, "Skriv högst 120 tecken."),
        ({"name": "MEDICINKLINIKEN  kronoberg"}, "Regionen har redan en enhet"),
        ({"care": ""}, "Välj typ av vård."),
        ({"hsa_id": "7321000065-A"}, "Ett HSA-id börjar med SE"),
        ({"capacity": "-1"}, "Skriv ett tal mellan 0 och 999."),
        ({"capacity": "99999"}, "Skriv ett tal mellan 0 och 999."),
        ({"name": "a\x00b"}, "Null"),
    ],
    ids=["empty", "long", "taken", "care", "hsa", "less", "many", "null"],
)
def test_what_is_wrong_is_said_and_what_is_typed_stays(client, cast, changed, words):
    client.force_login(cast.kronoberg.bt_manager)
    answer = client.post(NEW, GIVEN | changed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert 'value="pediatrik"' in html
    assert events(cast.kronoberg) == []


def test_a_name_of_120_characters_is_kept(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    assert client.post(NEW, GIVEN | {"name": "Å" * 120}).status_code == 302


def test_two_who_add_the_same_at_the_same_moment_make_one(cast, monkeypatch):
    """Each looked before the other wrote; the database lets one through."""
    company = cast.kronoberg
    monkeypatch.setattr(actions, "name_facts", lambda *given: NameFacts("", []))
    with company.inside():
        for_both = {"region": company.region, "by": company.bt_manager, "at": at()}
        actions.add_unit(name="Östra vårdcentralen", care="primary_care", **for_both)
        with pytest.raises(Refused) as refused:
            actions.add_unit(name="östra Vårdcentralen", care="other", **for_both)
    assert refused.value.verdict.codes == ["unit.name_taken"]
    assert events(company) == ["unit.added"]


@pytest.mark.parametrize("name", ["studierektor", "unit_manager"])
def test_only_those_who_plan_keep_the_units(client, cast, name):
    company = cast.kronoberg
    client.force_login(getattr(company, name))
    status = 200 if name == "studierektor" else 403
    assert client.get(page_of(company.units[0])).status_code == status
    listed = client.get("/kronoberg/regionen/").content.decode()
    assert (NEW in listed) == (status == 200)
    assert (page_of(company.units[0]) in listed) == (status == 200)
    if status == 403:
        with company.inside(), pytest.raises(Refused):
            actions.close_unit(
                unit=company.units[0], last_day=cast.today, by=company.unit_manager,
                at=at(),
            )  # fmt: skip


def test_a_unit_of_another_region_is_not_there(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    for more in ("", "stang/"):
        assert client.get(page_of(cast.stockholm.units[0], more)).status_code == 404
    assert client.post(page_of(cast.stockholm.units[0], "oppna/")).status_code == 404


def test_what_is_said_of_a_unit_is_changed_once(client, cast):
    company, unit = cast.kronoberg, cast.kronoberg.units[1]
    client.force_login(company.bt_manager)
    given = sent(unit, name="medicinkliniken KRONOBERG", capacity="7")
    for _click in range(2):
        assert client.post(page_of(unit), given).status_code == 302
    assert reread(company, unit).capacity == 7
    assert events(company) == ["unit.changed"]
    with company.inside():
        detail = AuditRow.objects.get().detail
    assert detail["before"] == {"name": unit.name, "capacity": 2}


def test_another_kind_of_care_follows_to_what_has_not_begun(client, cast):
    """After the consequence has been seen; what has begun stays what it was."""
    company = cast.kronoberg
    with company.inside():
        begun, coming = [
            next(one for one in company.placements if wanted(one)) for wanted in (
                lambda one: one.periods.first().starts_on <= cast.today,
                lambda one: one.periods.first().starts_on > cast.today,
            )
        ]  # fmt: skip
        care = begun.care
    client.force_login(company.bt_manager)
    given = sent(coming.unit, care="geriatrics")
    shown = client.post(page_of(coming.unit), given)
    html = shown.content.decode()
    assert shown.status_code == 422
    assert "Placeringar som inte har börjat blir geriatrik: Doctor Kronoberg." in html
    assert events(company) == []
    assert client.post(page_of(coming.unit), given | {"sure": "on"}).status_code == 302
    answer = client.post(
        page_of(begun.unit), sent(begun.unit, care="geriatrics", sure="on")
    )
    assert answer.status_code == 302
    with company.inside():
        coming.refresh_from_db()
        begun.refresh_from_db()
    assert (coming.care, begun.care) == ("geriatrics", care)
    assert events(company) == ["unit.changed", "plan.changed", "unit.changed"]


def test_a_unit_closes_when_nobody_stays(client, cast):
    company = cast.kronoberg
    with company.inside():
        placement = max(company.placements, key=lambda one: one.periods.last().ends_on)
        last = placement.periods.last().ends_on
    unit = placement.unit
    client.force_login(company.bt_manager)
    close = page_of(unit, "stang/")
    early = client.post(close, {"last_day": last - DAY})
    assert early.status_code == 422
    html = early.content.decode()
    assert "Doctor Kronoberg (till och med" in html
    assert f"/kronoberg/bt/{company.programme.pk}/plan/" in html
    assert events(company) == []
    for _click in range(2):
        assert client.post(close, {"last_day": last}).status_code == 302
    assert reread(company, unit).closed_on == last
    assert client.post(page_of(unit, "oppna/")).status_code == 302
    assert client.post(page_of(unit, "oppna/")).status_code == 302
    assert reread(company, unit).closed_on is None
    assert events(company) == ["unit.closed", "unit.reopened"]


def test_a_closed_unit_is_nowhere_offered_and_takes_nobody(client, cast):
    company, unit = cast.kronoberg, cast.kronoberg.units[3]
    placement = company.placements[0]
    with company.inside():
        unit = Unit.objects.create(
            region=company.region, name="Gamla lasarettet", care="acute_care",
            closed_on=cast.today - DAY,
        )  # fmt: skip
        assert unit not in open_units(company.region)
        assert unit in open_units(company.region, unit.pk)
        with pytest.raises(Refused) as refused, transaction.atomic():
            change_placement(
                placement=placement, title="Akuten", unit=unit, care="", at=at(),
                by=company.studierektor,
            )  # fmt: skip
        assert refused.value.verdict.codes == ["unit.closed"]
        Unit.objects.filter(pk=placement.unit_id).update(closed_on=cast.today)
        with pytest.raises(Refused) as refused, transaction.atomic():
            add_period(
                placement=placement, starts_on=cast.today + 500 * DAY, percent=100,
                ends_on=cast.today + 501 * DAY, by=company.studierektor, at=at(),
            )  # fmt: skip
        assert refused.value.verdict.codes == ["unit.closed"]
    client.force_login(company.studierektor)
    assert "Gamla lasarettet" not in client.get("/kronoberg/bt-lakare/lagg-upp/").text
    listed = client.get("/kronoberg/regionen/").text
    assert listed.index("Stängda enheter") < listed.index("Gamla lasarettet")


def test_a_broken_transaction_leaves_nothing(cast, monkeypatch):
    company, unit = cast.kronoberg, cast.kronoberg.units[0]

    def fail(*args, **given):
        raise IntegrityError

    monkeypatch.setattr(audit, "record", fail)
    with company.inside():
        for action in (
            lambda: actions.add_unit(
                region=company.region, name="Ny", care="other", by=company.bt_manager,
                at=at(),
            ),
            lambda: actions.change_unit(
                unit=unit, name="Annan", by=company.bt_manager, at=at()
            ),
        ):  # fmt: skip
            with pytest.raises(IntegrityError), transaction.atomic():
                action()
        assert not Unit.objects.filter(name__in=["Ny", "Annan"]).exists()


def test_the_pages_cost_the_same_however_many(client, cast):
    """The region's page with one unit more and three; the closing page too."""
    company = cast.kronoberg
    client.force_login(company.bt_manager)
    pages = ["/kronoberg/regionen/", page_of(company.units[0], "stang/")]
    counts = [cost(client, page) for page in pages]
    with company.inside():
        for number in range(2):
            Unit.objects.create(
                region=company.region, name=f"Vik {number}", care="other"
            )
    assert [cost(client, page) for page in pages] == counts


def cost(client, page):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)
