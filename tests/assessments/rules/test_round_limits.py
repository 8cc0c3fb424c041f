"""How many a 360 asks, and from how many answers something is shown."""

import pytest

from assessments.rules.round_limits import RoundLimits, limits_of, whom_to_ask
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from tests.assessments.rules.rounds import MSF

NATIONAL = {
    "invite_min": 10, "professions_min": 2, "not_doctors_min": 3, "days_open": 21,
    "answers_min_for_means": 3, "answers_min_for_free_text": 5,
    "reminders_at_days": [14, 7],
}  # fmt: skip


@pytest.mark.parametrize(
    ("own", "limits"),
    [
        ({}, RoundLimits()),
        ({"invite_min": 6}, RoundLimits(raters=6, source=REGIONAL_MODEL)),
        ({"invite_min": 1}, RoundLimits(raters=3, source=REGIONAL_MODEL)),
        ({"not_doctors_min": 0}, RoundLimits(not_doctors=0, source=REGIONAL_MODEL)),
        # raised, never lowered
        ({"answers_min_for_means": 2}, RoundLimits(source=REGIONAL_MODEL)),
        (
            {"answers_min_for_means": 4, "answers_min_for_free_text": 8},
            RoundLimits(means_from=4, texts_from=8, source=REGIONAL_MODEL),
        ),
        # what cannot be counted with
        ({"invite_min": "många"}, RoundLimits(source=REGIONAL_MODEL)),
        ({"invite_min": True}, RoundLimits(source=REGIONAL_MODEL)),
        ({"invite_min": -1}, RoundLimits(source=REGIONAL_MODEL)),
    ],
)
def test_what_the_region_says_stands_before_the_national_figures(own, limits):
    assert limits_of(NATIONAL, {"feedback_round": own}) == limits


def test_the_national_figures_are_those_of_the_instrument():
    assert limits_of(MSF.round, {}) == RoundLimits(source=HOUSE)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (
            RoundLimits(),
            "Välj minst tio personer från minst två yrkesgrupper, varav minst tre som "
            "inte är läkare.",
        ),
        (
            RoundLimits(raters=15, professions=3, not_doctors=0),
            "Välj minst 15 personer från minst tre yrkesgrupper.",
        ),
    ],
)
def test_whom_to_ask_in_words(limits, words):
    assert whom_to_ask(limits) == words
