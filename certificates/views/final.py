"""The final judgement of one doctor: what it lacks, by whom and by when."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bt_admin.lib.swedish import long_day, period
from certificates.queries.readiness import last_day_of, missing_for
from certificates.rules.readiness import first_of_last_week, told_from
from certificates.views.common import crumbs, note, page, programme_with
from regions.access import today
from regions.requests import RegionRequest
from regions.roles import Permission


@require_safe
def final(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_with(request, pk, Permission.SEE)
    note(request, programme)
    own = programme.doctor.user_id == request.user.pk
    context = {
        "programme": programme,
        "own": own,
        "crumbs": crumbs(request, programme),
        "missing": missing_for(request.user, programme, today()),
        "today": today(),
        **when(programme),
    }
    return page(request, "certificates/final.html", context)


def when(programme: Any) -> dict[str, Any]:
    """The last week, in words; nothing for a BT without a plan."""
    last = last_day_of(programme)
    if last is None:
        return {"lead": _("Ingen plan finns än, så sista veckan är inte bestämd.")}
    first = first_of_last_week(last)
    words = {"week": period(first, last)}
    return {
        "lead": _("Slutbedömningen görs sista veckan av BT, %(week)s.") % words,
        "told_from": long_day(told_from(last)),
    }
