"""Every rule explains itself, and the page about them is what the rules say."""

import inspect

import pytest
from django.core.management import CommandError, call_command

from bt_admin.lib.sources import BILAGA_4, HOUSE, REGIONAL_MODEL
from regions.management.commands import regelverk
from regions.management.commands.regelverk import rule_modules, rules

RULES = {rule.name: rule for rule in rules()}
MODULES = {module.__name__: module for module in rule_modules()}


def test_the_page_is_up_to_date():
    call_command("regelverk", "--check")


def test_an_outdated_page_is_told(monkeypatch):
    monkeypatch.setattr(regelverk, "page", lambda: "changed")
    with pytest.raises(CommandError, match="out of date"):
        call_command("regelverk", "--check")


def test_a_rule_rests_on_what_it_and_its_helpers_name():
    rule = RULES["may_sign_baskompetens"]
    assert rule.question == "May this person sign the intyg om uppnådd baskompetens?"
    assert rule.sources == [BILAGA_4, REGIONAL_MODEL, HOUSE]


@pytest.mark.parametrize("name", [name for name in RULES if name.startswith("may_")])
def test_every_permission_asks_a_question_and_cites(name):
    assert RULES[name].sources


@pytest.mark.parametrize("module", MODULES.values(), ids=list(MODULES))
def test_every_public_verdict_has_its_question(module):
    silent = [
        name
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and name.startswith(("may_", "check_"))
        and "?" not in (function.__doc__ or "")
    ]
    assert silent == []


@pytest.mark.parametrize("module", MODULES.values(), ids=list(MODULES))
def test_rules_know_no_clock(module):
    source = inspect.getsource(module)
    assert ".today()" not in source
    assert ".now()" not in source
