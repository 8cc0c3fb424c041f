"""Everybody's roles, looked through and confirmed; what is left behind is ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bt_admin.lib.forms import done
from regions import access
from regions import rights as queries
from regions.actions.protection import take_over
from regions.actions.rights import confirm_rights, end_role
from regions.clock import database_now
from regions.forms import ConfirmForm
from regions.protection import count_unattended
from regions.roles import Permission


@require_http_methods(["GET", "POST"])
def rights(request: HttpRequest, region_slug: str) -> HttpResponse:
    access.require(request.user, Permission.ADMINISTER, request.region)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and confirmed(request, form):
        messages.success(request, _("Rollerna är bekräftade."))
        return redirect("regions:rights", region_slug)
    today = access.today()
    holders = queries.holders_of_rights(request.region, today)
    context = {
        "form": form,
        "holders": holders,
        "shown": queries.digest_of(holders),
        "latest": queries.latest_confirmation(request.region),
        "wanted": queries.is_to_be_confirmed(request.region, today),
        "unattended": count_unattended(request.region),
    }
    status = 422 if form.errors else 200
    return render(request, "regions/rights.html", context, status=status)


def confirmed(request: HttpRequest, form: ConfirmForm) -> Any:
    shown = form.cleaned_data["shown"]
    who = {"region": request.region, "by": request.user}
    return done(form, lambda: confirm_rights(shown=shown, at=database_now(), **who))


@require_POST
def end(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = queries.role_that_may_end(request.region, pk)
    if row is None:
        raise Http404
    access.require(request.user, Permission.ADMINISTER, request.region)
    end_role(assignment=row, by=request.user, at=database_now())
    messages.success(request, _("Rollen är avslutad för %s.") % row.user)
    return redirect("regions:rights", region_slug)


@require_POST
def take_over_protected(request: HttpRequest, region_slug: str) -> HttpResponse:
    """See the doctors whom nobody who certifies may see any more."""
    access.require(request.user, Permission.ADMINISTER, request.region)
    count = take_over(region=request.region, by=request.user, at=database_now())
    if count:
        text = ngettext(
            "Du ser nu en läkare till under Personer.",
            "Du ser nu %(n)s läkare till under Personer.",
            count,
        )
        messages.success(request, text % {"n": count})
    return redirect("regions:rights", region_slug)
