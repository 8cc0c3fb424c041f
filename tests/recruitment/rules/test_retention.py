"""Records are kept until their time is out, and as long as something holds them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bt_admin.lib.people import Person
from recruitment.rules.retention import (
    Hold,
    OverFacts,
    RetentionFacts,
    holds_on,
    kept_years,
    may_confirm_purge,
    may_hold,
    may_purge,
    may_purge_papers,
    purged_by_rule,
    purged_on,
)

FINAL = date(2027, 10, 15)
DAY = timedelta(days=1)
CLAIM = Hold("En anmälan om diskriminering prövas.", date(2028, 2, 1))
FACTS = RetentionFacts(final_on=FINAL, today=date(2029, 10, 15))


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"today": date(2029, 10, 14)}, ["purge.too_early"]),
        ({"final_on": None}, ["purge.not_final"]),
        ({"years": 5}, ["purge.too_early"]),
        ({"years": 5, "today": date(2032, 10, 15)}, []),
        ({"years": 0, "today": FINAL}, []),
        ({"holds": (CLAIM,)}, ["purge.held"]),
        ({"holds": (CLAIM,), "final_on": None}, ["purge.held", "purge.not_final"]),
        ({"holds": (replace(CLAIM, lifted_on=date(2029, 1, 1)),)}, []),
        ({"holds": (replace(CLAIM, since=date(2030, 1, 1)),)}, []),
        ({"is_hired": True}, []),
    ],
)
def test_when_records_may_be_removed(given, codes):
    assert may_purge(replace(FACTS, **given)).codes == codes


TOLD, OVER = date(2027, 9, 24), date(2027, 12, 1)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({}, date(2029, 10, 15)),  # told, three weeks to appeal, two years
        ({"told_on": None}, date(2029, 12, 22)),
        ({"noted": date(2031, 1, 1)}, date(2031, 1, 1)),
        ({"is_held": True}, None),
        ({"is_held": True, "noted": date(2031, 1, 1)}, date(2031, 1, 1)),
        ({"lifted_on": date(2028, 3, 1)}, date(2030, 3, 1)),
        ({"lifted_on": date(2027, 9, 25)}, date(2029, 10, 15)),
    ],
)
def test_a_round_that_is_over_gets_its_day(given, day):
    assert purged_by_rule(replace(OverFacts(OVER, TOLD), **given)) == day


def test_the_papers_of_somebody_employed_stay():
    assert may_purge_papers(FACTS).codes == []
    assert may_purge_papers(replace(FACTS, is_hired=True)).codes == ["purge.hired"]
    early = replace(FACTS, today=FINAL)
    assert may_purge_papers(early).codes == ["purge.too_early"]


def test_the_regions_own_time_comes_before_the_pattern_that_nobody_has_read():
    years, source = kept_years(None, FINAL)
    assert (years, source.verified) == (2, False)
    years, source = kept_years(7, FINAL)
    assert (years, source.key, source.verified) == (7, "regional", True)


def test_two_years_from_a_leap_day():
    assert purged_on(date(2028, 2, 29), 2) == date(2030, 2, 28)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(CLAIM.since - DAY, 0), (CLAIM.since, 1), (FINAL + 5000 * DAY, 1)],
)
def test_a_hold_lasts_until_it_is_lifted(day, holds):
    assert len(holds_on([CLAIM], day)) == holds
    lifted = replace(CLAIM, lifted_on=CLAIM.since + DAY)
    assert holds_on([lifted], CLAIM.since) == (lifted,)
    assert holds_on([lifted], CLAIM.since + DAY) == ()


def test_what_holds_is_told_with_its_reason():
    [reason] = may_purge(replace(FACTS, holds=(CLAIM,))).reasons
    assert reason.text == (
        "Det här kan inte gallras. Gallringen är stoppad sedan den 1\u00a0februari "
        "2028: En anmälan om diskriminering prövas. Häv stoppet först."
    )


def test_two_people_remove_and_a_hold_says_why():
    one, other = Person(1, "Elisabet Norrgård"), Person(2, "Göran Hjelmqvist")
    assert may_confirm_purge(other, one).codes == []
    assert may_confirm_purge(one, one).codes == ["purge.same_person"]
    assert [may_hold("").codes, may_hold("Tvist.").codes] == [
        ["purge.hold_no_reason"],
        [],
    ]
