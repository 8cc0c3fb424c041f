"""What has been agreed, in a kollegium or in an action plan, and who may see it."""

from django.db.models import Q, QuerySet

from assessments.models import AgreedAction
from assessments.queries.people import leads_in, person
from assessments.rules.agreed import DoneFacts, may_mark_done
from assessments.rules.meetings import SIGNED
from bt_admin.lib.verdicts import Verdict
from placements.models import Programme
from regions.models import Region, User

RELATED = (
    "region", "owner", "done_by", "collegium__programme__doctor__user",
    "collegium__programme__region", "plan__programme__doctor__user",
    "plan__programme__region",
)  # fmt: skip


def actions_for(user: User, region: Region) -> QuerySet[AgreedAction]:
    """The actions this person may open: their own once agreed, and all who lead.

    To the doctor they do not exist until the doctor has been told.
    """
    rows = AgreedAction.objects.filter(region=region).select_related(*RELATED)
    rows = rows.filter(settled())
    if not leads_in(user, region):
        rows = rows.filter(owner=user)
    return rows.exclude(untold_to(user))


def settled() -> Q:
    """Agreed for good: not what stands in unsigned minutes, or in a plan's draft."""
    without = Q(collegium__isnull=False, collegium__meeting__isnull=True)
    signed = Q(collegium__meeting__state__in=SIGNED)
    return without | signed | Q(plan__activated_at__isnull=False)


def untold_to(user: User) -> Q:
    """What is about this person, who has not been told of it."""
    return Q(
        collegium__programme__doctor__user=user, collegium__fed_back_on__isnull=True
    )


def programme_of(action: AgreedAction) -> Programme:
    agreed_in = action.collegium or action.plan
    assert agreed_in is not None
    return agreed_in.programme


def is_told(action: AgreedAction) -> bool:
    if action.plan:
        return action.plan.activated_at is not None
    return action.collegium is not None and action.collegium.fed_back_on is not None


def done_facts(action: AgreedAction, by: User) -> DoneFacts:
    return DoneFacts(
        by=person(by),
        owner=person(action.owner),
        leads=leads_in(by, action.region),
        is_told=is_told(action),
        is_doctor=programme_of(action).doctor.user_id == by.pk,
    )


def may_finish(action: AgreedAction, user: User) -> Verdict:
    return may_mark_done(done_facts(action, user))
