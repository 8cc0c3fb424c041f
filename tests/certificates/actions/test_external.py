"""The external assessment: who may, the jävsförklaring, the outcome."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.enums import AssessmentState, CollegiumOutcome, InstrumentKey
from assessments.models import Assessment, Collegium
from certificates.actions.external import (
    decide,
    declare_conflict,
    declare_free,
    end_external,
)
from certificates.enums import (
    CertificateKind,
    CertificateState,
    ExternalOutcome,
    SignatureRole,
)
from certificates.models import Certificate, ExternalAssessment
from certificates.queries import candidates, current, external_of, material_facts
from certificates.rules.judgement import may_open_material
from placements.enums import ProgrammeState
from placements.models import ProgrammeAssignment
from placements.queries import permissions_on
from regions.enums import QualificationKind
from regions.events import Event
from regions.models import AuditRow, Employment, OutboxMessage, Qualification, User
from regions.roles import Permission
from tests.cast import Cast, Company
from tests.certificates.refusals import refused, verdict_of
from tests.certificates.year import (
    appointed,
    certified,
    declared,
    overall_assessments,
    prepare,
)


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        prepare(cast.kronoberg)
        yield cast.kronoberg


def trained(user: User) -> User:
    """Somebody who could assess, as far as training goes."""
    facts = [QualificationKind.LICENCE, QualificationKind.ASSESSOR_TRAINING]
    for kind in facts:
        Qualification.objects.get_or_create(
            user=user, kind=kind, name="", defaults={"on": timezone.localdate()}
        )
    Qualification.objects.get_or_create(
        user=user,
        kind=QualificationKind.SPECIALITY,
        name="kirurgi",
        defaults={"on": timezone.localdate()},
    )
    return user


def state_of(company: Company) -> str:
    company.programme.refresh_from_db()
    return company.programme.state


def last_events(count: int) -> list[str]:
    rows = AuditRow.objects.order_by("-number").values_list("event", flat=True)
    return list(reversed(rows[:count]))


# ----------------------------------------------------------------------- to appoint
def test_somebody_from_outside_is_appointed(company: Company) -> None:
    assessment = appointed(company)
    assert assessment.assessor == company.external
    assert state_of(company) == ProgrammeState.FINAL_ASSESSMENT
    assert permissions_on(company.external, company.programme) == {Permission.JUDGE}
    assert last_events(1) == [Event.EXTERNAL_APPOINTED]
    to = OutboxMessage.objects.filter(kind="mail").values_list(
        "payload__user", flat=True
    )
    assert str(company.external.pk) in to


def test_one_at_a_time(company: Company) -> None:
    appointed(company)
    codes = refused(appointed, company, trained(company.deputy))
    assert codes == ["appoint_external.already_appointed"]


def test_the_untrained_may_not(company: Company) -> None:
    assert refused(appointed, company, company.studierektor) == [
        "appoint_external.not_qualified"
    ]


def test_the_doctor_may_not(company: Company) -> None:
    codes = refused(appointed, company, trained(company.doctor))
    assert "appoint_external.self" in codes


@pytest.mark.parametrize("role", ["main_supervisor", "supervisor"])
def test_a_supervisor_took_part(company: Company, role: str) -> None:
    codes = refused(appointed, company, trained(getattr(company, role)))
    assert "appoint_external.took_part" in codes


def test_who_opened_the_programme_took_part(company: Company) -> None:
    codes = refused(appointed, company, trained(company.bt_manager))
    assert codes == ["appoint_external.took_part"]


def test_who_worked_at_the_same_unit_at_the_same_time(company: Company) -> None:
    on = company.programme.starts_on + timedelta(days=100)
    Employment.objects.create(
        region=company.region, user=company.external, unit=company.units[2],
        starts=on, ends=on,
    )  # fmt: skip
    (reason,) = verdict_of(appointed, company).reasons
    assert reason.code == "appoint_external.same_unit"
    assert "Kirurgkliniken Kronoberg" in reason.text


def test_who_left_the_unit_the_day_before_may(company: Company) -> None:
    first_day_there = company.programme.starts_on + timedelta(days=92)
    Employment.objects.create(
        region=company.region, user=company.external, unit=company.units[2],
        starts=first_day_there - timedelta(days=900),
        ends=first_day_there - timedelta(days=1),
    )  # fmt: skip
    assert appointed(company).assessor == company.external


def test_who_supervised_another_doctor_there_then(company: Company) -> None:
    ProgrammeAssignment.objects.create(
        region=company.region,
        programme=company.programme,
        placement=company.placements[1],
        user=company.external,
        role="placement_supervisor",
        starts=company.programme.starts_on,
    )
    assert set(refused(appointed, company)) == {
        "appoint_external.same_unit",
        "appoint_external.took_part",
    }


@pytest.mark.parametrize(
    ("state", "took_part"),
    [
        (AssessmentState.SIGNED, True),
        (AssessmentState.DRAFT, True),
        (AssessmentState.REQUESTED, False),
        (AssessmentState.DECLINED, False),
    ],
)
def test_who_has_assessed(company: Company, state: str, took_part: bool) -> None:
    signed_at = timezone.now() if state == AssessmentState.SIGNED else None
    Assessment.objects.create(
        region=company.region, programme=company.programme,
        instrument=InstrumentKey.MINI_CEX, state=state, assessor=company.external,
        performed_on=timezone.localdate(), registered_at=timezone.now(),
        signed_at=signed_at,
    )  # fmt: skip
    if took_part:
        assert refused(appointed, company) == ["appoint_external.took_part"]
    else:
        assert appointed(company).assessor == company.external


def test_who_documented_the_kollegium(company: Company) -> None:
    Collegium.objects.create(
        region=company.region, programme=company.programme,
        held_on=timezone.localdate(), outcome=CollegiumOutcome.ON_TRACK,
        strengths="Lugn.", development="Tempo.", documented_by=company.external,
        documented_at=timezone.now(),
    )  # fmt: skip
    assert refused(appointed, company) == ["appoint_external.took_part"]


def test_the_refusal_names_others_who_could(company: Company) -> None:
    (reason,) = verdict_of(appointed, company, trained(company.bt_manager)).reasons
    assert reason.text.endswith(
        "Välj någon annan: External Kronoberg har ingen sådan koppling."
    )


def test_candidates_cost_the_same_however_many(
    company: Company, django_assert_max_num_queries
) -> None:
    for user in (company.external, company.deputy, company.supervisor):
        trained(user)
        Employment.objects.create(
            region=company.region, user=user, unit=company.units[2],
            starts=timezone.localdate() - timedelta(days=2000),
            ends=timezone.localdate() - timedelta(days=1000),
        )  # fmt: skip
    with django_assert_max_num_queries(16):
        found = candidates(company.programme, timezone.localdate())
    may = {one.user: bool(one.verdict) for one in found}
    assert may == {
        company.external: True,
        company.deputy: True,
        company.supervisor: False,
    }


# ------------------------------------------------------------------- the declaration
def opens(company: Company, assessment: ExternalAssessment) -> list[str]:
    assessment.refresh_from_db()
    return may_open_material(material_facts(assessment, company.external)).codes


def test_the_dossier_opens_with_the_answers(company: Company) -> None:
    assessment = appointed(company)
    assert opens(company, assessment) == ["external.declaration_missing"]
    declare_free(
        assessment=assessment, not_same_unit=True, no_part=True,
        by=company.external, at=timezone.now(),
    )  # fmt: skip
    assert opens(company, assessment) == []
    assert last_events(1) == [Event.EXTERNAL_DECLARED]


@pytest.mark.parametrize(
    ("same", "part"), [(True, False), (False, True), (False, False)]
)
def test_both_answers_are_needed(company: Company, same: bool, part: bool) -> None:
    assert refused(
        declare_free, assessment=appointed(company), not_same_unit=same, no_part=part,
        by=company.external, at=timezone.now(),
    ) == ["external.declaration_incomplete"]  # fmt: skip


def test_nobody_answers_for_another(company: Company) -> None:
    assert refused(
        declare_free, assessment=appointed(company), not_same_unit=True, no_part=True,
        by=company.main_supervisor, at=timezone.now(),
    ) == ["external.not_assessor"]  # fmt: skip


def test_answered_once(company: Company) -> None:
    assert refused(
        declare_free, assessment=declared(company), not_same_unit=True, no_part=True,
        by=company.external, at=timezone.now(),
    ) == ["external.already_declared"]  # fmt: skip


def test_declared_conflict_closes_and_ends(company: Company) -> None:
    assessment = declared(company)
    declare_conflict(assessment=assessment, by=company.external, at=timezone.now())
    assert opens(company, assessment) == ["external.closed"]
    assert assessment.ended_at is not None
    assert external_of(company.programme) is None
    assert state_of(company) == ProgrammeState.IN_SERVICE
    row = ProgrammeAssignment.objects.get(role="external_assessor")
    assert row.ends == timezone.localdate()
    assert refused(appointed, company) == ["appoint_external.declared_conflict"]
    assert refused(
        declare_conflict, assessment=assessment, by=company.external, at=timezone.now()
    ) == ["external.not_assessor"]


def test_rights_end_with_an_assignment_from_before_today(company: Company) -> None:
    assessment = declared(company)
    row = ProgrammeAssignment.objects.get(role="external_assessor")
    row.starts -= timedelta(days=9)
    row.save()
    declare_conflict(assessment=assessment, by=company.external, at=timezone.now())
    assert permissions_on(company.external, company.programme) == set()


def test_the_manager_takes_the_assignment_back(company: Company) -> None:
    assessment = appointed(company)
    end_external(assessment=assessment, by=company.bt_manager, at=timezone.now())
    assert external_of(company.programme) is None
    assert last_events(1) == [Event.EXTERNAL_ENDED]
    assert appointed(company).assessor == company.external


# ------------------------------------------------------------------------ the outcome
def decided(company: Company, assessment: ExternalAssessment, **given: object) -> None:
    decide(
        **{
            "assessment": assessment,
            "outcome": ExternalOutcome.CLINICAL_COMPLEMENT_REQUIRED,
            "held_on": timezone.localdate(),
            "motivation": "BT10: minst två planeringsmöten till.",
            "by": company.external,
            "at": timezone.now(),
            "digest_shown": "",
            "method": "demo",
            "identified_at": timezone.now(),
        }
        | given
    )


def test_another_outcome_than_approved_signs_nothing(company: Company) -> None:
    assessment = declared(company)
    decided(company, assessment)
    assessment.refresh_from_db()
    assert assessment.outcome == ExternalOutcome.CLINICAL_COMPLEMENT_REQUIRED
    assert assessment.ended_at is not None
    assert current(company.programme, CertificateKind.COMPETENCE) is None
    assert state_of(company) == ProgrammeState.FINAL_ASSESSMENT
    assert last_events(1) == [Event.EXTERNAL_DECIDED]
    detail = AuditRow.objects.order_by("-number")[0].detail
    assert detail == {"outcome": "clinical_complement_required"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"motivation": " "}, ["external.reasons_missing"]),
        ({"held_on": timezone.localdate() + timedelta(days=1)}, ["external.future"]),
        ({"outcome": ExternalOutcome.APPROVED}, ["external.incomplete"]),
    ],
)
def test_what_cannot_be_recorded(
    company: Company, given: dict, expected: list[str]
) -> None:
    assessment = declared(company)
    assert refused(decided, company, assessment, **given) == expected
    assessment.refresh_from_db()
    assert assessment.outcome == ""


def test_nobody_decides_for_another(company: Company) -> None:
    codes = refused(decided, company, declared(company), by=company.main_supervisor)
    assert codes == ["external.not_assessor"]


def test_nothing_is_decided_before_the_answers(company: Company) -> None:
    codes = refused(decided, company, appointed(company))
    assert codes == ["external.declaration_missing"]


def test_a_new_assessor_after_another_outcome(company: Company) -> None:
    decided(company, declared(company))
    assert appointed(company).assessor == company.external
    assert external_of(company.programme).outcome == ""


def test_a_new_assessor_undoes_a_half_signed_bilaga_4(company: Company) -> None:
    from tests.certificates.actions.test_competence import sign

    overall_assessments(company)
    certified(company)
    appointed(company)
    sign(company, company.main_supervisor)
    half = current(company.programme, CertificateKind.COMPETENCE)
    assert half.state == CertificateState.DRAFT
    declare_conflict(
        assessment=external_of(company.programme),
        by=company.external,
        at=timezone.now(),
    )
    company.deputy.personal_number = "190001029818"
    company.deputy.save()
    appointed(company, trained(company.deputy))
    half.refresh_from_db()
    assert half.state == CertificateState.REVOKED
    sign(company, company.main_supervisor)
    fresh = current(company.programme, CertificateKind.COMPETENCE)
    assert fresh.content["assessor"]["name"] == "Deputy Kronoberg"
    assert Certificate.objects.filter(kind=CertificateKind.COMPETENCE).count() == 2
    roles = [one.role for one in fresh.signatures.all()]
    assert roles == [SignatureRole.MAIN_SUPERVISOR]
