"""Who opens a 360, who is asked, how it ends, and who reads it when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.rules import rounds as rules
from assessments.rules.instruments import instrument
from assessments.rules.rounds import Asked, OpenFacts, Opens, RoundFacts, RoundLimits
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from tests.assessments.rules.people import LAKARE

MSF = instrument("msf_360")
ITEMS = [item.key for item in MSF.items]
TODAY = date(2027, 3, 3)
DAY = timedelta(days=1)
OPEN = OpenFacts(
    takes_part=True,
    in_use=True,
    is_under_way=False,
    programme_state="in_service",
    starts_on=TODAY - 90 * DAY,
    today=TODAY,
)
PROFESSIONS = ["doctor"] * 7 + ["nurse"] * 3
FACTS = RoundFacts(
    is_doctor=True,
    leads=False,
    guides=False,
    doctor=LAKARE,
    doctor_email="ebba@example.org",
    state="open",
    today=TODAY,
)
STUDIEREKTOR = {"is_doctor": False, "leads": True}
MAIN = {"is_doctor": False, "guides": True}
NOBODY = {"is_doctor": False}


def asked(*professions: str) -> tuple[Asked, ...]:
    return tuple(
        Asked(f"k{number}@example.org", one) for number, one in enumerate(professions)
    )


def facts(**given) -> RoundFacts:
    return replace(FACTS, **given)


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


# ------------------------------------------------------------------------- the figures
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
    assert rules.limits_of(NATIONAL, {"feedback_round": own}) == limits


def test_the_national_figures_are_those_of_the_instrument():
    assert rules.limits_of(MSF.round, {}) == RoundLimits(source=HOUSE)


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
    assert rules.whom_to_ask(limits) == words


# ---------------------------------------------------------------------- the doctor first
@pytest.mark.parametrize(
    ("given", "answers", "codes"),
    [
        ({}, dict.fromkeys(ITEMS, 3), []),
        ({}, dict.fromkeys(ITEMS), []),  # «Det har jag inte sett» is an answer
        ({}, dict.fromkeys(ITEMS[1:], 3), ["round.unanswered"]),
        ({}, dict.fromkeys(ITEMS, 5), ["answers.level"] * 10),
        (STUDIEREKTOR, dict.fromkeys(ITEMS, 3), ["round.self_of_other"]),
        ({"self_done": True}, dict.fromkeys(ITEMS, 3), ["round.self_done"]),
        ({"state": "collecting"}, dict.fromkeys(ITEMS, 3), ["round.wrong_state"]),
    ],
)
def test_the_self_assessment(given, answers, codes):
    assert rules.may_answer_self(facts(**given), MSF, answers, {}).codes == codes


# ------------------------------------------------------------------------ who is asked
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
    assert rules.may_ask(facts(**given), **asked_of).codes == codes


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
    assert rules.may_unask(facts(**given)).codes == codes


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


# ------------------------------------------------------------------- looked through first
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


# -------------------------------------------------------------------------- the raters
@pytest.mark.parametrize(
    ("state", "closes_on", "answered", "opens"),
    [
        ("collecting", TODAY, False, Opens.FORM),
        ("collecting", TODAY - DAY, False, Opens.OVER),
        ("collecting", TODAY, True, Opens.USED),
        ("collecting", TODAY - DAY, True, Opens.USED),
        ("closed", TODAY, False, Opens.OVER),
        ("released", TODAY, False, Opens.OVER),
        ("cancelled", TODAY, False, Opens.OVER),
        ("open", None, False, Opens.OVER),
    ],
)
def test_what_a_link_opens(state, closes_on, answered, opens):
    assert rules.what_link_opens(state, closes_on, answered, TODAY) is opens


@pytest.mark.parametrize(
    ("opens", "answers", "texts", "codes"),
    [
        (Opens.FORM, dict.fromkeys(ITEMS, 4), {}, []),
        (Opens.FORM, {**dict.fromkeys(ITEMS), "respect": 1}, {}, []),
        (Opens.FORM, dict.fromkeys(ITEMS), {}, ["round.nothing_seen"]),
        (Opens.FORM, {}, {}, ["round.unanswered"] * 10),
        (Opens.FORM, {**dict.fromkeys(ITEMS, 4), "x": 1}, {}, ["answers.unknown"]),
        (Opens.FORM, {**dict.fromkeys(ITEMS, 4), "calm": 0}, {}, ["answers.level"]),
        (
            Opens.FORM,
            dict.fromkeys(ITEMS, 4),
            {"keep_doing": "x" * 4001},
            ["answers.too_long"],
        ),
        (Opens.USED, dict.fromkeys(ITEMS, 4), {}, ["round.answered"]),
        (Opens.OVER, dict.fromkeys(ITEMS, 4), {}, ["round.over"]),
    ],
)
def test_what_may_be_sent(opens, answers, texts, codes):
    found = rules.may_answer_round(opens, MSF, answers, texts).codes
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(codes))


@pytest.mark.parametrize(
    ("profession", "small"), [("doctor", False), ("nurse", True), ("secretary", True)]
)
def test_a_small_group_is_told(profession, small):
    everybody = ("doctor", "doctor", "doctor", "nurse", "nurse", "secretary")
    assert rules.is_small_group(profession, everybody) is small


@pytest.mark.parametrize(
    ("days", "due"), [(0, 0), (6, 0), (7, 1), (13, 1), (14, 2), (21, 2), (22, 0)]
)
def test_reminders_are_few(days, due):
    asked_on = TODAY
    today, closes_on = asked_on + days * DAY, asked_on + 21 * DAY
    assert rules.reminders_due(asked_on, today, closes_on, (7, 14)) == due
