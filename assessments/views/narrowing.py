"""The lists of what one doctor has to show, as the address asks for them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from assessments.forms.narrowing import EvidenceFilter
from assessments.queries.narrowed import (
    Mark,
    fetched,
    in_order,
    kinds_in,
    narrowed,
    people_in,
)
from assessments.rules.delmal import catalogue
from placements.queries import placements_of

PER_PAGE = 50


def filter_of(
    request: HttpRequest, programme: Any, marks: list[Mark], **words: Any
) -> EvidenceFilter:
    """What can be chosen is what is there, and every delmål and placement."""
    return EvidenceFilter(
        request.GET,
        known=catalogue(programme.regulation),
        places=placements_of(programme),
        kinds=kinds_in(marks),
        people=people_in(marks),
        **words,
    )


def page_of(
    request: HttpRequest,
    programme: Any,
    form: EvidenceFilter,
    marks: list[Mark],
    rows: QuerySet[Any],
) -> Any:
    """The page asked for, with whole rows on it. Two queries, however many there are."""
    places = [one.pk for one in placements_of(programme)]
    shown = in_order(narrowed(marks, form.wanted), form.wanted.order, places)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("sida"))
    page.object_list = fetched(rows, page.object_list)
    return page


def narrowing(form: EvidenceFilter, page: Any, marks: list[Mark]) -> dict[str, Any]:
    """What the filter above a list needs."""
    return {
        "filter": form,
        "chosen": form.chosen,
        "found": page.paginator.count,
        "query": form.query,
        "shared_query": form.shared_query,
        "narrowed": bool(form.chosen),
        "may_narrow": bool(marks) or bool(form.chosen),
        "nothing_yet": has_nothing_yet(form),
        "empty_heading": nothing_found(form),
    }


def about_what(programme: Any, form: EvidenceFilter) -> str:
    """«Ebba Åkerström-Lindqvist. BT9 Bemötande, psykiatri.»"""
    placement = form.cleaned_data.get("placering")
    parts = [placement.title] if placement else []
    if delmal := form.wanted.delmal:
        heading = catalogue(programme.regulation).get(delmal).heading
        parts.insert(0, f"{delmal} {heading}")
    return f"{programme}. {', '.join(parts)}." if parts else str(programme)


def has_nothing_yet(form: EvidenceFilter) -> bool:
    """Is only a delmål or a placement asked for?"""
    asked = form.kept().keys() - {"ordning"}
    return len(asked) == 1 and asked <= {"delmal", "placering"}


def nothing_found(form: EvidenceFilter) -> str:
    """A delmål or a placement has nothing yet; with more chosen, nothing fits."""
    if not has_nothing_yet(form):
        return _("Inget passar filtret")
    [name] = form.kept().keys() - {"ordning"}
    return _("Inget underlag för %s än") % form.words_of(name)
