"""The region says how it does things."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from regions import access, queries
from regions.actions.ways import write_ways
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission
from regions.ways_form import WaysForm


@keeps_draft
@require_http_methods(["GET", "POST"])
def ways(request: RegionRequest, region_slug: str) -> HttpResponse:
    """Every field is what holds now; what is left empty is not decided."""
    access.require(request.user, Permission.APPOINT, request.region)
    models = queries.models_in_force(request.region, access.today())
    model = models[0]
    data = request.POST if request.method == "POST" else None
    form = WaysForm(data, settings=model.settings, basis=str(model.pk))
    draft = lay_out(request, form, basis=str(model.pk))
    back = reverse("regions:region", args=[region_slug])
    if form.is_bound and (was := kept(request, form)):
        messages.success(request, was)
        return redirect(f"{back}#sa-gor-regionen")
    if form.is_bound and form.data.get("basis") != str(model.pk):
        form.data = form.data.copy()  # saving again is meant
        form.data["basis"] = str(model.pk)
    context = {"form": form, "draft": draft, "back_url": back}
    status = 422 if form.errors else 200
    return render(request, "regions/ways.html", context, status=status)


def kept(request: RegionRequest, form: WaysForm) -> str:
    """The words to say when it is saved; none when the form says why it is not."""

    def write(given: dict[str, Any]) -> str:
        if write_ways(
            region=request.region,
            told=form.told(),
            instead_of=given["basis"],
            by=request.user,
            at=database_now(),
        ):
            return _("Sparat. Det gäller BT som läggs upp från och med nu.")
        return _("Inget var ändrat.")

    return written(form, write) or ""
