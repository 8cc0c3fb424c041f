"""What is kept of a question may not answer for somebody else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.queries import waiting
from assessments.queries.todos import PARTS
from regions.models import Region, User

DAYS = [date(2027, 3, 27), date(2028, 2, 29)]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.kind)
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_kept_statement_is_the_one_that_would_be_drawn_up(cast, part, today):
    for company in (cast.kronoberg, cast.stockholm):
        asked = company.supervisor, company.region, today
        fresh, given = part.rows(*asked).union(all=True).query.sql_with_params()
        kept, places = waiting.drawn_up((part,))
        assert (kept, filled(places, *asked)) == (fresh, given)


def filled(places, user: User, region: Region, today: date):
    return tuple(waiting.meant(one, user, region, today) for one in places)


def test_who_where_and_when_are_put_in():
    user, region, today = User(), Region(pk=7), date(2027, 1, 1)
    given = (waiting.SOMEBODY.pk, waiting.SOMEWHERE.pk, "planned", 3, None)
    assert filled(given, user, region, today) == (user.pk, 7, "planned", 3, None)
    later = waiting.SOME_DAY + timedelta(days=30)
    assert filled((later,), user, region, today) == (date(2027, 1, 31),)


def test_an_hour_is_refused(cast):
    with pytest.raises(TypeError):
        filled((timezone.now(),), cast.stranger, cast.kronoberg.region, DAYS[0])
