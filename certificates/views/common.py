"""What the pages about certificates share: fetch, ask, show."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.urls import reverse

from assessments.views.common import crumbs, note
from bt_admin.lib.verdicts import Verdict
from bt_admin.login import login_method
from certificates import queries
from certificates.queries import Attempt
from placements.views.common import page
from regions.access import today
from regions.requests import RegionRequest, found
from regions.roles import Permission

__all__ = [
    "address",
    "at_fields",
    "attempt",
    "crumbs",
    "known_programme",
    "note",
    "page",
    "posted",
    "programme_with",
]


def programme_with(request: RegionRequest, pk: UUID, permission: Permission) -> Any:
    """A BT in which this person has this right.

    Outsiders get the page for what does not exist; insiders are told who may.
    """
    programme = known_programme(request, pk)
    queries.require(request.user, programme, permission)
    return programme


def known_programme(request: RegionRequest, pk: UUID) -> Any:
    programme = found(queries.programme_known(request.user, request.region, pk))
    if programme.doctor.user_id == request.user.pk:
        request.own_programme_id = programme.pk
    return programme


def attempt(
    request: RegionRequest, shown: str | None = None, *, measure: bool = False
) -> Attempt:
    """This person, about to sign today with this log-in."""
    return Attempt(
        by=request.user,
        login=login_method(request),
        today=today(),
        shown=shown,
        measure=measure,
    )


def posted(request: RegionRequest) -> Any:
    """What was sent, also when that was nothing; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def at_fields(verdict: Verdict, names: Mapping[str, str]) -> Verdict:
    """The same reasons at the fields of the form that shows them."""
    return Verdict(
        tuple(
            replace(reason, field=names.get(reason.field, reason.field))
            for reason in verdict.reasons
        ),
        verdict.warnings,
    )


def address(name: str, programme: Any) -> str:
    return reverse(f"certificates:{name}", args=[programme.region.slug, programme.pk])
