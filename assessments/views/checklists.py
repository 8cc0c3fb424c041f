"""The region's checklists: everybody may read them, those who lead BT change them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions import checklists as actions
from assessments.forms.checklists import ChecklistForm
from assessments.queries import checklists as queries
from assessments.queries.people import leads_in
from assessments.rules.checklists import may_lead_lists
from assessments.views.common import done, page
from placements.views.common import posted
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.enums import CareSetting


@require_safe
def checklists(request: HttpRequest, region_slug: str) -> HttpResponse:
    region = reverse("regions:region", args=[region_slug])
    context = {
        "lists": queries.regional_lists(request.region),
        "may": leads_in(request.user, request.region),
        "crumbs": [(_("Regionen"), region)],
    }
    return render(request, "assessments/checklists.html", context)


@keeps_draft
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, region_slug: str) -> HttpResponse:
    """One kind of placement's list, told by ?slag=; the first when nothing is told."""
    may_lead_lists(leads_in(request.user, request.region)).require()
    held = named(request)
    form = ChecklistForm(posted(request), lines=held.lines, number=held.number)
    draft = lay_out(request, form, name=held.care, basis=str(held.number))
    back = reverse("assessments:checklists", args=[region_slug])
    if form.is_bound and form.is_valid() and kept(request, held, form):
        said = _("Checklistan för %s är sparad.") % held.title.lower()
        messages.success(request, said)
        return redirect(back)
    stale = False
    if form.is_bound and form.non_field_errors():
        stale = form.data.get("number") != str(held.number)
        form.data = form.data.copy()  # saving again is meant
        form.data["number"] = str(held.number)
    context = {
        "form": form,
        "draft": draft,
        "held": held,
        "stale": stale,
        "back_url": back,
        "back_label": _("Checklistor"),
    }
    return page(request, "assessments/checklist_edit.html", context)


def named(request: HttpRequest) -> queries.RegionalList:
    care = request.GET.get("slag", CareSetting.PRIMARY_CARE)
    try:
        return queries.regional_list(request.region, care)
    except LookupError:
        raise Http404 from None


def kept(request: HttpRequest, held: queries.RegionalList, form: ChecklistForm) -> Any:
    return done(
        form,
        lambda: actions.publish_checklist(
            region=request.region,
            care=held.care,
            lines=form.lines(),
            number=form.cleaned_data["number"],
            by=request.user,
            at=database_now(),
        ),
    )
