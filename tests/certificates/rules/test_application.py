from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.delmal import ALL_CODES
from certificates.enums import CertificateKind as Kind
from certificates.enums import CertificateState as State
from certificates.rules.application import (
    ApplicationFacts,
    CertificateFact,
    may_complete_application,
    missing_for_application,
    number_ranges,
)
from tests.certificates.rules.people import CHEF, LAKARE

DELMAL_1 = CertificateFact(Kind.DELMAL, State.ISSUED, ALL_CODES[:9], 1)
DELMAL_2 = CertificateFact(Kind.DELMAL, State.CERTIFIED, ALL_CODES[9:], 2)
COMPLETED = CertificateFact(Kind.COMPLETED, State.ISSUED, (), 3)
COMPETENCE = CertificateFact(Kind.COMPETENCE, State.CERTIFIED, (), 4)
ALL = (DELMAL_1, DELMAL_2, COMPLETED, COMPETENCE)
READY = ApplicationFacts(LAKARE, LAKARE, ALL, {"utdelningsadress": "Storgatan 1"})


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="alla fyra intygen"),
        pytest.param({"by": CHEF}, ["application.not_doctor"], id="chefen"),
        pytest.param(
            {"certificates": ALL[:3]}, ["application.incomplete"], id="bilaga 4 saknas"
        ),
        pytest.param(
            {"certificates": (*ALL[:3], replace(COMPETENCE, state=State.DRAFT))},
            ["application.incomplete"],
            id="bilaga 4 är ett utkast",
        ),
        pytest.param(
            {"certificates": (replace(DELMAL_1, state=State.REVOKED), *ALL[1:])},
            ["application.incomplete"],
            id="bilaga 2 är återkallad",
        ),
        pytest.param(
            {"own_fields": {"utdelningsadress": " ", "postort": "Växjö"}},
            ["application.own_data_missing"],
            id="adressen saknas",
        ),
    ],
)
def test_completing(changes, codes):
    assert may_complete_application(replace(READY, **changes)).codes == codes


def test_what_is_missing_in_words():
    facts = replace(READY, certificates=(DELMAL_1,))
    assert missing_for_application(facts) == (
        "intyg om delmål för BT10–BT18",
        "intyg om fullgjord bastjänstgöring",
        "intyg om uppnådd baskompetens",
    )
    assert may_complete_application(facts).reasons[0].text == (
        "Ansökan kan inte skrivas ut än. Intyg om delmål, fullgjord bastjänstgöring och "
        "uppnådd baskompetens ska bifogas, och intyg om delmål för BT10–BT18, intyg om "
        "fullgjord bastjänstgöring och intyg om uppnådd baskompetens saknas. Följ "
        "länken till det som saknas."
    )


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([1], "1"),
        ([1, 2], "1-2"),
        ([6, 1, 2, 3, 4, 4], "1-4, 6"),
        ([1, 3, 5], "1, 3, 5"),
    ],
)
def test_ranges(numbers, text):
    assert number_ranges(numbers) == text


@given(st.sets(st.integers(1, 40)))
def test_ranges_can_be_counted_again(numbers):
    read: set[int] = set()
    for part in filter(None, number_ranges(numbers).split(", ")):
        first, _, last = part.partition("-")
        read |= set(range(int(first), int(last or first) + 1))
    assert read == numbers
