"""The pool of assessors, for those who look after it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.forms import written
from certificates import queries
from certificates.actions import pool as actions
from certificates.forms.pool import (
    SOMEBODY_ELSE,
    AddFields,
    LendingFields,
    Often,
    PauseFields,
    PoolFilter,
)
from certificates.views.common import page, posted
from regions import access
from regions.access import today
from regions.clock import database_now
from regions.queries import regions
from regions.requests import RegionRequest
from regions.roles import Permission


@require_safe
def pool(request: RegionRequest, region_slug: str) -> HttpResponse:
    looks_after(request)
    lines = queries.pool_of(request.region, today())
    wanted = PoolFilter(request.GET)
    context = {
        "filter": wanted,
        "lines": [one for one in lines if wanted.keeps(one)],
        "is_empty": not lines,
    }
    return page(request, "certificates/pool.html", context)


@require_http_methods(["GET", "POST"])
def add(request: RegionRequest, region_slug: str) -> HttpResponse:
    looks_after(request)
    form = AddFields(
        posted(request),
        people=queries.could_join(request.region),
        lendings=queries.lendings_of(request.region),
        initial={"starts": today()},
    )
    if request.method == "POST" and form.is_valid() and added(request, form):
        return redirect("certificates:pool", region_slug)
    return page(request, "certificates/pool_add.html", {"form": form})


def added(request: RegionRequest, form: Any) -> bool:
    given = dict(form.cleaned_data)
    person = chosen(request, given.pop("person"), given.pop("email"))
    if person is None:
        form.add_error("email", _("Ingen träff. Kontrollera adressen."))
        return False
    lending = form.lendings.get(given.pop("lending"))
    done = written(
        form,
        lambda _given: actions.add_to_pool(
            region=request.region,
            user=person,
            lending=lending,
            by=request.user,
            at=database_now(),
            **given,
        ),
    )
    if done:
        told = _("%(person)s finns nu i poolen.") % {"person": person}
        messages.success(request, told)
    return bool(done)


def chosen(request: RegionRequest, value: str, email: str) -> Any:
    if value == SOMEBODY_ELSE:
        return queries.person_by_email(email)
    people = queries.could_join(request.region)
    return next((user for user, _note in people if str(user.pk) == value), None)


@require_http_methods(["GET", "POST"])
def member(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """One of the pool: what holds for them, a form to change it, and the pauses."""
    if not access.may(request.user, Permission.ISSUE, request.region):
        raise Http404  # nobody else is told who is in it
    rows = queries.pool_members(request.region)
    found = get_object_or_404(rows, pk=pk)
    what = request.POST.get("do", "")
    form = Often(request.POST if what == "change" else None, initial=known_of(found))
    break_ = PauseFields(request.POST if what == "pause" else None)
    if request.method == "POST" and changed(request, found, what, form, break_):
        return redirect("certificates:pool_member", region_slug, pk)
    context = {
        "line": next(
            one
            for one in queries.pool_of(request.region, today())
            if one.member.pk == pk
        ),
        "form": break_ if break_.errors else form,
        "change": form,
        "pause": break_,
    }
    return page(request, "certificates/pool_member.html", context)


def known_of(found: Any) -> dict[str, Any]:
    return {
        "ends": found.assignment.ends,
        "maximum": found.maximum,
        "towns": found.towns,
        "distance": found.distance,
    }


def changed(
    request: RegionRequest, found: Any, what: str, form: Any, break_: Any
) -> bool:
    if what == "resume":
        key = request.POST.get("pause", "")
        row = next((one for one in found.pauses.all() if str(one.pk) == key), None)
        if row is not None:
            actions.resume(member=found, pause=row, by=request.user, at=database_now())
            messages.success(request, _("Pausen är borttagen."))
        return True
    if what == "pause":
        done = written(
            break_,
            lambda given: actions.pause(
                member=found, by=request.user, at=database_now(), **given
            ),
        )
        told = _("Pausen är sparad.")
    else:
        done = written(
            form,
            lambda given: actions.change_member(
                member=found, by=request.user, at=database_now(), **given
            ),
        )
        told = _("Ändringarna är sparade.")
    if done:
        messages.success(request, told)
    return bool(done)


@require_http_methods(["GET", "POST"])
def lendings(request: RegionRequest, region_slug: str) -> HttpResponse:
    """The agreements by which other regions lend their assessors here."""
    looks_after(request)
    others = [one for one in regions() if one.pk != request.region.pk]
    form = LendingFields(posted(request), regions=others)
    if written(
        form,
        lambda given: actions.note_lending(
            region=request.region,
            by=request.user,
            at=database_now(),
            **given | {"lender": form.regions[given["lender"]]},
        ),
    ):
        messages.success(request, _("Avtalet är sparat."))
        return redirect("certificates:lendings", region_slug)
    context = {"form": form, "lendings": queries.lendings_of(request.region)}
    return page(request, "certificates/lendings.html", context)


def looks_after(request: RegionRequest) -> None:
    access.require(request.user, Permission.ISSUE, request.region)
