from dataclasses import replace
from typing import Any

import pytest

from certificates.rules.beneath import BeneathFacts, unchanged_beneath

NOW = {"efternamn": "Bērziņa", "förnamn": "Elza", "personnummer": "19121212-1212"}
SAME = BeneathFacts(
    applicant=NOW, applicant_now=NOW, service=("A",), service_now=("A",)
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"applicant_now": {**NOW, "efternamn": "Ŋalla"}}, ["beneath.applicant"]),
        ({"applicant_now": {}}, ["beneath.applicant"]),
        ({"service_now": ("A", "B")}, ["beneath.service"]),
        ({"service_now": ()}, ["beneath.service"]),
        ({"corrected": ("Mini-CEX 2027-01-12",)}, ["beneath.assessment"]),
        ({"lost": ("BT3",)}, ["beneath.delmal"]),
        (
            {"applicant_now": {}, "service": (), "lost": ("BT3",)},
            ["beneath.applicant", "beneath.service", "beneath.delmal"],
        ),
    ],
)
def test_what_is_no_longer_so(changes: dict[str, Any], codes: list[str]) -> None:
    verdict = unchanged_beneath(replace(SAME, **changes))
    assert verdict  # it counts until it is revoked
    assert verdict.warning_codes == codes


def test_which_facts() -> None:
    other = {**NOW, "efternamn": "Ŋalla", "personnummer": "18900101-9802"}
    (reason,) = unchanged_beneath(replace(SAME, applicant_now=other)).warnings
    assert reason.text == (
        "Uppgifterna om BT-läkaren har ändrats sedan intyget signerades: efternamn var "
        "”Bērziņa” och är nu ”Ŋalla” och personnumret är ett annat. Återkalla intyget "
        "och signera ett nytt, om det som stod inte ska gälla."
    )
