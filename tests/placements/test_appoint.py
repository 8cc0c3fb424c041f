"""Supervisors: who may be one, who takes over, and what each may do."""

from datetime import date, timedelta

import pytest

from bt_admin.lib.verdicts import Refused
from placements import actions, queries
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access
from regions.enums import QualificationKind
from regions.models import AuditRow, Qualification
from regions.roles import Permission
from tests.cast import at

MAIN = ProgrammeRole.MAIN_SUPERVISOR


def appoint(company, placement, user):
    return actions.appoint_supervisor(
        placement=placement, user=user, by=company.bt_manager, at=at()
    )


def appoint_main(company, user):
    return actions.appoint_main_supervisor(
        programme=company.programme, user=user, by=company.studierektor, at=at()
    )


def rows():
    return list(AuditRow.objects.values_list("event", "detail"))


def give(user, kind, name=""):
    Qualification.objects.create(user=user, kind=kind, name=name, on=date(2020, 1, 1))


def test_a_specialist_becomes_handledare_and_may_assess(cast):
    company = cast.kronoberg
    psychiatry = company.placements[3]
    with company.inside(company.bt_manager):
        made = appoint(company, psychiatry, company.psychiatrist)
        assert queries.supervisors_of(psychiatry) == [company.psychiatrist]
        assert (made.starts, made.ends) == (cast.today, None)
        may = queries.permissions_on(company.psychiatrist, company.programme)
        assert may == {Permission.SEE, Permission.ASSESS}
        assert rows() == [
            (
                "supervisor.appointed",
                {"user": str(company.psychiatrist.pk), "instead_of": None},
            )
        ]


def test_a_handledare_appointed_late_has_been_so_from_the_first_day(cast):
    company = cast.kronoberg
    surgery = company.placements[2]
    with company.inside(company.bt_manager):
        give(company.psychiatrist, QualificationKind.SPECIALITY, "kirurgi")
        made = appoint(company, surgery, company.psychiatrist)
        assert made.starts == surgery.periods.get().starts_on < cast.today


@pytest.mark.parametrize(
    ("who", "placement", "codes"),
    [
        (
            "untrained",
            1,
            ["appoint_supervisor.not_trained", "appoint_supervisor.wrong_competence"],
        ),
        ("psychiatrist", 1, ["appoint_supervisor.wrong_competence"]),
        (
            "hr",
            1,
            [
                "appoint_supervisor.not_licensed",
                "appoint_supervisor.not_trained",
                "appoint_supervisor.wrong_competence",
            ],
        ),
        (
            "doctor",
            1,
            [
                "appoint_supervisor.self",
                "appoint_supervisor.not_trained",
                "appoint_supervisor.wrong_competence",
            ],
        ),
    ],
)
def test_who_may_not_be_handledare(cast, who, placement, codes):
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        before = ProgrammeAssignment.objects.count()
        with pytest.raises(Refused) as refused:
            appoint(company, company.placements[placement], getattr(company, who))
        assert refused.value.verdict.codes == codes
        assert (ProgrammeAssignment.objects.count(), rows()) == (before, [])
        assert queries.supervisors_of(company.placements[1]) == [company.supervisor]


def test_the_new_huvudansvarig_takes_over_from_the_old(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        made = appoint_main(company, company.psychiatrist)
        old = ProgrammeAssignment.objects.get(user=company.main_supervisor, role=MAIN)
        assert (made.starts, old.ends) == (cast.today, cast.today - timedelta(days=1))
        assert queries.role_on(company.programme, MAIN, cast.today) == made.user
        yesterday = cast.today - timedelta(days=1)
        before = queries.role_on(company.programme, MAIN, yesterday)
        assert before == company.main_supervisor
        # Handledare on a placement still, but no longer the one who guides.
        may = queries.permissions_on(company.main_supervisor, company.programme)
        assert may == {Permission.SEE, Permission.ASSESS}
        assert list(access.differences()) == []
        assert rows() == [
            (
                "main_supervisor.appointed",
                {
                    "user": str(company.psychiatrist.pk),
                    "instead_of": str(company.main_supervisor.pk),
                },
            )
        ]


def test_the_same_person_again_changes_nothing(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        before = list(ProgrammeAssignment.objects.order_by("pk").values())
        appoint_main(company, company.main_supervisor)
        appoint(company, company.placements[1], company.supervisor)
        assert list(ProgrammeAssignment.objects.order_by("pk").values()) == before
        assert rows() == []


def test_huvudansvarig_is_a_specialist(cast):
    company = cast.kronoberg
    give(company.untrained, QualificationKind.SUPERVISOR_TRAINING)
    give(company.untrained, QualificationKind.SPECIALITY_TRAINING, "kirurgi")
    with company.inside(company.studierektor):
        with pytest.raises(Refused) as refused:
            appoint_main(company, company.untrained)
        assert refused.value.verdict.codes == ["appoint_main_supervisor.not_specialist"]
        # The same ST-läkare may be handledare where the speciality is the placement's.
        appoint(company, company.placements[2], company.untrained)


def test_changing_twice_in_a_day_leaves_the_latest(cast):
    company = cast.kronoberg
    with company.inside(company.studierektor):
        appoint_main(company, company.psychiatrist)
        appoint_main(company, company.supervisor)
        now = queries.role_on(company.programme, MAIN, cast.today)
        assert now == company.supervisor


def test_people_around_come_in_order(cast):
    company = cast.kronoberg
    primary, medicine, *_rest = company.placements
    with company.inside(company.bt_manager):
        assert queries.people_around(company.programme) == [
            (company.main_supervisor, MAIN, None, None),
            (company.main_supervisor, "placement_supervisor", primary, None),
            (company.supervisor, "placement_supervisor", medicine, None),
        ]
