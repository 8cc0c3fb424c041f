"""«Placeringen»: who and when, the checklist, and what is left before it is over."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from assessments import queries
from assessments.actions import checklists as actions
from assessments.enums import HandoverState
from assessments.queries import checklists, handover
from assessments.rules.checklists import may_tick_line, may_untick_line
from assessments.rules.handover import (
    CardFacts,
    Left,
    card_opens_on,
    may_agree_now,
    may_lead_handover,
    may_read_card,
    may_write_card,
)
from assessments.rules.overall import overall_opens_on
from assessments.rules.overall_held import may_ask_for_overall
from assessments.rules.requests import LOCKED
from assessments.views.common import crumbs, note
from bt_admin.lib.pieces import Person, State
from bt_admin.lib.swedish import inside, listing, moment, period
from placements.queries import (
    placement_state,
    placement_state_shown,
)
from placements.queries.plan import stretches
from regions import access
from regions.clock import database_now
from regions.roles import Permission


def visible_placement(request: HttpRequest, pk: UUID) -> Any:
    """A placement that this person may open, with everything around it read once."""
    places = queries.placements_for(request.user, request.region)
    whole = handover.whole_placement(get_object_or_404(places, pk=pk))
    if not handover.is_open_to(whole, request.user, request.region, access.today()):
        raise Http404
    return whole


def place_url(placement: Any) -> str:
    return reverse("assessments:placement", args=[placement.region.slug, placement.pk])


@require_safe
def placement(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = visible_placement(request, pk)
    user, today, programme = request.user, access.today(), row.programme
    note(request, programme)
    items = checklists.checklist_of(row)
    before = handover.previous_placements(row)
    cards = handover.cards_of([row, *before])
    card, talk = cards.get(row.pk), handover.handover_talk(row)
    overall = queries.overall_for(row)
    facts = handover.card_facts(row, card, by=user, today=today)
    assessed = bool(overall and overall.state in LOCKED)
    state = placement_state(row, today, assessed=assessed)
    ticking = checklists.tick_item_facts(row, by=user, today=today)
    ticked, lines = checklists.counted(items)
    context = {
        "row": row,
        "programme": programme,
        "heading": row.title,
        "lead": lead(row),
        "state": placement_state_shown(state),
        "crumbs": crumbs(request, programme),
        "people": people_at(facts),
        "sections": list(sections(items, request.GET.get("del", ""))),
        "ticked": ticked,
        "lines": lines,
        "may_tick": may_tick_line(ticking),
        "may_untick": may_untick_line(ticking),
        "left": list(left_shown(row, items, overall, card, talk, facts)),
        "received": list(received(before, cards, user, today)),
        "is_ending": is_ending(facts),
        "overall_ways": list(overall_ways(request, row, overall, facts)),
        "overall_alone": may_ask_for_overall(facts.change.supervisors),
        "next_step": next_step(row, card, facts),
        "talk": talk,
        "talk_url": talk_url(row, talk, facts),
        "next_title": facts.change.next_title,
    }
    return render(request, "assessments/placement.html", context)


def lead(row: Any) -> str:
    """«Medicinkliniken, 3 mars–30 april 2027»"""
    times = [period(first, last) for first, last in stretches(row)]
    return ", ".join([str(row.unit or ""), listing(times)]).strip(", ")


def is_ending(facts: CardFacts) -> bool:
    """Is it time to think of the end? Then that stands first."""
    ends = facts.change.ends_on
    return ends is not None and card_opens_on(ends) <= facts.today


def overall_ways(
    request: HttpRequest, row: Any, overall: Any, facts: CardFacts
) -> Iterator[tuple[str, str]]:
    """How the overall assessment comes in by another hand than the handledare's."""
    ends, here = facts.change.ends_on, [row.region.slug, row.pk]
    if overall is not None or ends is None or access.today() < overall_opens_on(ends):
        return
    if facts.by == facts.change.doctor:
        url = reverse("assessments:overall_together", args=here)
        yield _("Fyll i tillsammans"), url
    elif access.may(request.user, Permission.PLAN, request.region):
        url = reverse("assessments:overall_from_paper", args=here)
        yield _("Skriv in från papper"), url


def card_url(row: Any) -> str:
    return reverse("assessments:handover", args=[row.region.slug, row.pk])


def talk_url(row: Any, talk: Any, facts: CardFacts) -> str:
    """The talk there is, or to the doctor the way to plan it."""
    if talk is not None:
        return str(talk.get_absolute_url())
    if may_lead_handover(facts) and facts.change.next_title:
        return reverse("assessments:handover_talk", args=[row.region.slug, row.pk])
    return ""


def people_at(facts: CardFacts) -> list[Person]:
    """Who supervises here, who follows the whole BT, and who takes over; each once."""
    change = facts.change
    parts: dict[str, list[str]] = {}
    for one in change.supervisors:
        parts.setdefault(str(one), []).append(_("handledare"))
    if not parts:
        parts[_("Ingen utsedd")] = [_("handledare")]
    if change.main:
        parts.setdefault(str(change.main), []).append(_("huvudansvarig handledare"))
    words = _("tar över i %s") % inside(change.next_title)
    for one in change.receivers:
        parts.setdefault(str(one), []).append(words)
    return [Person(name, ", ".join(said).capitalize()) for name, said in parts.items()]


def sections(items: list[Any], asked: str) -> Iterator[tuple[Any, bool]]:
    """Each part of the list, and whether it stands open: the first that is not done."""
    opened = False
    for one in checklists.sections_of(items):
        begins = not opened and one.ticked < len(one.items) and not asked
        opened = opened or begins
        yield one, begins or one.key == asked


# ------------------------------------------------------------------------ what is left
DONE, LEFT = "ok", "none"


def left_shown(
    row: Any, items: list[Any], overall: Any, card: Any, talk: Any, facts: CardFacts
) -> Iterator[tuple[str, str, str, State]]:
    """(what, who does it, where, how it stands), in the order it is done."""
    urls = urls_of(row, overall, talk, facts)
    for one in handover.left_on(row, items, overall, card, talk):
        what, who = words_of(one.key)
        state = State(DONE, _("Klart")) if one.done else left_state(one)
        yield what, who, urls[one.key], state


def left_state(one: Left) -> State:
    if one.key == "checklist":
        words = ngettext("%(n)s rad kvar", "%(n)s rader kvar", one.number)
        return State(LEFT, words % {"n": one.number})
    return State(LEFT, _("Kvar"))


def words_of(key: str) -> tuple[str, str]:
    """What is to be done, and by whom."""
    doctor, supervisor = _("BT-läkaren"), _("handledaren")
    return {
        "checklist": (_("Gå igenom checklistan"), _("båda")),
        "overall": (_("Skriva sammantagen bedömning"), supervisor),
        "acknowledge": (_("Läsa den sammantagna bedömningen"), doctor),
        "propose": (_("Föreslå överlämningskort"), doctor),
        "agree": (_("Godkänna överlämningskortet"), supervisor),
        "plan_talk": (_("Lägga in överlämningssamtal"), doctor),
        "talk": (_("Hålla överlämningssamtalet"), _("alla, BT-läkaren leder")),
        "read": (_("Läsa överlämningskortet"), _("nästa handledare")),
    }[key]


def urls_of(row: Any, overall: Any, talk: Any, facts: CardFacts) -> dict[str, str]:
    """Where each thing is done or read, for this person; empty where there is no way."""
    signed = overall is not None and overall.state in LOCKED
    judged = str(overall.get_absolute_url()) if signed else ""
    card = card_url(row) if may_read_card(facts) and facts.state else ""
    meeting = talk_url(row, talk, facts)
    return {
        "checklist": "#checklista",
        "overall": judged,
        "acknowledge": judged,
        "propose": card or (card_url(row) if may_write_card(facts) else ""),
        "agree": card,
        "plan_talk": meeting,
        "talk": meeting if talk else "",
        "read": card,
    }


def next_step(row: Any, card: Any, facts: CardFacts) -> tuple[str, str] | None:
    """This person's button for the card of the placement that ends, if there is one."""
    if may_write_card(facts):
        begun = card is not None
        words = _("Fortsätt på kortet") if begun else _("Skriv överlämningskort")
        if begun and card.state == HandoverState.PROPOSED:
            words = _("Ändra överlämningskortet")
        return words, card_url(row)
    if may_agree_now(facts):
        return _("Läs och godkänn kortet"), card_url(row)
    return None


def received(
    before: list[Any], cards: dict[Any, Any], user: Any, today: date
) -> Iterator[tuple[str, Any, str]]:
    """The agreed cards that came with the doctor, for those who may read them."""
    for place in before:
        card = cards.get(place.pk)
        if card is None or card.state != HandoverState.AGREED:
            continue
        if may_read_card(handover.card_facts(place, card, by=user, today=today)):
            yield inside(place.title), card, receipts(card)


def receipts(card: Any) -> str:
    """«Läst av Mats Örneblad 3 mars 13.15», or that nobody has."""
    said = [f"{one.reader} {moment(one.read_at)}" for one in card.readings.all()]
    return _("Läst av %s.") % listing(said) if said else _("Inte kvitterat än.")


# ------------------------------------------------------------------------ the checklist
@require_POST
def tick(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Done, or not done after all; back to the part of the list where it stands."""
    row = visible_placement(request, pk)
    try:
        item = actions.tick_line(
            placement=row,
            key=request.POST.get("rad", ""),
            ticked=request.POST.get("klar") != "0",
            by=request.user,
            at=database_now(),
        )
    except LookupError:
        raise Http404 from None
    return redirect(f"{place_url(row)}?del={item.section}#{item.section}")
