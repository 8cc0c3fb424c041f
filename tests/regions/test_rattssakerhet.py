"""The lawyer's page names every rule of law, and who asks it."""

import pytest
from django.core.management import CommandError, call_command

from regions.management.commands import rattssakerhet
from regions.management.commands.rattssakerhet import Question, askers, name_of
from regions.management.commands.regelverk import rules

RULES = {name_of(rule): rule for rule in rules()}
APPOINT = "certificates.rules.external.may_be_external_assessor"


def test_the_page_is_up_to_date():
    call_command("rattssakerhet", "--check")


def test_a_rule_of_law_without_a_question_is_told(monkeypatch):
    asked = [one for one in rattssakerhet.questions() if one.rule != APPOINT]
    monkeypatch.setattr(rattssakerhet, "questions", lambda: asked)
    with pytest.raises(CommandError, match="may_be_external_assessor"):
        call_command("rattssakerhet", "--check")


def test_a_question_that_no_rule_answers_is_told(monkeypatch):
    gone = Question("Annat", "Får det?", "certificates.rules.external.may_it")
    asked = [*rattssakerhet.questions(), gone]
    monkeypatch.setattr(rattssakerhet, "questions", lambda: asked)
    with pytest.raises(CommandError, match="may_it"):
        call_command("rattssakerhet", "--check")


def test_who_asks_a_rule_is_read_from_the_code():
    assert askers(RULES[APPOINT]) == [
        "certificates.actions.external.verdict_to_appoint"
    ]
