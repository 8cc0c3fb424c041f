"""«Rätta» pressed twice at the same moment: one new version, and no more."""

import pytest

from assessments.models import Assessment, AssessmentSignature
from bt_admin.lib.verdicts import Refused
from regions.audit import broken_links
from regions.context import in_region
from tests.assessments import acts
from tests.assessments.corrections import correct
from tests.at_once import at_once
from tests.cast import Cast, Company

TWO = 2


@pytest.fixture
def company(transactional_db: None, cast: Cast) -> Company:
    return cast.kronoberg


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_new_version(company: Company) -> None:
    """Both read the same text; the second is told that it is corrected already."""
    me = company.supervisor
    with in_region(company.region.pk, me.pk):
        row = acts.signed(company)
        shown = acts.shown(row)

    def work() -> object:
        with in_region(company.region.pk, me.pk):
            former = Assessment.objects.get(pk=row.pk)
            return correct(company, former, shown=shown).pk

    results = at_once([work] * TWO)
    [refused] = [one for one in results if isinstance(one, Refused)]
    assert refused.verdict.codes == ["correct.already"]
    with in_region(company.region.pk, me.pk):
        old, new = Assessment.objects.order_by("version")
        assert (old.pk, old.state, new.replaces, new.state) == (
            row.pk, "amended", old, "signed",
        )  # fmt: skip
        assert [new.pk] == [one for one in results if one is not refused]
        assert AssessmentSignature.objects.count() == TWO
        assert list(broken_links(company.region.pk)) == []
