"""Telling people that they have a task in a round."""

from datetime import datetime

from recruitment.models import RecruitmentRound
from regions import mail
from regions.models import User


def tell_member(round: RecruitmentRound, user: User, *, by: User, at: datetime) -> None:
    """That there is a task in the round: once a day, whatever the number of tasks.

    A draft is opened by the office alone; those in its group are told when it is
    advertised. Who gives oneself a task knows.
    """
    if user.pk != by.pk:
        key = f"recruiting:{round.pk}:{at:%Y%m%d}"
        path = round.get_absolute_url()
        mail.notify(user, path, region=round.region, key=key, by=by, at=at)


def tell_group(round: RecruitmentRound, *, by: User, at: datetime) -> None:
    """Everybody with a task, each once: the round can be opened from now on."""
    mine = round.members.filter(left_at__isnull=True).values("user")
    for user in User.objects.filter(pk__in=mine).order_by("pk"):
        tell_member(round, user, by=by, at=at)
