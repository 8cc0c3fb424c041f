from datetime import date, datetime, timedelta

import pytest

from bt_admin.demo.clock import Story, moment, play

MONDAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (MONDAY, date(2027, 3, 1)),
        (date(2027, 3, 5), date(2027, 3, 5)),
        (date(2027, 3, 6), date(2027, 3, 5)),
        (date(2027, 3, 7), date(2027, 3, 5)),
    ],
)
def test_people_write_on_weekdays(day: date, expected: date) -> None:
    assert moment(day, 14, 30).date() == expected
    assert moment(day, 14, 30).strftime("%H.%M") == "14.30"


def told(log: list[str], name: str, *days: int) -> Story:
    for day in days:
        yield moment(MONDAY + timedelta(days=day))
        log.append(f"{name}{day}")


def test_stories_are_told_together_in_order_of_time() -> None:
    log: list[str] = []
    stories = [told(log, "a", 0, 3), told(log, "b", 1, 2)]
    assert play(stories, until=moment(MONDAY + timedelta(days=30))) == 4
    assert log == ["a0", "b1", "b2", "a3"]


def test_nothing_happens_after_the_end() -> None:
    log: list[str] = []
    play([told(log, "a", 0, 1, 2)], until=moment(MONDAY + timedelta(days=1)))
    assert log == ["a0", "a1"]


def test_no_two_things_share_a_moment() -> None:
    moments: list[datetime] = []

    def twice() -> Story:
        moments.append((yield moment(MONDAY)))

    play([twice(), twice()], until=moment(MONDAY + timedelta(days=1)))
    assert moments == [moment(MONDAY), moment(MONDAY) + timedelta(seconds=1)]
