"""A doctor's talks as a list with its counter; and each unit's, for those who lead."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments import queries
from assessments.enums import TalkState
from assessments.queries.talks import PlaceCount
from assessments.views.common import crumbs, note, visible_programme
from bt_admin.lib.pieces import State
from bt_admin.lib.programme_tabs import programme_tabs
from bt_admin.lib.swedish import long_day, weeks
from placements.queries import permissions_on
from regions import access
from regions.clock import database_now
from regions.roles import Permission

PER_PAGE = 30
YEAR = timedelta(days=365)
TONES = {
    TalkState.PLANNED: State("wait", TalkState.PLANNED.label, "calendar"),
    TalkState.HELD: State("now", TalkState.HELD.label),
    TalkState.DOCUMENTED: State("ok", TalkState.DOCUMENTED.label),
    TalkState.CANCELLED: State("none", TalkState.CANCELLED.label, "bad"),
}


@require_safe
def talks(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Every talk of one doctor; what was said is read by those it concerns."""
    programme = visible_programme(request, pk)
    note(request, programme)
    now, today = database_now(), access.today()
    rows = list(queries.talks_in(programme))
    coming = [row for row in rows if is_coming(row, now)]
    past = [row for row in rows if not is_coming(row, now)]
    page = Paginator(past, PER_PAGE).get_page(request.GET.get("sida"))
    may = permissions_on(request.user, programme)
    own = Permission.OWN in may
    main = queries.main_supervisor(programme, today)
    context = {
        "programme": programme,
        "own": own,
        "about": _("Om din BT") if own else _("Om %s") % programme,
        "crumbs": crumbs(request, programme),
        "tabs": programme_tabs(
            region_slug, pk, "assessments:talks", may_plan=Permission.PLAN in may
        ),
        "counts": [
            (one, words_for(one, today), how_often(one), state_for(one))
            for one in queries.talk_counts(programme, rows, today)
        ],
        "coming": [(row, TONES[row.state]) for row in reversed(coming)],
        "page": page,
        "past": [(row, state_of(row)) for row in page.object_list],
        "agreements": [
            (one, may_tick(one, programme, request.user))
            for one in queries.open_agreements(programme, request.user, main)
        ],
        "empty_heading": _("Inget samtal är inlagt")
        if past
        else _("Inga samtal inlagda"),
        "today": today,
        "may_plan_talk": own or Permission.ASSESS in may,
        "may_follow_units": may_follow_units(may),
    }
    return render(request, "assessments/talks.html", context)


def may_tick(agreement: Any, programme: Any, user: Any) -> bool:
    """Whose button it is; the rule is asked when it is pressed."""
    others = {row.user_id for row in agreement.talk.participants.all()}
    parties = {programme.doctor.user_id, agreement.talk.supervisor_id} | others
    return user.pk in parties | {agreement.owner_id}


def is_coming(row: Any, now: Any) -> bool:
    return row.state == TalkState.PLANNED and row.starts_at > now


def state_of(row: Any) -> State:
    """A planned talk that is past waits for somebody to say whether it was held."""
    if row.state == TalkState.PLANNED:
        return State("warn", _("Inte registrerat"))
    return TONES[row.state]


def words_for(one: PlaceCount, today: date) -> str:
    """«3 av 4 hittills, 1 planerat», or without what the region has not said."""
    count, over = one.count, one.ends_on < today
    words = {"n": count.held, "expected": count.expected}
    if count.expected is None:
        said = _("%(n)s samtal") if over else _("%(n)s samtal hittills")
    else:
        said = (
            _("%(n)s av %(expected)s") if over else _("%(n)s av %(expected)s hittills")
        )
    said %= words
    if count.planned:
        planned = ngettext(", %(n)s planerat", ", %(n)s planerade", count.planned)
        said += planned % {"n": count.planned}
    return said


def state_for(one: PlaceCount) -> State | None:
    """Behind in words; a region that has said nothing expects nothing."""
    if one.count.expected is None:
        return None
    if one.is_behind:
        return State("warn", _("Färre än väntat"))
    return State("ok", _("I takt"))


def how_often(one: PlaceCount) -> str:
    """«Minst ett samtal varannan vecka»"""
    if one.meetings is None or one.weeks is None:
        return ""
    if (one.meetings, one.weeks) == (1, 1):
        return _("minst ett samtal i veckan")
    if (one.meetings, one.weeks) == (1, 2):
        return _("minst ett samtal varannan vecka")
    words = {"n": one.meetings, "weeks": weeks(one.weeks)}
    return _("minst %(n)s samtal på %(weeks)s") % words


def may_follow_units(may: set[Permission]) -> bool:
    return bool(may & {Permission.PLAN, Permission.APPOINT})


@require_safe
def by_unit(request: HttpRequest, region_slug: str) -> HttpResponse:
    """The last year's talks unit by unit: did they come about, and in whose time."""
    units = None
    if not access.may(request.user, Permission.PLAN, request.region):
        units = queries.units_followed(request.user, request.region)
        if not units.exists():
            access.require(request.user, Permission.PLAN, request.region)
    now = database_now()
    since = timezone.localdate(now) - YEAR
    context = {
        "rows": queries.talks_by_unit(request.region, since, now, units),
        "lead": _("Från och med den %s.") % long_day(since),
    }
    return render(request, "assessments/talks_by_unit.html", context)
