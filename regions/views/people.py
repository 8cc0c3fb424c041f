"""People in the region and what is registered about them; and one's own facts."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bt_admin.lib.forms import done
from regions import absence, access, feeds, queries, reminding
from regions.actions.qualifications import change_own_facts, register_qualification
from regions.clock import database_now
from regions.enums import MailPace, QualificationKind
from regions.forms import OwnFactsForm, QualificationForm
from regions.people_forms import PeopleFilter
from regions.protection import protection_of
from regions.requests import roles_here
from regions.roles import ROLES, Permission, title

PER_PAGE = 50


@require_GET
def people(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Everybody here, by name, narrowed by what the address says."""
    access.require(request.user, Permission.PLAN, request.region)
    asked = PeopleFilter(request.GET)
    everybody = queries.people_with_facts(request.region)
    found = queries.called(everybody, asked.name)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
    held = roles_here(request)
    context = {
        "filter": asked,
        "page": page,
        "query": f"&{urlencode({'namn': asked.name})}" if asked.name else "",
        "has_pool": any(Permission.ISSUE in ROLES[role].may for role in held),
    }
    return render(request, "regions/people.html", context)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """One person's facts, and a form to register one more."""
    rows = queries.people_in(request.region)
    found = get_object_or_404(rows, pk=pk)
    access.require(request.user, Permission.PLAN, request.region)
    form = QualificationForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and registered(request, found, form)
    ):
        messages.success(request, _("Uppgiften är registrerad."))
        return redirect("regions:person", region_slug, pk)
    held = queries.roles_of(found, request.region)
    context = {
        "person": found,
        "form": form,
        "qualifications": queries.qualifications_of(found),
        "roles": held,
        "may_be_protected": {one.title for one in held} <= {title("doctor")},
        "may_appoint": access.may(request.user, Permission.APPOINT, request.region),
        "stand_ins": absence.stand_ins_for(found, request.region, access.today()),
        "employments": queries.employments_of(found, request.region),
        "gives_roles": request.user != found
        and access.may(request.user, Permission.ADMINISTER, request.region),
    }
    status = 422 if form.errors else 200
    return render(request, "regions/person.html", context, status=status)


def registered(request: HttpRequest, found: object, form: QualificationForm) -> Any:
    fields = form.cleaned_data | {"kind": QualificationKind(form.cleaned_data["kind"])}
    who = {"region": request.region, "user": found, "by": request.user}
    return done(
        form, lambda: register_qualification(**who, at=database_now(), **fields)
    )


@require_http_methods(["GET", "POST"])
def me(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Mina uppgifter: what stands beside my name, and what is registered about me."""
    user = request.user
    known = {"title": user.title, "workplace": user.workplace, "phone": user.phone}
    form = OwnFactsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        change_own_facts(
            user=user, region=request.region, at=database_now(), **form.cleaned_data
        )
        messages.success(request, _("Dina uppgifter är sparade."))
        return redirect("regions:me", region_slug)
    context = {
        "form": form,
        "qualifications": queries.qualifications_of(user),
        "roles": queries.roles_of(user, request.region),
        "feed": feeds.feed_of(user, request.region),
        "protection": protection_of(user, request.region),
        **around_me(request),
    }
    return render(
        request, "regions/me.html", context, status=422 if form.errors else 200
    )


def around_me(request: HttpRequest) -> dict[str, Any]:
    """How often e-mail comes, and who stands in for whom."""
    user, region, today = request.user, request.region, access.today()
    tasks, news = reminding.paces_of(user, region)
    return {
        "tasks_pace": MailPace(tasks).label,
        "news_pace": MailPace(news).label,
        "stand_ins": absence.stand_ins_for(user, region, today),
        "stood_in_for": absence.stood_in_for(user, region, today),
        "may_name": absence.has_roles_to_pass_on(user, region, today),
    }
