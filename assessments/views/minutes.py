"""The record of a kollegium: read, and signed by the studierektor."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions.meeting_day import sign_minutes
from assessments.forms import MinutesForm
from assessments.queries import meeting_facts, meeting_people, minutes_digest
from assessments.queries.meeting_packs import judgements_shown
from assessments.rules.meeting_day import may_sign_minutes
from assessments.rules.meetings import SIGNED
from assessments.views.common import page
from assessments.views.meetings import about, visible_meeting
from bt_admin.lib.forms import written
from placements.views.common import posted
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out


@keeps_draft
@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row, today = visible_meeting(request, pk), access.today()
    meeting_facts.may_lead(row, request.user, today).require()
    shown = minutes_digest(row)
    form = MinutesForm(
        posted(request),
        initial={"shown": shown},
        readers=_("Läses av kollegiets ledamöter och dem som leder BT."),
    )
    draft = lay_out(request, form, basis=shown[:16])
    facts = meeting_facts.sign_facts(row, request.user, today, "–")
    verdict = may_sign_minutes(facts)
    if form.is_bound and row.state in SIGNED:
        verdict.require()
    if form.is_bound and form.is_valid():
        if signed(request, row, form):
            messages.success(request, receipt())
            return redirect(row)
        form.data = {**form.data.dict(), "shown": shown}
    context = about(row, request.user, today) | {
        "form": None if row.state in SIGNED else form,
        "draft": draft,
        "verdict": verdict,
        "judged": judgements_shown(row, request.user),
        "signature": row.signatures.select_related("signer").first(),
        "members": [
            (one, meeting_people.title_of(one.role))
            for one in meeting_people.members_of(row)
        ],
        "back_url": row.get_absolute_url(),
        "back_label": row.title,
    }
    return page(request, "assessments/minutes.html", context)


def signed(request: HttpRequest, row: Any, form: MinutesForm) -> Any:
    return written(
        form,
        lambda given: sign_minutes(
            meeting=row,
            minutes=given["minutes"],
            shown=given["shown"],
            login=request.session.get("login_method", ""),
            by=request.user,
            at=database_now(),
        ),
    )


def receipt() -> str:
    return _(
        "Protokollet är signerat. Huvudansvariga handledare har fått veta att de har "
        "ett samtal att hålla."
    )
