"""A round's group and places, as their pages list them."""

from django.db.models import QuerySet

from recruitment.enums import Task
from recruitment.models import BTPost, RecruitmentRound, RoundMember


def members_of(round: RecruitmentRound) -> QuerySet[RoundMember]:
    """Who takes part now, by task and then by name."""
    rows = round.members.filter(left_at__isnull=True)
    return rows.select_related("user").order_by(
        "task", "user__last_name", "user__first_name", "pk"
    )


def by_task(round: RecruitmentRound) -> dict[str, list[str]]:
    """Who does what, in the tasks' order: {"granskare": ["Vendela Ahlgrim"]}. One query."""
    found: dict[str, list[str]] = {}
    rows = list(members_of(round))
    for task in Task:
        names = [one.user.full_name for one in rows if one.task == task]
        if names:
            found[str(task.label)] = names
    return found


def posts_of(round: RecruitmentRound) -> QuerySet[BTPost]:
    """Every BT-tjänst with its unit, by town and number."""
    return round.posts.select_related("unit").order_by("place", "number")
