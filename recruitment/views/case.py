"""The applicant's own page, opened by the personal link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recruitment.enums import ApplicationState
from recruitment.forms.own_case import ConsentsForm
from recruitment.queries import cases
from recruitment.queries.clearing import entry_of
from recruitment.queries.interview_calls import calls_of
from recruitment.queries.links import token_of
from recruitment.queries.methods import method_of
from recruitment.queries.offering import own_offer
from recruitment.queries.own_points import own_points
from recruitment.rules.applying import may_withdraw
from recruitment.rules.case_words import Told, told, told_of_offer, told_of_turn
from recruitment.views import papers_shown
from recruitment.views.by_link import closed, opened
from recruitment.views.draft import show_form
from regions.clock import database_now

__all__ = ["case", "closed", "opened", "show_case"]


@never_cache
@require_safe
def case(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, show)


def show(request: HttpRequest, application: Any) -> HttpResponse:
    """A draft is its form; what has been sent is where it stands."""
    if application.state == ApplicationState.DRAFT:
        return show_form(request, application)
    return show_case(request, application)


def show_case(request: HttpRequest, application: Any, form: Any = None) -> HttpResponse:
    """Where the case stands, what is missing, and every letter about it.

    `form`: of a paper that was not taken.
    """
    at, method = database_now(), method_of(application.round)
    token = token_of(application)
    papers = cases.papers_of(application)
    letters = list(application.mails.order_by("-asked_at"))
    written = [one.asked_at for one in letters]
    offer = cases.live_offer(application)
    facts = cases.case_facts(application, method, written, offer)
    own = own_offer(application, at)
    context = {
        "application": application,
        "token": token,
        "answer_url": reverse("case_answer", args=[application.region.slug, token]),
        "own": own,
        "clearing_entry": entry_of(application),
        "told": about_offer(application, own) or told(facts),
        "letters": letters,
        "points": own_points(application, is_answered=facts.is_answered),
        "calls": calls_of(application, at),
        "calendar_url": reverse("case_calendar", args=[application.region.slug, token]),
        "missing": cases.missing_of(application, papers, method),
        "until": cases.deadlines_of(application, method).last,
        "kinds": papers_shown.kinds(application, papers, method, at, form),
        "questions": answered(application, method),
        "leave": may_withdraw(application.state, has_offer=bool(offer)),
        "is_over": application.state == ApplicationState.WITHDRAWN,
        "consents": ConsentsForm(consents=application.consents),
        "form": form,
    }
    status = 422 if form is not None else 200
    return render(request, "recruitment/case.html", context, status=status)


def about_offer(application: Any, own: Any) -> Told | None:
    """What is said first to who has an offer or waits for one, while it is still so."""
    gone = (ApplicationState.WITHDRAWN, ApplicationState.HIRED)
    if own is None or application.state in gone:
        return None
    if own.offer is None:
        return told_of_turn(own.turn)
    if own.offer.left_at:
        return None
    return told_of_offer(own.offer.state, own.offer.expires_at, is_open=own.is_open)


def answered(application: Any, method: Any) -> list[tuple[str, str]]:
    """What the applicant wrote, below the words it was asked with."""
    given = application.answers.get("questions", {})
    return [
        (one.label, given[one.key])
        for one in cases.questions_of(method)
        if given.get(one.key)
    ]
