"""What the views of this app share: fetch what somebody may see, or it is not there."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from placements.views.common import done, page, posted
from recruitment import queries
from recruitment.enums import Task
from recruitment.views.tabs import round_tabs
from regions import access
from regions.requests import RegionRequest, found
from regions.roles import Permission

__all__ = [
    "crumbs",
    "done",
    "page",
    "posted",
    "round_context",
    "round_to_run",
    "visible_round",
]


def visible_round(request: RegionRequest, pk: UUID) -> Any:
    """A round that this person takes part in, or the page for what does not exist.

    Who applies there is told so, and sees nothing of it but by the own link.
    """
    round = found(queries.round_seen(request.user, request.region, pk))
    not_an_applicant(round).require()
    return round


def not_an_applicant(round: Any) -> Verdict:
    if not round.is_own:
        return YES
    return no(
        "round.own",
        _(
            "Du kan inte öppna omgången. Du har sökt i den själv. Följ din ansökan med "
            "länken du fick. Tar du tillbaka den kan du öppna omgången igen."
        ),
        HOUSE,
    )


def round_to_run(request: RegionRequest, pk: UUID) -> Any:
    """As above, for the office; who only takes part is told why not."""
    round = visible_round(request, pk)
    access.require(request.user, Permission.RECRUIT, request.region)
    return round


def round_context(
    request: RegionRequest, round: Any, current: str, *, recruits: bool | None = None
) -> dict[str, Any]:
    """What stands at the top of each page about one round.

    `recruits`: who is known to be at the office is not asked about again.
    """
    if recruits is None:
        recruits = queries.recruits(request.user, request.region)
    leads = not recruits and Task.CHAIR in queries.tasks_in(request.user, round)
    return {
        "round": round,
        "recruits": recruits,
        "tabs": round_tabs(round, current, recruits=recruits, leads=leads),
    }


def crumbs(round: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below a round."""
    listed = reverse("recruitment:rounds", args=[round.region.slug])
    return [(_("Rekrytering"), listed), (str(round), round.get_absolute_url()), *more]


def list_crumbs(request: HttpRequest) -> list[tuple[str, str]]:
    listed = reverse("recruitment:rounds", args=[request.region.slug])
    return [(_("Rekrytering"), listed)]
