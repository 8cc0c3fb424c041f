"""Skyddade personuppgifter of one person: recorded, shown to its readers, ended."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import done
from regions import access, queries
from regions import protection as protected
from regions.actions import protection as actions
from regions.clock import database_now
from regions.forms import (
    EndProtectionForm,
    ProtectionForm,
    ProtectionMailForm,
    ReaderForm,
)
from regions.roles import Permission


@require_http_methods(["GET", "POST"])
def protection(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """To record it, when nothing is; else what holds, and what can be done about it."""
    person = get_object_or_404(queries.people_in(request.region), pk=pk)
    access.require(request.user, Permission.PLAN, request.region)
    row = protected.protection_of(person, request.region)
    if row is None:
        return recording(request, person)
    return changing(request, person, row)


def recording(request: HttpRequest, person: Any) -> HttpResponse:
    form = ProtectionForm(
        request.POST if request.method == "POST" else None,
        candidates=protected.candidates(person, request.region),
        me=request.user,
    )
    if form.is_valid() and did(
        form, actions.record_protection, request,
        person=person, region=request.region, **form.cleaned_data,
    ):  # fmt: skip
        messages.success(
            request, _("Skyddet är registrerat. Bara de du valde ser läkaren nu.")
        )
        return away(request, person, form.cleaned_data["readers"])
    context = around(request, person) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "regions/protection_new.html", context, status=status)


def changing(request: HttpRequest, person: Any, row: Any) -> HttpResponse:
    """One of four forms is sent, and says which in `do`."""
    do = request.POST.get("do", "") if request.method == "POST" else ""
    readers = [one.user for one in row.now]
    bound = {name: request.POST if do == name else None for name in DONE}
    able = protected.candidates(person, request.region)
    others = [one for one in able if one.user not in readers]
    them = {
        "name": ReaderForm(bound["name"], candidates=others),
        "drop": forms.Form(bound["drop"]),
        "mail": mail_form(bound["mail"], row),
        "end": EndProtectionForm(bound["end"]),
    }
    if do in them and them[do].is_valid():
        answer = DONE[do](request, them[do], row)
        if answer is not None:
            return answer
    context = around(request, person) | {
        "protection": row,
        "source": protected.source_of(row),
        "may_change": access.may(request.user, Permission.CERTIFY, request.region),
        "others": others,
        **{f"{key}_form": one for key, one in them.items()},
        "form": them.get(do),
    }
    status = 422 if do in them and them[do].errors else 200
    return render(request, "regions/protection.html", context, status=status)


def mail_form(data: Any, row: Any) -> ProtectionMailForm:
    return ProtectionMailForm(data, initial={"mail_asked_on": row.mail_asked_on})


def name(request: HttpRequest, form: Any, row: Any) -> HttpResponse | None:
    user = form.cleaned_data["reader"]
    if not did(form, actions.name_reader, request, protection=row, user=user):
        return None
    messages.success(request, _("%s får se läkaren.") % user)
    return back_to(request, row.user)


def drop(request: HttpRequest, form: Any, row: Any) -> HttpResponse | None:
    """Whoever is no reader any more has been removed: by a click before, or another."""
    chosen = request.POST.get("reader", "")
    user = next((one.user for one in row.now if str(one.user_id) == chosen), None)
    if user is None:
        return back_to(request, row.user)
    if not did(form, actions.end_reader, request, protection=row, user=user):
        return None
    messages.success(request, _("%s ser inte längre läkaren.") % user)
    return away(request, row.user, [one.user for one in row.now if one.user != user])


def mail(request: HttpRequest, form: Any, row: Any) -> HttpResponse | None:
    asked_on = form.cleaned_data["mail_asked_on"]
    if not did(form, actions.change_mail, request, protection=row, asked_on=asked_on):
        return None
    messages.success(request, _("Ändringen är sparad."))
    return back_to(request, row.user)


def end(request: HttpRequest, form: Any, row: Any) -> HttpResponse | None:
    reason = form.cleaned_data["reason"]
    if not did(form, actions.end_protection, request, protection=row, reason=reason):
        return None
    messages.success(request, _("Skyddet har upphört."))
    return redirect("regions:person", request.region.slug, row.user_id)


DONE: dict[str, Callable[[HttpRequest, Any, Any], HttpResponse | None]] = {
    "name": name,
    "drop": drop,
    "mail": mail,
    "end": end,
}


def did(form: Any, act: Any, request: HttpRequest, **given: Any) -> Any:
    return done(form, lambda: act(by=request.user, at=database_now(), **given))


def away(request: HttpRequest, person: Any, readers: list[Any]) -> HttpResponse:
    """Back to the page, or to the list for whoever does not see the person any more."""
    if request.user in readers:
        return back_to(request, person)
    return redirect("regions:people", request.region.slug)


def back_to(request: HttpRequest, person: Any) -> HttpResponse:
    return redirect("regions:protection", request.region.slug, person.pk)


def around(request: HttpRequest, person: Any) -> dict[str, Any]:
    return {
        "person": person,
        "back_url": reverse("regions:person", args=[request.region.slug, person.pk]),
        "back_label": str(person),
    }
