"""Läget: the doctors that one follows or leads, in phase and behind."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

import placements.queries
from assessments.forms.cohort import CohortFilter
from assessments.queries.cohort import CohortLine, cohort, in_order
from placements.enums import ProgrammeState
from placements.views.programmes import tabs
from regions import access
from regions.queries import units

PER_PAGE = 50


@require_safe
def the_cohort(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Every BT under way that this person may see, narrowed by what the address says."""
    today = access.today()
    form = CohortFilter(request.GET, list(units(request.region)))
    seen = placements.queries.programmes_for(request.user, request.region)
    under_way = placements.queries.matching(
        seen, today, state=ProgrammeState.IN_SERVICE, **form.chosen
    )
    everybody = cohort(under_way, today)
    shown = [one for one in everybody if is_asked_for(one, form.phase)]
    page = Paginator(in_order(shown, form.order), PER_PAGE)
    context = {
        "filter": form,
        "page": page.get_page(request.GET.get("sida")),
        "lead": lead(everybody),
        "query": form.query,
        "narrowed": bool(form.query),
        "tabs": tabs(region_slug, "assessments:cohort"),
        "today": today,
    }
    return render(request, "assessments/cohort.html", context)


def is_asked_for(one: CohortLine, phase: str) -> bool:
    return {"efter": one.behind > 0, "i-fas": not one.behind}.get(phase, True)


def lead(lines: list[CohortLine]) -> str:
    """«12 gör BT. 3 är efter plan.»"""
    behind = sum(one.behind > 0 for one in lines)
    if not lines:
        return ""
    doing = _("%(n)s gör BT.") % {"n": len(lines)}
    if not behind:
        return f"{doing} {_('Alla är i fas.')}"
    words = ngettext("%(n)s är efter plan.", "%(n)s är efter plan.", behind)
    return f"{doing} {words % {'n': behind}}"
