"""Telling who has signed the originals with a pen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import refuse
from bt_admin.lib.verdicts import Refused
from certificates.actions.paper import register_paper
from certificates.forms.paper import PaperFields
from certificates.queries.documents import (
    REGISTRARS,
    PenBox,
    box_name,
    may_with,
    pen_boxes,
)
from certificates.queries.scans import scanned_with_pens
from certificates.views.application import back, programme_or_404
from regions.clock import database_now


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_or_404(request, pk)
    may_with(request.user, programme, REGISTRARS).require()
    boxes = [box for box in pen_boxes(programme) if box.document.rendered_at]
    seen = scanned_with_pens(programme)
    if request.method == "POST":
        return register(request, programme, boxes, seen)
    return page(request, programme, PaperFields(boxes=choices(unsigned(boxes), seen)))


def register(
    request: HttpRequest, programme: Any, boxes: list[PenBox], seen: set[Any]
) -> HttpResponse:
    # What another click has just registered is still a choice: told again, it stays.
    form = PaperFields(request.POST, boxes=choices(boxes, seen))
    if form.is_valid():
        try:
            return registered(request, programme, form.cleaned_data)
        except Refused as refused:
            refuse(form, refused.verdict)
    form.fields["boxes"].choices = choices(unsigned(boxes), seen)
    return page(request, programme, form, status=422)


def registered(
    request: HttpRequest, programme: Any, given: dict[str, Any]
) -> HttpResponse:
    register_paper(
        programme=programme,
        keys=given["boxes"],
        signed_on=given["paper_signed_on"],
        place=given["paper_place"],
        by=request.user,
        at=database_now(),
    )
    words = ngettext(
        "Underskriften är registrerad.",
        "Underskrifterna är registrerade.",
        len(given["boxes"]),
    )
    messages.success(request, words)
    return back(programme)


def page(
    request: HttpRequest, programme: Any, form: PaperFields, status: int = 200
) -> HttpResponse:
    context = {
        "programme": programme,
        "form": form,
        "left": len(form.fields["boxes"].choices),
    }
    return render(request, "certificates/paper.html", context, status=status)


def unsigned(boxes: list[PenBox]) -> list[PenBox]:
    return [box for box in boxes if not box.signature]


def choices(boxes: list[PenBox], seen: set[Any]) -> list[tuple[str, str]]:
    """The boxes by name, and whether the page with the signature is scanned."""
    return [
        (box.key, _("%s (skannad)") % name if box.document.pk in seen else name)
        for box in boxes
        for name in [box_name(box)]
    ]
