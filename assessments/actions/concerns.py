"""A worry is said, taken care of, and may become a plan."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions.collegium import Agreed
from assessments.enums import ConcernState, PlanState
from assessments.models import ActionPlan, AgreedAction, Concern
from assessments.queries import concerns as queries
from assessments.queries.people import leads_in
from assessments.rules import concerns as rules
from placements.models import Programme
from regions import access, audit, mail
from regions.events import Event
from regions.models import User


@transaction.atomic
def raise_concern(
    *, id: UUID, programme: Programme, text: str, by: User, at: datetime
) -> Concern:
    """Say that one is worried. `id` comes with the form: a second click says no more.

    The log of the BT, which the doctor reads, is not told.
    """
    if known := Concern.objects.filter(pk=id, raised_by=by).first():
        return known
    rules.may_raise_concern(queries.concern_facts(programme, by, text)).require()
    row = Concern.objects.create(
        pk=id,
        region_id=programme.region_id,
        programme=programme,
        text=text.strip(),
        raised_by=by,
        raised_at=at,
    )
    audit.record(Event.CONCERN_RAISED, about=row, by=by, at=at)
    for user in access.holders("director_of_studies", programme.region):
        tell(user, row, by=by, at=at, about="concern")
    return row


@transaction.atomic
def follow_concern(
    *, concern: Concern, talk: str, talk_on: date, by: User, at: datetime
) -> Concern:
    """A talk was held about it: what was said, for those who lead."""
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    facts = rules.FollowFacts(
        leads=leads_in(by, concern.region),
        state=concern.state,
        talk=talk,
        on=talk_on,
        raised_on=timezone.localdate(concern.raised_at),
        today=timezone.localdate(at),
    )
    rules.may_follow_concern(facts).require()
    concern.talk, concern.talk_on = talk.strip(), talk_on
    followed(concern, ConcernState.TALKED, by=by, at=at)
    return concern


def followed(concern: Concern, state: ConcernState, *, by: User, at: datetime) -> None:
    concern.state, concern.followed_by, concern.followed_at = state, by, at
    concern.save()
    audit.record(Event.CONCERN_FOLLOWED, about=concern, by=by, at=at)


# --------------------------------------------------------------------------- the plan
@transaction.atomic
def write_plan(
    *,
    id: UUID,
    programme: Programme,
    needs: str,
    consulted: tuple[str, ...],
    follow_up_on: date,
    agreed: tuple[Agreed, ...],
    concern: Concern | None = None,
    share: bool = False,
    by: User,
    at: datetime,
) -> ActionPlan:
    """Write a plan, or write the draft again. The doctor sees it when it is shared.

    `id` comes with the form: a second click writes the same plan.
    """
    plan = ActionPlan.objects.select_for_update(of=("self",)).filter(pk=id).first()
    facts = rules.PlanFacts(
        leads=leads_in(by, programme.region),
        state=plan.state if plan else PlanState.DRAFT,
        today=timezone.localdate(at),
        needs=needs,
        due=tuple(one.due_on for one in agreed),
        follow_up_on=follow_up_on,
    )
    rules.may_write_plan(facts).require()
    if plan is None:
        plan = ActionPlan(
            pk=id, region_id=programme.region_id, programme=programme, concern=concern
        )
    plan.needs, plan.consulted = needs.strip(), list(consulted)
    plan.follow_up_on, plan.written_by, plan.written_at = follow_up_on, by, at
    plan.save()
    write_agreed(plan, agreed)
    audit.record(Event.PLAN_WRITTEN, about=plan, by=by, at=at)
    if concern and concern.state == ConcernState.RAISED:
        followed(concern, ConcernState.PLANNED, by=by, at=at)
    return activate_plan(plan=plan, by=by, at=at) if share else plan


def write_agreed(plan: ActionPlan, agreed: tuple[Agreed, ...]) -> None:
    AgreedAction.objects.filter(plan=plan).delete()
    AgreedAction.objects.bulk_create(
        AgreedAction(
            region_id=plan.region_id,
            plan=plan,
            what=one.what.strip(),
            owner=one.owner,
            due_on=one.due_on,
        )
        for one in agreed
    )


@transaction.atomic
def activate_plan(*, plan: ActionPlan, by: User, at: datetime) -> ActionPlan:
    """Share the plan with the doctor. From here its words stand."""
    plan = locked(plan)
    rules.may_activate_plan(
        queries.plan_facts(plan, by, timezone.localdate(at))
    ).require()
    plan.state, plan.activated_at = PlanState.ACTIVE, at
    plan.save(update_fields=["state", "activated_at"])
    audit.record(
        Event.PLAN_ACTIVATED, about=plan, by=by, at=at, programme=plan.programme
    )
    told = {row.owner for row in plan.actions.select_related("owner")}
    for user in told | {plan.programme.doctor.user}:
        tell(user, plan, by=by, at=at, about="plan")
    return plan


@transaction.atomic
def close_plan(*, plan: ActionPlan, outcome: str, by: User, at: datetime) -> ActionPlan:
    """The plan is over: how it went, for everybody who may read it."""
    plan = locked(plan)
    facts = queries.plan_facts(plan, by, timezone.localdate(at), outcome)
    rules.may_close_plan(facts).require()
    plan.state, plan.outcome = PlanState.CLOSED, outcome.strip()
    plan.closed_by, plan.closed_at = by, at
    plan.save(update_fields=["state", "outcome", "closed_by", "closed_at"])
    audit.record(Event.PLAN_CLOSED, about=plan, by=by, at=at, programme=plan.programme)
    return plan


def locked(plan: ActionPlan) -> ActionPlan:
    rows = ActionPlan.objects.select_for_update(of=("self",))
    return rows.select_related("region", "programme__doctor__user").get(pk=plan.pk)


def tell(
    user: User, row: Concern | ActionPlan, *, by: User, at: datetime, about: str
) -> None:
    if user != by:
        mail.notify(
            user,
            row.get_absolute_url(),
            region=row.region,
            by=by,
            at=at,
            notice=mail.NEWS,
            key=f"{about}:{row.pk}",
        )
