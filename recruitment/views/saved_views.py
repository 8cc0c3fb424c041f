"""One's own saved filters of the list of applications: kept, opened, taken away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recruitment.actions import saved_views as actions
from recruitment.forms.saved_views import DropViewForm, SaveViewForm
from recruitment.queries import case_list, case_pages
from recruitment.queries.saved_views import views_of
from recruitment.rules.saved_views import SEARCHED, without_text
from recruitment.views.applications import filter_of, list_url
from recruitment.views.common import done, page, posted, round_to_run
from regions.clock import database_now


@require_http_methods(["GET", "HEAD", "POST"])
def views(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The filter that the address describes, to be named; and those one has."""
    round = round_to_run(request, pk)
    marks = case_list.marks_of(request.user, round)
    chosen = filter_of(request, case_pages.around(round, marks))
    drop = DropViewForm(posted(request))
    if drop.is_valid():
        actions.drop_view(
            region=request.region, pk=drop.cleaned_data["drop"], by=request.user
        )
        messages.success(request, _("Urvalet är borttaget."))
        return redirect(request.get_full_path())
    form = SaveViewForm(posted(request))
    if form.is_valid() and done(form, lambda: keep(request, chosen, form)):
        messages.success(request, _("Urvalet är sparat."))
        return redirect(list_url(round, chosen.query))
    context = {
        "form": form,
        "round": round,
        "chosen": [
            chosen.words(name)
            for name, _value in without_text(chosen.kept)
            if name != "ordning"
        ],
        "has_text": bool(chosen.value(SEARCHED)),
        "may_save": bool(without_text(chosen.kept)),
        "views": [
            (one, list_url(round, one.query))
            for one in views_of(request.user, request.region)
        ],
        "back_url": list_url(round, chosen.query),
        "back_label": _("Ansökningar"),
    }
    return page(request, "recruitment/saved_views.html", context)


def keep(request: Any, chosen: Any, form: SaveViewForm) -> Any:
    return actions.save_view(
        region=request.region,
        name=form.cleaned_data["name"],
        kept=chosen.kept,
        by=request.user,
        at=database_now(),
    )
