"""The people round a doctor: who, in which role, until when, how to reach them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import placements.queries
from bt_admin.lib.pieces import Person
from bt_admin.lib.swedish import day, inside
from placements.enums import ProgrammeRole
from placements.queries.plan import stretches

WHOLE_YEAR = {
    ProgrammeRole.MAIN_SUPERVISOR: gettext_lazy("Huvudansvarig handledare"),
    ProgrammeRole.EXTERNAL_ASSESSOR: gettext_lazy("Extern bedömare"),
}


def people_round(
    programme: Any,
    directors: Iterable[Any],
    today: date,
    *,
    past: bool,
    coming: bool = True,
) -> list[Person]:
    """Everybody with a role now, one line each, and then the roles nobody has yet.

    `past`: with the handledare whose placement is over, for those who may ask them.
    `coming`: roles without anybody are still to be filled.
    """
    parts: dict[Any, list[str]] = {}
    taken = set()
    places = {one.pk: one for one in placements.queries.placements_of(programme)}
    for around in placements.queries.people_around(programme, today):
        taken.add(around.role)
        place = places[around.placement.pk] if around.placement else None
        if place and not past and is_over(place, today):
            continue
        parts.setdefault(around.user, []).append(part(around.role, place, today))
    for user in directors:
        parts.setdefault(user, []).append(_("Studierektor"))
    found = [person(user, words) for user, words in parts.items()]
    empty = [role for role in WHOLE_YEAR if coming and role not in taken]
    return found + [Person(str(WHOLE_YEAR[role]), _("Utses senare.")) for role in empty]


def is_over(placement: Any, today: date) -> bool:
    last = placements.queries.last_day(placement)
    return last is not None and last < today


def person(user: Any, parts: list[str]) -> Person:
    """With a telephone when there is one, else an address: one way is enough."""
    return Person(
        name=user.full_name,
        note=". ".join(parts),
        phone=user.phone,
        email="" if user.phone else user.email,
    )


def part(role: str, placement: Any, today: date) -> str:
    """«Handledare i psykiatri till 19 september»"""
    if placement is None:
        return str(WHOLE_YEAR[ProgrammeRole(role)])
    return _("Handledare i %s") % when(placement, today)


def when(placement: Any, today: date) -> str:
    """«psykiatri till 19 september»; «primärvård från 20 september» until one is there."""
    words = {"title": inside(placement.title)}
    days = stretches(placement)
    coming = [first for first, last in days if first > today]
    there = [last for first, last in days if first <= today <= last]
    if there or (days and not coming):
        last = there[-1] if there else days[-1][1]
        return _("%(title)s till %(day)s") % (words | {"day": day(last)})
    if coming:
        return _("%(title)s från %(day)s") % (words | {"day": day(coming[0])})
    return words["title"]
