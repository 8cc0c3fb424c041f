"""One doctor's year: in words for a heading, and as a picture."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

import assessments.queries
import placements.queries
from assessments.rules.progress import expected_by_week, week_of
from bt_admin.lib import swedish, timeline
from bt_admin.lib.dates import NBSP
from bt_admin.lib.pieces import PlacementLine, State
from placements.enums import PlacementState


@dataclass(frozen=True)
class Year:
    """Where in the year a doctor is. Without a plan there are no weeks to count."""

    today: date
    starts_on: date
    ends_on: date | None
    lines: list[PlacementLine]
    picture: timeline.Timeline | None

    @property
    def week(self) -> tuple[int, int]:
        """Which week of how many; 0 of 0 without a plan."""
        return (
            week_of(self.starts_on, self.ends_on, self.today)
            if self.ends_on
            else (0, 0)
        )

    @property
    def begun(self) -> bool:
        return self.starts_on <= self.today

    @property
    def over(self) -> bool:
        return self.ends_on is not None and self.ends_on < self.today

    def expected(self, total: int) -> int:
        """For how many delmål could there be enough evidence by now?"""
        week, weeks = self.week
        return expected_by_week(week, weeks, total) if weeks else 0

    @property
    def heading(self) -> str:
        """As in: Vecka 35 av 52."""
        if self.ends_on is None:
            return _("Ingen plan än")
        if not self.begun:
            return _("Börjar %s") % swedish.long_day(self.starts_on)
        if self.over:
            return _("Tjänstgöringen är slut")
        return week_words(self.starts_on, self.ends_on, self.today)

    @property
    def lead(self) -> str:
        """As in: Psykiatri till söndag 19 september, sedan primärvård."""
        if self.ends_on is None:
            return _("Administratören lägger in placeringarna.")
        if self.over:
            return _("Sista dagen var %s.") % swedish.long_day(self.ends_on)
        now = [one for one in self.lines if one.starts <= self.today <= one.ends]
        after = [one for one in self.lines if one.starts > self.today]
        return _now_and_next(now[-1] if now else None, after[0] if after else None)


def week_words(starts_on: date, ends_on: date, today: date) -> str:
    week, weeks = week_of(starts_on, ends_on, today)
    return _("Vecka %(week)s av %(weeks)s") % {
        "week": f"{week}",
        "weeks": f"{weeks}",
    }


def _now_and_next(now: PlacementLine | None, after: PlacementLine | None) -> str:
    if now and after:
        words = {
            "now": now.title,
            "day": day(now.ends),
            "next": swedish.inside(after.title),
        }
        return _("%(now)s till %(day)s, sedan %(next)s.") % words
    if now:
        words = {"now": now.title, "day": day(now.ends)}
        return _("%(now)s till %(day)s, den sista placeringen.") % words
    if after:
        words = {"next": after.title, "day": day(after.starts)}
        return _("%(next)s börjar %(day)s.") % words
    return ""


def day(on: date) -> str:
    """söndag 19 september"""
    return f"{swedish.WEEKDAYS[on.weekday()]}{NBSP}{swedish.day(on)}"


def year_of(programme: Any, today: date, assessed: frozenset[UUID]) -> Year:
    """`programme` is fetched with its plan; this asks for nothing more."""
    ends_on = placements.queries.ends_on(programme)
    return Year(
        today=today,
        starts_on=programme.starts_on,
        ends_on=ends_on,
        lines=lines_of(programme, today, assessed),
        picture=timeline.year(
            placements.queries.plan_blocks(programme),
            today=today,
            milestones=milestones(programme, ends_on),
        ),
    )


def lines_of(
    programme: Any, today: date, assessed: frozenset[UUID]
) -> list[PlacementLine]:
    """The year's stretches with who supervises, each with a state of its own.

    A placement that both opens and closes the year is done for now in between.
    """
    names: dict[str, list[str]] = {}
    for around in placements.queries.people_around(programme, today):
        if around.placement:
            names.setdefault(around.placement.title, []).append(around.user.full_name)
    lines = placements.queries.placement_lines(programme, today, assessed)
    places = {one.title: one.pk for one in placements.queries.placements_of(programme)}
    last = {line.title: line.ends for line in lines}
    return [
        replace(
            line,
            place=", ".join(filter(None, [line.place, *names.get(line.title, [])])),
            state=_state(line, last[line.title], today),
            url=reverse(
                "assessments:placement",
                args=[programme.region.slug, places[line.title]],
            ),
        )
        for line in lines
    ]


def _state(line: PlacementLine, last: date, today: date) -> State | None:
    if line.ends < today and last != line.ends:
        return State("ok", _("Klar"))
    if line.starts > today:
        return placements.queries.placement_state_shown(PlacementState.PLANNED)
    if line.state and line.state.word == PlacementState.AWAITING.label:
        return State("warn", _("Bedömning väntar"), "clock")
    return line.state


def milestones(programme: Any, ends_on: date | None) -> list[timeline.Milestone]:
    """The kollegium, where the region says how far into BT it is held."""
    share = assessments.queries.target_share(programme)
    if ends_on is None or share is None:
        return []
    on = programme.starts_on + (ends_on - programme.starts_on) * float(share)
    return [timeline.Milestone(on, _("Kollegium omkring %s") % swedish.day(on))]
