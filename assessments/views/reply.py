"""Sending a request back, saying no to it, and throwing away one's own draft."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions, queries
from assessments.forms import ReasonForm
from assessments.views.common import page, to_todo, visible_assessment
from bt_admin.lib.forms import written
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out


@keeps_draft
@require_http_methods(["GET", "POST"])
def return_request(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    words = {
        "heading": _("Skicka tillbaka begäran"),
        "lead": _("%(doctor)s kan ändra den och skicka den igen."),
        "button": _("Skicka tillbaka"),
        "receipt": _("Tillbaka hos %(doctor)s."),
    }
    return reply(request, pk, actions.return_request, words)


@keeps_draft
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    words = {
        "heading": _("Tacka nej till att bedöma"),
        "lead": _("%(doctor)s väljer någon annan."),
        "button": _("Tacka nej"),
        "receipt": _("Du har tackat nej. %(doctor)s väljer någon annan."),
    }
    return reply(request, pk, actions.decline, words)


def reply(
    request: HttpRequest, pk: UUID, action: Callable[..., Any], words: dict[str, str]
) -> HttpResponse:
    row = visible_assessment(request, pk)
    queries.may_reply(row, request.user).require()
    doctor = row.programme.doctor.user.full_name
    words = {key: text % {"doctor": doctor} for key, text in words.items()}
    data = request.POST if request.method == "POST" else None
    form = ReasonForm(data, doctor=doctor)
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: action(
            assessment=row,
            reason=given["reason"],
            by=request.user,
            at=database_now(),
        ),
    ):
        return to_todo(request, words["receipt"])
    sheet = queries.sheet_of(row, with_answers=False)
    context = {"form": form, "row": row, "sheet": sheet, "words": words, "draft": draft}
    return page(request, "assessments/reply.html", context)


@keeps_draft
@require_POST
def discard(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = visible_assessment(request, pk)
    actions.discard_draft(assessment=row, by=request.user, at=database_now())
    return to_todo(request, _("Utkastet är kastat."))
