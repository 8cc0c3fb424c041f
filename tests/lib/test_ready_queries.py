"""A query put together once finds what it would have found put together anew."""

from datetime import date, timedelta
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

from bt_admin.lib.ready_queries import put_together_once
from placements.enums import ProgrammeRole
from placements.models import Placement, Programme, ProgrammeAssignment
from regions.context import in_region
from regions.models import Region, User


def placements_of(region: Region, doctor: User, today: date) -> QuerySet[Placement]:
    return (
        Placement.objects.filter(region=region, programme__doctor__user=doctor)
        .filter(periods__starts_on__lte=today)
        .annotate(slug=F("region__slug"))
        .select_related("unit")
        .distinct()
        .order_by("pk")
    )


def test_it_finds_the_same_for_whoever_asks(cast):
    ask = put_together_once(placements_of)
    found = set()
    for company in (cast.kronoberg, cast.stockholm):
        for today in (company.programme.starts_on, cast.today):
            with in_region(company.region.pk):
                values = (company.region, company.doctor, today)
                rows, plain = ask(*values), list(placements_of(*values))
            assert rows == plain
            assert [one.slug for one in rows] == [one.slug for one in plain]
            found.add(tuple(one.pk for one in rows))
    assert len(found) == 4


def test_it_is_put_together_the_first_time_alone(cast, django_assert_num_queries):
    times = []

    def build(region: Region) -> QuerySet[Placement]:
        times.append(region)
        return Placement.objects.filter(region=region).select_related("unit")

    ask = put_together_once(build)
    with in_region(cast.kronoberg.region.pk):
        for _ in range(3):
            with django_assert_num_queries(1):
                rows = ask(cast.kronoberg.region)
                assert {one.unit.region_id for one in rows} == {7}
    assert len(times) == 2  # twice the first time


def test_another_thread_asks_on_its_own_connection(cast):
    ask = put_together_once(placements_of)
    company = cast.kronoberg
    values = (company.region, company.doctor, cast.today)
    there: list[Placement] = []

    def elsewhere() -> None:
        with in_region(company.region.pk):
            there.extend(ask(*values))
        connection.close()

    with in_region(company.region.pk):
        here = ask(*values)
    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert here == there != []


def test_true_or_false_is_a_query_of_its_own(cast):
    def build(region: Region, started: bool, today: date) -> QuerySet[Programme]:
        rows = Programme.objects.filter(region=region)
        begun = rows.filter(starts_on__lte=today)
        return begun if started else rows.exclude(starts_on__lte=today)

    ask = put_together_once(build)
    with in_region(cast.kronoberg.region.pk):
        for _ in range(2):
            assert ask(cast.kronoberg.region, True, cast.today)
            assert not ask(cast.kronoberg.region, False, cast.today)


def test_one_of_an_enumeration_is_a_query_of_its_own(cast):
    def build(region: Region, role: ProgrammeRole) -> QuerySet[ProgrammeAssignment]:
        return ProgrammeAssignment.objects.filter(region=region, role=role)

    ask = put_together_once(build)
    with in_region(cast.kronoberg.region.pk):
        for role in (ProgrammeRole.DOCTOR, ProgrammeRole.MAIN_SUPERVISOR):
            assert {one.role for one in ask(cast.kronoberg.region, role)} == {role}


def test_a_key_is_a_value_too(cast):
    ask = put_together_once(lambda key: Programme.objects.filter(pk=key))
    for company in (cast.kronoberg, cast.stockholm):
        with in_region(company.region.pk):
            assert ask(company.programme.pk) == [company.programme]
            assert ask(uuid4()) == []


def reckons(region: Region, today: date) -> QuerySet[Programme]:
    return Programme.objects.filter(region=region, starts_on=today + timedelta(1))


def knows_the_moment(region: Region, today: date) -> QuerySet[Programme]:
    moment = timezone.now()
    return Programme.objects.filter(region=region, opened_at__lte=moment)


def knows_a_day(region: Region, today: date) -> QuerySet[Programme]:
    return Programme.objects.filter(region=region, starts_on=date(2021, 7, 1))


def gives_others_with_them(region: Region, today: date) -> QuerySet[Programme]:
    rows = Programme.objects.filter(region=region, starts_on=today)
    return rows.prefetch_related("placements")


def asks_as_the_value_is(region: Region, today: date) -> QuerySet[Programme]:
    rows = Programme.objects.filter(region=region)
    return rows if region.pk % 2 else rows.filter(starts_on=today)


def gives_more_than_rows(region: Region, today: date) -> QuerySet[Any]:
    return Programme.objects.filter(region=region, starts_on=today).values("pk")


@pytest.mark.parametrize(
    "build",
    [reckons, knows_the_moment, knows_a_day, asks_as_the_value_is,
     gives_more_than_rows, gives_others_with_them],
)  # fmt: skip
def test_what_would_stay_as_it_was_the_first_time_is_refused(cast, build):
    with pytest.raises(TypeError):
        put_together_once(build)(cast.kronoberg.region, cast.today)


def test_words_are_values_too(cast):
    def build(region: Region, word: str) -> QuerySet[User]:
        return User.objects.filter(last_name__iexact=word).order_by("pk")

    ask = put_together_once(build)
    names = {cast.kronoberg.doctor.last_name.upper(), cast.stranger.last_name, ""}
    for name in names:
        found = User.objects.filter(last_name__iexact=name).order_by("pk")
        assert ask(cast.kronoberg.region, name) == list(found)


def contains(region: Region, word: str) -> QuerySet[Programme]:
    return Programme.objects.filter(region=region, region__name__contains=word)


def test_words_that_are_looked_for_in_others_are_refused(cast):
    with pytest.raises(TypeError):
        put_together_once(contains)(cast.kronoberg.region, "kro")


def test_no_more_than_the_key_is_read_of_a_row(cast):
    def build(region: Region) -> QuerySet[Programme]:
        return Programme.objects.filter(region__name=region.name)

    with pytest.raises(Region.DoesNotExist):
        put_together_once(build)(cast.kronoberg.region)


@pytest.mark.parametrize("value", [1.5, None, timezone.now()])
def test_what_has_no_stand_in_is_refused(value):
    with pytest.raises(TypeError):
        put_together_once(lambda one: Programme.objects.filter(pk=one))(value)
