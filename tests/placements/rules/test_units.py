"""What a unit may be called, and until when somebody can serve there."""

from datetime import date

import pytest

from placements.rules.units import (
    ClosingFacts,
    NameFacts,
    ServiceFacts,
    may_be_named,
    may_close,
    may_serve_at,
)

LAST = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Medicinkliniken Ljungby", []),
        ("Medicinkliniken Växjö", ["unit.name_taken"]),
        ("MEDICINKLINIKEN  växjö ", ["unit.name_taken"]),
        ("Medicinkliniken Vaxjo", []),
    ],
)
def test_a_name_is_given_once(name, codes):
    facts = NameFacts(name, ["Kirurgen", "Medicinkliniken Växjö"])
    assert may_be_named(facts).codes == codes


@pytest.mark.parametrize(
    ("closed_on", "last_day", "codes"),
    [
        (None, date(2030, 1, 1), []),
        (LAST, LAST, []),
        (LAST, date(2027, 7, 1), ["unit.closed"]),
        (LAST, None, []),
    ],
)
def test_nobody_serves_past_the_last_day(closed_on, last_day, codes):
    assert may_serve_at(ServiceFacts("Vik", closed_on, last_day)).codes == codes


def test_a_unit_with_doctors_does_not_close():
    assert may_close(ClosingFacts("Vik", LAST))
    staying = tuple((f"Läkare {n}", date(2027, 8, n)) for n in range(1, 9))
    verdict = may_close(ClosingFacts("Vik", LAST, staying))
    assert verdict.codes == ["unit.in_use"]
    assert "Läkare 5" in verdict.reasons[0].text
    assert "3 till" in verdict.reasons[0].text
    assert "Läkare 6" not in verdict.reasons[0].text
