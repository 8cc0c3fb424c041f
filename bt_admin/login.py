"""Logging in: allauth's seam, and how somebody did it."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

DEMO = "demo"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the region, never by whoever comes by."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def login_method(request: HttpRequest) -> str:
    """How this person logged in: kept with every signature."""
    if request.session.get("login_method") == DEMO:
        return DEMO
    methods = request.session.get("account_authentication_methods") or [{}]
    return str(methods[-1].get("provider") or methods[-1].get("method") or "unknown")
