"""Logging in: allauth's seam, how somebody did it, and when they last said who they are.

A signature asks for a fresh identification: `confirm_first` leads to the page where one
gives it, and back to the page one came from.
"""

from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

DEMO = "demo"
CONFIRM = "account_reauthenticate"  # the name that allauth knows the page by
METHOD, IDENTIFIED = "login_method", "identified_at"  # the demo's, in the session
SHOWN = "shown_before_confirming"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the region, never by whoever comes by."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whatever in allauth asks again who one is leads to the same page."""
        return [{"id": "confirm", "url": reverse(CONFIRM)}]


class Detour(HttpResponseRedirect):
    """Away to say who one is, and back: what was typed has not been sent yet."""


def login_method(request: HttpRequest) -> str:
    """How this person logged in: kept with every signature."""
    if request.session.get(METHOD) == DEMO:
        return DEMO
    last = _last_record(request)
    return str(last.get("provider") or last.get("method") or "unknown")


def identified_at(request: HttpRequest) -> datetime | None:
    """When this person last identified themselves in this session, if that is known."""
    given = request.session.get(IDENTIFIED)
    if request.session.get(METHOD) != DEMO:
        given = _last_record(request).get("at")
    return datetime.fromtimestamp(given, UTC) if given else None


def remember_demo(request: HttpRequest) -> None:
    """An invented person has just been chosen, or confirmed to be the one."""
    request.session[METHOD] = DEMO
    request.session[IDENTIFIED] = timezone.now().timestamp()


def confirm_first(request: HttpRequest, shown: str = "") -> Detour:
    """To the page «Bekräfta att det är du», and from there back to this one.

    `shown` describes what was on the page, so that it can say what has changed when
    one is back.
    """
    path = request.get_full_path()
    request.session[SHOWN] = {"path": path, "shown": shown}
    return Detour(f"{reverse(CONFIRM)}?{urlencode({'next': path})}")


def shown_before(request: HttpRequest) -> str:
    """What was on this page before one was asked who one is; once."""
    kept = request.session.get(SHOWN)
    if not kept or kept["path"] != request.get_full_path():
        return ""
    del request.session[SHOWN]
    return str(kept["shown"])


def _last_record(request: HttpRequest) -> dict[str, Any]:
    records = get_authentication_records(request, request.user)
    return records[-1] if records else {}
