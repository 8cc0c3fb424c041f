from datetime import date

import pytest

from bt_admin.lib.timeline import Block, Milestone, year

TODAY = date(2027, 3, 1)


def block(starts: date, ends: date, title: str = "Internmedicin") -> Block:
    return Block(title, "Med", "acute_care", starts, ends)


def test_an_empty_plan_has_no_picture():
    assert year([], today=TODAY) is None


def test_two_halves_of_a_year():
    picture = year(
        [
            block(date(2027, 1, 1), date(2027, 1, 10)),
            block(date(2027, 1, 11), date(2027, 1, 20)),
        ],
        today=date(2027, 1, 11),
    )
    places = [(one.x, one.width, one.words, one.css) for one in picture.blocks]
    assert places == [
        ("0.0%", "50.0%", "Internmedicin", "acute"),
        ("50.0%", "50.0%", "Internmedicin", "acute"),
    ]
    assert picture.today.x == "50.0%"


def test_a_name_without_room_gives_way_to_the_short_one_and_then_to_none():
    picture = year(
        [
            block(date(2027, 1, 1), date(2027, 1, 8)),
            block(date(2027, 1, 9), date(2027, 1, 10)),
            block(date(2027, 1, 11), date(2027, 4, 10)),
        ],
        today=TODAY,
    )
    words = [(one.words, one.short) for one in picture.blocks]
    assert words == [("Med", ""), ("", ""), ("Internmedicin", "Med")]


def test_outside_the_plan_there_is_no_today():
    picture = year([block(date(2026, 1, 1), date(2026, 6, 30))], today=TODAY)
    assert picture.today is None


def test_months_are_marked_from_the_second_to_the_last():
    picture = year([block(date(2027, 1, 15), date(2027, 4, 1))], today=date(2028, 1, 1))
    assert [one.x for one in picture.months] == ["22.1%", "58.4%", "98.7%"]
    assert [one.words for one in picture.months] == ["feb", "mar", ""]


def test_words_of_milestones_never_run_into_each_other():
    picture = year(
        [block(date(2027, 1, 1), date(2027, 12, 31))],
        today=TODAY,
        milestones=[
            Milestone(date(2027, 6, 1), "Kollegium 1 jun"),
            Milestone(date(2027, 6, 8), "Samtal 8 jun"),
            Milestone(date(2027, 12, 20), "Extern bedömning 20 dec"),
            Milestone(date(2029, 1, 1), "Efter planen"),
        ],
    )
    shown = [(one.words, one.anchor, one.css) for one in picture.milestones]
    assert shown == [
        ("Kollegium 1 jun", "start", "long"),
        ("", "start", "roomy"),
        ("Extern bedömning 20 dec", "end", "long"),
    ]


def test_a_mark_waits_for_room_to_say_what_it_is():
    picture = year(
        [block(date(2027, 1, 1), date(2027, 12, 31))],
        today=TODAY,
        milestones=[Milestone(date(2027, 6, 1), "x" * 60)],
    )
    assert [one.css for one in picture.milestones] == ["roomy"]


def test_the_picture_is_told_in_words():
    picture = year(
        [block(date(2027, 1, 1), date(2027, 6, 30))],
        today=TODAY,
        milestones=[Milestone(date(2027, 4, 1), "Kollegium 1 april")],
    )
    assert picture.title.replace("\N{NO-BREAK SPACE}", " ") == (
        "Året: Internmedicin 1 januari till 30 juni. I dag är det 1 mars 2027. "
        "Kollegium 1 april."
    )


@pytest.mark.parametrize(
    ("today", "anchor"),
    [
        (date(2027, 1, 10), "start"),
        (date(2027, 6, 1), "middle"),
        (date(2027, 12, 25), "end"),
    ],
)
def test_the_flag_of_today_stays_inside_the_picture(today, anchor):
    picture = year([block(date(2027, 1, 1), date(2027, 12, 31))], today=today)
    assert picture.today is not None
    assert picture.today.anchor == anchor
