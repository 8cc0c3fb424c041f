"""Who said yes is hired, and what is done before the first day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recruitment import queries
from recruitment.actions import hiring as actions
from recruitment.forms.offers import HireForm
from recruitment.queries import hiring
from recruitment.queries.hiring import Contract
from recruitment.rules.hiring import may_hire
from recruitment.views.common import done, page, posted
from recruitment.views.offers import back_to
from regions import access
from regions.clock import database_now
from regions.roles import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def hire(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Everything that is known is filled in: one click opens the BT."""
    case = case_here(request, pk)
    access.require(request.user, Permission.HIRE, request.region)
    if case.programme_id:
        return redirect("recruitment:onboarding", region_slug, pk)
    facts = hiring.hire_facts(case)
    options = hiring.options(request.region, case.round.starts_on or access.today())
    form = HireForm(posted(request), case=case, options=options, account=facts.account)
    if form.is_valid() and done(form, lambda: open_for(request, case, form)):
        messages.success(request, _("BT är upplagd för %s.") % case.full_name)
        return redirect("recruitment:onboarding", region_slug, pk)
    form.ask_about(hiring.hire_facts(case).account)
    context = {
        "case": case,
        "form": form,
        "may": may_hire(facts),
        "offer": hiring.place_of(case),
        "back_url": back_to(case.round),
    }
    return page(request, "recruitment/hire.html", context)


def case_here(request: HttpRequest, pk: UUID) -> Any:
    rows = queries.applications_for(request.user, request.region)
    return get_object_or_404(rows, pk=pk)


def open_for(request: HttpRequest, case: Any, form: HireForm) -> Any:
    given = form.cleaned_data
    contract = Contract(
        starts_on=given["starts_on"],
        employment_form=given["employment_form"],
        option=form.option,
        personal_number=given["personal_number"],
        licence_on=given["licence_on"],
        is_same=bool(given.get("same_person")),
    )
    return actions.hire(
        application=case, contract=contract, by=request.user, at=database_now()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def onboarding(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The tasks before the first day, ticked by who did them."""
    case = case_here(request, pk)
    tasks = hiring.tasks_of(case)
    if request.method == "POST":
        found = {str(one.pk): one for one in tasks}.get(request.POST.get("task", ""))
        if found:
            done_now = request.POST.get("done") == "1"
            actions.tick(task=found, done=done_now, by=request.user, at=database_now())
        return redirect("recruitment:onboarding", region_slug, pk)
    context = {
        "case": case,
        "tasks": tasks,
        "today": access.today(),
        "may_hire": queries.decides(request.user, request.region),
        "back_url": back_to(case.round),
    }
    return render(request, "recruitment/onboarding.html", context)
