"""The handover card: written, agreed to and read; and the talk that goes with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import queries
from assessments.actions import handover as actions
from assessments.enums import HandoverState, TalkPlace
from assessments.forms.handover import CardForm, HandoverTalkForm
from assessments.queries import handover
from assessments.rules.handover import (
    CardFacts,
    may_agree_now,
    may_confirm_reading,
    may_lead_handover,
    may_plan_handover,
    may_read_card,
    may_write_card,
)
from assessments.rules.requests import LOCKED
from assessments.rules.talk_templates import handover_topics
from assessments.views.common import crumbs, note, page
from assessments.views.placement import place_url, receipts, visible_placement
from bt_admin.lib.forms import written
from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import inside, listing
from placements.views.common import posted
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

USUAL_MINUTES = 45
LOOKS = {
    HandoverState.DRAFT: State("none", HandoverState.DRAFT.label, "pencil"),
    HandoverState.PROPOSED: State("wait", HandoverState.PROPOSED.label),
    HandoverState.AGREED: State("ok", HandoverState.AGREED.label, "lock"),
}


@keeps_draft
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """To the doctor and the handledare in turn a form; then a page to read."""
    row = visible_placement(request, pk)
    known = handover.card_of(row)
    facts = handover.card_facts(row, known, by=request.user, today=access.today())
    agreed = known is not None and known.state == HandoverState.AGREED
    if facts.by == facts.change.doctor and not agreed:
        may_write_card(facts).require()
        return write(request, row, known, facts)
    if known is not None and may_agree_now(facts):
        return agree(request, row, known, facts)
    may_read_card(facts).require()
    if request.method == "POST":
        may_agree_now(facts).require()
    return read(request, row, known, facts)


# ---------------------------------------------------------------------------- the forms
def write(request: HttpRequest, row: Any, known: Any, facts: CardFacts) -> HttpResponse:
    form = form_of(request, row, known, facts)
    draft = lay_out(request, form, basis=basis_of(known))
    proposes = request.POST.get("do") == "propose"
    if written(
        form,
        lambda given: actions.write_card(
            placement=row,
            content=content(form),
            version=given["version"],
            propose=proposes,
            by=request.user,
            at=database_now(),
        ),
    ):
        asked = listing(facts.change.agreers)
        said = _("Kortet är lämnat till %s.") % asked if proposes else _("Sparat.")
        messages.success(request, said)
        return redirect(place_url(row) if proposes else request.path)
    proposed = known is not None and known.state == HandoverState.PROPOSED
    context = {
        "heading": _("Överlämningskort"),
        "draft": draft,
        "lead": _("Från %(old)s till %(new)s.") % way(row, facts),
        "intro": _(
            "Du föreslår vad som följer med till nästa placering. Handledaren läser, "
            "ändrar det ni är överens om och godkänner. Sedan är kortet låst."
        ),
        "proposes": not proposed,
        "agreers": listing(facts.change.agreers),
    }
    return desk(request, row, known, form, context)


def agree(request: HttpRequest, row: Any, known: Any, facts: CardFacts) -> HttpResponse:
    form = form_of(request, row, known, facts)
    draft = lay_out(request, form, basis=basis_of(known))
    if written(
        form,
        lambda given: actions.agree_card(
            card=known,
            content=content(form),
            version=given["version"],
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("Överlämningskortet är godkänt och låst."))
        return redirect(known)
    context = {
        "heading": _("Överlämningskort för %s") % facts.change.doctor,
        "draft": draft,
        "lead": _("Från %(old)s till %(new)s.") % way(row, facts),
        "intro": _(
            "%s har föreslagit det här. Ändra det ni är överens om. När du har "
            "godkänt kortet kan det inte ändras, och nästa handledare kan läsa det."
        )
        % facts.change.doctor,
        "agrees": True,
    }
    return desk(request, row, known, form, context)


def form_of(request: HttpRequest, row: Any, known: Any, facts: CardFacts) -> CardForm:
    rows = handover.choosable(row)
    initial: dict[str, Any] = {"version": 0}
    if known is not None:
        initial = vars(known) | {
            "evidence": [str(one.assessment_id) for one in known.evidence.all()]
        }
    return CardForm(
        posted(request),
        initial=initial,
        choices=[(str(one.pk), handover.words_of(one)) for one in rows],
        readers=readers(facts),
    )


def basis_of(known: Any) -> str:
    return str(known.version) if known is not None else ""


def way(row: Any, facts: CardFacts) -> dict[str, Any]:
    return {"old": inside(row.title), "new": inside(facts.change.next_title)}


def readers(facts: CardFacts) -> str:
    """Who reads the card when it is agreed."""
    people = listing([facts.change.doctor, *facts.change.around])
    return _("Kortet läses av %s, och av dem som leder BT.") % people


def content(form: CardForm) -> actions.CardContent:
    given = form.content()
    evidence = tuple(UUID(key) for key in given.pop("evidence"))
    return actions.CardContent(**given, evidence=evidence)


def desk(
    request: HttpRequest, row: Any, known: Any, form: CardForm, context: dict[str, Any]
) -> HttpResponse:
    stale = False
    if form.is_bound and form.non_field_errors() and known is not None:
        stale = form.data.get("version") != str(known.version)
        form.data = form.data.copy()  # saving again is meant
        form.data["version"] = str(known.version)
    context |= {
        "form": form,
        "row": row,
        "programme": row.programme,
        "saved": known if stale else None,
        "back_url": place_url(row),
        "back_label": row.title,
    }
    return page(request, "assessments/handover_edit.html", context)


# -------------------------------------------------------------------------- to be read
def read(request: HttpRequest, row: Any, known: Any, facts: CardFacts) -> HttpResponse:
    note(request, row.programme)
    overall = queries.overall_for(row)
    receives = may_confirm_reading(facts)
    has_read = any(one.reader == request.user for one in known.readings.all())
    wrote = facts.by in (facts.change.doctor, *facts.change.agreers)
    context = {
        "row": row,
        "programme": row.programme,
        "card": known,
        "heading": _("Överlämningskort"),
        "lead": _("%(doctor)s, från %(old)s till %(new)s.")
        % ({"doctor": facts.change.doctor} | way(row, facts)),
        "state": LOOKS[known.state],
        "crumbs": crumbs(request, row.programme, (row.title, place_url(row))),
        "evidence": [
            (one, handover.words_of(one)) for one in handover.evidence_of(known)
        ],
        "overall": overall if overall and overall.state in LOCKED else None,
        "proposal": proposal_of(known) if wrote else [],
        "receipts": receipts(known),
        "readers": readers(facts),
        "may_confirm": receives and not has_read,
    }
    return render(request, "assessments/handover.html", context)


def proposal_of(known: Any) -> list[tuple[str, str]]:
    """What the doctor proposed where the agreed card says something else."""
    labels = {
        "strengths": _("Fortsätt med"),
        "practise": _("Träna vidare på"),
        "agreements": _("Överenskommet"),
    }
    return [
        (label, known.proposal.get(key, ""))
        for key, label in labels.items()
        if known.proposal.get(key, "") != getattr(known, key)
    ]


@require_POST
def confirm(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The next handledare has read it. Pressed twice it is one receipt."""
    row = visible_placement(request, pk)
    known = handover.card_of(row)
    facts = handover.card_facts(row, known, by=request.user, today=access.today())
    may_confirm_reading(facts).require()
    actions.confirm_reading(card=known, by=request.user, at=database_now())
    messages.success(request, _("Tack. %s ser att du har läst.") % facts.change.doctor)
    return redirect(known)


# ---------------------------------------------------------------------------- the talk
@keeps_draft
@require_http_methods(["GET", "POST"])
def talk(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The doctor calls everybody to the överlämningssamtal."""
    row = visible_placement(request, pk)
    known = handover.card_of(row)
    facts = handover.card_facts(row, known, by=request.user, today=access.today())
    may_lead_handover(facts).require()
    form = HandoverTalkForm(
        posted(request),
        initial={
            "minutes": USUAL_MINUTES,
            "place_kind": TalkPlace.ROOM,
            "topics": "\n".join(handover_topics()),
        },
    )
    draft = lay_out(request, form)
    if planned := written(
        form,
        lambda given: actions.plan_handover(
            placement=row,
            when=form.when(),
            topics=given["topics"],
            by=request.user,
            at=database_now(),
        ),
    ):
        said = _("Överlämningssamtalet är inlagt. %s får ett mejl om det.")
        messages.success(request, said % listing(facts.change.around))
        return redirect(planned)
    context = {
        "form": form,
        "draft": draft,
        "programme": row.programme,
        "verdict": may_plan_handover(facts),
        "heading": _("Överlämningssamtal"),
        "lead": who_comes(facts.change.around),
        "back_url": place_url(row),
        "back_label": row.title,
    }
    return page(request, "assessments/handover_talk.html", context)


def who_comes(around: Any) -> str:
    return _("Du leder samtalet. Med är %s.") % listing(around) if around else ""
