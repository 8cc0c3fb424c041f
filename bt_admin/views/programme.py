"""One doctor, one page: the year, the delmål, the people, the certificates."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import assessments.queries
import certificates.queries
import placements.queries
from assessments.queries.anchors import anchored_goals
from assessments.queries.standing import standings
from assessments.views.common import roles_in
from bt_admin.lib.pieces import State
from bt_admin.lib.programme_tabs import programme_tabs
from bt_admin.lib.swedish import column_months, percent
from bt_admin.views.around import people_round
from bt_admin.views.goals import goals_of
from bt_admin.views.next_steps import Buttons, View, buttons, done
from bt_admin.views.papers import certificate_lines, delmal_papers, rounded
from bt_admin.views.year import Year, year_of
from bt_admin.waiting import todos_of
from certificates.queries import steps
from certificates.rules.application import certified_codes
from certificates.rules.completeness import next_step
from placements.enums import ProgrammeState
from placements.rules.time import MIN_BT_MONTHS, full_time_months
from placements.views.common import visible_programme
from regions import access, history
from regions.actions.reading import note_reading
from regions.clock import database_now
from regions.events import Event
from regions.requests import roles_here
from regions.roles import Permission

PER_PAGE = 50
ABOUT_ME = [assessments.queries, certificates.queries]  # nobody plans their own BT


# -------------------------------------------------------------------------- overview
@require_safe
def programme(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """To the doctor the own year; to the others the whole picture of one doctor."""
    row = opened(request, pk)
    view = seen_by(request.user, row, timezone.localdate())
    context = page_of(row, view.may, "programme") | overview_of(view)
    if Permission.OWN in view.may:
        held = roles_here(request)
        context["todos"] = todos_of(
            request.user, request.region, view.today, held, ABOUT_ME
        )
        if len(request.memberships) == 1:  # with more roles more may wait than is shown
            request.todo_count = len(context["todos"])
        return render(request, "pages/programme_own.html", context)
    return render(request, "pages/programme.html", context)


def opened(request: HttpRequest, pk: UUID) -> Any:
    """A BT this person may see; noted, once a day, when it is somebody else's."""
    row = visible_programme(request, pk)
    today = timezone.localdate()
    own = row.doctor.user_id == request.user.pk
    if not own and not history.has_read(row, request.user, today):
        roles = roles_in(request, row)
        note_reading(programme=row, roles=roles, by=request.user, at=database_now())
    return row


def seen_by(user: Any, row: Any, today: date) -> View:
    """Everything about one BT, read once."""
    facts = steps.step_facts(row, today)
    signed = [one for one in facts.certificates if one.counts]
    return View(
        programme=row,
        user=user,
        may=may_here(user, row),
        facts=facts,
        chain=steps.told_to(user, facts),
        standing=standings(
            [row],
            {row.pk: certified_codes(signed)},
            {row.pk: assessments.queries.learned_codes(row)},
        )[row.pk],
        today=today,
    )


def may_here(user: Any, row: Any) -> set[Permission]:
    """What this person may do in this BT; the doctor's own rights need no asking."""
    if row.doctor.user_id == user.pk:
        return {Permission.SEE, Permission.OWN}
    return placements.queries.permissions_on(user, row)


def page_of(row: Any, may: set[Permission], current: str) -> dict[str, Any]:
    """What stands over every page about one doctor."""
    slug, own = row.region.slug, Permission.OWN in may
    everybody = reverse("placements:programmes", args=[slug])
    me = (_("Min BT") if own else str(row), row.get_absolute_url())
    above = [] if own else [(_("BT-läkare"), everybody)]
    return {
        "programme": row,
        "own": own,
        "tabs": programme_tabs(slug, row.pk, current, may_plan=Permission.PLAN in may),
        "about": _("Om din BT") if own else _("Om %s") % row,
        "crumbs": above if current == "programme" else [*above, me],
    }


def overview_of(view: View) -> dict[str, Any]:
    year = year_of(view.programme, view.today, view.standing.overall)
    row, following = view.programme, next_step(view.chain)
    directors = access.holders("director_of_studies", row.region).order_by("last_name")
    choice = buttons(view)
    more = reverse("delmal", args=[row.region.slug, row.pk])
    return {
        "year": year,
        "lead": f"{year.heading}. {year.lead}",
        "state": state_of(view, year),
        "ended": row.state == ProgrammeState.ENDED,
        "next": following,
        "next_by": whose_turn(following, choice),
        "chain": view.chain,
        "buttons": choice,
        "standing": view.standing,
        "expected": year.expected(view.standing.total),
        "goals": goals_of(row, view.standing, view.today, delmal_papers(view.facts)),
        "worries": worries(view.may),
        "all_goals": (_("Hela matrisen"), more),
        "around": _("Runt %s") % row.doctor.user.first_name,
        "people": people_round(
            row,
            directors,
            view.today,
            past=Permission.OWN not in view.may,
            coming=not done(view, "competence"),
        ),
        "lines": certificate_lines(view),
        "facts": facts_of(view, year),
    }


def worries(may: set[Permission]) -> str:
    """What the way to the worries is called; empty to those it is not for."""
    if Permission.ASSESS in may:
        return _("Jag är orolig")
    if {Permission.LEAD, Permission.CERTIFY} & may:
        return _("Oro och handlingsplaner")
    return ""


def whose_turn(step: Any, choice: Buttons) -> str:
    """«Det gör studierektorn.», and «Det gör du.» to who has the button for it."""
    if step is None:
        return ""
    mine = choice.first is not None and choice.first.step == step.key
    return _("Det gör %s.") % (_("du") if mine else step.who)


def state_of(view: View, year: Year) -> State:
    """In phase or not while the year lasts; otherwise where the BT stands."""
    shown = placements.queries.programme_state_shown(view.programme, view.today)
    in_service = placements.queries.state_on(view.programme, view.today)
    if in_service != ProgrammeState.IN_SERVICE or year.ends_on is None or year.over:
        return shown
    if view.standing.enough >= year.expected(view.standing.total):
        return State("ok", _("I fas"))
    return State("warn", _("Efter plan"))


def facts_of(view: View, year: Year) -> list[tuple[str, str]]:
    row, standing = view.programme, view.standing
    served = certificates.queries.served_until(view.facts.service.periods, view.today)
    shares = {Decimal(one.percent) for one in served} or {Decimal(100)}
    words = {
        "n": standing.enough,
        "total": standing.total,
        "expected": year.expected(standing.total),
        "served": column_months(rounded(full_time_months(served))),
        "least": column_months(MIN_BT_MONTHS.on(row.starts_on)),
    }
    return [
        (_("Delmål"), _("%(n)s av %(total)s, väntat %(expected)s") % words),
        (_("Heltidsmånader"), _("%(served)s av minst %(least)s") % words),
        (
            _("Anställning"),
            f"{row.get_employment_form_display()}, {percent(max(shares))}",
        ),
        (_("Regelverk"), row.regulation),
    ]


# ---------------------------------------------------------------------------- delmål
@require_safe
def delmal(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The whole matrix, and under each delmål what there is to show for it."""
    row, today = opened(request, pk), timezone.localdate()
    may = may_here(request.user, row)
    lines = assessments.queries.all_evidence(row)
    certified = {row.pk: certificates.queries.certified_codes(row)}
    learned = {code for code in lines if any(one.is_activity for one in lines[code])}
    standing = standings([row], certified, {row.pk: frozenset(learned)})[row.pk]
    goals = goals_of(row, standing, today)
    tasks = assessments.queries.suggestions(row)
    anchored = anchored_goals(row.region, row.regulation)
    context = page_of(row, may, "delmal") | {
        "goals": goals,
        "standing": standing,
        "sections": [
            (goal, anchored[goal.code], lines[goal.code], tasks.get(goal.code, []))
            for goal in goals.rows
        ],
    }
    return render(request, "pages/programme_delmal.html", context)


# ---------------------------------------------------------------------------- events
@require_safe
def events(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What has happened, and, to the doctor and the AT/BT-chef, who has read it."""
    row = opened(request, pk)
    may = may_here(request.user, row)
    own = Permission.OWN in may
    page = Paginator(history.events(row, to_the_doctor=own), PER_PAGE).get_page(
        request.GET.get("sida")
    )
    shows_readers = own or Permission.ADMINISTER in may
    readings = history.readings(row)[:PER_PAGE] if shows_readers else []
    context = page_of(row, may, "events") | {
        "page": page,
        "log": [
            (one.at, f"{one.actor} {one.words}", address_of(one, region_slug))
            for one in history.events_told(page.object_list)
        ],
        "shows_readers": shows_readers,
        "readings": [
            (one.at, f"{one.name}, {one.role}" if one.role else one.name, "")
            for one in history.readings_told(readings)
        ],
    }
    return render(request, "pages/programme_events.html", context)


SHOWN_AT = {
    Event.ASSESSMENT_SIGNED: "assessments:assessment",
    Event.ASSESSMENT_CORRECTED: "assessments:assessment",
    Event.CERTIFICATE_SIGNED: "certificates:certificate",
    Event.EXTENSION_DECIDED: "placements:extension",
    Event.PLAN_ACTIVATED: "assessments:action_plan",
}


def address_of(happening: history.Happening, region_slug: str) -> str:
    """What was signed can be opened; the rest is only told."""
    name = SHOWN_AT.get(happening.event)
    return reverse(name, args=[region_slug, happening.about_id]) if name else ""
