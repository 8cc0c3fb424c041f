"""The form of an application that is not sent: kept while it is written, then sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from bt_admin.lib.drafts import as_data, fill, lines
from bt_admin.lib.forms import ask_about_numbers, refuse
from bt_admin.lib.swedish import begin, clock
from bt_admin.lib.verdicts import Refused, Verdict
from placements.views.common import done
from recruitment.actions import applying
from recruitment.enums import ApplicationState
from recruitment.forms.applying import ApplicationForm
from recruitment.queries import cases
from recruitment.queries.adverts import advert_of, towns_to_wish
from recruitment.queries.links import path_of, token_of
from recruitment.queries.methods import method_of
from recruitment.views import papers_shown
from recruitment.views.by_link import opened
from regions.clock import database_now
from regions.drafts import Sheet, secret_of, typed_in
from regions.views.drafts import CONFLICTS, numbers


# ------------------------------------------------------------------------ as it is shown
def form_of(application: Any, data: Any = None) -> ApplicationForm:
    method = method_of(application.round)
    return ApplicationForm(
        data,
        questions=cases.questions_of(method),
        towns=towns_to_wish(application.round),
        with_referees=method.references,
    )


def show_form(
    request: HttpRequest,
    application: Any,
    form: Any = None,
    paper_form: Any = None,
    other: Any = (),
) -> HttpResponse:
    """`form` and `paper_form`: sent and not taken. `other`: what another window wrote."""
    at, method = database_now(), method_of(application.round)
    papers = cases.papers_of(application)
    shown = form
    if shown is None:
        shown = form_of(application)
        fill(shown, application.typed.get("fields", {}))
    context = {
        "application": application,
        "token": token_of(application),
        "advert": advert_of(application.round, at),
        "sheet": shown,
        "form": form if form is not None else paper_form,
        "draft": sheet_for(application),
        "saved_words": _("Sparat %s") % clock(application.saved_at)
        if application.typed
        else "",
        "left": left_to_do(application, papers, method),
        "kinds": papers_shown.kinds(application, papers, method, at, paper_form),
        "other": other,
    }
    refused = form is not None or paper_form is not None
    page = "recruitment/apply.html"
    return render(request, page, context, status=422 if refused else 200)


def sheet_for(application: Any) -> Sheet:
    """What static/js/drafts.js is told. The link itself is kept on no device."""
    return Sheet(
        form=f"application:{application.pk}",
        writer=application,
        shape="",
        basis="",
        url=reverse("case_keep", args=[application.region.slug, token_of(application)]),
        drop_url="",
        use_url="",
        back="",
        secret=secret_of(application),
        revision=application.version,
    )


def left_to_do(application: Any, papers: Any, method: Any) -> list[tuple[str, str]]:
    """(what, where on the page) of all that is missing before it can be sent."""
    fields = application.typed.get("fields", {})
    form = form_of(application, as_data(fields))
    missing = [
        (label_of(bound), f"#{bound.first_id}")
        for bound in form
        if bound.errors or (bound.name == "licensed_on" and not bound.value())
    ]
    papers_missing = cases.missing_of(application, papers, method)
    return missing + [(begin(one.label), "#handlingar") for one in papers_missing]


def label_of(bound: Any) -> str:
    """As in the form; of a referee it is said whose name it is."""
    if bound.name.startswith(("r1_", "r2_")):
        return _("Referensens %s") % str(bound.label).lower()
    return str(bound.label)


# ------------------------------------------------------------------- kept while written
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, place: str, token: str) -> HttpResponse:
    """POST keeps what was typed; GET gives the token of a page that stood open long."""
    return opened(request, place, token, keep_it)


def keep_it(request: HttpRequest, application: Any) -> HttpResponse:
    writer = str(application.pk)
    if request.method != "POST":
        return JsonResponse({"writer": writer, "token": get_token(request)})
    given = typed_in(request.POST)
    try:
        row = applying.keep_typed(
            application=application, given=given, at=database_now()
        )
    except Refused as refused:
        return refusal(application, refused.verdict)
    return JsonResponse(
        {
            "saved": clock(row.saved_at),
            "revision": row.version,
            "numbers": numbers(given.fields, ""),
        }
    )


def refusal(application: Any, verdict: Verdict) -> JsonResponse:
    reason = verdict.reasons[0]
    told = {
        "error": reason.code,
        "text": reason.text,
        "revision": application.version,
        "saved": clock(application.saved_at),
        "fields": application.typed.get("fields", {}),
    }
    return JsonResponse(told, status=409 if reason.code in CONFLICTS else 422)


@never_cache
@require_safe
def missing(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, show_missing)


def show_missing(request: HttpRequest, application: Any) -> HttpResponse:
    """The list of what is missing, asked for again while the form is filled in."""
    papers, method = cases.papers_of(application), method_of(application.round)
    left = left_to_do(application, papers, method)
    return render(request, "recruitment/_left_to_do.html", {"left": left})


# ------------------------------------------------------------------------------- sending
@never_cache
@require_POST
def send(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, send_it)


def send_it(request: HttpRequest, application: Any) -> HttpResponse:
    """What was typed is kept first, whatever comes of the rest."""
    if application.state != ApplicationState.DRAFT:
        return redirect(path_of(application))  # the second click
    at, form = database_now(), form_of(application, request.POST)
    try:
        row = applying.keep_typed(
            application=application, given=typed_in(request.POST), at=at
        )
    except Refused as refused:
        refuse(form, refused.verdict)
        other = lines((form,), application.typed.get("fields", {}))
        return show_form(request, application, form, other=other)
    if request.POST.get("do") != "send":
        messages.success(request, _("Sparat %s.") % clock(at))
        return redirect(path_of(application))
    ask_about_numbers(form, "")
    if form.is_valid() and done(
        form, lambda: applying.send(application=row, given=form.given(), at=at)
    ):
        return redirect(path_of(application))
    return show_form(request, row, form)
