"""Referees and the record check of one application, for the office and the chair."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from bt_admin.lib.forms import written
from bt_admin.lib.swedish import long_day
from recruitment.actions import references as actions
from recruitment.forms.references import RecordForm
from recruitment.queries import recruits
from recruitment.queries import referees as queries
from recruitment.rules.references import (
    may_ask_referee,
    may_note_record,
    questions_of,
    readable,
)
from recruitment.views.common import crumbs, page, posted
from regions import access
from regions.clock import database_now
from regions.roles import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def references(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Who is asked and has answered; and the day when the extract was shown."""
    row = application_seen(request, pk)
    if request.method == "POST":
        access.require(request.user, Permission.RECRUIT, request.region)
    today = timezone.localdate(database_now())
    form = RecordForm(
        posted(request), initial={"shown_on": row.record_shown_on or today}
    )
    if written(
        form,
        lambda given: actions.note_record(
            application=row,
            shown_on=given["shown_on"],
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("Noterat. Vad som stod i utdraget sparas inte."))
        return redirect(references_url(row))
    context = {
        "application": row,
        "form": form,
        "recruits": recruits(request.user, request.region),
        "record_verdict": may_note_record(row.state, today, today),
        "referees": [
            (one, may_ask_referee(queries.referee_facts(one, today)))
            for one in row.referees.select_related("asked_by", "application")
        ],
        "crumbs": crumbs(row.round),
        "today": today,
    }
    return page(request, "recruitment/references.html", context)


@require_POST
def ask(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Send a link; asked again, a new one."""
    row = referee_seen(request, pk)
    access.require(request.user, Permission.RECRUIT, request.region)
    asked = actions.ask_referee(referee=row, by=request.user, at=database_now())
    words = {"who": asked.name, "day": long_day(asked.expires_on)}
    messages.success(
        request, _("%(who)s får ett mejl med en länk som gäller till %(day)s.") % words
    )
    return redirect(references_url(row.application))


@require_safe
def reference(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What the referee wrote. To read it leaves a line in the log."""
    row = referee_seen(request, pk)
    if row.answered_at:
        actions.note_reading(referee=row, by=request.user, at=database_now())
    questions = questions_of(row.application.round.method)
    context = {
        "referee": row,
        "application": row.application,
        "lines": readable(questions, row.answers),
        "crumbs": crumbs(
            row.application.round, (_("Referenser"), references_url(row.application))
        ),
    }
    return render(request, "recruitment/reference.html", context)


def application_seen(request: Any, pk: UUID) -> Any:
    rows = queries.applications_to_ask_about(request.user, request.region)
    return get_object_or_404(rows, pk=pk)


def referee_seen(request: Any, pk: UUID) -> Any:
    rows = queries.referees_for(request.user, request.region)
    return get_object_or_404(rows, pk=pk)


def references_url(application: Any) -> str:
    return reverse(
        "recruitment:references", args=[application.region.slug, application.pk]
    )
