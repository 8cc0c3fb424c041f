"""The final judgement of one doctor: where it stands, what it lacks, the next step."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.forms import written
from bt_admin.lib.swedish import long_day, period
from certificates import queries
from certificates.actions import final_outcome as actions
from certificates.forms.final import FORMS, StepFields, form_for
from certificates.queries.final import Round, certifies, roles_in_final, round_of
from certificates.queries.final_told import told_of_final
from certificates.queries.readiness import last_day_of, missing_for
from certificates.rules.final_state import may_take_step
from certificates.rules.readiness import first_of_last_week, told_from
from certificates.views.common import (
    address,
    crumbs,
    known_programme,
    note,
    page,
    posted,
    programme_with,
)
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission


@require_safe
def final(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_with(request, pk, Permission.SEE)
    note(request, programme)
    now = round_of(programme, today())
    context = {
        "programme": programme,
        "crumbs": crumbs(request, programme),
        "told": told_of_final(request.user, now, today()),
        "meeting": now.meeting,
        "missing": [] if now.facts.decided_on else missing_now(request, programme),
        "open": now.facts.decided_on is None,
        "today": today(),
        **when(programme, now),
    }
    return page(request, "certificates/final.html", context)


def missing_now(request: RegionRequest, programme: Any) -> list[Any]:
    return missing_for(request.user, programme, today())


def when(programme: Any, now: Round) -> dict[str, Any]:
    """The last week, in words; nothing for a BT without a plan."""
    last = last_day_of(programme)
    if last is None:
        return {"lead": _("Ingen plan finns än, så sista veckan är inte bestämd.")}
    words = {
        "name": f"{now.model.name}en",
        "week": period(first_of_last_week(last), last),
    }
    return {
        "lead": _("%(name)s görs sista veckan av BT, %(week)s.") % words,
        "told_from": long_day(told_from(last)),
    }


# ------------------------------------------------------------------- after the outcome
@keeps_draft
@require_http_methods(["GET", "POST"])
def step(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The one step that is this person's turn: `?steg=` says which."""
    programme = known_programme(request, pk)
    key = request.POST.get("step") or request.GET.get("steg", "")
    now = round_of(programme, today())
    roles = roles_in_final(request.user, programme, today())
    manager = certifies(request.user, programme)
    may_take_step(key if key in FORMS else "", roles, now.facts, manager).require()
    form = form_for(key, posted(request), today(), readers_of(key, programme))
    draft = lay_out(request, form, name=key)
    if taken(request, form, now):
        messages.success(request, DONE[key]())
        return redirect(address("final", programme))
    words = WORDS[key]()
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "heading": words[0],
        "lead": words[1],
        "button": words[2],
        "extend": key == "extension",
        "told": told_of_final(request.user, now, today()),
        "back_url": address("final", programme),
    }
    return page(request, "certificates/final_step.html", context)


ACTIONS: dict[str, Any] = {
    "answer": actions.answer_outcome,
    "tell": actions.tell_outcome,
    "complete": actions.complete_documentation,
    "extension": actions.refuse_extension,
    "reasons": actions.give_reasons,
    "read": actions.confirm_reasons,
    "close": actions.close_case,
}


def taken(request: RegionRequest, form: StepFields, now: Round) -> Any:
    return written(
        form,
        lambda given: ACTIONS[given["step"]](
            programme=now.programme,
            by=request.user,
            at=database_now(),
            **form.given(),
        ),
    )


def readers_of(key: str, programme: Any) -> str:
    """Who will read what is written in this step."""
    who = {"doctor": programme.doctor.user, "chef": queries.bt_chef(programme)}
    if key == "reasons":
        return _("Läses av %(doctor)s, studierektorn och %(chef)s.") % who
    if key == "close":
        return _("Läses av %(doctor)s, huvudansvarig handledare och studierektorn.") % (
            who
        )
    if key == "answer":
        return _(
            "Läses av studierektorn och %(chef)s. En andra bedömare läser det inte."
        ) % (who)
    return _("Läses av huvudansvarig handledare och studierektorn.")


# Heading, what it means, and the button of each step.
WORDS: dict[str, Any] = {
    "answer": lambda: (
        _("Din bedömning"),
        _(
            "Den externa bedömaren har lämnat sitt utfall. Kommer ni fram till samma "
            "gäller det. Kommer du fram till något annat avgör en andra extern bedömare."
        ),
        _("Lämna bedömningen"),
    ),
    "tell": lambda: (
        _("Berätta om utfallet"),
        _("BT-läkaren ser utfallet här när du har registrerat att ni har talats vid."),
        _("Registrera samtalet"),
    ),
    "complete": lambda: (
        _("Underlaget är kompletterat"),
        _("Den externa bedömaren tillfrågas om en ny tid, och underlaget läses igen."),
        _("Underlaget är kompletterat"),
    ),
    "extension": lambda: (
        _("Förlängning efter slutbedömningen"),
        _(
            "Bevilja förlängningen på sidan Förläng, eller avslå den här med skäl. Efter "
            "en förlängning görs en ny bedömning i dess sista vecka."
        ),
        _("Avslå"),
    ),
    "reasons": lambda: (
        _("Skälen till BT-läkaren"),
        _(
            "Tala först med BT-läkaren. Skriv sedan skälen: vilka delmål det gäller, vad "
            "bedömningen bygger på, och vad som händer nu."
        ),
        _("Lämna skälen"),
    ),
    "read": lambda: (
        _("Skälen"),
        _("Att du bekräftar att du har läst betyder inte att du håller med."),
        _("Jag har läst skälen"),
    ),
    "close": lambda: (
        _("Avsluta personalärendet"),
        _(
            "Beslutet läses av BT-läkaren. Avslutas BT upphör uppdragen runt den genast."
        ),
        _("Avsluta ärendet"),
    ),
}
DONE: dict[str, Any] = {
    "answer": lambda: _("Din bedömning är sparad."),
    "tell": lambda: _("Samtalet är registrerat. BT-läkaren kan nu läsa utfallet."),
    "complete": lambda: _("Tack. Nu planeras en ny tid."),
    "extension": lambda: _("Beslutet är sparat."),
    "reasons": lambda: _("Skälen är lämnade. BT-läkaren får ett mejl."),
    "read": lambda: _("Tack. Det är noterat att du har läst."),
    "close": lambda: _("Ärendet är avslutat."),
}
