"""From an application to its wishes in a national clearing, by the personal link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from recruitment.actions import clearing_wishes as actions
from recruitment.forms.clearing import KeyForm
from recruitment.queries import clearing as queries
from recruitment.queries.links import path_of
from recruitment.views.by_link import closed, opened
from recruitment.views.common import done, page, posted
from regions.clock import database_now


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, show)


def show(request: HttpRequest, application: Any) -> HttpResponse:
    """What it is, who sees what, and the button to begin; or the way to what there is."""
    entry, at = queries.entry_of(application), database_now()
    if entry is None:
        return closed(request)
    clearing, wishes = entry.part.side.clearing, queries.wishes_of(entry)
    is_open = queries.facts_of(clearing, at).is_open
    if wishes and not is_open and request.method != "POST":
        return redirect(queries.wishes_path(wishes))
    form = KeyForm(posted(request))
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["key"]
        begun = done(form, lambda: actions.begin(entry=entry, key=key, at=at))
        if begun:
            return redirect(queries.wishes_path(begun))
    return page(request, "recruitment/case_clearing.html", {
        "application": application,
        "clearing": clearing,
        "is_open": is_open,
        "form": form,
        "wishes_url": queries.wishes_path(wishes) if wishes else "",
        "case_url": path_of(application),
    })  # fmt: skip
