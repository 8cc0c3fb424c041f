"""Whose turn it is: to sign bilaga 4, where the assessor may sign first, and to say
which page a photograph shows.
"""

from datetime import date

from django.utils import timezone

from certificates.models import ScannedPage
from certificates.queries import todos_for
from tests.cast import Cast, Company
from tests.certificates.actions.test_competence import approve, sign
from tests.certificates.year import (
    certified,
    declared,
    overall_assessments,
    prepare,
)
from tests.objects.certificates import make_scanned_page


def titles(company: Company, role: str, held: str) -> list[str]:
    today: date = timezone.localdate()
    rows = todos_for(getattr(company, role), company.region, today, {held})
    return [row.title for row in rows]


def test_the_main_supervisor_is_asked_after_the_assessor(cast: Cast) -> None:
    company = cast.stockholm
    doctor = company.doctor.full_name
    with company.inside(company.bt_manager):
        prepare(company)
        overall_assessments(company)
        certified(company)
        declared(company)
        mine = f"Signera baskompetens för {doctor}"
        assert mine in titles(company, "main_supervisor", "main_supervisor")
        approve(company)
        assert mine in titles(company, "main_supervisor", "main_supervisor")
        sign(company, company.main_supervisor)
        assert mine not in titles(company, "main_supervisor", "main_supervisor")


def test_a_page_that_nobody_has_filed_waits_for_who_may_file_it(cast: Cast) -> None:
    company = cast.kronoberg
    doctor = company.doctor.full_name
    with company.inside(company.doctor):
        scan = make_scanned_page(company)
    with company.inside(company.bt_manager):
        theirs = f"Sortera in skannade original för {doctor}"
        assert titles(company, "administrator", "administrator") == [theirs]
        assert titles(company, "doctor", "doctor") == ["Sortera in skannade original"]
        assert theirs not in titles(company, "main_supervisor", "main_supervisor")
        assert theirs not in titles(company, "hr", "administrator")
        ScannedPage.objects.filter(pk=scan.pk).update(replaced_at=timezone.now())
        assert titles(company, "administrator", "administrator") == []
