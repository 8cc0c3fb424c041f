"""Every trace of a part in a BT binds, and asking costs the same for one and for 200."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.enums import AssessmentState, InstrumentKey
from assessments.models import (
    Assessment,
    Concern,
    FeedbackRound,
    MeetingMember,
    RoundRater,
)
from certificates.models import Kinship
from certificates.queries.involvement import external_facts
from certificates.rules.external import is_independent
from placements.models import Doctor, Programme, ProgrammeAssignment
from recruitment.enums import ApplicationState
from recruitment.models import Application, Referee
from regions.models import Employment, StandIn, User
from tests.cast import Cast, Company, person
from tests.objects.collegium import make_meeting
from tests.objects.recruitment import make_cases, make_recruitment

ROLES = [
    "assessor", "by_link", "rater", "worried", "member", "stand_in", "referee",
    "screener", "earlier", "outsider",
]  # fmt: skip


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        yield cast.kronoberg


def assessed_by(company: Company, **who: object) -> None:
    Assessment.objects.create(
        region=company.region, programme=company.programme,
        instrument=InstrumentKey.MINI_CEX, state=AssessmentState.SIGNED,
        performed_on=timezone.localdate(), registered_at=timezone.now(),
        signed_at=timezone.now(), **who,
    )  # fmt: skip


def asked_in_a_360(company: Company, rater: User) -> None:
    round = FeedbackRound.objects.create(
        region=company.region, programme=company.programme, instrument="msf",
        instrument_version=1, means_from=5, texts_from=5, opened_by=company.doctor,
        opened_at=timezone.now(),
    )  # fmt: skip
    RoundRater.objects.create(
        region=company.region, round=round, name="Någon annan", profession="doctor",
        email=rater.email.upper(), asked_by=company.doctor,
        asked_on=timezone.localdate(),
    )  # fmt: skip


def sat_in_the_kollegium(company: Company, member: User) -> None:
    meeting = make_meeting(company)["kollegiemote"]
    row = MeetingMember.objects.filter(meeting=meeting).first()
    row.meeting.state = "held"
    row.meeting.save()
    MeetingMember.objects.create(
        region=company.region, meeting=row.meeting, user=member,
        role="director_of_studies", attended=True,
    )  # fmt: skip


def was_in_the_hiring(company: Company, referee: User, screener: User) -> None:
    make_cases(company, make_recruitment(company))
    application = Application.objects.first()
    Application.objects.filter(pk=application.pk).update(
        programme=company.programme, state=ApplicationState.HIRED,
        hired_at=timezone.now(), hired_by=company.hr,
        screened_by=screener, screened_at=timezone.now(),
    )  # fmt: skip
    Referee.objects.create(
        region=company.region, application=application, name="R",
        email=referee.email, asked_at=timezone.now(),
    )  # fmt: skip


def was_handledare_in_an_earlier_bt(company: Company, user: User) -> None:
    now = company.programme
    earlier = Programme.objects.create(
        region=company.region, doctor=Doctor.objects.get(pk=now.doctor_id),
        employment_form=now.employment_form, model=now.model, state="ended",
        starts_on=now.starts_on - timedelta(days=900), norm_months=12,
        opened_by=company.doctor, opened_at=timezone.now(),
        ended_on=now.starts_on, ended_reason="Flyttade.", ended_by=company.doctor,
        ended_at=timezone.now(),
    )  # fmt: skip
    ProgrammeAssignment.objects.create(
        region=company.region, programme=earlier, user=user, role="main_supervisor",
        starts=earlier.starts_on, ends=earlier.starts_on,
    )  # fmt: skip


def stood_in(company: Company, user: User) -> None:
    on = timezone.localdate()
    StandIn.objects.create(
        region=company.region, user=user, absent=company.supervisor, role="stand_in",
        starts=on, ends=on,
    )  # fmt: skip


def test_every_trace_binds(company: Company) -> None:
    people = {role: person(role, "elsewhere") for role in ROLES}
    assessed_by(company, assessor=people["assessor"])
    assessed_by(
        company, outsider_name="L", outsider_email=people["by_link"].email.upper()
    )
    asked_in_a_360(company, people["rater"])
    Concern.objects.create(
        region=company.region, programme=company.programme, text="Trött.",
        raised_by=people["worried"], raised_at=timezone.now(),
    )  # fmt: skip
    sat_in_the_kollegium(company, people["member"])
    stood_in(company, people["stand_in"])
    was_in_the_hiring(company, people["referee"], people["screener"])
    was_handledare_in_an_earlier_bt(company, people["earlier"])
    found = external_facts(
        company.programme, list(people.values()), timezone.localdate()
    )
    parts = {
        role: sorted(one.role for one in found[user.pk].involvements)
        for role, user in people.items()
    }
    assert parts == {
        "assessor": ["bedömare"],
        "by_link": ["bedömare"],
        "rater": ["tillfrågad om återkoppling"],
        "worried": ["den som tog upp en oro"],
        "member": ["den som satt med i kollegiet"],
        "stand_in": ["ersättare för handledare"],
        "referee": ["referens inför BT"],
        "screener": ["den som prövade ansökan till BT"],
        "earlier": ["huvudansvarig handledare"],
        "outsider": [],
    }


@pytest.mark.parametrize("by", ["doctor", "external"])
def test_a_relative_cannot_and_nobody_is_told_why(company: Company, by: str) -> None:
    doctor, other = company.doctor, company.external
    about = other if by == "doctor" else doctor
    row = Kinship.objects.create(
        region=company.region, declared_by=getattr(company, by),
        name=f"{about.last_name},  {about.first_name}".upper(),
        declared_at=timezone.now(),
    )  # fmt: skip
    verdict = independence(company)
    assert verdict.codes == ["appoint_external.cannot"]
    assert "närstående" not in verdict.reasons[0].text
    row.ended_at = timezone.now()
    row.save()
    assert independence(company).codes == []


def independence(company: Company):
    today, user = timezone.localdate(), company.external
    return is_independent(external_facts(company.programme, [user], today)[user.pk])


def test_it_costs_the_same_for_one_for_three_and_for_two_hundred(
    company: Company,
) -> None:
    today = timezone.localdate()
    people = User.objects.bulk_create(
        User(email=f"{n}@example.org", first_name="N", last_name=str(n))
        for n in range(200)
    )
    asked = []
    for count in (1, 3, 200):
        with CaptureQueriesContext(connection) as queries:
            external_facts(company.programme, people[:count], today)
        asked.append(len(queries))
    assert asked == [14, 14, 14]


def test_what_another_region_knows_binds_and_is_not_told(
    company: Company, cast: Cast
) -> None:
    there, today = cast.stockholm, timezone.localdate()
    theirs = there.external
    with there.inside():
        for user, days in ((company.doctor, 10), (theirs, 0)):
            Employment.objects.create(
                region=there.region, user=user, unit=there.units[3],
                starts=date(2020, 1, 1), ends=date(2020, 3, 1) + timedelta(days=days),
            )  # fmt: skip
    found = external_facts(company.programme, [theirs, company.external], today)
    verdicts = {user.pk: is_independent(facts) for user, facts in
                ((theirs, found[theirs.pk]),
                 (company.external, found[company.external.pk]))}  # fmt: skip
    assert verdicts[company.external.pk].codes == []
    assert verdicts[theirs.pk].codes == ["appoint_external.cannot"]
    assert there.units[3].name not in verdicts[theirs.pk].reasons[0].text
