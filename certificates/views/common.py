"""What the pages about certificates share: fetch, ask, show."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bt_admin.lib.verdicts import Verdict
from bt_admin.login import login_method
from certificates import queries
from certificates.queries import Attempt
from regions.access import today
from regions.roles import Permission


def programme_with(request: HttpRequest, pk: UUID, permission: Permission) -> Any:
    """A BT in which this person has this right.

    Outsiders get the page for what does not exist; insiders are told who may.
    """
    programme = known_programme(request, pk)
    queries.require(request.user, programme, permission)
    return programme


def known_programme(request: HttpRequest, pk: UUID) -> Any:
    rows = queries.programmes_known_to(request.user, request.region)
    programme = get_object_or_404(rows, pk=pk)
    if programme.doctor.user_id == request.user.pk:
        request.own_programme_id = programme.pk
    return programme


def attempt(
    request: HttpRequest, shown: str | None = None, *, measure: bool = False
) -> Attempt:
    """This person, about to sign today with this log-in."""
    return Attempt(
        by=request.user,
        login=login_method(request),
        today=today(),
        shown=shown,
        measure=measure,
    )


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; with status 422 when its form has errors."""
    form = context.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, template, context, status=status)


def at_fields(verdict: Verdict, names: Mapping[str, str]) -> Verdict:
    """The same reasons at the fields of the form that shows them."""
    return Verdict(
        tuple(
            replace(reason, field=names.get(reason.field, reason.field))
            for reason in verdict.reasons
        ),
        verdict.warnings,
    )


def crumbs(programme: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    slug = programme.region.slug
    return [
        (_("BT-läkare"), reverse("placements:programmes", args=[slug])),
        (str(programme), programme.get_absolute_url()),
        *more,
    ]


def address(name: str, programme: Any) -> str:
    return reverse(f"certificates:{name}", args=[programme.region.slug, programme.pk])
