"""Närstående: one's own declarations, which nobody else reads."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bt_admin.lib.forms import written
from certificates import queries
from certificates.actions.independence import declare_kinship, end_kinship
from certificates.forms.kinship import KinshipFields
from certificates.views.common import page, posted
from regions.clock import database_now
from regions.requests import RegionRequest


@require_http_methods(["GET", "POST"])
def kinship(request: RegionRequest, region_slug: str) -> HttpResponse:
    form = KinshipFields(posted(request))
    if written(
        form,
        lambda given: declare_kinship(
            region=request.region, by=request.user, at=database_now(), **given
        ),
    ):
        messages.success(request, _("Anmälan är sparad. Bara du kan läsa den."))
        return redirect("certificates:kinship", region_slug)
    rows = queries.kinships_of(request.user, request.region)
    return page(request, "certificates/kinship.html", {"form": form, "rows": rows})


@require_POST
def end(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    rows = queries.kinships_of(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    end_kinship(kinship=row, by=request.user, at=database_now())
    messages.success(request, _("Anmälan är tillbakatagen."))
    return redirect("certificates:kinship", region_slug)
