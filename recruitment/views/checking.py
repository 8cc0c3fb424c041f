"""What the office finds in a register about one applicant."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from recruitment.actions.checking import note_check
from recruitment.forms.cases import CheckForm
from recruitment.queries.screening import known_of
from recruitment.rules.checking import may_check
from recruitment.views.application import address, open_case, query_of
from recruitment.views.common import page, posted
from regions.clock import database_now


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What was written, to be confirmed or put right; what was sent stays as it is."""
    row = open_case(request, pk)
    may_check(row.state).require()
    form = CheckForm(posted(request), initial=vars(known_of(row)))
    if written(
        form,
        lambda _given: note_check(
            application=row, found=form.found, by=request.user, at=database_now()
        ),
    ):
        messages.success(request, _("Kontrollen är noterad."))
        return redirect(address(request, row.pk, query_of(request)))
    context = {
        "form": form,
        "application": row,
        "back_url": row.get_absolute_url(),
        "back_label": row.full_name,
    }
    return page(request, "recruitment/check.html", context)
