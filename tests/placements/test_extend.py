"""More time: the decision, what it does to the plan, and who makes it."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from placements import actions, queries
from placements.models import Extension
from placements.queries.extension import caps_of, ends_after
from regions import audit
from regions.models import AuditRow
from tests.assessments.acts import crash, refused
from tests.cast import at


@pytest.fixture
def kronoberg(cast):
    with cast.kronoberg.inside():
        yield cast.kronoberg


def extend(company, **given):
    placement, months = company.placements[1], given.get("months", Decimal(1))
    facts = {
        "id": uuid4(),
        "reason": "competence",
        "months": months,
        "motivation": "Behöver mer tid.",
        "heard": tuple(
            (role, timezone.localdate())
            for role in caps_of(company.programme).consulted
        ),
        "ends_shown": ends_after(company.programme, placement, months),
        "by": company.bt_manager,
        **given,
    }
    return actions.extend(placement=placement, at=at(), **facts)


def last_days(company):
    return [row.ends_on for row in queries.periods(company.programme)]


def test_the_placement_is_longer_and_the_rest_moves(kronoberg):
    before = last_days(kronoberg)
    row = extend(kronoberg)
    after = last_days(kronoberg)
    assert after[0] == before[0]
    assert all(
        27 < (b - a).days < 33 for a, b in zip(before[1:], after[1:], strict=True)
    )
    assert (row.ended_on, row.ends_on, len(row.moved)) == (before[-1], after[-1], 4)
    assert AuditRow.objects.order_by("-number").first().event == "extension.decided"


def test_a_second_click_extends_nothing_more(kronoberg):
    row = extend(kronoberg)
    once = last_days(kronoberg)
    assert extend(kronoberg, id=row.pk) == row
    assert (last_days(kronoberg), Extension.objects.count()) == (once, 1)


def test_an_old_page_decides_nothing(kronoberg):
    shown = ends_after(kronoberg.programme, kronoberg.placements[1], Decimal(1))
    extend(kronoberg)
    codes = refused(lambda: extend(kronoberg, ends_shown=shown))
    assert codes == ["extension.not_seen"]


def test_the_caps_are_counted_over_decisions(kronoberg):
    extend(kronoberg, months=Decimal(2))
    assert refused(lambda: extend(kronoberg)) == ["extension.placement_cap"]
    assert extend(kronoberg, reason="sick_leave").pk


@pytest.mark.parametrize(
    "who", ["studierektor", "administrator", "doctor", "supervisor"]
)
def test_nobody_else_decides(kronoberg, who):
    before = last_days(kronoberg)
    codes = refused(lambda: extend(kronoberg, by=getattr(kronoberg, who)))
    assert (codes, last_days(kronoberg)) == (["extension.not_manager"], before)


def test_a_crash_moves_nothing(kronoberg, monkeypatch):
    before = last_days(kronoberg)
    monkeypatch.setattr(audit, "record", crash)
    with pytest.raises(RuntimeError):
        extend(kronoberg)
    assert (last_days(kronoberg), Extension.objects.count()) == (before, 0)


def test_the_decision_is_locked(kronoberg):
    extend(kronoberg)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Extension.objects.update(motivation="x")


def test_it_is_shown_before_it_is_decided(kronoberg, client):
    client.force_login(kronoberg.bt_manager)
    here = reverse("placements:extend", args=["kronoberg", kronoberg.programme.pk])
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    consulted = caps_of(kronoberg.programme).consulted
    data = {
        "placement": str(kronoberg.placements[1].pk),
        "months": "1,5",
        "reason": "competence",
        "motivation": "<b>Mer tid</b>",
        "id": str(uuid4()),
        **{f"heard{number}": day for number in range(len(consulted))},
    }
    blind = client.post(here, {**data, "do": "decide"})
    assert (blind.status_code, Extension.objects.count()) == (422, 0)
    shown = client.post(here, {**data, "do": "preview"})
    assert shown.status_code == 200
    ends = shown.context["form"].data["ends_shown"]
    answer = client.post(here, {**data, "do": "decide", "ends_shown": ends.isoformat()})
    row = Extension.objects.get()
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())
    client.force_login(kronoberg.doctor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Mer tid&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"months": ""}, "Skriv antalet månader."),
        ({"months": "många"}, "Skriv ett tal, till exempel 1,5."),
        ({"months": "1e9999"}, "Skriv ett tal, till exempel 1,5."),
        ({"months": "3"}, "Placeringen kan inte förlängas så mycket."),
        ({"placement": "x"}, "Välj något i listan."),
        ({"motivation": "å" * 5000}, "Skriv högst 4000 tecken."),
    ],
)
def test_bad_input_gets_a_sentence(kronoberg, client, given, words):
    client.force_login(kronoberg.bt_manager)
    here = reverse("placements:extend", args=["kronoberg", kronoberg.programme.pk])
    data = {
        "placement": str(kronoberg.placements[1].pk),
        "months": "1",
        "reason": "competence",
        "motivation": "Mer tid",
        "do": "preview",
        **given,
    }
    answer = client.post(here, data)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
