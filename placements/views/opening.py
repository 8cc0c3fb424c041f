"""A BT is opened."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib import timeline
from placements import actions, queries
from placements.forms import OpenForm
from placements.views.common import done, page, posted
from regions import access
from regions.actions.people import SWEDEN, register_person
from regions.actions.qualifications import register_qualification
from regions.clock import database_now
from regions.enums import QualificationKind
from regions.queries import open_units, people_in
from regions.roles import Permission


@require_http_methods(["GET", "POST"])
def open_programme(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Who, when and where; a look at the plan first, for those who want one."""
    access.require(request.user, Permission.PLAN, request.region)
    form = OpenForm(
        posted(request),
        region=request.region,
        people=list(people_in(request.region)),
        units=list(open_units(request.region)),
    )
    looking = request.POST.get("action") == "preview"
    if form.is_valid() and not looking:
        programme = done(form, lambda: open_for(request, form), form.at_our_fields)
        if programme:
            said = _("BT är upplagd för %s. Nu återstår att utse handledare.")
            messages.success(request, said % programme)
            return redirect("placements:plan", region_slug, programme.pk)
    if looking:
        form.forget_doctor()
    return page(request, "placements/open.html", {"form": form, **plan_of(form)})


@transaction.atomic
def open_for(request: HttpRequest, form: OpenForm) -> Any:
    given, at = form.cleaned_data, database_now()
    who = {"region": request.region, "by": request.user, "at": at}
    return actions.open_programme(
        user=person_of(form, who),
        model=form.option.model,
        starts_on=given["starts_on"],
        employment_form=given["employment_form"],
        units=form.chosen_units,
        **who,
    )


def person_of(form: OpenForm, who: dict[str, Any]) -> Any:
    """Somebody who is here, their licence registered if it was not; or somebody new."""
    given = form.cleaned_data
    if given["who"] == "new":
        names = ("first_name", "last_name", "email", "personal_number", "licence_on")
        return register_person(**{name: given[name] for name in names}, **who)
    if given["known_licence_on"]:
        register_qualification(
            user=given["person"],
            kind=QualificationKind.LICENCE,
            name=SWEDEN,
            on=given["known_licence_on"],
            **who,
        )
    return given["person"]


def plan_of(form: OpenForm) -> dict[str, Any]:
    """The plan laid out from what is typed, once there is enough of it."""
    if not form.is_bound or form.option is None:
        return {}
    plan = queries.preview(
        form.option.placements, form.chosen_units, form.cleaned_data["starts_on"]
    )
    return {"plan": plan, "year": timeline.year(plan.blocks, today=access.today())}
