"""First and last days of placements, as a calendar is told of them."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from bt_admin.lib.calendar import Happening
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import Placement, ProgrammeAssignment
from placements.queries.plan import stretches
from regions import access
from regions.models import Region, User


def placements_in_calendar(user: User, region: Region) -> list[Happening]:
    """The days when one's own placements, or those one supervises, begin and end.

    Three queries, however many.
    """
    mine = ProgrammeAssignment.objects.filter(
        access.in_force(access.today()), user=user, region=region
    )
    own = mine.filter(role=ProgrammeRole.DOCTOR).values("programme_id")
    supervised = mine.filter(role=ProgrammeRole.PLACEMENT_SUPERVISOR)
    rows = (
        Placement.objects.filter(region=region)
        .exclude(programme__state=ProgrammeState.ENDED)
        .select_related("programme__region", "programme__doctor")
        .prefetch_related("periods")
    )
    found = rows.filter(programme__in=own) | rows.filter(
        pk__in=supervised.values("placement_id")
    )
    return [one for place in found for one in happenings(place, user)]


def happenings(place: Placement, user: User) -> Iterator[Happening]:
    """Each unbroken stretch's first and last day; a vacation inside breaks nothing."""
    programme = place.programme
    if programme.doctor.user_id == user.pk:
        begins, ends = _("Placering börjar"), _("Placering slutar")
    else:
        begins, ends = _("BT-läkare börjar"), _("BT-läkare slutar")
    for number, days in enumerate(stretches(place), start=1):
        for title, day, end in zip((begins, ends), days, ("in", "out"), strict=True):
            yield Happening(
                uid=f"{place.pk}-{number}-{end}",
                title=title,
                starts=day,
                changed_at=programme.opened_at,
                url=settings.BASE_URL.rstrip("/") + programme.get_absolute_url(),
            )
