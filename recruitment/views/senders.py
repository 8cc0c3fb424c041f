"""Forms open to everybody: who sends them, and when it is enough."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bt_admin.lib.senders import address_of
from recruitment.actions.limits import count_use
from recruitment.rules.applying import MOST_TRIES


def too_often(
    request: HttpRequest, region: Any, *, at: datetime
) -> HttpResponse | None:
    """The page that asks to wait, when a form came too often from one address."""
    if count_use(region, "address", address_of(request), at=at) <= MOST_TRIES:
        return None
    return render(request, "recruitment/too_often.html", status=429)
