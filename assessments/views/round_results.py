"""The answers of a 360, looked through before the doctor reads them; and the talk."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions import rounds as actions
from assessments.enums import RoundState
from assessments.forms.rounds import ReasonForm, RoundTalkForm
from assessments.rules import rounds as rules
from assessments.views.common import page
from assessments.views.round_raters import uuid_or_none
from assessments.views.rounds import (
    facts_of,
    result_context,
    round_crumbs,
    visible_round,
)
from bt_admin.lib.forms import written
from placements.views.common import posted
from regions import access
from regions.clock import database_now
from regions.drafts import drafts_at, keeps_draft, lay_out


@keeps_draft
@require_http_methods(["GET", "POST"])
def moderate(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What everybody said together, each text with a way to keep it from the doctor."""
    row = visible_round(request, pk)
    if request.method == "POST" and row.state == RoundState.RELEASED:
        return redirect(row)  # a second click
    rules.may_moderate(facts_of(request, row)).require()
    sent = request.POST.get("do", "") if request.method == "POST" else ""
    who = {"round": row, "by": request.user, "at": database_now()}
    text_id = uuid_or_none(request.POST.get("text"))
    if sent == "release":
        actions.release_round(**who)
        words = {"doctor": row.programme.doctor.user}
        messages.success(request, _("Utlämnad. %(doctor)s kan läsa den nu.") % words)
        return redirect(row)
    if sent == "show" and text_id:
        actions.show_text(text_id=text_id, **who)
        return redirect(f"{request.path}#text-{text_id}")
    form = reason_form(request, text_id) if sent == "hide" and text_id else None
    begun = drafts_at(request)
    sent_form = {text_id: laid_out(request, form, text_id, begun)} if form else {}
    if form and written(
        form,
        lambda given: actions.hide_text(text_id=text_id, reason=given["reason"], **who),
    ):
        return redirect(f"{request.path}#text-{text_id}")
    shown = result_context(row, hidden_too=True)
    context = {
        "row": row,
        "doctor": row.programme.doctor.user,
        "crumbs": round_crumbs(
            request, row.programme, (_("360-återkoppling"), row.get_absolute_url())
        ),
        "form": form,
        "texts": [
            (box, with_forms(request, box, sent_form, begun))
            for box in shown["result"].boxes
        ],
        **shown,
    }
    return page(request, "assessments/round_moderate.html", context)


def with_forms(
    request: HttpRequest, box: Any, sent: dict[Any, Any], begun: Any
) -> list[Any]:
    """Each text with the form that hides it; what was sent is not made anew."""
    return [
        (one, *(sent.get(one.pk) or hiding(request, one, begun))) for one in box.texts
    ]


def reason_form(request: HttpRequest, text_id: Any) -> ReasonForm:
    return ReasonForm(
        posted(request),
        prefix=str(text_id),
        label=_("Varför döljs den?"),
        readers=_("Läses av dem som är studierektorer."),
    )


def hiding(request: HttpRequest, text: Any, begun: Any) -> Any:
    """Each text its own form; the one that was sent and refused is not made anew."""
    form = ReasonForm(
        prefix=str(text.pk),
        label=_("Varför döljs den?"),
        readers=_("Läses av dem som är studierektorer."),
    )
    return laid_out(request, form, text.pk, begun)


def laid_out(request: HttpRequest, form: ReasonForm, key: Any, begun: Any) -> Any:
    """The form, its draft, and whether it is shown unfolded."""
    draft = lay_out(request, form, name=str(key), among=begun)
    return form, draft, form.is_bound or bool(draft.state)


@require_http_methods(["GET", "POST"])
def talk(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The two have talked about it: when."""
    row = visible_round(request, pk)
    facts, today = facts_of(request, row), access.today()
    rules.may_begin_talk(facts).require()
    form = RoundTalkForm(posted(request), initial={"on": row.talk_on or today})
    if written(
        form,
        lambda given: actions.note_round_talk(
            round=row, on=given["on"], by=request.user, at=database_now()
        ),
    ):
        messages.success(request, _("Samtalet är registrerat."))
        return redirect(row)
    context = {
        "row": row,
        "doctor": row.programme.doctor.user,
        "form": form,
        "back_url": row.get_absolute_url(),
        "back_label": _("360-återkoppling"),
    }
    return page(request, "assessments/round_talk.html", context)
