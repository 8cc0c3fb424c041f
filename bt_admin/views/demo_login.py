"""One click logs in as an invented person. The address exists only with BT_DEMO=1."""

from itertools import groupby
from uuid import UUID

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from bt_admin.login import remember_demo
from regions import queries, roles

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
def demo_login(request: HttpRequest) -> HttpResponse:
    """The invented people by region and role; POST logs in as one of them."""
    if request.method == "POST":
        return log_in_as(request, request.POST.get("person", ""))
    return render(request, "pages/demo_login.html", {"regions": people_by_region()})


def log_in_as(request: HttpRequest, person: str) -> HttpResponse:
    user = get_object_or_404(queries.demo_people(), pk=uuid_or_none(person))
    login(request, user, backend=BACKEND)
    remember_demo(request)
    return redirect("home")


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def people_by_region() -> list[tuple[str, list[tuple[str, list]]]]:
    """[(region, [(role title, [person, …]), …]), …], roles in roles.py's order."""
    order = {key: number for number, key in enumerate(roles.ROLES)}
    rows = sorted(
        queries.demo_memberships(),
        key=lambda row: (row.region_name, order[row.role], row.user.last_name),
    )
    return [
        (region, [(roles.title(role), [row.user for row in people])
                  for role, people in groupby(list(group), key=lambda row: row.role)])
        for region, group in groupby(rows, key=lambda row: row.region_name)
    ]  # fmt: skip
