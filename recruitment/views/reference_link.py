"""A referee answers a few questions, by a personal link and without an account."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from recruitment.actions import references as actions
from recruitment.forms.references import ReferenceForm
from recruitment.queries import referees as queries
from recruitment.rules.references import link_opens, questions_of
from recruitment.views.common import done, page, posted
from regions.clock import database_now
from regions.context import in_region
from regions.drafts import lay_out_by_link
from regions.queries import region_by_slug

LONGEST_TOKEN = 200
METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def answer(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, fill_in)


@never_cache
@require_http_methods(METHODS)
def decline(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, say_no)


@require_safe
def finished(request: HttpRequest, declined: bool) -> HttpResponse:
    """Thanks; says nothing of whom it was about, so that it can be left open."""
    return render(request, "recruitment/reference_done.html", {"declined": declined})


def opened(
    request: HttpRequest, place: str, token: str, view: Callable[..., HttpResponse]
) -> HttpResponse:
    """A wrong link, an old one and a used one get the same page. To look changes
    nothing: mail scanners look."""
    region = region_by_slug(place)
    if region is None or len(token) > LONGEST_TOKEN:
        return closed(request)
    with in_region(region.pk):
        referee, at = queries.referee_with(token, region), database_now()
        if referee is None or not link_opens(
            queries.referee_facts(referee, timezone.localdate(at))
        ):
            return closed(request)
        response = view(request, referee, at, token)
    response["X-Robots-Tag"] = "noindex"
    # Not "no-referrer": browsers then send forms with no origin, and they are refused.
    response["Referrer-Policy"] = "same-origin"
    return response


def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "recruitment/reference_closed.html", status=404)


def fill_in(request: HttpRequest, referee: Any, at: Any, token: str) -> HttpResponse:
    questions = questions_of(referee.application.round.method)
    form = ReferenceForm(posted(request), questions=questions)
    draft = lay_out_by_link(request, form)
    if form.is_bound and form.is_valid():
        given = {"referee": referee, "answers": form.cleaned_data, "at": at}
        if done(form, lambda: actions.answer_reference(**given)):
            return redirect("reference_answered")
    context = {"form": form, "draft": draft, "referee": referee, "token": token,
               "application": referee.application}  # fmt: skip
    return page(request, "recruitment/reference_answer.html", context)


def say_no(request: HttpRequest, referee: Any, at: Any, token: str) -> HttpResponse:
    if request.method == "POST":
        actions.decline_reference(referee=referee, at=at)
        return redirect("reference_declined")
    context = {"referee": referee, "token": token, "application": referee.application}
    return render(request, "recruitment/reference_decline.html", context)
