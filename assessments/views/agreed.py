"""One agreed action: what it is, and the button that says it is done."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions.agreed import mark_done
from assessments.queries import agreed as queries
from assessments.views.common import to_todo
from regions.clock import database_now


@require_http_methods(["GET", "POST"])
def agreed_action(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    rows = queries.actions_for(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        mark_done(action=row, by=request.user, at=database_now())
        return to_todo(request, _("Åtgärden är klar."))
    context = {
        "row": row,
        "doctor": queries.programme_of(row).doctor.user,
        "verdict": queries.may_finish(row, request.user),
    }
    return render(request, "assessments/agreed_action.html", context)
