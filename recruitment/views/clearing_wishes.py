"""Wishes in a national clearing, in order, by a link of their own; then the result.

No region is entered: what stands here is a code's.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from recruitment.actions import clearing_wishes as actions
from recruitment.forms.clearing import WishesForm
from recruitment.queries import clearing as queries
from recruitment.rules.clearing_order import changed
from recruitment.views import clearing_pair
from recruitment.views.by_link import closed
from recruitment.views.common import done, page
from regions.clock import database_now


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, token: str) -> HttpResponse:
    row = queries.wishes_with(token)
    response = closed(request) if row is None else show(request, row, token)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def show(request: HttpRequest, row: Any, token: str) -> HttpResponse:
    """Each press moves one place and is kept at once."""
    form, at = WishesForm(), database_now()
    if request.method == "POST":
        form = WishesForm(request.POST)
        form.is_valid()
        if done(form, lambda: press(request, row, at)):
            part = "tillsammans" if "pair" in request.POST.get("do", "") else "onskemal"
            return redirect(f"{request.path}#{part}")
        row.refresh_from_db()
    clearing = row.clearing
    places = queries.places_in(clearing, row.hosts)
    released = clearing.state == "released"
    return page(request, "recruitment/clearing_wishes.html", {
        "form": form,
        "row": row,
        "clearing": clearing,
        "wished": [one for one in row.wishes if one in places],
        "others": [one for one in places if one not in row.wishes],
        "is_open": queries.facts_of(clearing, at).is_open,
        "told": row.told if released else None,
        **clearing_pair.shown(row),
        "link": request.build_absolute_uri(request.path),
        "lead": _("Bara du som har länken ser den här sidan."),
    })  # fmt: skip


def press(request: HttpRequest, row: Any, at: Any) -> Any:
    asked = request.POST
    if asked.get("do") in clearing_pair.DOES:
        return clearing_pair.press(request, row, at)
    seen = asked.get("version", "")
    return actions.wish(
        wishes=row,
        places=changed(row.wishes, asked.get("do", ""), asked.get("place", "")),
        version=int(seen) if seen.isdecimal() else 0,
        at=at,
    )
