"""Many doctors' delmål in one query say what one doctor's own queries say."""

from assessments.queries import evidence
from assessments.queries.standing import standings
from assessments.rules.progress import delmal_progress
from tests.certificates import year
from tests.page_reads import at_most


def test_it_is_the_same_as_for_one(cast):
    company = cast.kronoberg
    with company.inside():
        year.evidence(company, ["BT1", "BT4"])
        year.overall_assessments(company)
        with at_most(1):
            found = standings([company.programme])[company.programme.pk]
        assert found.progress == delmal_progress(evidence(company.programme))
        assert found.formative == {company.placements[1].pk: 1}
        assert found.overall == {one.pk for one in company.placements}


def test_what_is_certified_counts_as_enough(cast):
    programme = cast.kronoberg.programme
    with cast.kronoberg.inside():
        found = standings([programme], {programme.pk: {"BT1", "BT2"}})[programme.pk]
    assert (found.enough, found.total) == (2, 18)


def test_without_anything_there_are_eighteen_empty(cast):
    with cast.kronoberg.inside():
        found = standings([cast.kronoberg.programme])
    assert [one.enough for one in found.values()] == [0]
