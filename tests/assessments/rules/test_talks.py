from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assessments.rules.circle import Involved
from assessments.rules.talk_templates import talk_templates
from assessments.rules.talks import (
    AgreementFacts,
    PlanFacts,
    TalkFacts,
    TickFacts,
    TimeFacts,
    may_add_topic,
    may_agree,
    may_be_at,
    may_cancel_talk,
    may_change_talk,
    may_close_talk,
    may_hold_talk,
    may_plan_talk,
    may_plan_talks,
    may_tick,
    may_write_in_talk,
)
from bt_admin.lib.people import Person

EBBA, MATS, KARIN, OTHER = (
    Person(number, name)
    for number, name in enumerate(["Ebba Åk", "Mats Ör", "Karin Bj", "Eva Li"])
)
TODAY = date(2027, 9, 14)
NOW = datetime(2027, 9, 14, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
AROUND = (
    Involved(MATS, date(2027, 1, 1)),
    Involved(KARIN, date(2027, 1, 1), date(2027, 8, 31)),
)
TIME = TimeFacts(TODAY, 45, date(2027, 1, 18), date(2028, 1, 17))


def plan(**given) -> PlanFacts:
    usual = {
        "by": EBBA, "doctor": EBBA, "supervisor": MATS, "around": AROUND,
        "today": TODAY, "time": TIME,
    }  # fmt: skip
    return PlanFacts(**(usual | given))


def talk(**given) -> TalkFacts:
    usual = {
        "by": EBBA, "doctor": EBBA, "supervisor": MATS, "state": "planned",
        "starts_at": NOW - timedelta(hours=1), "now": NOW,
    }  # fmt: skip
    return TalkFacts(**(usual | given))


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"by": MATS}, []),
        ({"by": KARIN}, ["talk.for_other"]),
        ({"by": OTHER}, ["talk.not_around", "talk.for_other"]),
        ({"supervisor": OTHER}, ["talk.not_supervisor"]),
        ({"supervisor": KARIN}, ["talk.supervisor_ended"]),
    ],
)
def test_the_doctor_and_each_handledare_plan_their_own_talks(given, codes):
    assert may_plan_talk(plan(**given)).codes == codes


def test_only_who_is_around_opens_the_form():
    assert [
        may_plan_talks(one, EBBA, AROUND).codes for one in (EBBA, KARIN, OTHER)
    ] == [
        [],
        [],
        ["talk.not_around"],
    ]


@pytest.mark.parametrize(
    ("on", "minutes", "codes"),
    [
        (date(2027, 9, 14), 45, []),
        (date(2026, 10, 20), 45, []),
        (date(2026, 10, 19), 45, ["talk.far_from_bt"]),
        (date(2028, 4, 16), 45, []),
        (date(2028, 4, 17), 45, ["talk.far_from_bt"]),
        (date(2027, 9, 14), 4, ["talk.length"]),
        (date(2027, 9, 14), 240, []),
        (date(2027, 9, 14), 241, ["talk.length"]),
    ],
)
def test_a_talk_is_near_the_time_of_bt_and_not_endless(on, minutes, codes):
    facts = TimeFacts(on, minutes, TIME.starts_on, TIME.ends_on)
    assert may_be_at(facts).codes == codes


@pytest.mark.parametrize(
    ("given", "change", "hold", "write", "close"),
    [
        ({}, [], [], [], ["talk.not_held"]),
        ({"by": MATS}, [], [], [], ["talk.not_held"]),
        (
            {"by": OTHER},
            ["talk.not_party"],
            ["talk.not_party"],
            ["talk.not_party"],
            ["talk.not_party", "talk.not_held"],
        ),
        (
            {"state": "held"},
            ["talk.not_planned"],
            ["talk.not_planned"],
            [],
            [],
        ),
        (
            {"state": "documented"},
            ["talk.not_planned"],
            ["talk.not_planned"],
            ["talk.closed"],
            ["talk.closed"],
        ),
        (
            {"state": "cancelled"},
            ["talk.not_planned"],
            ["talk.not_planned"],
            ["talk.closed"],
            ["talk.closed"],
        ),
        (
            {"starts_at": NOW + timedelta(minutes=1)},
            [],
            ["talk.ahead"],
            [],
            ["talk.not_held"],
        ),
        (
            {"version_shown": 1, "version_now": 2, "changed_by": MATS},
            ["talk.stale"],
            ["talk.stale"],
            ["talk.stale"],
            ["talk.not_held"],
        ),
    ],
)
def test_each_step_asks_who_and_where_the_talk_stands(
    given, change, hold, write, close
):
    facts = talk(**given)
    rules = [may_change_talk, may_hold_talk, may_write_in_talk, may_close_talk]
    assert [rule(facts).codes for rule in rules] == [change, hold, write, close]


def test_a_cancelled_talk_says_why():
    assert may_cancel_talk(talk(), "Sjuk.").codes == []
    assert may_cancel_talk(talk(), "  ").codes == ["talk.no_reason"]
    assert may_cancel_talk(talk(state="held"), "Sjuk.").codes == ["talk.not_planned"]


@pytest.mark.parametrize(
    ("text", "known", "codes"),
    [
        ("Jourerna", (), []),
        ("  ", (), ["talk.empty_topic"]),
        ("Jourerna ", ("Jourerna",), ["talk.same_topic"]),
        ("Jourerna", tuple(map(str, range(30))), ["talk.many_topics"]),
    ],
)
def test_a_topic_is_something_new(text, known, codes):
    assert may_add_topic(talk(), text, known).codes == codes


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"owner": OTHER}, ["talk.owner"]),
        ({"due_on": TODAY - timedelta(days=1)}, ["talk.due_before"]),
        ({"same": True}, ["talk.same_agreement"]),
        ({"already": 30}, ["talk.many_agreements"]),
    ],
)
def test_what_is_agreed_has_an_owner_and_a_day(given, codes):
    usual = {
        "owner": EBBA, "may_own": (EBBA, MATS, KARIN), "due_on": TODAY,
        "held_on": TODAY,
    }  # fmt: skip
    assert may_agree(talk(), AgreementFacts(**(usual | given))).codes == codes


def test_the_owner_and_the_two_who_talked_tick():
    facts = {"owner": KARIN, "parties": (EBBA, MATS)}
    ticked = [may_tick(TickFacts(by=one, **facts)).codes for one in (KARIN, EBBA, MATS)]
    assert ticked == [[], [], []]
    assert may_tick(TickFacts(by=OTHER, **facts)).codes == ["talk.not_owner"]


def test_templates_are_whole_and_short():
    found = talk_templates()
    assert list(found) == ["first", "middle", "end"]
    for one in found.values():
        assert 3 <= len(one.topics) <= 6
        assert max(len(topic) for topic in one.topics) <= 80
