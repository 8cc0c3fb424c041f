"""Which rounds, applications and reviews a person may see. Nothing else opens one.

The office (RECRUIT in the region) sees every round and every application. Whoever has
a task in a round sees the round, once it is advertised, and their own reviews and
interviews; never an application as such, so never a name. Who applies in a round is an
applicant there and nothing else, whatever else they are.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bt_admin.lib.ready_queries import put_together_once
from recruitment.enums import ApplicationState, ReviewState, RoundState, Task
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


def own_cases(user: User) -> QuerySet[Application]:
    """What this person has sent and not taken back.

    A draft tells nothing: anybody can begin one with somebody else's address, and only
    who reads the letters there can send it.
    """
    rows = Application.objects.filter(submitted_at__isnull=False)
    rows = rows.exclude(state=ApplicationState.WITHDRAWN)
    # An account without an address has sent nothing, not what lacks one too.
    return rows.filter(email__iexact=user.email).exclude(email="")


def applies_in(user: User, round: str) -> Q:
    """Rows of rounds where this person applies. `round`: the way there from the row."""
    return Q(**{f"{round}__in": own_cases(user).values("round")})


def rounds_for(user: User, region: Region) -> QuerySet[RecruitmentRound]:
    """The rounds this person takes part in, newest first.

    Each with `is_own`: does this person apply there, and may not open it?
    """
    parts = RoundMember.objects.filter(user=user, left_at__isnull=True).values("round")
    has_part = Q(pk__in=parts) & ~Q(state=RoundState.DRAFT)
    rounds = RecruitmentRound.objects.filter(at_office(user) | has_part, region=region)
    own = own_cases(user).filter(round=OuterRef("pk"))
    return rounds.select_related("region").annotate(is_own=Exists(own))


def round_seen(user: User, region: Region, key: UUID) -> RecruitmentRound | None:
    """The round with this key, as above, if this person takes part in it."""
    return next(iter(_seen(user, user.email, region, key)), None)


@put_together_once
def _seen(
    person: User, email: str, region: Region, key: UUID
) -> QuerySet[RecruitmentRound]:
    return rounds_for(User(pk=person.pk, email=email), region).filter(pk=key)


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
    rows = rows.filter(at_office(user)).exclude(applies_in(user, "round"))
    return rows.select_related("region", "round__region")


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
        .exclude(applies_in(user, "application__round"))
        .exclude(
            application__round__state__in=[RoundState.STARTED, RoundState.EVALUATED]
        )
        .select_related("region", "application__round__region")
        .distinct()
    )
