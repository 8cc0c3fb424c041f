"""The eighteen delmål of one doctor, as pieces for a page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

import placements.queries
from assessments.enums import DelmalState
from assessments.queries.progress import goal_row
from assessments.rules.delmal import catalogue
from assessments.rules.progress import DelmalProgress
from bt_admin.lib.pieces import Goals
from bt_admin.views.around import when


def goals_of(
    programme: Any,
    standing: Any,
    today: date,
    papers: Mapping[str, str] | None = None,
) -> Goals:
    """Each delmål against the placements; `standing` holds what has been signed.

    The name leads to where the evidence is listed, a figure to those assessments.
    `papers` says of a delmål where its bilaga 2 is.
    """
    args = [programme.region.slug, programme.pk]
    places = placements.queries.placements_of(programme)
    assessments, page = (
        reverse("assessments:list", args=args),
        reverse("delmal", args=args),
    )
    return Goals(
        columns=[place.title for place in places],
        rows=[
            replace(
                goal_row(one, places, assessments, today),
                url=f"{page}#{one.code}",
                note=note(one, places, programme.regulation, today),
                certificate=(papers or {}).get(one.code, ""),
            )
            for one in standing.progress
        ],
    )


def note(
    progress: DelmalProgress, places: list[Any], regulation: str, today: date
) -> str:
    """What is missing; where there is nothing yet, when it can be shown."""
    if progress.state != DelmalState.NO_EVIDENCE:
        return progress.missing
    settings = catalogue(regulation).get(progress.code).settings
    fitting = [place for place in places if place.care in settings]
    ahead = [place for place in fitting if _last(place) >= today]
    if ahead:
        return _("Brukar kunna visas i %s.") % when(ahead[0], today)
    if fitting:
        return _("De placeringar där det brukar visas är slut.")
    return ""


def _last(place: Any) -> date:
    return placements.queries.last_day(place) or date.max
