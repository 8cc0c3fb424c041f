"""The applicant's own part of an interview: when, where, and whether it works."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.calendar import CONTENT_TYPE, calendar_file
from bt_admin.lib.forms import written
from recruitment.actions import interview_calls
from recruitment.forms.references import CallAnswerForm
from recruitment.queries import interview_calls as queries
from recruitment.queries.calendar import calls_in_calendar
from recruitment.rules.consents import OBSERVER
from recruitment.views.case import opened
from recruitment.views.common import page
from regions.clock import database_now


@never_cache
@require_safe
def calendar(request: HttpRequest, place: str, token: str) -> HttpResponse:
    """The times as a feed, which a calendar reads again and again by itself."""
    return opened(request, place, token, feed)


def feed(request: HttpRequest, application: Any) -> HttpResponse:
    content = calendar_file(calls_in_calendar(application), name=_("Intervju till BT"))
    return HttpResponse(content, content_type=CONTENT_TYPE)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, place: str, token: str) -> HttpResponse:
    """The form, alone on its page: opened from the case, back to it when sent."""

    def view(request: HttpRequest, application: Any) -> HttpResponse:
        return answered(request, application, token)

    return opened(request, place, token, view)


def said_before(application: Any, call: Any) -> dict[str, str]:
    """What was answered last; of the observer, else what was agreed to when applying."""
    agreed = {"observer": "ja"} if application.consents.get(OBSERVER) else {}
    return {"phase": call.phase, **agreed, **call.initial}


def answered(request: HttpRequest, application: Any, token: str) -> HttpResponse:
    calls = queries.calls_of(application, database_now())
    phase = request.POST.get("phase") or request.GET.get("del", "")
    call = next((one for one in calls if one.phase == phase), None)
    case = reverse("case", args=[application.region.slug, token])
    if call is None:
        messages.warning(
            request, _("Tiden gäller inte längre. Läs det senaste meddelandet.")
        )
        return redirect(case)
    form = CallAnswerForm(
        request.POST if request.method == "POST" else None,
        asks_observer=call.asks_observer,
        initial=said_before(application, call),
    )
    if written(
        form,
        lambda _given: interview_calls.answer_call(
            application=application,
            phase=phase,
            works=form.works,
            observer_welcome=form.observer_welcome,
            at=database_now(),
        ),
    ):
        said = (
            _("Tack. Du är välkommen.")
            if form.works
            else _(
                "Tack för att du säger till. Du får ett mejl när det finns en ny tid."
            )
        )
        messages.success(request, said)
        return redirect(case)
    context = {"form": form, "call": call, "application": application, "case_url": case}
    return page(request, "recruitment/case_interview_answer.html", context)
