from dataclasses import replace
from datetime import date

import pytest

from certificates.rules.sending import (
    SendFacts,
    annex_numbers,
    may_change_application,
    may_record_sent,
)
from tests.certificates.rules.people import CHEF, LAKARE

READY = SendFacts(doctor=LAKARE, by=LAKARE, printed=True)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="allt underskrivet"),
        pytest.param({"by": CHEF}, ["application.not_sender"], id="chefen"),
        pytest.param(
            {"printed": False}, ["application.not_printed"], id="inte utskrivet"
        ),
        pytest.param(
            {"waiting_for": ("Eva Lind", "Eva Lind")},
            ["application.not_signed"],
            id="penna saknas",
        ),
        pytest.param(
            {"sent_on": date(2028, 2, 1)}, ["application.sent"], id="redan skickad"
        ),
    ],
)
def test_sending(changes, codes):
    assert may_record_sent(replace(READY, **changes)).codes == codes


def test_what_is_sent_is_not_changed():
    assert may_change_application(None).codes == []
    assert may_change_application(date(2028, 2, 1)).codes == ["application.sent"]


@pytest.mark.parametrize(
    ("keep", "numbers"),
    [
        pytest.param({}, {"a": 1, "b": 2, "c": 3}, id="i ordning"),
        pytest.param({"b": 1}, {"a": 2, "b": 1, "c": 3}, id="ett står på papper"),
        pytest.param(
            {"x": 1}, {"a": 1, "b": 2, "c": 3}, id="ett som inte är med längre"
        ),
        pytest.param({"c": 7}, {"a": 1, "b": 2, "c": 7}, id="ett högt nummer"),
    ],
)
def test_annex_numbers(keep, numbers):
    assert annex_numbers(["a", "b", "c"], keep) == numbers
