"""The applicant answers an offer, by the personal link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from recruitment.actions import answering
from recruitment.forms.offers import DeclineForm, PressForm
from recruitment.queries.links import path_of
from recruitment.queries.offering import own_offer
from recruitment.views.case import closed, opened
from recruitment.views.common import page, posted
from regions.clock import database_now
from regions.drafts import lay_out_by_link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, say)


def say(request: HttpRequest, application: Any) -> HttpResponse:
    """Yes by one press; no with a reason, if one wants to give it."""
    at = database_now()
    own = own_offer(application, at)
    if own is None or own.offer is None:
        return closed(request)
    yes = request.POST.get("answer") == "yes"
    form: Any = PressForm(request.POST) if yes else DeclineForm(posted(request))
    draft = lay_out_by_link(request, form)
    if written(form, lambda _given: answered(own.offer, yes, form, at)):
        messages.success(request, words_after(application, yes))
        return redirect(path_of(application))
    context = {
        "application": application,
        "own": own,
        "form": form,
        "draft": draft,
        "asks_why": isinstance(form, DeclineForm) and own.is_open,
        "case_url": path_of(application),
    }
    return page(request, "recruitment/answer.html", context)


def answered(offer: Any, yes: bool, form: Any, at: Any) -> Any:
    if yes:
        return answering.accept(offer=offer, at=at)
    return answering.decline(offer=offer, at=at, **form.cleaned_data)


def words_after(application: Any, yes: bool) -> str:
    if yes:
        return _("Du har tackat ja. Välkommen till %s.") % application.region
    return _("Du har tackat nej, och platsen går vidare.")
