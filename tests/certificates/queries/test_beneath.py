"""The record changes beneath what is signed: told on the page and to the responsible."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from certificates.actions.revoke import revoke
from certificates.models import Certificate
from certificates.queries import beneath, replaced_by, todos_for
from placements.models import PlacementPeriod
from tests.cast import Cast, Company
from tests.certificates.actions.test_competence import approve, sign
from tests.certificates.actions.test_completed import draft
from tests.certificates.actions.test_completed import sign as sign_completed
from tests.certificates.views.test_pages import get
from tests.certificates.year import (
    certified,
    declared,
    end_the_year,
    overall_assessments,
    prepare,
)


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.main_supervisor):
        prepare(cast.kronoberg)
        overall_assessments(cast.kronoberg)
        end_the_year(cast.kronoberg)
        certified(cast.kronoberg)
        yield cast.kronoberg


def told(company: Company, role: str, held: str) -> bool:
    user, today = getattr(company, role), timezone.localdate()
    title = f"Underlaget för intyg för {company.doctor.full_name} har ändrats"
    rows = todos_for(user, company.region, today, {held})
    return title in [row.title for row in rows]


def codes(certificate: Certificate) -> list[str]:
    fresh = Certificate.objects.select_related("programme__doctor__user").get(
        pk=certificate.pk
    )
    return beneath(fresh).warning_codes


def test_a_new_name_is_told_until_it_is_made_anew(
    client: Client, company: Company
) -> None:
    old = Certificate.objects.filter(kind="delmal", delmal__code="BT1").get()
    assert codes(old) == []
    assert not told(company, "main_supervisor", "main_supervisor")
    company.doctor.last_name = "Ŋalla"
    company.doctor.save()
    assert codes(old) == ["beneath.applicant"]
    assert told(company, "main_supervisor", "main_supervisor")
    assert not told(company, "bt_manager", "bt_manager")
    page = get(client, company.main_supervisor, old.get_absolute_url())
    assert "Underlaget har ändrats sedan intyget signerades" in page.content.decode()
    assert "är nu ”Ŋalla”" in page.content.decode()
    for one in Certificate.objects.filter(kind="delmal"):
        revoke(
            certificate=one,
            reason="Nytt namn.",
            by=company.main_supervisor,
            at=timezone.now(),
        )
    page = get(client, company.main_supervisor, old.get_absolute_url())
    assert "Utfärda på nytt" in page.content.decode()
    certified(company)
    new = Certificate.objects.filter(delmal__code="BT1", state="certified").get()
    assert (new.version, codes(new)) == (2, [])
    assert replaced_by(Certificate.objects.get(pk=old.pk)) == [new]
    assert not told(company, "main_supervisor", "main_supervisor")


def test_another_plan_beneath_bilaga_3(company: Company) -> None:
    certificate = draft(company)
    sign_completed(company, certificate)
    assert codes(certificate) == []
    assert not told(company, "bt_manager", "bt_manager")
    last = PlacementPeriod.objects.order_by("-ends_on")[0]
    last.ends_on -= timedelta(days=3)
    last.save()
    assert codes(certificate) == ["beneath.service"]
    assert told(company, "bt_manager", "bt_manager")
    assert not told(company, "main_supervisor", "main_supervisor")


def test_delmal_withdrawn_beneath_bilaga_4(company: Company) -> None:
    declared(company)
    sign(company, company.main_supervisor)
    approve(company)
    competence = Certificate.objects.get(kind="competence")
    assert codes(competence) == []
    lost = Certificate.objects.filter(kind="delmal", delmal__code="BT1").get()
    revoke(
        certificate=lost, reason="Fel.", by=company.main_supervisor, at=timezone.now()
    )
    assert codes(competence) == ["beneath.delmal"]
    assert codes(lost) == []  # it does not count any more
