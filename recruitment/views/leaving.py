"""Taking an application back, and replacing its link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from placements.views.common import done, page, posted
from recruitment.actions import leaving, own_links
from recruitment.enums import ApplicationState
from recruitment.forms.own_case import LeaveForm
from recruitment.queries import cases
from recruitment.queries.links import path_of, token_of
from recruitment.rules.applying import may_withdraw
from recruitment.views.by_link import opened
from regions.clock import database_now


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, take_back)


def take_back(request: HttpRequest, application: Any) -> HttpResponse:
    """With a reason; a draft without one, and then nothing of it is left."""
    if application.state == ApplicationState.WITHDRAWN:
        return redirect(path_of(application))  # the second click
    if application.state == ApplicationState.DRAFT:
        return throw_away(request, application)
    form, at = LeaveForm(posted(request)), database_now()
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(
            form,
            lambda: leaving.withdraw(application=application, reason=reason, at=at),
        ):
            messages.success(request, _("Din ansökan är tillbakatagen."))
            return redirect(path_of(application))
    offer = cases.has_live_offer(application)
    context = {
        "application": application,
        "token": token_of(application),
        "form": form,
        "may": may_withdraw(application.state, has_offer=offer),
    }
    return page(request, "recruitment/case_leave.html", context)


def throw_away(request: HttpRequest, application: Any) -> HttpResponse:
    context = {"application": application, "token": token_of(application)}
    if request.method == "POST":
        leaving.throw_away(application=application, at=database_now())
        context["is_gone"] = True
    return render(request, "recruitment/case_throw_away.html", context)


@never_cache
@require_POST
def replace_link(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, mail_another)


def mail_another(request: HttpRequest, application: Any) -> HttpResponse:
    """The new link is mailed and not shown: whoever asks may hold a stolen one."""
    own_links.replace_link(application=application, at=database_now())
    context = {"region": application.region, "is_replaced": True, "demo_case": ""}
    return render(request, "recruitment/public_link_sent.html", context)
