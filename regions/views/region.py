"""What is known of a region: its model, its units, and how sure we are of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from regions import access, queries
from regions.reminding import delays_among
from regions.roles import Permission


@require_GET
def region(request: HttpRequest, region_slug: str) -> HttpResponse:
    here = request.region
    today = access.today()
    models = list(queries.models_in_force(here, today))
    units = list(queries.units(here))
    context = {
        "models": models,
        "coming": queries.models_to_come(here, today),
        "settings": queries.settings_of(models),
        "delays": delays_among(models),
        "units": [unit for unit in units if unit.is_open_on(today)],
        "closed_units": [unit for unit in units if not unit.is_open_on(today)],
        "regions": queries.regions(),
        "may_appoint": access.may(request.user, Permission.APPOINT, here),
        "may_plan": access.may(request.user, Permission.PLAN, here),
        "may_issue": access.may(request.user, Permission.ISSUE, here),
        "may_administer": access.may(request.user, Permission.ADMINISTER, here),
    }
    return render(request, "regions/region.html", context)
