"""The applicant gives a consent, or takes it back, on the case's own page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from recruitment.actions.consenting import change_consents
from recruitment.enums import ApplicationState
from recruitment.forms.own_case import ConsentsForm
from recruitment.queries.links import path_of
from recruitment.views.by_link import opened
from regions.clock import database_now

PLACE = "#samtycken"


@never_cache
@require_POST
def change(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, keep)


def keep(request: HttpRequest, application: Any) -> HttpResponse:
    """Ticks alone: nothing can be filled in wrongly. A draft has them in its form."""
    if application.state == ApplicationState.DRAFT:
        return redirect(path_of(application))
    form = ConsentsForm(request.POST, consents=application.consents)
    form.full_clean()
    changed = change_consents(
        application=application, given=form.cleaned_data, at=database_now()
    )
    if changed:
        messages.success(request, _("Dina samtycken är sparade."))
    return redirect(path_of(application) + PLACE)
