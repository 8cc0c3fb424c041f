"""Which rounds, applications and reviews a person may see. Nothing else opens one.

The office (RECRUIT in the region) sees every round and every application. Whoever has
a task in a round sees the round, once it is advertised, and their own reviews and
interviews; never an application as such, so never a name.
"""

from django.db.models import Q, QuerySet

from recruitment.enums import ReviewState, RoundState, Task
from recruitment.models import Application, RecruitmentRound, Review, RoundMember
from regions import access
from regions.models import Region, User
from regions.roles import Permission


def recruits(user: User, region: Region) -> bool:
    """Does this person run recruitment in this region?"""
    return access.may(user, Permission.RECRUIT, region)


def decides(user: User, region: Region) -> bool:
    """May this person fix an order, let offers go out, and hire?"""
    return access.may(user, Permission.HIRE, region)


def rounds_for(user: User, region: Region) -> QuerySet[RecruitmentRound]:
    """The rounds this person may open, newest first."""
    parts = RoundMember.objects.filter(user=user, left_at__isnull=True).values("round")
    has_part = Q(pk__in=parts) & ~Q(state=RoundState.DRAFT)
    rounds = RecruitmentRound.objects.filter(at_office(user) | has_part, region=region)
    return rounds.select_related("region")


def at_office(user: User) -> Q:
    """Rows of the regions where this person runs recruitment, without a query more."""
    return Q(region__in=access.keys_with(user, Permission.RECRUIT, Region))


def tasks_in(user: User, round: RecruitmentRound) -> set[str]:
    """What this person does in this round: keys of `Task`."""
    rows = round.members.filter(user=user, left_at__isnull=True)
    return set(rows.values_list("task", flat=True))


def applications_for(user: User, region: Region) -> QuerySet[Application]:
    """The applications that the office works with; a draft is the applicant's alone."""
    rows = Application.objects.filter(region=region, submitted_at__isnull=False)
    return rows.filter(at_office(user)).select_related("region", "round__region")


def reviews_for(user: User, region: Region) -> QuerySet[Review]:
    """This person's own reviews, while the round lasts and they take part in it."""
    return (
        Review.objects.filter(
            region=region,
            reviewer=user,
            superseded_at__isnull=True,
            application__round__members__user=user,
            application__round__members__left_at__isnull=True,
            application__round__members__task__in=[
                Task.CHAIR,
                Task.REVIEWER,
                Task.INTERVIEWER,
            ],
        )
        .exclude(state=ReviewState.PLANNED)
        .exclude(
            application__round__state__in=[RoundState.STARTED, RoundState.EVALUATED]
        )
        .select_related("region", "application__round__region")
        .distinct()
    )
