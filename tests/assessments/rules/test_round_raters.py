"""Who is put on the list of a 360, taken off it, and reminded."""

import pytest

from assessments.rules.round_raters import may_ask, may_unask, reminders_due
from tests.assessments.rules.rounds import (
    DAY,
    MAIN,
    NOBODY,
    STUDIEREKTOR,
    TODAY,
    asked,
    facts,
)


@pytest.mark.parametrize(
    ("given", "who", "codes"),
    [
        ({}, {}, []),
        (STUDIEREKTOR, {}, []),
        (MAIN, {}, []),
        (NOBODY, {}, ["round.not_yours"]),
        ({"state": "collecting", "closes_on": TODAY}, {}, []),
        ({"state": "collecting", "closes_on": TODAY - DAY}, {}, ["round.day_passed"]),
        ({"state": "closed"}, {}, ["round.wrong_state"]),
        ({}, {"name": " "}, ["round.no_name"]),
        ({}, {"name": "x" * 101}, ["round.long_name"]),
        ({}, {"email": "mats"}, ["round.bad_email"]),
        ({}, {"email": "mats@region"}, ["round.bad_email"]),
        ({}, {"email": "håkan@region.se"}, ["round.bad_email"]),
        ({}, {"email": "a@b.se, c@d.se"}, ["round.bad_email"]),
        ({}, {"email": "a@b.se\nBcc: c@d.se"}, ["round.bad_email"]),
        ({}, {"email": f"{'x' * 200}@b.se"}, ["round.bad_email"]),
        ({}, {"email": "EBBA@example.org"}, ["round.oneself"]),
        ({"raters": asked("nurse")}, {"email": " K0@example.org"}, ["round.asked_already"]),
        ({}, {"profession": "king"}, ["round.no_profession"]),
        ({"raters": asked(*["nurse"] * 60)}, {}, ["round.too_many"]),
    ],
)  # fmt: skip
def test_who_may_be_put_on_the_list(given, who, codes):
    asked_of = {"name": "Mats", "email": "m@example.org", "profession": "nurse", **who}
    assert may_ask(facts(**given), **asked_of).codes == codes


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        (MAIN, []),
        (NOBODY, ["round.not_yours"]),
        ({"state": "collecting"}, ["round.wrong_state"]),
    ],
)
def test_who_may_be_taken_off(given, codes):
    assert may_unask(facts(**given)).codes == codes


@pytest.mark.parametrize(
    ("days", "due"), [(0, 0), (6, 0), (7, 1), (13, 1), (14, 2), (21, 2), (22, 0)]
)
def test_reminders_are_few(days, due):
    asked_on = TODAY
    today, closes_on = asked_on + days * DAY, asked_on + 21 * DAY
    assert reminders_due(asked_on, today, closes_on, (7, 14)) == due
