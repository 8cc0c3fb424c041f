"""The figures of regions that share them, side by side; and whether ours are shared."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.dates import number_text, percent_text
from recruitment.actions import figure_sharing as actions
from recruitment.enums import LeaveReason
from recruitment.queries import figure_sharing as queries
from recruitment.rules.figures import FUNNEL
from recruitment.views.common import list_crumbs
from regions import access
from regions.clock import database_now
from regions.roles import Permission

HELD_BACK = "–"


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, region_slug: str) -> HttpResponse:
    """For the office. The button is for who answers for the region's settings."""
    access.require(request.user, Permission.RECRUIT, request.region)
    if request.method == "POST":
        decide(request)
        return redirect("recruitment:compare", region_slug)
    sharing = queries.sharing_of(request.region)
    rounds = queries.shared_rounds(request.region) if sharing else []
    context = {
        "crumbs": list_crumbs(request),
        "sharing": sharing,
        "rounds": [(one, *cells(one.shared)) for one in rounds],
        "more": [
            (one, words) for one in rounds if (words := days_and_reasons(one.shared))
        ],
        "stages": list(FUNNEL.values()),
        "others": any(not one.is_ours for one in rounds),
        "may_decide": access.may(request.user, Permission.ADMINISTER, request.region),
    }
    return render(request, "recruitment/compare.html", context)


def decide(request: Any) -> None:
    given = {"region": request.region, "by": request.user, "at": database_now()}
    if request.POST.get("do") == "stop":
        actions.stop(**given)
        messages.success(request, _("Regionens siffror delas inte längre."))
    elif request.POST.get("do") == "share":
        actions.share(**given)
        messages.success(request, _("Regionens siffror delas nu."))


def cells(shared: Any) -> tuple[list[str], str]:
    """The stages, and the share of places filled, as they are shown."""
    rate = shared.fill_rate
    return (
        [told(shared.stages.get(key)) for key in FUNNEL],
        HELD_BACK if rate is None else percent_text(rate),
    )


def told(number: int | None) -> str:
    return HELD_BACK if number is None else number_text(number)


def days_and_reasons(shared: Any) -> str:
    """«12 dagar. Villkoren 7, Startdatumet 5»: what may be told, else nothing."""
    known = sorted(((n, key) for key, n in shared.reasons.items() if n), reverse=True)
    reasons = ", ".join(f"{LeaveReason(key).label} {n}" for n, key in known)
    days = shared.days
    time = "" if days is None else _("%s dagar.") % number_text(days)
    return " ".join(one for one in (time, reasons) if one)
