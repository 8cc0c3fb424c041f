"""Eight people press Signera at the same moment."""

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from certificates.actions.delmal import sign_delmal
from certificates.models import CertificateSignature
from regions.audit import broken_links
from regions.context import in_region
from tests.at_once import at_once
from tests.cast import Cast, Company
from tests.certificates.year import prepare, shown, written

THREADS = 8


@pytest.fixture
def company(transactional_db: None, cast: Cast) -> Company:
    with cast.kronoberg.inside(cast.kronoberg.main_supervisor):
        prepare(cast.kronoberg)
    return cast.kronoberg


@pytest.mark.django_db(transaction=True)
def test_one_signature_for_each_role(company: Company) -> None:
    me = company.main_supervisor
    with in_region(company.region.pk, me.pk):
        digests = shown(written(company, "BT1", "BT2"))

    def sign() -> object:
        with in_region(company.region.pk, me.pk):
            return sign_delmal(
                programme=company.programme,
                digests=digests,
                by=me,
                at=timezone.now(),
                method="demo",
                identified_at=timezone.now(),
            )

    results = at_once([sign] * THREADS)
    refusals = [one for one in results if isinstance(one, Refused)]
    assert [one.verdict.codes for one in refusals] == [["sign.already_signed"]] * 7
    assert len(results) - len(refusals) == 1
    with in_region(company.region.pk, me.pk):
        assert CertificateSignature.objects.count() == 1
        assert list(broken_links(company.region.pk)) == []
