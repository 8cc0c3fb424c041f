"""Rounds as their list shows them, and a round as its first page does."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from recruitment.enums import ApplicationState, RoundState
from recruitment.models import Application, BTPost, RecruitmentRound
from recruitment.queries.case_list import COMPLEMENTS
from recruitment.queries.visible import rounds_for
from regions.models import Region, User


@dataclass(frozen=True)
class StateCount:
    """How many applications are in one state, and what share of those sent in."""

    state: ApplicationState
    number: int
    percent: int  # of all sent in, to the nearest whole
    complemented: int = 0  # have got what was asked for, and wait to be tried


def listed_rounds(user: User, region: Region) -> QuerySet[RecruitmentRound]:
    """As `rounds_for`, each with `places` and `sent_in`: how many of each. One query."""
    sent_in = Application.objects.filter(submitted_at__isnull=False)
    return rounds_for(user, region).annotate(
        places=_number_of(BTPost.objects.all()), sent_in=_number_of(sent_in)
    )


def _number_of(rows: QuerySet) -> Coalesce:
    """Of these rows, those of the round at hand. Counted apart: no row counts twice."""
    counted = rows.filter(round=OuterRef("pk")).order_by().values("round")
    number = Subquery(counted.annotate(n=Count("pk")).values("n"))
    return Coalesce(number, Value(0), output_field=IntegerField())


def counts_of(round: RecruitmentRound) -> list[StateCount]:
    """Each state that somebody is in, in the order a case passes them. One query."""
    rows = round.applications.filter(submitted_at__isnull=False).order_by()
    counted = rows.values_list("state").annotate(
        number=Count("pk"), new=Count("pk", filter=COMPLEMENTS)
    )
    numbers = {state: (number, new) for state, number, new in counted}
    total = sum(number for number, _new in numbers.values())
    return [
        StateCount(
            state,
            numbers[state][0],
            to_nearest(100 * numbers[state][0], total),
            numbers[state][1],
        )
        for state in ApplicationState
        if state in numbers
    ]


def places_of(round: RecruitmentRound) -> dict[str, int]:
    """How many BT-tjänster there are in each town: {"Växjö": 4, "Ljungby": 2}."""
    rows = round.posts.order_by("place").values_list("place").annotate(Count("pk"))
    return dict(rows)


def past_closing(region: Region, at: datetime) -> QuerySet[RecruitmentRound]:
    """Rounds that nobody has closed though their time to apply is over."""
    return RecruitmentRound.objects.filter(
        region=region, state=RoundState.ADVERTISED, closes_at__lt=at
    )


def to_nearest(amount: int, by: int) -> int:
    """The quotient as a whole number, a half upwards."""
    return (2 * amount + by) // (2 * by)
