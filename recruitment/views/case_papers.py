"""Papers of a case: handed in, looked at again, and taken away from a draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bt_admin.lib.files import as_file
from placements.views.common import done
from recruitment.actions import papers as actions
from recruitment.enums import ApplicationState
from recruitment.forms.own_case import PaperForm
from recruitment.queries.links import path_of
from recruitment.queries.methods import method_of
from recruitment.views.by_link import opened
from recruitment.views.case import show_case
from recruitment.views.draft import show_form
from regions.clock import database_now
from regions.uploads import takes_files

PLACE = "#handlingar"


@takes_files
@never_cache
@require_POST
def add(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, hand_in)


def hand_in(request: HttpRequest, application: Any) -> HttpResponse:
    """Files of one kind; what is wrong with one is said where it was chosen."""
    kinds = {one.key: one for one in method_of(application.round).papers}
    kind = kinds.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404
    form = PaperForm(request.POST, request.FILES, prefix=kind.key)
    at = database_now()
    if form.is_valid():
        files = form.cleaned_data["files"]
        if done(
            form,
            lambda: (
                actions.hand_in(
                    application=application, kind=kind.key, files=files, at=at
                )
                or True
            ),
        ):
            messages.success(request, _("Mottaget: %s.") % kind.label)
            return redirect(path_of(application) + PLACE)
        form.say_what_did_not_follow()
    if application.state == ApplicationState.DRAFT:
        return show_form(request, application, paper_form=form)
    return show_case(request, application, form)


@never_cache
@require_safe
def download(request: HttpRequest, place: str, token: str, pk: UUID) -> HttpResponse:
    def give(request: HttpRequest, application: Any) -> HttpResponse:
        paper = get_object_or_404(application.papers, pk=pk)
        return as_file(bytes(paper.content), paper.name, paper.content_type)

    return opened(request, place, token, give)


@never_cache
@require_POST
def remove(request: HttpRequest, place: str, token: str, pk: UUID) -> HttpResponse:
    def take(request: HttpRequest, application: Any) -> HttpResponse:
        paper = (
            application.papers.defer("content", "masked", "mask_pages")
            .filter(pk=pk)
            .first()
        )
        if paper is not None:  # the second click finds none
            actions.take_away(application=application, paper=paper, at=database_now())
            messages.success(request, _("Filen är borttagen."))
        return redirect(path_of(application) + PLACE)

    return opened(request, place, token, take)
