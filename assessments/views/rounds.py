"""A 360: opened, the doctor's own picture, and the page where one sees how it goes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions import rounds as actions
from assessments.enums import RoundState
from assessments.forms.rounds import RoundAnswerForm
from assessments.queries import rounds as queries
from assessments.rules import rounds as rules
from assessments.rules.round_answers import may_begin_self
from assessments.rules.round_facts import RoundFacts
from assessments.rules.round_limits import whom_to_ask
from assessments.rules.round_results import strongest, worth_a_talk
from assessments.views.common import (
    crumbs,
    list_url,
    note,
    page,
    visible_programme,
)
from bt_admin.lib.forms import written
from bt_admin.lib.pieces import State
from bt_admin.lib.verdicts import Refused
from placements.queries import permissions_on
from placements.views.common import posted
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

LOOKS = {
    RoundState.OPEN: ("now", ""),
    RoundState.COLLECTING: ("wait", "clock"),
    RoundState.CLOSED: ("wait", "eye"),
    RoundState.RELEASED: ("ok", ""),
    RoundState.CANCELLED: ("none", ""),
}


def visible_round(request: HttpRequest, pk: UUID) -> Any:
    return get_object_or_404(queries.rounds_for(request.user, request.region), pk=pk)


def state_of(row: Any) -> State:
    tone, icon = LOOKS[RoundState(row.state)]
    return State(tone, row.get_state_display(), icon)


def facts_of(request: HttpRequest, row: Any) -> RoundFacts:
    return queries.facts_of(row, request.user, access.today())


def round_crumbs(request: HttpRequest, programme: Any, *more: tuple[str, str]) -> Any:
    listed = (_("Bedömningar"), list_url(programme))
    return crumbs(request, programme, listed, *more)


# ------------------------------------------------------------------------- to open one
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What a 360 is, and the button that opens one."""
    programme = visible_programme(request, pk)
    verdict = queries.may_open(programme, request.user, access.today())
    if not queries.TAKES_PART & permissions_on(request.user, programme):
        raise Refused(verdict)
    if request.method == "POST":
        row = actions.open_round(
            programme=programme, by=request.user, at=database_now()
        )
        return redirect(row)
    given = queries.instrument_now(request.region)
    limits = queries.limits_for(given, programme)
    context = {
        "programme": programme,
        "given": given,
        "limits": limits,
        "whom": whom_to_ask(limits),
        "verdict": verdict,
        "back_url": list_url(programme),
        "back_label": _("Bedömningar"),
    }
    return render(request, "assessments/round_new.html", context)


# --------------------------------------------------------------------- how it goes
@require_safe
def round_page(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Where it stands, what to do next, and the result once it is released."""
    row = visible_round(request, pk)
    note(request, row.programme)
    facts = facts_of(request, row)
    released = row.state == RoundState.RELEASED
    context = {
        "row": row,
        "doctor": row.programme.doctor.user,
        "state": state_of(row),
        "crumbs": round_crumbs(request, row.programme),
        "steps": steps_of(facts),
        "facts": facts,
        "asked": len(facts.raters),
        "may_steer": bool(facts.is_doctor or facts.leads),
        "may_moderate": bool(rules.may_moderate(facts)),
        "may_note_talk": released and facts.guides and not facts.is_doctor,
        "may_send": bool(rules.may_send_round(facts)),
        "over": bool(row.closes_on and row.closes_on < access.today()),
        "whom": whom_to_ask(facts.limits),
        **(result_context(row) if released else {}),
    }
    return render(request, "assessments/round.html", context)


def steps_of(facts: RoundFacts) -> list[tuple[str, str]]:
    """The way there, and how far one has come."""
    done_until = {
        RoundState.OPEN: 1 if facts.self_done else 0,
        RoundState.COLLECTING: 2,
        RoundState.CLOSED: 3,
        RoundState.RELEASED: 5,
        RoundState.CANCELLED: 0,
    }[RoundState(facts.state)]
    words = [
        _("Självskattning"), _("Välj vilka som svarar"), _("Svar samlas in"),
        _("Studierektorn går igenom"), _("Resultat och samtal"),
    ]  # fmt: skip
    return [
        (word, "done" if n < done_until else "current" if n == done_until else "next")
        for n, word in enumerate(words)
    ]


def result_context(row: Any, *, hidden_too: bool = False) -> dict[str, Any]:
    result = queries.result_of(row, hidden_too=hidden_too)
    given = queries.instrument_of_round(row)
    scale = given.items[0].scale
    return {
        "result": result,
        "scale": scale,
        "span": len(scale.steps) - 1 if scale else 1,
        "last_step": scale.steps[-1].label if scale else "",
        "strong": strongest(result.items),
        "apart": worth_a_talk(result.items),
        "shown_text": (given.round or {}).get("shown_text", ""),
    }


# ------------------------------------------------------------------- the doctor's own
@keeps_draft
@require_http_methods(["GET", "POST"])
def own_picture(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The doctor answers first, and once."""
    row = visible_round(request, pk)
    facts = facts_of(request, row)
    if facts.is_doctor and facts.self_done:
        return redirect(row)
    may_begin_self(facts).require()
    given = queries.instrument_of_round(row)
    form = RoundAnswerForm(
        posted(request),
        given=given,
        readers=_(
            "Läses av dig, huvudansvarig handledare och studierektorn, när resultatet "
            "är klart."
        ),
    )
    draft = lay_out(request, form, shape=f"{given.key}/{given.version}")
    who = {"by": request.user, "at": database_now()}
    if written(form, lambda _given: answered(row, form, who)):
        receipt = _("Självskattningen är sparad. Välj vilka som svarar.")
        messages.success(request, receipt)
        return redirect("assessments:round_raters", region_slug, row.pk)
    context = {
        "row": row,
        "form": form,
        "draft": draft,
        "given": given,
        "back_url": row.get_absolute_url(),
        "back_label": _("360-återkoppling"),
    }
    return page(request, "assessments/round_self.html", context)


def answered(row: Any, form: RoundAnswerForm, who: dict[str, Any]) -> Any:
    return actions.answer_self(round=row, answers=form.answers, texts=form.texts, **who)
