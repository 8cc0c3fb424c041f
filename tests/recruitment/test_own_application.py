"""Who applies in a round is an applicant there and nothing else; a draft proves nothing."""

import pytest
from django.urls import reverse

from recruitment.enums import ApplicationState as A
from recruitment.enums import RoundState, Task
from recruitment.models import ApplicantConflict, Referee
from recruitment.queries.interviews import also_apply
from tests.cast import at
from tests.objects.interviews import make_interview
from tests.objects.recruitment import (
    make_application,
    make_recruitment,
    make_review,
    take_part,
)


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def round(here):
    return make_recruitment(here, RoundState.INTERVIEW)


def status(client, user, name, thing):
    client.force_login(user)
    path = reverse(f"recruitment:{name}", args=["kronoberg", thing.pk])
    return client.get(path).status_code


ROUND = ["round", "applications", "ranking", "offers", "interviews", "sharing",
         "release", "register", "figures", "reconciliation"]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "refused"), [(A.SUBMITTED, 403), (A.DRAFT, 200), (A.WITHDRAWN, 200)]
)
def test_the_office_applies_and_is_out_until_it_is_taken_back(
    client, here, round, state, refused
):
    """With the reason. Somebody else's draft with one's address shuts nobody out."""
    number = None if state == A.DRAFT else 1
    make_application(round, number, state, email=here.deputy.email.upper())
    found = {name: status(client, here.deputy, name, round) for name in ROUND}
    assert found == dict.fromkeys(ROUND, refused)


def test_who_has_no_address_is_not_the_applicant_without_one(client, here, round):
    here.deputy.email = ""
    here.deputy.save(update_fields=["email"])
    make_application(round, 1, email="")
    assert status(client, here.deputy, "round", round) == 200


def test_what_belongs_to_the_round_is_out_too(client, here, round):
    make_application(round, 1, email=here.deputy.email)
    case = make_application(round, 2, A.SHORTLISTED)
    meeting = make_interview(round, [case], [here.recruiter])
    referee = Referee.objects.create(
        region=here.region, application=case, name="Bo", email="bo@example.org"
    )
    things = {
        "application": case, "references": case, "disclose": case,
        "interview": meeting, "reference": referee,
    }  # fmt: skip
    found = {
        name: status(client, here.deputy, name, one) for name, one in things.items()
    }
    assert found == dict.fromkeys(things, 404)


@pytest.mark.parametrize("applies", [True, False])
def test_a_member_who_applies_reads_and_judges_nobody(client, here, round, applies):
    """Neither reviews that were given out before, nor the interviews, nor references."""
    take_part(round, here.recruiter, Task.CHAIR)
    email = here.recruiter.email if applies else "nobody@example.org"
    make_application(round, 1, email=email)
    case = make_application(round, 2, A.SHORTLISTED)
    review = make_review(case, here.recruiter)
    meeting = make_interview(round, [case], [here.recruiter])
    found = [
        status(client, here.recruiter, "review", review),
        status(client, here.recruiter, "interview", meeting),
        status(client, here.recruiter, "references", case),
        status(client, here.recruiter, "my_interviews", round),
    ]
    assert found == ([404, 404, 404, 403] if applies else [200] * 4)


@pytest.mark.parametrize(
    ("state", "left_out"), [(A.SUBMITTED, 1), (A.DRAFT, 0), (A.WITHDRAWN, 0)]
)
def test_an_interviewer_is_left_out_by_what_was_sent_alone(
    here, round, state, left_out
):
    number = None if state == A.DRAFT else 1
    make_application(round, number, state, email=here.recruiter.email)
    assert len(also_apply(round)) == left_out


def test_references_are_not_for_who_has_a_link_to_the_applicant(client, here, round):
    case = make_application(round, 2, A.SHORTLISTED)
    ApplicantConflict.objects.create(
        region=here.region, application=case, user=here.deputy, text="Släkt",
        declared=True, told_at=at(),
    )  # fmt: skip
    assert status(client, here.deputy, "references", case) == 404
    assert status(client, here.hr, "references", case) == 200


# ------------------------------------------------------------- one person, two addresses
def test_the_same_name_twice_is_said_where_it_is_decided(client, here, round):
    one = make_application(round, 1, last_name="Ek", first_name="Amal")
    make_application(round, 2, last_name="EK", first_name="amal", email="b@e.org")
    client.force_login(here.hr)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Sökande 2</a>, b@e.org." in page


def test_but_not_to_who_reads_one_of_them_without_a_name(client, here, round):
    one = make_application(round, 1, last_name="Ek", first_name="Amal")
    other = make_application(
        round, 2, last_name="Ek", first_name="Amal", email="b@e.se"
    )
    make_review(other, here.studierektor)
    take_part(round, here.studierektor, Task.REVIEWER)
    client.force_login(here.studierektor)
    page = client.get(one.get_absolute_url())
    assert page.status_code == 200
    assert page.context["twin"] is None
