"""Att göra: everyone's first page. Asks each app, sorts, and shows whom one follows."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

import placements.queries
from assessments.queries.standing import standings
from assessments.rules.overall import OVERALL_OPENS_DAYS_BEFORE_END
from assessments.rules.progress import expected_by_week, week_of
from bt_admin.lib import swedish
from bt_admin.lib.dates import number_word
from bt_admin.lib.pieces import Person, State, Todo
from bt_admin.views.year import day, week_words
from bt_admin.waiting import everything_for
from placements.enums import ProgrammeRole
from placements.queries.followed import PARTS, Followed, followed_by
from regions.requests import roles_here


@dataclass(frozen=True)
class Empty:
    """Nothing waits: what that means, and what comes next."""

    heading: str
    text: str


@require_safe
def todo(request: HttpRequest, region_slug: str) -> HttpResponse:
    """What waits for this person, oldest deadline first."""
    today = timezone.localdate()
    held = roles_here(request)
    found = everything_for(request.user, request.region, today, held)
    todos = found.todos
    request.todo_count = len(todos)
    followed = []
    if held & set(PARTS):
        followed = followed_by(request.user, request.region, today)
    own = [one for one in followed if one.role == ProgrammeRole.DOCTOR]
    others = [one for one in followed if one.role != ProgrammeRole.DOCTOR]
    context = {
        "todos": todos,
        "lead": lead(todos, today),
        "empty": empty(held, own, others, today),
        "own": [year_line(one, today) for one in own],
        "doctors": doctors(others, today),
        "stood_in": found.stood_in,
    }
    return render(request, "pages/todo.html", context)


def lead(todos: list[Todo], today: date) -> str:
    """As in: Tisdag 14 september. Två saker väntar på dig, en är försenad."""
    weekday = swedish.begin(day(today))
    if not todos:
        return f"{weekday}."
    late = sum(1 for one in todos if one.due and one.due < today)
    waiting = ngettext("en sak", "%(n)s saker", len(todos))
    words = {"n": number_word(len(todos))}
    sentence = _("%(day)s. %(waiting)s väntar på dig") % {
        "day": weekday,
        "waiting": swedish.begin(waiting % words),
    }
    if not late:
        return f"{sentence}."
    tail = ngettext(", en är försenad.", ", %(n)s är försenade.", late)
    return sentence + tail % {"n": number_word(late)}


# --------------------------------------------------------------- whom one follows
def doctors(followed: list[Followed], today: date) -> list[Person]:
    """One line each, with how it goes in words. One query, however many."""
    if not followed:
        return []
    standing = standings({one.programme for one in followed})
    lines: dict[Any, list[Followed]] = {}
    for one in followed:
        lines.setdefault(one.programme, []).append(one)
    return [
        Person(
            name=str(programme),
            url=programme.get_absolute_url(),
            note=until(parts, today),
            state=how_it_goes(parts[0], standing[programme.pk], today),
        )
        for programme, parts in lines.items()
    ]


def until(parts: list[Followed], today: date) -> str:
    """«Till söndag 19 september.» to a handledare; the week to who follows it all."""
    for one in parts:
        first, last = one.placement_starts_on, one.placement_ends_on
        if first and first > today:
            return _("Från %s.") % day(first)
        if last:
            return _("Till %s.") % day(last)
    return f"{year_words(parts[0], today)}."


def year_words(one: Followed, today: date) -> str:
    if one.ends_on is None:
        return _("Ingen plan än")
    if one.starts_on > today:
        return _("Börjar %s") % day(one.starts_on)
    if one.ends_on < today:
        return _("Tjänstgöringen är slut")
    return week_words(one.starts_on, one.ends_on, today)


def how_it_goes(one: Followed, standing: Any, today: date) -> State | None:
    """In phase or behind, while the year lasts; nothing to say before and after."""
    if one.ends_on is None or not one.starts_on <= today <= one.ends_on:
        return placements.queries.programme_state_shown(one.programme, today)
    week, weeks = week_of(one.starts_on, one.ends_on, today)
    if standing.enough >= expected_by_week(week, weeks, standing.total):
        return State("ok", _("I fas"))
    return State("warn", _("Efter plan"))


def year_line(one: Followed, today: date) -> Person:
    """The doctor's own year, as a line of the same kind."""
    note = ""
    if one.ends_on and one.starts_on <= today <= one.ends_on:
        note = _("Till %s.") % day(one.ends_on)
    return Person(
        name=year_words(one, today), url=one.programme.get_absolute_url(), note=note
    )


# ---------------------------------------------------------------------------- empty
def empty(
    held: set[str], own: list[Followed], others: list[Followed], today: date
) -> Empty:
    """What stands there when nothing waits: what comes next, and when."""
    coming = sorted(
        (one for one in others if one.placement_ends_on),
        key=lambda one: one.placement_ends_on,
    )
    heading = _("Inget väntar på dig")
    if coming:
        return Empty(heading, overall_comes(coming[0]))
    if others:
        words = {"doctor": others[0].programme}
        text = _(
            "När %(doctor)s ber om en bedömning ser du det här. Du får också ett mejl."
        )
        return Empty(_("Inget väntar på dig än"), text % words)
    if own:
        return Empty(heading, _("Be om en bedömning nästa gång någon ser dig arbeta."))
    if held == {ProgrammeRole.EXTERNAL_ASSESSOR}:
        return Empty(
            _("Du har inget pågående uppdrag"),
            _(
                "När du utses får du ett mejl. Då öppnas underlaget för en "
                "BT-läkare i taget."
            ),
        )
    return Empty(heading, _("När något behöver dig ser du det här."))


def overall_comes(one: Followed) -> str:
    """«Nästa uppgift kommer troligen den 5 september: …»"""
    assert one.placement_ends_on is not None
    opens = one.placement_ends_on - timedelta(days=OVERALL_OPENS_DAYS_BEFORE_END - 1)
    return _(
        "Nästa uppgift kommer troligen den %(day)s: sammantagen bedömning av %(doctor)s."
    ) % {"day": swedish.long_day(opens), "doctor": one.programme}
