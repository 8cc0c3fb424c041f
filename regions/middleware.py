"""One active region per request, round the whole of it, templates included."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from bt_admin.lib.verdicts import Refused
from regions import access, context, queries
from regions.models import Region

Handler = Callable[[HttpRequest], HttpResponse]


class RegionContext:
    """Opens the transaction that the page lives in, and says which region it sees.

    Not ATOMIC_REQUESTS: a TemplateResponse is rendered, and a 404 page made, after
    that transaction has ended, and would find every table empty.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.region, request.memberships, request.protected = None, [], {}
        request.entered = None
        # Only a test's own transaction lies round this one; it gets its setting back.
        is_inside = connection.in_atomic_block
        with transaction.atomic():
            response = self.respond(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif is_inside and request.entered:
                context.restore(request.entered.before)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    def respond(self, request: Any) -> HttpResponse:
        """Enter the region that the address names, if this person has a role there."""
        region = queries.region_by_slug(request.path_info.split("/")[1])
        if request.user.is_authenticated:
            self.enter(request, region)
        elif region:
            return redirect_to_login(request.get_full_path())
        return self.get_response(request)

    def enter(self, request: Any, region: Region | None) -> None:
        region_id = region.pk if region else None
        request.entered = context.set_context(region_id, request.user.pk)
        request.protected = request.entered.protected
        request.memberships = access.memberships(request.user)
        if region is None:
            return
        if region.pk not in {m.region_id for m in request.memberships}:
            raise Http404  # the same page as for an address that does not exist
        request.region = region

    def process_view(
        self,
        request: Any,
        view: Handler,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """A page of a region is not there when the address names no region."""
        if "region_slug" in kwargs and request.region is None:
            raise Http404


class RefusedAsPage:
    """A refusal that no form caught becomes a page that gives the reasons."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: Any, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(
                request, "403.html", {"verdict": exception.verdict}, status=403
            )
        return None
