from dataclasses import replace
from datetime import date

import pytest

from assessments.enums import CollegiumOutcome as Outcome
from assessments.rules.collegium import (
    CollegiumFacts,
    FeedBackFacts,
    may_feed_back,
    may_record_collegium,
)
from bt_admin.lib.dates import NBSP
from tests.assessments.rules.people import (
    HANDLEDARE,
    HUVUDHANDLEDARE,
    LAKARE,
    STUDIEREKTOR,
)

HELD = CollegiumFacts(
    by=STUDIEREKTOR,
    directors=(STUDIEREKTOR,),
    doctor=LAKARE,
    held_on=date(2027, 7, 1),
    today=date(2027, 7, 2),
    starts_on=date(2027, 1, 1),
    ends_on=date(2027, 12, 31),
    outcome=Outcome.ON_TRACK,
    strengths="Lugn och noggrann.",
    region="Region Kronoberg",
)
PLAN = {"actions_agreed": "Två jourer till.", "follow_up_on": date(2027, 9, 1)}


@pytest.mark.parametrize(
    ("changes", "codes", "warnings"),
    [
        pytest.param({}, [], [], id="studierektorn, halvvägs"),
        pytest.param(
            {"by": HANDLEDARE}, ["collegium.not_director"], [], id="handledaren"
        ),
        pytest.param(
            {"conflicted_on": date(2027, 6, 1)}, ["collegium.conflict"], [], id="jäv"
        ),
        pytest.param(
            {"held_on": date(2027, 7, 3)}, ["collegium.future"], [], id="i morgon"
        ),
        pytest.param(
            {"held_on": date(2026, 12, 31)},
            ["collegium.before_start"],
            ["collegium.outside_window"],
            id="före BT",
        ),
        pytest.param({"strengths": " "}, ["collegium.no_words"], [], id="inte ett ord"),
        pytest.param(
            {"strengths": "", "development": "Prioritering."},
            [],
            [],
            id="bara utveckling",
        ),
        pytest.param(
            {"outcome": Outcome.AT_RISK}, ["collegium.no_plan"], [], id="risk utan plan"
        ),
        pytest.param(
            {"outcome": Outcome.AT_RISK, **PLAN, "follow_up_on": None},
            ["collegium.no_plan"],
            [],
            id="risk utan datum",
        ),
        pytest.param(
            {"outcome": Outcome.AT_RISK, **PLAN}, [], [], id="risk med plan och datum"
        ),
        pytest.param(
            {"outcome": Outcome.ON_TRACK_WITH_PLAN},
            ["collegium.no_plan"],
            [],
            id="med plan, men utan",
        ),
        pytest.param(
            {"follow_up_on": date(2027, 7, 1)},
            ["collegium.follow_up"],
            [],
            id="uppföljning samma dag",
        ),
        pytest.param(
            {"held_on": date(2027, 3, 1)}, [], ["collegium.outside_window"], id="i mars"
        ),
        pytest.param(
            {"held_on": date(2027, 5, 15)}, [], [], id="i mitten av maj räcker"
        ),
    ],
)
def test_recording(changes, codes, warnings):
    verdict = may_record_collegium(replace(HELD, **changes))
    assert (verdict.codes, verdict.warning_codes) == (codes, warnings)


def test_an_early_kollegium_is_warned_of_in_words():
    verdict = may_record_collegium(replace(HELD, held_on=date(2027, 3, 1)))
    assert verdict.warnings[0].text == (
        "Kollegiet hölls tidigare än planerat. I Region Kronoberg hålls det när ungefär "
        "50 procent av BT har gått, och det här var vid 16 procent."
    )


TALK = FeedBackFacts(
    by=HUVUDHANDLEDARE,
    main_supervisor=HUVUDHANDLEDARE,
    doctor=LAKARE,
    held_on=date(2027, 7, 1),
    on=date(2027, 7, 8),
    today=date(2027, 7, 8),
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="huvudansvarig handledare"),
        pytest.param(
            {"by": STUDIEREKTOR}, ["collegium.not_main_supervisor"], id="studierektorn"
        ),
        pytest.param(
            {"main_supervisor": None},
            ["collegium.not_main_supervisor"],
            id="ingen är utsedd",
        ),
        pytest.param(
            {"fed_back_on": date(2027, 7, 5)},
            ["collegium.already_fed_back"],
            id="en gång till",
        ),
        pytest.param(
            {"on": date(2027, 7, 9)}, ["collegium.talk_future"], id="i morgon"
        ),
        pytest.param(
            {"on": date(2027, 6, 30)}, ["collegium.talk_before"], id="före kollegiet"
        ),
        pytest.param({"on": date(2027, 7, 1)}, [], id="samma dag som kollegiet"),
    ],
)
def test_feeding_back(changes, codes):
    assert may_feed_back(replace(TALK, **changes)).codes == codes


def test_fed_back_already_in_words():
    verdict = may_feed_back(replace(TALK, fed_back_on=date(2027, 7, 5)))
    assert verdict.reasons[0].text == (
        f"Återkopplingen är redan registrerad. Samtalet hölls den 5{NBSP}juli 2027. Har "
        "något tillkommit lägger du till ett samtal."
    )
