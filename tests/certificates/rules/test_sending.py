from datetime import date

import pytest

from bt_admin.lib.people import Person
from certificates.rules.sending import (
    SendFacts,
    annex_numbers,
    may_change_application,
    may_record_sent,
)

DOCTOR, OTHER = Person(1, "Ebba Åkerström"), Person(2, "Karin Björnhede")


@pytest.mark.parametrize(
    ("in_order", "keep", "numbers"),
    [
        ([], {}, {}),
        (["a", "b", "c"], {}, {"a": 1, "b": 2, "c": 3}),
        (["a", "b", "c"], {"b": 1}, {"a": 2, "b": 1, "c": 3}),
        (["a", "new", "c"], {"a": 1, "c": 2}, {"a": 1, "new": 3, "c": 2}),
        # Signed, and then withdrawn: its number is free again.
        (["b"], {"a": 1, "b": 2}, {"b": 2}),
        (["new", "b"], {"a": 1, "b": 2}, {"new": 1, "b": 2}),
    ],
)
def test_annex_numbers(in_order, keep, numbers):
    assert annex_numbers(in_order, keep) == numbers


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (SendFacts(DOCTOR, DOCTOR, printed=True), []),
        (SendFacts(DOCTOR, OTHER, printed=True), ["application.not_sender"]),
        (SendFacts(DOCTOR, DOCTOR, printed=False), ["application.not_printed"]),
        (
            SendFacts(DOCTOR, DOCTOR, printed=True, waiting_for=("Karin Björnhede",)),
            ["application.not_signed"],
        ),
        (
            SendFacts(DOCTOR, DOCTOR, printed=True, sent_on=date(2027, 9, 1)),
            ["application.sent"],
        ),
    ],
)
def test_may_record_sent(facts, codes):
    assert may_record_sent(facts).codes == codes


def test_each_name_is_said_once():
    facts = SendFacts(DOCTOR, DOCTOR, True, waiting_for=("Karin", "Eva", "Karin"))
    assert "registrerad för Karin och Eva." in may_record_sent(facts).reasons[0].text


def test_a_sent_application_stays_as_it_is():
    assert may_change_application(None)
    assert may_change_application(date(2027, 9, 1)).codes == ["application.sent"]
