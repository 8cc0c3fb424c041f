"""What has waited too long for somebody else, for those who can do something."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.queries.stuck import stuck_for
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from regions import access
from regions.requests import roles_here
from regions.roles import UNIT_LEAD, Permission


@require_safe
def stuck(request: HttpRequest, region_slug: str) -> HttpResponse:
    held = roles_here(request)
    leads = UNIT_LEAD in held
    if not leads and not access.may(request.user, Permission.LEAD, request.region):
        text = _("Sidan är till för studierektor och BT-ansvarig läkare på en enhet.")
        raise Refused(no("stuck.no_role", text, HOUSE))
    rows = stuck_for(request.user, request.region, access.today())
    return render(request, "assessments/stuck.html", {"rows": rows})
