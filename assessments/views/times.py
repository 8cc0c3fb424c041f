"""How long assessments take, for those who choose the instruments and the people."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.queries.times import LEAST_FORMS, LEAST_PEOPLE, times_in
from bt_admin.lib.swedish import long_day
from regions import access
from regions.roles import Permission

YEAR = timedelta(days=365)


@require_safe
def times(request: HttpRequest, region_slug: str) -> HttpResponse:
    access.require(request.user, Permission.APPOINT, request.region)
    today = access.today()
    since = today - YEAR
    context = {
        "rows": times_in(request.region, since, today),
        "lead": _("Signerat från och med den %s.") % long_day(since),
        "least": {"forms": LEAST_FORMS, "people": LEAST_PEOPLE},
        "crumbs": [(_("Regionen"), reverse("regions:region", args=[region_slug]))],
    }
    return render(request, "assessments/times.html", context)
