"""Who opens a 360, when it is sent, how it ends, and who reads it when."""

from dataclasses import replace

import pytest

from assessments.rules import rounds as rules
from assessments.rules.round_limits import RoundLimits
from assessments.rules.rounds import OpenFacts
from tests.assessments.rules.rounds import (
    DAY,
    MAIN,
    PROFESSIONS,
    STUDIEREKTOR,
    TODAY,
    asked,
    facts,
)

OPEN = OpenFacts(
    takes_part=True,
    in_use=True,
    is_under_way=False,
    programme_state="in_service",
    starts_on=TODAY - 90 * DAY,
    today=TODAY,
)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"takes_part": False}, ["round.not_yours"]),
        ({"in_use": False}, ["round.not_in_use"]),
        ({"is_under_way": True}, ["round.under_way"]),
        ({"programme_state": "completed"}, ["round.not_in_service"]),
        ({"starts_on": TODAY + DAY}, ["round.not_in_service"]),
        ({"starts_on": TODAY}, []),
    ],
)
def test_when_a_360_may_be_opened(given, codes):
    assert rules.may_open_round(replace(OPEN, **given)).codes == codes


READY = {"self_done": True, "raters": asked(*PROFESSIONS)}


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        (STUDIEREKTOR, []),
        (MAIN, ["round.not_yours"]),
        ({"self_done": False}, ["msf.self_first"]),
        ({"raters": asked(*PROFESSIONS[1:])}, ["round.too_few_asked"]),
        ({"raters": asked(*["nurse"] * 12)}, ["round.too_few_asked"]),
        ({"raters": asked(*["doctor"] * 10, "nurse")}, ["round.too_few_asked"]),
        ({"raters": ()}, ["round.too_few_asked"]),
        ({"state": "collecting"}, ["round.wrong_state"]),
        (
            {
                "raters": asked("doctor", "nurse"),
                "limits": RoundLimits(raters=2, not_doctors=1),
            },
            [],
        ),
    ],
)
def test_when_the_letters_may_be_sent(given, codes):
    assert rules.may_send_round(facts(**{**READY, **given})).codes == codes


def test_the_refusal_counts_who_is_asked():
    given = {**READY, "raters": asked("doctor", "doctor")}
    [reason] = rules.may_send_round(facts(**given)).reasons
    assert reason.text == (
        "Mejlen kan inte skickas än. Välj minst tio personer från minst två "
        "yrkesgrupper, varav minst tre som inte är läkare. Nu är två valda från en "
        "yrkesgrupp, varav ingen som inte är läkare."
    )


# -------------------------------------------------------------------------- how it ends
COLLECTING = {
    "state": "collecting", "closes_on": TODAY + 9 * DAY, "raters": asked(*PROFESSIONS),
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "closes_on", "codes"),
    [
        ({}, TODAY, []),
        ({}, TODAY + 90 * DAY, []),
        ({}, TODAY - DAY, ["round.bad_day"]),
        ({}, TODAY + 91 * DAY, ["round.bad_day"]),
        (STUDIEREKTOR, TODAY, []),
        (MAIN, TODAY, ["round.not_yours"]),
        ({"state": "open"}, TODAY, ["round.wrong_state"]),
    ],
)
def test_the_last_day_may_be_moved(given, closes_on, codes):
    given = {**COLLECTING, **given}
    assert rules.may_move_end(facts(**given), closes_on).codes == codes


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"answered": 5}, []),
        ({"answered": 4}, ["msf.too_few_answers"]),
        ({"answered": 0}, ["msf.too_few_answers"]),
        ({"answered": 3, "raters": asked("nurse", "doctor", "nurse")}, []),
        (
            {"answered": 2, "raters": asked("nurse", "doctor")},
            ["msf.too_few_answers"],
        ),
        ({"answered": 5, **MAIN}, ["round.not_yours"]),
        ({"answered": 5, "state": "closed"}, ["round.wrong_state"]),
    ],
)
def test_closing_early_takes_enough_answers(given, codes):
    assert rules.may_close_round(facts(**{**COLLECTING, **given})).codes == codes


@pytest.mark.parametrize(
    ("state", "closes_on", "answered", "closes"),
    [
        ("collecting", TODAY - DAY, 3, True),
        ("collecting", TODAY - DAY, 2, False),
        ("collecting", TODAY, 10, False),
        ("collecting", None, 10, False),
        ("open", TODAY - DAY, 3, False),
        ("closed", TODAY - DAY, 3, False),
    ],
)
def test_what_the_clock_closes(state, closes_on, answered, closes):
    assert rules.is_to_be_closed(state, closes_on, answered, 3, TODAY) is closes


@pytest.mark.parametrize(
    ("given", "reason", "codes"),
    [
        ({}, "Fel instrument.", []),
        ({}, " ", ["round.no_reason"]),
        ({"answered": 1}, "Jag vill inte.", ["round.answers_in"]),
        ({"answered": 1, **STUDIEREKTOR}, "Sjukskriven.", []),
        ({"state": "closed", "answered": 4, **STUDIEREKTOR}, "Sjukskriven.", []),
        ({"state": "released", **STUDIEREKTOR}, "Ångrat.", ["round.wrong_state"]),
        (MAIN, "Nej.", ["round.not_yours"]),
    ],
)
def test_breaking_it_off(given, reason, codes):
    given = {**COLLECTING, **given}
    assert rules.may_cancel_round(facts(**given), reason).codes == codes


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        (STUDIEREKTOR, []),
        ({"state": "closed"}, []),
        ({"state": "released"}, ["round.wrong_state"]),
        (MAIN, ["round.not_yours"]),
    ],
)
def test_who_steers(given, codes):
    assert rules.may_change_round(facts(**given)).codes == codes


# ----------------------------------------------------------------- looked through first
@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({**STUDIEREKTOR, "state": "closed"}, []),
        ({**STUDIEREKTOR, "state": "collecting"}, ["round.wrong_state"]),
        ({**STUDIEREKTOR, "state": "released"}, ["round.wrong_state"]),
        ({"state": "closed"}, ["round.not_moderator"]),
        ({**MAIN, "state": "closed"}, ["round.not_moderator"]),
        # a studierektor never looks through one's own
        ({"is_doctor": True, "leads": True, "state": "closed"}, ["round.not_moderator"]),
    ],
)  # fmt: skip
def test_who_looks_it_through(given, codes):
    assert rules.may_moderate(facts(**given)).codes == codes
    assert rules.may_release(facts(**given)).codes == codes
    assert rules.may_hide(facts(**given), "Pekar ut någon.").codes == codes
    hidden = rules.may_hide(facts(**given), " ").codes
    assert hidden == [*codes, "round.no_reason"]


@pytest.mark.parametrize(
    ("given", "on", "codes"),
    [
        (MAIN, TODAY, []),
        (MAIN, TODAY - 5 * DAY, []),
        (MAIN, TODAY - 6 * DAY, ["round.bad_talk_day"]),
        (MAIN, TODAY + DAY, ["round.bad_talk_day"]),
        (STUDIEREKTOR, TODAY, ["round.not_guiding"]),
        ({}, TODAY, ["round.not_guiding"]),
        ({**MAIN, "state": "closed"}, TODAY, ["round.wrong_state"]),
    ],
)
def test_the_talk(given, on, codes):
    given = {"state": "released", **given}
    assert rules.may_note_talk(facts(**given), on, TODAY - 5 * DAY).codes == codes
