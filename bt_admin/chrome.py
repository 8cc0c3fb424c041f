"""What stands round every page: the region, where one can go, who one is.

Costs no query: RegionContext has already read the memberships.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from bt_admin.lib.swedish import begin
from regions import roles
from regions.access import Membership
from regions.roles import Permission

STAFF = {
    "bt_manager",
    "deputy_bt_manager",
    "director_of_studies",
    "administrator",
    "unit_manager",
    "unit_lead",
}
PLANNERS = {key for key, role in roles.ROLES.items() if Permission.PLAN in role.may}
RECRUITERS = {
    key for key, role in roles.ROLES.items() if Permission.RECRUIT in role.may
} | {"recruiter", "union_observer"}
SUPERVISORS = {"main_supervisor", "placement_supervisor", "stand_in"}


@dataclass(frozen=True)
class Entry:
    """One way to go: in the bar at the top, and on a phone at the bottom."""

    label: str
    url: str
    icon: str
    current: str = ""  # the value of aria-current: "page", "true" below it, or none
    count: int | None = None
    short: str = ""


@dataclass(frozen=True)
class Way:
    """An entry before it is known where one is; `below`: how its pages' addresses begin."""

    label: str
    url: str
    icon: str
    count: int | None = None
    short: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegionChoice:
    name: str
    url: str
    roles: str
    current: bool


@dataclass(frozen=True)
class Chrome:
    region: Any
    user: Any
    titles: str
    entries: list[Entry]
    regions: list[RegionChoice]
    home: str
    me: str
    login: str
    logout: str
    verify: str
    demo: bool
    demo_login: str
    gallery: str
    help_email: str
    help_phone: str


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The context processor. Lazy, so that an error page can do without."""
    return {"chrome": SimpleLazyObject(lambda: chrome_of(request))}


def chrome_of(request: HttpRequest) -> Chrome:
    region = getattr(request, "region", None)
    held = getattr(request, "memberships", [])
    here = [one for one in held if region and one.region_id == region.pk]
    user = getattr(request, "user", None)
    return Chrome(
        region=region,
        user=user if user and user.is_authenticated else None,
        titles=_titles(here),
        entries=_entries(request, here),
        regions=_regions(held, here),
        home=address("todo", region.slug) if region else "/",
        me=address("regions:me", region.slug) if region else "",
        login=address("account_login"),
        logout=address("account_logout"),
        verify=address("verify"),
        demo=settings.DEMO,
        demo_login=address("demo_login"),
        gallery=address("gallery"),
        help_email=settings.HELP_EMAIL,
        help_phone=getattr(settings, "HELP_PHONE", ""),
    )


def _entries(request: HttpRequest, here: list[Membership]) -> list[Entry]:
    """Where these roles can go in this region; nothing outside one."""
    if not here:
        return []
    slug = here[0].region_slug
    waiting = getattr(request, "todo_count", None)
    ways = [Way(_("Att göra"), address("todo", slug), "list", waiting)]
    ways += _own(here, slug)
    ways += _others(here, slug)
    ways += _recruitment(here, slug)
    ways += _region(here, slug)
    # A page may say whose it is, when its address begins like others' pages.
    here_now = _nearest(getattr(request, "stands_below", request.path), ways)
    return [
        Entry(
            label=way.label,
            url=way.url,
            icon=way.icon,
            current=_current(request.path, way) if way is here_now else "",
            count=way.count,
            short=way.short,
        )
        for way in ways
        if way.url
    ]


def _own(here: list[Membership], slug: str) -> list[Way]:
    """A doctor's own BT; with several in one region, the way there finds the latest."""
    own = {one.scope_id for one in here if one.role == "doctor"}
    if len(own) != 1:
        mine = address("placements:mine", slug) if own else ""
        return [Way(_("Min BT"), mine, "calendar", below=(mine,))] if mine else []
    programme = own.pop()
    mine = address("programme", slug, programme)
    papers = address("certificates:certificates", slug, programme)
    return [
        Way(_("Min BT"), mine, "calendar", below=(mine,)),
        Way(_("Intyg"), papers, "file", below=(papers,)),
    ]


def _others(here: list[Membership], slug: str) -> list[Way]:
    """The doctors one follows; their pages count as below that list."""
    held = {one.role for one in here}
    if not held & (STAFF | SUPERVISORS):
        return []
    listed = address("placements:programmes", slug)
    below = (listed, address("assessments:cohort", slug), f"/{slug}/bt/")
    if held & STAFF:
        return [Way(_("BT-läkare"), listed, "users", below=below)]
    return [
        Way(_("Mina BT-läkare"), listed, "users", below=below, short=_("BT-läkare"))
    ]


def _recruitment(here: list[Membership], slug: str) -> list[Way]:
    if not RECRUITERS & {one.role for one in here}:
        return []
    rounds = address("recruitment:rounds", slug)
    things = ("ansokning", "granskningar", "granskning", "intervju", "kandidat",
              "referens", "erbjudande", "reserv", "antagen")  # fmt: skip
    below = (rounds, *(f"/{slug}/{one}/" for one in things))
    return [Way(_("Rekrytering"), rounds, "card", below=below)]


def _region(here: list[Membership], slug: str) -> list[Way]:
    """Its people, and what it has decided, for those who plan."""
    if not PLANNERS & {one.role for one in here}:
        return []
    people, region = address("regions:people", slug), address("regions:region", slug)
    teaching = address("assessments:teaching", slug)
    meetings = address("assessments:meetings", slug)
    return [
        Way(
            _("Kollegium"),
            meetings,
            "users",
            below=(meetings, f"/{slug}/kollegiemote/"),
        ),
        Way(_("Personer"), people, "user", below=(people, f"/{slug}/bedomare/")),
        Way(
            _("Regionen"),
            region,
            "info",
            below=(
                region,
                address("assessments:instruments", slug),
                address("assessments:checklists", slug),
                address("assessments:anchors", slug),
            ),
        ),
        Way(_("Undervisning"), teaching, "calendar", below=(teaching,)),
    ]


def _nearest(path: str, ways: list[Way]) -> Way | None:
    """The entry this page belongs to: the one that says most of its address."""

    def says(way: Way) -> int:
        exact = [way.url] if path == way.url else []
        begins = [start for start in way.below if start and path.startswith(start)]
        return max(map(len, exact + begins), default=0)

    nearest = max(ways, key=says)
    return nearest if says(nearest) else None


def _current(path: str, way: Way) -> str:
    return "page" if path == way.url else "true"


def _titles(here: list[Membership]) -> str:
    titles = dict.fromkeys(roles.title(one.role) for one in here)
    words = ", ".join(titles)
    return begin(words)


def _regions(held: list[Membership], here: list[Membership]) -> list[RegionChoice]:
    current = {one.region_id for one in here}
    found: dict[int, list[Membership]] = {}
    for one in held:
        found.setdefault(one.region_id, []).append(one)
    return [
        RegionChoice(
            name=group[0].region_name,
            url=address("todo", group[0].region_slug),
            roles=_titles(group),
            current=region_id in current,
        )
        for region_id, group in found.items()
    ]


@lru_cache(maxsize=4096)
def address(name: str, *args: Any) -> str:
    """The address, or nothing where this installation has no such page.

    Remembered, for every page asks for twenty and they follow from nothing else.
    """
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
