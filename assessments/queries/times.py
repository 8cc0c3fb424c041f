"""How long an assessment takes in real use: from first opened to signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F
from django.db.models.functions import Extract

from assessments.models import Assessment
from assessments.queries.instruments import known_in
from assessments.rules.requests import LOCKED
from bt_admin.lib.order import swedish_key
from regions.models import Region

# With fewer a figure would be about somebody, not about the form.
LEAST_FORMS, LEAST_PEOPLE = 5, 3


@dataclass(frozen=True)
class Time:
    """`unit` empty: the whole region. `seconds` is the median, and half are quicker."""

    instrument: str
    unit: str
    count: int
    seconds: float
    minutes_said: str  # what the instrument itself says it takes to fill in


class Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def times_in(region: Region, since: date, today: date) -> list[Time]:
    """Each instrument, first in the whole region and then unit by unit. Five queries.

    Groups of fewer than five forms, or of fewer than three assessors, are left out.
    """
    rows = Assessment.objects.filter(
        region=region,
        state__in=LOCKED,
        opened_at__isnull=False,
        signed_at__gte=F("opened_at"),
        signed_at__date__gte=since,
    ).order_by()
    forms = {one.given.key: one.given for one in known_in(region, today)}
    in_all = measured(rows.values("instrument"), forms)
    units = rows.filter(placement__unit__isnull=False)
    by_unit = measured(
        units.values("instrument", unit=F("placement__unit__name")), forms
    )
    return sorted(
        [*in_all, *by_unit],
        key=lambda one: (swedish_key(one.instrument), swedish_key(one.unit)),
    )


def measured(groups: Any, forms: Mapping[str, Any]) -> Iterable[Time]:
    took = ExpressionWrapper(F("signed_at") - F("opened_at"), DurationField())
    found = groups.annotate(
        count=Count("pk"),
        people=Count("assessor", distinct=True),
        seconds=Median(Extract(took, "epoch")),
    ).filter(count__gte=LEAST_FORMS, people__gte=LEAST_PEOPLE)
    for row in found:
        form = forms.get(row["instrument"])
        yield Time(
            instrument=form.name if form else row["instrument"],
            unit=row.get("unit", ""),
            count=row["count"],
            seconds=float(row["seconds"]),
            minutes_said=form.form_minutes if form else "",
        )
