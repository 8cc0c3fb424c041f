"""Who is asked in a 360; and how it goes on, or ends."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.actions import rounds as actions
from assessments.enums import RoundState
from assessments.forms.rounds import EndForm, RaterForm, ReasonForm
from assessments.queries import rounds as queries
from assessments.rules import rounds as rules
from assessments.rules.round_facts import RoundFacts
from assessments.rules.round_limits import whom_to_ask
from assessments.views.common import done
from assessments.views.rounds import facts_of, visible_round
from bt_admin.lib.forms import written
from bt_admin.lib.swedish import long_day
from bt_admin.lib.verdicts import YES
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

ASKED_IN = (RoundState.OPEN, RoundState.COLLECTING)


@require_http_methods(["GET", "POST"])
def raters(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The list, one more, one fewer, and the button that sends the letters."""
    row = visible_round(request, pk)
    facts = facts_of(request, row)
    sent = request.POST.get("do", "ask") if request.method == "POST" else ""
    form = RaterForm(request.POST if sent == "ask" else None)
    verdict = rules.may_send_round(facts)
    if sent and (answer := pressed(request, row, sent, form)):
        return answer
    context = {
        "row": row,
        "doctor": row.programme.doctor.user,
        "raters": queries.raters_of(row),
        "form": form if row.state in ASKED_IN else None,
        "is_open": row.state == RoundState.OPEN,
        "may_send": facts.is_doctor or facts.leads,
        "verdict": verdict,
        "facts": facts,
        "told": counted(facts),
        "whom": whom_to_ask(facts.limits),
        "last": facts.limits.days,
        "back_url": row.get_absolute_url(),
        "back_label": _("360-återkoppling"),
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/round_raters.html", context, status=status)


def pressed(
    request: HttpRequest, row: Any, sent: str, form: RaterForm
) -> HttpResponse | None:
    """Do what the button says; None when the form has to be put right first."""
    who = {"round": row, "by": request.user, "at": database_now()}
    if sent == "remove":
        if rater_id := uuid_or_none(request.POST.get("rater")):
            actions.unask_rater(rater_id=rater_id, **who)
        return redirect(request.path)
    if sent == "send":
        if row.state != RoundState.COLLECTING:  # else it is a second click
            actions.send_round(**who)
            messages.success(request, _("Mejlen är på väg."))
        return redirect(row)
    if written(form, lambda _given: asked(form, who)):
        messages.success(request, receipt(row, form.cleaned_data["name"].strip()))
        return redirect(f"{request.path}#ny")
    return None


def asked(form: RaterForm, who: dict[str, Any]) -> Any:
    given = form.cleaned_data
    return actions.ask_rater(
        name=given["name"], email=given["email"], profession=given["profession"], **who
    )


def receipt(row: Any, name: str) -> str:
    if row.state == RoundState.COLLECTING:
        return _("Mejlet till %(name)s är på väg.") % {"name": name}
    return _("%(name)s är med i listan.") % {"name": name}


def counted(facts: RoundFacts) -> str:
    """«7 valda från 3 yrkesgrupper»"""
    groups = len({one.profession for one in facts.raters})
    told = ngettext("%(n)d vald", "%(n)d valda", len(facts.raters))
    from_ = ngettext("%(n)d yrkesgrupp", "%(n)d yrkesgrupper", groups)
    if not facts.raters:
        return _("Ingen vald än")
    return _("%(told)s från %(groups)s") % {
        "told": told % {"n": len(facts.raters)},
        "groups": from_ % {"n": groups},
    }


def uuid_or_none(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


# -------------------------------------------------------------------------- how it ends
@keeps_draft
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Another last day, closed before it, or broken off."""
    row = visible_round(request, pk)
    facts = facts_of(request, row)
    rules.may_change_round(facts).require()
    sent = request.POST.get("do", "cancel") if request.method == "POST" else ""
    end = EndForm(
        request.POST if sent == "move" else None, initial={"closes_on": row.closes_on}
    )
    reason = ReasonForm(
        request.POST if sent == "cancel" else None,
        label=_("Varför avbryts den?"),
        readers=_("Läses av dem som ser omgången, inte av dem som är tillfrågade."),
    )
    draft = lay_out(request, reason)
    if request.method == "POST" and ended(request, row, sent, end, reason):
        return redirect(row)
    collecting = row.state == RoundState.COLLECTING
    context = {
        "row": row,
        "doctor": row.programme.doctor.user,
        "facts": facts,
        "asked": len(facts.raters),
        "end": end if collecting else None,
        "collecting": collecting,
        "close_verdict": rules.may_close_round(facts) if collecting else YES,
        "reason": reason,
        "draft": draft,
        "forms": [end, reason],
        "back_url": row.get_absolute_url(),
        "back_label": _("360-återkoppling"),
    }
    status = 422 if end.errors or reason.errors else 200
    return render(request, "assessments/round_change.html", context, status=status)


def ended(
    request: HttpRequest, row: Any, sent: str, end: EndForm, reason: ReasonForm
) -> bool:
    """Do what was sent; False when it was refused, which the form then shows."""
    who = {"round": row, "by": request.user, "at": database_now()}
    if sent == "close":
        actions.close_round(**who)
        messages.success(request, _("Stängd. Studierektorn går igenom svaren."))
        return True
    if sent == "move":
        if not end.is_valid():
            return False
        day = end.cleaned_data["closes_on"]
        if moved := done(end, lambda: actions.move_end(closes_on=day, **who)):
            words = {"day": long_day(day)}
            messages.success(request, _("Sista dagen är nu %(day)s.") % words)
        return bool(moved)
    if not reason.is_valid():
        return False
    why = reason.cleaned_data["reason"]
    if broken := done(reason, lambda: actions.cancel_round(reason=why, **who)):
        messages.success(request, _("360-återkopplingen är avbruten."))
    return bool(broken)
