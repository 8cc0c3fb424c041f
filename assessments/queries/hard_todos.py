"""Delmål that are hard to judge, begun in time: reminded of early. Part of one query.

BT6 and BT7 are shown by a piece of work, not by what happens to come in. delmal.toml
says when they are reminded of; any activity or assessment for one ends it.
"""

from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db.models import (
    Case,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import ActivityDelmal, AssessmentDelmal
from assessments.queries.visible import WITHDRAWN
from assessments.queries.waiting import NOTHING, Part, Waiting, columns
from assessments.rules.delmal import Delmal, catalogue
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import delmal_list
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import PlacementPeriod, Programme
from regions.models import Region, User


def to_begin(user: User, region: Region, today: date) -> QuerySet[Any]:
    """The doctor's BT under way, far enough for a hard delmål that nothing is there for."""
    periods = PlacementPeriod.objects.filter(placement__programme=OuterRef("pk"))
    rows = Programme.objects.filter(
        region=region,
        doctor__user=user,
        state__in=[ProgrammeState.PLANNED, ProgrammeState.IN_SERVICE],
        starts_on__lte=today,
    ).annotate(ends=Subquery(periods.order_by("-ends_on").values("ends_on")[:1]))
    hard = [one for one in catalogue().delmal if one.remind_at is not None]
    lacking = {one.code: is_time(one, today) & ~has_something(one) for one in hard}
    words = [
        Case(When(asked, Value(f"{code} ")), default=NOTHING, output_field=TextField())
        for code, asked in lacking.items()
    ]
    found = rows.filter(reduce(Q.__or__, lacking.values()), ends__gte=today)
    return columns(found, "hard_to_judge", said=Concat(*words, NOTHING))


def is_time(delmal: Delmal, today: date) -> Q:
    """Has that share of the time from the first day to the last passed?

    Asked as: does the BT end by the day on which this share would have been today?
    """
    assert delmal.remind_at is not None
    times = float(Decimal(1) / delmal.remind_at)
    passed = ExpressionWrapper(
        Cast(Value(today), DateField()) - F("starts_on"), output_field=DurationField()
    )
    whole = ExpressionWrapper(passed * Value(times), output_field=DurationField())
    last = ExpressionWrapper(F("starts_on") + whole, output_field=DateField())
    return Q(ends__lte=Cast(last, DateField()))


def has_something(delmal: Delmal) -> Q:
    """An activity, also an unshared one, or an assessment that has not been declined."""
    learned = ActivityDelmal.objects.filter(
        activity__programme=OuterRef("pk"), code=delmal.code
    )
    seen = AssessmentDelmal.objects.filter(
        assessment__programme=OuterRef("pk"), code=delmal.code
    ).exclude(assessment__state__in=WITHDRAWN)
    return Q(Exists(learned)) | Q(Exists(seen))


def begin_it(row: Waiting, region: Region, today: date) -> Todo:
    codes = row.text.split()
    first = f"{reverse('delmal', args=[region.slug, row.key])}#{codes[0]}"
    return Todo(
        title=_("Välj en uppgift för %s") % delmal_list(codes),
        url=first,
        what=_("Inget underlag än"),
        note=_("Det som är svårast att visa tar längst tid. Förslag finns färdiga."),
    )


PARTS = [
    Part("hard_to_judge", to_begin, begin_it, frozenset({ProgrammeRole.DOCTOR})),
]
