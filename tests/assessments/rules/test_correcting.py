"""Who may correct a signed assessment, and what it takes."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.rules.correcting import (
    CorrectionFacts,
    may_correct,
    may_sign_correction,
)
from assessments.rules.requests import AssessmentFacts
from bt_admin.lib.people import Person

DOCTOR, SIGNER, OTHER = (Person(n, f"Person {n}") for n in range(3))
TODAY = date(2027, 3, 10)
ABOUT = AssessmentFacts(
    by=SIGNER, doctor=DOCTOR, assessor=SIGNER, state="signed", today=TODAY,
    performed_on=date(2027, 3, 3), login="demo", reason="Fel nivå.",
    contact="kansliet",
)  # fmt: skip
GOOD = CorrectionFacts(ABOUT)
ABOUT_KEYS = ("by", "state", "login", "reason", "performed_on", "version_shown")


def facts(**given) -> CorrectionFacts:
    about = {key: given.pop(key) for key in ABOUT_KEYS if key in given}
    return replace(GOOD, about=replace(ABOUT, **about), **given)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"state": "acknowledged"}, []),
        ({"way": "together"}, []),
        ({"state": "requested"}, ["correct.not_signed"]),
        ({"state": "returned"}, ["correct.not_signed"]),
        ({"state": "amended"}, ["correct.already"]),
        ({"by": OTHER}, ["correct.not_signer"]),
        ({"by": DOCTOR}, ["correct.not_signer"]),
        ({"by": OTHER, "types_papers": True}, ["correct.not_signer"]),
        ({"way": "link"}, ["correct.by_link"]),
        ({"way": "link", "by": OTHER, "types_papers": True}, ["correct.by_link"]),
        ({"way": "paper", "by": OTHER, "types_papers": True}, []),
        ({"way": "paper", "by": OTHER}, ["correct.not_office"]),
        ({"way": "paper", "types_papers": True}, ["paper.not_for_oneself"]),
        (
            {"way": "paper", "types_papers": True, "by": DOCTOR},
            ["paper.not_for_oneself"],
        ),
        ({"certified_on": TODAY}, ["correct.certified"]),
        (
            {"by": OTHER, "state": "amended", "certified_on": TODAY},
            ["correct.already", "correct.not_signer", "correct.certified"],
        ),
    ],
)
def test_who_may_correct(given, codes):
    assert may_correct(facts(**given)).codes == codes


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"reason": " \n"}, ["correct.no_reason"]),
        ({"reason": "å" * 1001}, ["correct.long_reason"]),
        ({"reason": f" {'å' * 1000} "}, []),
        ({"changed": False}, ["correct.nothing_changed"]),
        ({"login": "passkey"}, ["sign.login_too_weak"]),
        ({"login": "", "way": "paper", "by": OTHER, "types_papers": True}, []),
        ({"performed_on": date(2027, 3, 11)}, ["assess.future"]),
        ({"version_shown": 2}, ["sign.text_changed"]),
        ({"state": "amended"}, ["correct.already"]),
        ({"by": OTHER}, ["correct.not_signer"]),
    ],
)
def test_what_may_be_signed_as_a_correction(given, codes):
    assert may_sign_correction(facts(**given)).codes == codes


def test_the_refusal_names_who_may():
    [reason] = may_correct(facts(by=OTHER)).reasons
    assert reason.text == (
        "Du får inte rätta den här bedömningen. Det gör bara den som har signerat den. "
        "Är något fel ber du Person 1 att rätta det."
    )
    [reason] = may_correct(facts(certified_on=TODAY)).reasons
    assert "signerades den 10\u00a0mars" in reason.text
