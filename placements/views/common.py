"""What the views of this app share: fetch, ask, do or say why not."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bt_admin.lib.forms import done
from placements import queries
from regions import access
from regions.requests import found
from regions.roles import Permission

__all__ = [
    "crumbs",
    "done",
    "page",
    "plan_url",
    "posted",
    "programme_to_plan",
    "seen_programme",
    "visible_programme",
]


def seen_programme(request: HttpRequest, pk: UUID) -> Any:
    """A BT that this person may see, or the page for what does not exist."""
    return found(queries.programme_seen(request.user, request.region, pk))


def visible_programme(request: HttpRequest, pk: UUID) -> Any:
    """As above, with its plan and everybody's roles at hand."""
    return queries.read_people(queries.read_plan(seen_programme(request, pk)))


def programme_to_plan(request: HttpRequest, pk: UUID) -> Any:
    """As above, for those who may plan; the others are told why not."""
    programme = visible_programme(request, pk)
    access.require(request.user, Permission.PLAN, request.region)
    return programme


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing at all; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; with status 422 when its form, or one of its forms, has errors."""
    shown = [context.get("form"), *context.get("forms", ())]
    wrong = any(one.errors for one in shown if one is not None)
    status = 422 if wrong else 200
    return render(request, template, context, status=status)


def crumbs(programme: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    slug = programme.region.slug
    return [
        (_("BT-läkare"), reverse("placements:programmes", args=[slug])),
        (str(programme), programme.get_absolute_url()),
        *more,
    ]


def plan_url(programme: Any) -> str:
    return reverse("placements:plan", args=[programme.region.slug, programme.pk])
