import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from certificates.documents import (
    Annexes,
    Applicant,
    ApplicationForm,
    Certifier,
    CompetenceForm,
    CompletedForm,
    CountryAndDate,
    DelmalForm,
    ServiceRow,
)
from certificates.documents.freezing import freeze, print_frozen, thaw

WHO = Applicant("Öberg", "Åsa", "19121212-1212")
BY = Certifier("Karin Björnhede", "19900101-2385", "allmänmedicin", "Vårdcentralen")
THIRD = Decimal("33.3")
FORMS = {
    "application": ApplicationForm(
        applicant=WHO,
        degree=CountryAndDate("Sverige", date(2025, 1, 17)),
        licences=(CountryAndDate("Norge", date(2025, 2, 3)), CountryAndDate("Island")),
        annexes=Annexes(delmal=(1, 2), completed=(3,), competence=(4,)),
    ),
    "delmal": DelmalForm(7, WHO, ("BT1", "BT12"), "Tjänst\ngöring", "Mini-CEX", BY),
    "completed": CompletedForm(
        applicant=WHO,
        rows=(
            ServiceRow("VC", date(2026, 1, 1), date(2026, 3, 31), 75, Decimal("2.25")),
            ServiceRow("VC", date(2026, 4, 1), date(2026, 6, 30), THIRD, Decimal(1)),
        ),
        total=Decimal("2.25"),
        certifier=BY,
    ),
    "competence": CompetenceForm(3, WHO, BY, BY),
}


@pytest.mark.parametrize("kind", FORMS)
def test_there_and_back(kind):
    frozen = json.loads(json.dumps(freeze(FORMS[kind])))
    assert thaw(kind, frozen) == FORMS[kind]
    assert freeze(thaw(kind, frozen)) == frozen


def test_what_is_absent_is_empty():
    assert thaw("application", {"city": "Växjö"}) == ApplicationForm(city="Växjö")


def test_a_whole_per_cent_is_frozen_as_before_and_a_part_as_text():
    rows = freeze(FORMS["completed"])["rows"]
    assert [row["percent"] for row in rows] == [75, "33.3"]
    assert [row.texts()["percent"] for row in FORMS["completed"].rows] == ["75", "33,3"]


@pytest.mark.parametrize(
    ("frozen", "error"),
    [
        ({"colour": "blue"}, KeyError),
        ({"city": 5}, TypeError),
        ({"degree": {"on": "2025-13-01"}}, ValueError),
    ],
)
def test_nothing_is_guessed(frozen, error):
    with pytest.raises(error):
        thaw("application", frozen)


def test_the_same_frozen_form_is_the_same_file():
    first, again, other = (
        print_frozen(
            "competence",
            freeze(FORMS["competence"]),
            created=datetime(2027, 9, 1, 12, tzinfo=UTC),
            identifier=identifier,
        )
        for identifier in (b"0" * 16, b"0" * 16, b"1" * 16)
    )
    assert first == again
    assert first != other
