"""When to remind, whom to tell, and when an e-mail is worth it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regions.enums import MailPace
from regions.rules.reminders import (
    Delays,
    DigestFacts,
    Waiting,
    are_roles_to_be_confirmed,
    delays_of,
    is_digest_wanted,
    is_time_for_news,
    roles_told,
)

TUESDAY = date(2027, 9, 14)
DELAYS = Delays()


def days_ago(days):
    return TUESDAY - timedelta(days=days)


def facts(**given):
    standard = DigestFacts(
        today=TUESDAY, tasks_pace=MailPace.DAILY, news_pace=MailPace.DAILY
    )
    return replace(standard, **given)


def told_yesterday(*waiting, known=("a",), **given):
    return facts(waiting=waiting, known=frozenset(known), last_on=days_ago(1), **given)


# ---------------------------------------------------------------------------- the delays
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"reminders": None},
        {"reminders": {"remind_after_days": "3", "unit_lead_after_days": -1}},
        {
            "reminders": {
                "remind_after_days": [0, True],
                "studierektor_after_days": 4000,
            }
        },
    ],
)
def test_without_a_sane_figure_ours_hold(settings):
    found = delays_of(settings)
    assert (found.remind_after, found.unit_lead_after, found.director_after) == (
        (3, 7), 10, 14,
    )  # fmt: skip


def test_the_regions_own_figures():
    found = delays_of(
        {
            "reminders": {
                "remind_after_days": [5, 2],
                "unit_lead_after_days": 6,
                "studierektor_after_days": 9,
            }
        }
    )
    assert (found.remind_after, found.unit_lead_after, found.director_after) == (
        (2, 5), 6, 9,
    )  # fmt: skip
    assert (found.is_ours, Delays().is_ours) == (False, True)


@pytest.mark.parametrize(
    ("days", "has_lead", "told"),
    [
        (9, True, set()),
        (9, False, set()),
        (10, True, {"unit_lead"}),
        (10, False, {"unit_lead", "director_of_studies"}),
        (13, True, {"unit_lead"}),
        (14, True, {"unit_lead", "director_of_studies"}),
    ],
)
def test_who_hears_of_it(days, has_lead, told):
    assert roles_told(days, DELAYS, has_unit_lead=has_lead) == told


# ---------------------------------------------------------------------------- the digest
@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (facts(), False),
        (facts(waiting=(Waiting("a"),)), True),
        (facts(waiting=(Waiting("a"),), today=date(2027, 9, 18)), False),
        (facts(waiting=(Waiting("a"),), last_on=TUESDAY), False),
        (told_yesterday(Waiting("a")), False),
        (told_yesterday(Waiting("a"), Waiting("b")), True),
        (told_yesterday(Waiting("a", since=days_ago(2))), False),
        (told_yesterday(Waiting("a", since=days_ago(3))), True),
        (told_yesterday(Waiting("a", since=days_ago(4))), False),
        (told_yesterday(Waiting("a", since=days_ago(7))), True),
        (told_yesterday(Waiting("a", due=TUESDAY)), False),
        (told_yesterday(Waiting("a", due=days_ago(1))), True),
        (told_yesterday(Waiting("a", due=days_ago(2))), False),
        (facts(waiting=(Waiting("a"),), known={"a"}, last_on=days_ago(5)), True),
        (told_yesterday(news=1), True),
        (told_yesterday(news=1, news_pace=MailPace.NEVER), False),
        (told_yesterday(Waiting("b"), tasks_pace=MailPace.WEEKLY), False),
        (
            facts(
                waiting=(Waiting("a"),),
                last_on=days_ago(4),
                tasks_pace=MailPace.WEEKLY,
            ),
            True,
        ),
    ],
)
def test_is_an_email_worth_it(given, wanted):
    assert is_digest_wanted(given, DELAYS) is wanted


def test_a_reminder_that_falls_on_a_sunday_comes_on_monday():
    monday = date(2027, 9, 13)
    request = Waiting("a", since=date(2027, 9, 9))  # three days later is Sunday
    given = facts(
        today=monday, waiting=(request,), known={"a"}, last_on=date(2027, 9, 10)
    )
    assert is_digest_wanted(given, DELAYS)


@pytest.mark.parametrize(
    ("pace", "told_on", "time"),
    [
        (MailPace.NEVER, None, False),
        (MailPace.DAILY, TUESDAY, True),
        (MailPace.WEEKLY, None, True),
        (MailPace.WEEKLY, days_ago(1), False),
        (MailPace.WEEKLY, days_ago(2), True),
    ],
)
def test_the_time_for_news(pace, told_on, time):
    assert is_time_for_news(facts(news_pace=pace, news_told_on=told_on)) is time


@pytest.mark.parametrize(
    ("confirmed", "since", "wanted"),
    [
        (None, days_ago(364), False),
        (None, days_ago(365), True),
        (days_ago(364), days_ago(2000), False),
        (days_ago(365), days_ago(2000), True),
    ],
)
def test_the_roles_are_confirmed_once_a_year(confirmed, since, wanted):
    assert are_roles_to_be_confirmed(confirmed, since, TUESDAY) is wanted
