"""Worries and action plans: who may read them, and the facts the rules ask for."""

from datetime import date

from django.db.models import Q, QuerySet

from assessments.enums import PlanState
from assessments.models import ActionPlan, Concern
from assessments.queries.people import doctor_of, leads_in, person
from assessments.rules.concerns import ConcernFacts, PlanFacts
from bt_admin.lib.swedish import begin
from placements.models import Programme
from placements.queries import permissions_on, programmes_for
from regions import roles
from regions.models import Region, User
from regions.roles import Permission

# Who can have been heard before a plan, in the order they are asked.
CONSULTED = [
    "placement_supervisor", "main_supervisor", "unit_lead", "unit_manager",
    "director_of_studies", "bt_manager", "hr_coordinator",
]  # fmt: skip


def concerns_for(user: User, region: Region) -> QuerySet[Concern]:
    """The worries this person may read: all who lead, and one's own. Never the doctor."""
    rows = Concern.objects.filter(region=region).exclude(programme__doctor__user=user)
    if not leads_in(user, region):
        rows = rows.filter(raised_by=user)
    return rows.select_related(
        "region", "programme__doctor__user", "programme__region", "programme__model",
        "raised_by", "followed_by",
    )  # fmt: skip


def plans_for(user: User, region: Region) -> QuerySet[ActionPlan]:
    """The plans this person may read: drafts those who lead, shared ones also those
    who may see the BT, the doctor first of all."""
    rows = ActionPlan.objects.filter(region=region)
    if not leads_in(user, region):
        seen = programmes_for(user, region).values("pk")
        shared = ~Q(state=PlanState.DRAFT)
        rows = rows.filter(shared, programme__in=seen)
    return rows.select_related(
        "region", "programme__doctor__user", "programme__region", "programme__model",
        "concern", "written_by", "closed_by",
    )  # fmt: skip


def supervises(programme: Programme, user: User) -> bool:
    """Is this person a handledare of the doctor, or the huvudansvariga, now?"""
    return Permission.ASSESS in permissions_on(user, programme)


def concern_facts(programme: Programme, by: User, text: str) -> ConcernFacts:
    return ConcernFacts(
        by=person(by),
        doctor=doctor_of(programme),
        supervises=supervises(programme, by),
        text=text,
    )


def plan_facts(plan: ActionPlan, by: User, today: date, outcome: str = "") -> PlanFacts:
    return PlanFacts(
        leads=leads_in(by, plan.region),
        state=plan.state,
        today=today,
        needs=plan.needs,
        consulted=tuple(plan.consulted),
        due=tuple(plan.actions.values_list("due_on", flat=True)),
        follow_up_on=plan.follow_up_on,
        outcome=outcome,
    )


def consulted_words(keys: list[str]) -> list[str]:
    return [roles.title(key) for key in CONSULTED if key in keys]


def consulted_choices() -> list[tuple[str, str]]:
    return [(key, begin(roles.title(key))) for key in CONSULTED]
