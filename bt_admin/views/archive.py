"""The doctor's own archive, any day."""

import hashlib
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.archive.contents import contents_of
from bt_admin.archive.packing import archive as packed
from bt_admin.lib.swedish import iso
from certificates.views.documents import as_file
from placements.views.common import visible_programme
from regions import access
from regions.actions.reading import note_archive
from regions.clock import database_now
from regions.patience import let_wait
from regions.roles import Permission

PACKING_SECONDS = 60


@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What is in it; on POST the file. The doctor's alone, whoever else may read."""
    programme = visible_programme(request, pk)
    access.require(request.user, Permission.OWN, request.region, programme)
    parts = contents_of(programme, request.user)
    if request.method == "GET":
        context = {
            "programme": programme,
            "crumbs": [(_("Min BT"), programme.get_absolute_url())],
            "parts": [(one.title, len(one.entries)) for one in parts],
        }
        return render(request, "pages/archive.html", context)
    let_wait(PACKING_SECONDS)
    at = database_now()
    content = packed(
        parts, doctor=request.user.full_name, region=request.region.name, at=at
    )
    digest = hashlib.sha256(content).hexdigest()
    note_archive(programme=programme, digest=digest, by=request.user, at=at)
    name = f"min-bt-{iso(timezone.localdate(at))}.zip"
    return as_file(content, name, "application/zip")
