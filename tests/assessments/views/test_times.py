"""Tid att bedöma: a median of what was used for real, and nobody's own time."""

from datetime import timedelta

import pytest

from assessments.models import Assessment
from bt_admin.lib.swedish import lasting
from regions.models import User
from tests.assessments import acts
from tests.cast import at
from tests.page_reads import at_most

URL = "/kronoberg/tid-att-bedoma/"
BUDGET = 12


def people(count: int) -> list[User]:
    return [
        User.objects.create_user(f"b{number}@example.org") for number in range(count)
    ]


def signed(company, assessor, seconds, place=1, **given):
    """A signed Mini-CEX that was open for so long."""
    now = at() - timedelta(days=1)
    facts = {
        "region": company.region,
        "programme": company.programme,
        "placement": company.placements[place],
        "instrument": "mini_cex",
        "state": "signed",
        "assessor": assessor,
        "performed_on": now.date(),
        "registered_at": now,
        "opened_at": now - timedelta(seconds=seconds),
        "signed_at": now,
        **given,
    }
    return Assessment.objects.create(**facts)


def shown(client) -> list[tuple]:
    rows = client.get(URL).context["rows"]
    return [(one.instrument, one.unit, one.count, one.seconds) for one in rows]


def test_the_median_of_each_instrument_and_unit(kronoberg, as_user):
    three = people(3)
    for number, seconds in enumerate([60, 70, 80, 90, 9000]):
        signed(kronoberg, three[number % 3], seconds)
    signed(kronoberg, three[0], 10, place=2)
    client = as_user(kronoberg.studierektor)
    assert shown(client) == [
        ("Mini-CEX", "", 6, 75.0),
        ("Mini-CEX", "Medicinkliniken Kronoberg", 5, 80.0),
    ]
    page = client.get(URL).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "1 min 15 s" in page
    assert "Kirurgkliniken" not in page


@pytest.mark.parametrize(("forms", "assessors"), [(4, 4), (5, 2), (9, 2)])
def test_small_groups_are_not_shown(kronoberg, as_user, forms, assessors):
    who = people(assessors)
    for number in range(forms):
        signed(kronoberg, who[number % assessors], 60)
    client = as_user(kronoberg.bt_manager)
    assert shown(client) == []
    assert "För få bedömningar än" in client.get(URL).content.decode()


def test_what_is_old_unsigned_or_never_opened_is_not_counted(kronoberg, as_user):
    long_ago = at() - timedelta(days=400)
    for user in people(5):
        signed(kronoberg, user, 60, opened_at=None)
        signed(kronoberg, user, 60, signed_at=None, state="requested")
        signed(kronoberg, user, 60, signed_at=long_ago, opened_at=long_ago)
    assert shown(as_user(kronoberg.bt_manager)) == []


def test_another_regions_times_are_not_counted(cast, as_user):
    with cast.stockholm.inside():
        for user in people(5):
            signed(cast.stockholm, user, 60)
    assert shown(as_user(cast.kronoberg.bt_manager)) == []


def test_it_costs_the_same_with_one_row_and_three(kronoberg, as_user):
    client, who = as_user(kronoberg.bt_manager), people(5)
    for user in who:
        signed(kronoberg, user, 60)
    with at_most(BUDGET) as one:
        assert len(shown(client)) == 2
    for place in (0, 2):
        for user in who:
            signed(kronoberg, user, 60, place=place)
    with at_most(BUDGET) as three:
        assert len(shown(client)) == 4
    assert len(one) == len(three)


def test_from_the_form_to_the_figure(kronoberg, as_user):
    """What the pages note is what is counted."""
    row = acts.ask(kronoberg)
    client = as_user(kronoberg.supervisor)
    client.get(row.get_absolute_url())
    acts.sign(kronoberg, acts.stored(row))
    stored = acts.stored(row)
    assert stored.opened_at <= stored.signed_at


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (89, "1 min 29 s"), (599.6, "10 min 0 s"),
     (600, "10 min"), (5400, "2 tim"), (90_000, "25 tim"), (200_000, "2 dygn")],
)  # fmt: skip
def test_how_long_in_one_unit(seconds, words):
    assert lasting(seconds).replace("\N{NO-BREAK SPACE}", " ") == words
