"""Two regions hire the same person in the same minute: each a BT, of one account."""

from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from placements.models import Programme
from recruitment.actions import hiring
from recruitment.actions.answering import accept
from recruitment.models import Application, Offer
from regions.actions.people import register_person
from regions.audit import broken_links
from regions.models import User
from tests.at_once import at_once
from tests.cast import Cast, Company
from tests.objects.offers import make_confirmed
from tests.recruitment.views.test_offers import contract

BOTH = 2
NUMBER = "199001019802"


@pytest.fixture
def companies(transactional_db: None, cast: Cast) -> list[Company]:
    """In each, the first and the second have said yes."""
    both = [cast.kronoberg, cast.stockholm]
    for here in both:
        with here.inside(here.bt_manager):
            round = make_confirmed(here, (5, 4, 3)).round
            for number in (1, 2):
                rows = Offer.objects.filter(application__round=round)
                accept(offer=rows.get(application__number=number), at=timezone.now())
    return both


@pytest.fixture
def neither_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked for the account before either has made it."""
    found_none = Barrier(BOTH, timeout=20)

    def register(**facts: Any) -> User:
        found_none.wait()
        return register_person(**facts)

    monkeypatch.setattr(hiring, "register_person", register)


def case_of(here: Company, number: int) -> Application:
    with here.inside(here.bt_manager):
        return Application.objects.get(region=here.region, number=number)


def hiring_of(here: Company, number: int, **typed: str) -> Callable[[], Any]:
    """The form is filled in; it is sent when called."""
    case = case_of(here, number)
    where = reverse("recruitment:hire", args=[here.region.slug, case.pk])
    client = Client()
    client.force_login(here.bt_manager)
    filled = contract(client.get(where), **typed)
    return lambda: (here, client.post(where, filled))


def hire_in_both(companies: list[Company], number: int, **typed: str) -> list[Any]:
    done: Any = at_once([hiring_of(here, number, **typed) for here in companies])
    return sorted(done, key=lambda one: one[1].status_code)


def doctors(companies: list[Company], number: int) -> list[User]:
    """Whose BT it is, in each region; one BT in each, and an audit that holds."""
    found = []
    for here in companies:
        case = case_of(here, number)
        with here.inside(here.bt_manager):
            rows = Programme.objects.filter(doctor__user__email=case.email)
            found.append(rows.get().doctor.user)
            assert list(broken_links(here.region.pk)) == []
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("neither_knows")
def test_both_open_a_bt_for_the_same_account(companies: list[Company]) -> None:
    # Without a number somebody has to say that it is the same person.
    (_, first), (slower, asked) = hire_in_both(companies, 1)
    assert (first.status_code, asked.status_code) == (302, 422)
    assert "Kryssa i att det är samma person" in asked.content.decode()
    assert "Ja, det är samma person" in asked.content.decode()
    assert case_of(slower, 1).programme_id is None
    _, told = hiring_of(slower, 1, same_person="on")()
    assert told.status_code == 302
    one, other = doctors(companies, 1)
    assert one == other
    # With one, it says so itself.
    answers = hire_in_both(companies, 2, personal_number=NUMBER)
    assert [answer.status_code for _, answer in answers] == [302, 302]
    one, other = doctors(companies, 2)
    assert (one, one.personal_number) == (other, NUMBER)
