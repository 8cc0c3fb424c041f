"""What a certificate rests on is not corrected before it is withdrawn."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from assessments.models import Assessment
from assessments.queries import may_correct
from certificates.actions.revoke import revoke
from certificates.models import Certificate
from tests.assessments import acts
from tests.cast import Cast, Company
from tests.certificates.year import certified, know_numbers


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        know_numbers(cast.kronoberg)
        yield cast.kronoberg


def codes(company: Company, row: Assessment) -> list[str]:
    return may_correct(acts.stored(row), company.supervisor).codes


def test_a_certificate_holds_its_evidence_until_it_is_withdrawn(
    company: Company,
) -> None:
    rests, later = acts.signed(company), acts.signed(company, delmal=("BT12",))
    certified(company, "BT9")
    after = acts.signed(company)
    assert codes(company, rests) == ["correct.certified"]
    assert [codes(company, row) for row in (later, after)] == [[], []]
    revoke(
        certificate=Certificate.objects.get(programme=company.programme),
        reason="Fel delmål.",
        by=company.main_supervisor,
        at=timezone.now(),
    )
    assert codes(company, rests) == []
