"""A talk is planned, changed, held or cancelled: one page for each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions, queries
from assessments.enums import TalkPlace
from assessments.forms import (
    CancelTalkForm,
    ChangeTalkForm,
    HoldTalkForm,
    PlanTalkForm,
    told_of,
)
from assessments.rules.talks import may_cancel_talk, may_change_talk
from assessments.views.common import page, visible_programme
from assessments.views.talk import begin_from_now, readers_of, talk_of_mine
from bt_admin.lib.forms import written
from bt_admin.lib.swedish import moment
from placements.views.common import posted
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

USUAL_MINUTES = 45


@keeps_draft
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = visible_programme(request, pk)
    queries.may_plan_talks_in(programme, request.user).require()
    own = programme.doctor.user == request.user
    around = queries.who_may_be_met(programme, access.today())
    if not own:
        around = [row for row in around if row.user == request.user]
    form = PlanTalkForm(
        posted(request),
        around=around,
        initial={"minutes": USUAL_MINUTES, "place_kind": TalkPlace.ROOM},
    )
    draft = lay_out(request, form)
    if talk := written(
        form,
        lambda given: actions.plan_talk(
            programme=programme,
            supervisor=form.supervisor(),
            when=form.when(),
            template=given["template"],
            topics=form.topics(),
            by=request.user,
            at=database_now(),
        ),
    ):
        other = talk.supervisor if own else programme.doctor.user
        said = _("Samtalet är inlagt. %s får ett mejl om det.") % other
        messages.success(request, said)
        return redirect(talk)
    context = {
        "form": form,
        "draft": draft,
        "programme": programme,
        "heading": _("Lägg till samtal"),
        "lead": lead(programme, around, own),
        "button": _("Lägg till samtal"),
        "nobody": not around,
        "back_url": reverse("assessments:talks", args=[region_slug, programme.pk]),
        "back_label": _("Samtal"),
    }
    return page(request, "assessments/talk_form.html", context)


def lead(programme: Any, around: list[Any], own: bool) -> str:
    if not own:
        return _("Du och %s.") % programme.doctor.user
    return _("Du och %s.") % around[0].user if len(around) == 1 else ""


def talk_to_change(request: HttpRequest, pk: UUID) -> Any:
    row = talk_of_mine(request, pk)
    facts = queries.talk_facts(row, by=request.user, now=database_now())
    may_change_talk(facts).require()
    return row


@keeps_draft
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = talk_to_change(request, pk)
    form = ChangeTalkForm(posted(request), initial=told_of(row))
    draft = lay_out(request, form, basis=str(row.version))
    if written(
        form,
        lambda given: actions.change_talk(
            talk=row,
            when=form.when(),
            version=given["version"],
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("Samtalet är ändrat."))
        return redirect(row)
    if form.is_bound:
        begin_from_now(form, row)
    return step(
        request,
        row,
        form,
        draft=draft,
        heading=_("Ändra samtalet"),
        button=_("Spara ändringen"),
    )


@keeps_draft
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = talk_to_change(request, pk)
    form = HoldTalkForm(
        posted(request),
        initial=told_of(row),
        readers=readers_now(row),
    )
    draft = lay_out(request, form, basis=str(row.version))
    if written(
        form,
        lambda given: actions.hold_talk(
            talk=row,
            when=form.when(),
            in_working_hours=given["hours"] == "working",
            notes=given["notes"],
            version=given["version"],
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(
            request, _("Samtalet är registrerat. Ni kan båda skriva tills ni avslutar.")
        )
        return redirect(row)
    if form.is_bound:
        begin_from_now(form, row)
    return step(
        request,
        row,
        form,
        draft=draft,
        saved=row.notes if form.errors else "",
        heading=_("Samtalet hölls"),
        button=_("Registrera samtalet"),
        lead=_("Ändra tiden om det blev en annan."),
    )


@keeps_draft
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = talk_of_mine(request, pk)
    facts = queries.talk_facts(row, by=request.user, now=database_now())
    may_cancel_talk(facts, reason="-").require()
    form = CancelTalkForm(
        posted(request),
        readers=readers_now(row),
    )
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: actions.cancel_talk(
            talk=row,
            reason=given["reason"],
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("Samtalet är inställt. Lägg gärna in ett nytt."))
        return redirect("assessments:talks", region_slug, row.programme_id)
    return step(
        request,
        row,
        form,
        draft=draft,
        heading=_("Ställ in samtalet"),
        button=_("Ställ in"),
        lead=moment(row.starts_at),
    )


def readers_now(row: Any) -> str:
    return readers_of(row, queries.main_supervisor(row.programme, access.today()))


def step(request: HttpRequest, row: Any, form: Any, **words: Any) -> HttpResponse:
    context = {
        "form": form,
        "programme": row.programme,
        "lead": "",
        "back_url": row.get_absolute_url(),
        "back_label": _("Samtalet"),
        **words,
    }
    return page(request, "assessments/talk_form.html", context)
