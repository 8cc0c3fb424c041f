"""People are added to the region; where they serve and what role they have."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib import personnummer
from bt_admin.lib.forms import written
from regions import access, queries
from regions.actions.employments import end_employment, register_employment
from regions.actions.qualifications import correct_qualification
from regions.actions.rights import give_role
from regions.actions.staff import add_person, change_person
from regions.clock import database_now
from regions.people_forms import (
    CorrectionForm,
    EmploymentForm,
    LastDayForm,
    NewPersonForm,
    PersonForm,
    RoleForm,
)
from regions.roles import Permission

form_page = require_http_methods(["GET", "POST"])


@form_page
def new(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Somebody who is to supervise, assess or run BT here."""
    access.require(request.user, Permission.PLAN, request.region)
    gives = access.may(request.user, Permission.ADMINISTER, request.region)
    form = NewPersonForm(posted(request), units=units(request), gives_roles=gives)

    def write(given: dict[str, Any]) -> Any:
        return add_person(**{"role": ""} | given, **who(request))

    if person := written(form, write):
        messages.success(request, _("%s finns nu i regionen.") % person)
        return redirect("regions:person", region_slug, person.pk)
    texts = {
        "heading": _("Lägg till person"),
        "lead": _(
            "Handledare och andra som arbetar med BT. BT-läkare läggs upp för sig."
        ),
        "button": _("Lägg till"),
        "back_url": reverse("regions:people", args=[region_slug]),
        "back_label": _("Personer"),
    }
    return task(request, form, texts)


@form_page
def change(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Put a name, an address or a number right."""
    person = person_here(request, pk, Permission.PLAN)
    number = person.personal_number
    masked = personnummer.Personnummer(number).masked if number else ""
    form = PersonForm(posted(request), person=person, masked_number=masked)

    def write(given: dict[str, Any]) -> Any:
        return change_person(user=person, **given, **who(request))

    if written(form, write):
        messages.success(request, _("Uppgifterna är ändrade."))
        return redirect("regions:person", region_slug, pk)
    lead = _("Intyg som redan är signerade behåller det namn som stod där.")
    return about(request, form, person, _("Ändra uppgifter"), lead, _("Spara"))


@form_page
def correct(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A registered fact has the wrong date, or was never true."""
    person = person_here(request, pk, Permission.PLAN)
    form = CorrectionForm(posted(request), facts=queries.qualifications_of(person))

    def write(given: dict[str, Any]) -> bool:
        fact = {key: given[key] for key in ("qualification", "on")}
        correct_qualification(user=person, **fact, **who(request))
        return True

    if written(form, write):
        messages.success(request, _("Uppgiften är rättad."))
        return redirect("regions:person", region_slug, pk)
    lead = _("Reglerna frågar efter de här uppgifterna när någon utses eller signerar.")
    return about(request, form, person, _("Rätta en uppgift"), lead, _("Rätta"))


@form_page
def role(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A role in the region or in a unit."""
    person = person_here(request, pk, Permission.ADMINISTER)
    form = RoleForm(posted(request), units=units(request))

    def write(given: dict[str, Any]) -> Any:
        return give_role(user=person, **given, **who(request))

    if written(form, write):
        messages.success(request, _("%s har fått rollen.") % person)
        return redirect("regions:person", region_slug, pk)
    lead = _("Det som följer med rollen gäller från första dagen.")
    return about(request, form, person, _("Ge en roll"), lead, _("Ge rollen"))


@form_page
def employment(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Where somebody serves, or has served."""
    person = person_here(request, pk, Permission.PLAN)
    # Of closed units too: what was before they closed is asked of who assesses.
    form = EmploymentForm(posted(request), units=queries.units(request.region))

    def write(given: dict[str, Any]) -> Any:
        return register_employment(user=person, **given, **who(request))

    if written(form, write):
        messages.success(request, _("Tjänstgöringen är registrerad."))
        return redirect("regions:person", region_slug, pk)
    lead = _(
        "Tidigare tjänstgöring räknas också: en extern bedömare får inte ha arbetat på "
        "samma enhet som läkaren samtidigt."
    )
    heading = _("Registrera tjänstgöring")
    return about(request, form, person, heading, lead, _("Registrera"))


@form_page
def end(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The last day at a unit."""
    row = get_object_or_404(queries.employments_in(request.region), pk=pk)
    access.require(request.user, Permission.PLAN, request.region)
    initial = {"ends": row.ends}
    form = LastDayForm(posted(request), initial=initial)

    def write(given: dict[str, Any]) -> bool:
        end_employment(employment=row, by=request.user, at=database_now(), **given)
        return True

    if written(form, write):
        messages.success(request, _("Sista dagen är sparad."))
        return redirect("regions:person", region_slug, row.user_id)
    heading = _("Sista dagen på %s") % row.unit
    return about(request, form, row.user, heading, str(row.user), _("Spara"))


# --------------------------------------------------------------------- for them all
def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def who(request: HttpRequest) -> dict[str, Any]:
    return {"region": request.region, "by": request.user, "at": database_now()}


def units(request: HttpRequest) -> list[Any]:
    return list(queries.open_units(request.region))


def person_here(request: HttpRequest, pk: UUID, permission: Permission) -> Any:
    found = get_object_or_404(queries.people_in(request.region), pk=pk)
    access.require(request.user, permission, request.region)
    return found


def about(
    request: HttpRequest,
    form: forms.Form,
    person: Any,
    heading: str,
    lead: str,
    button: str,
) -> HttpResponse:
    """A task that comes from a person's page, and goes back there."""
    texts = {
        "heading": heading,
        "lead": lead,
        "button": button,
        "back_url": reverse("regions:person", args=[request.region.slug, person.pk]),
        "back_label": str(person),
    }
    return task(request, form, texts)


def task(request: HttpRequest, form: forms.Form, texts: dict[str, str]) -> HttpResponse:
    context = {"form": form, **texts}
    status = 422 if form.errors else 200
    return render(request, "regions/person_task.html", context, status=status)
