"""The applications of a round: a list that its address describes, and its export."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bt_admin.lib.files import as_file
from bt_admin.lib.sheets import XLSX
from recruitment.actions.exporting import note_export
from recruitment.forms.cases import CaseFilter
from recruitment.queries import case_list, case_sheet
from recruitment.views.common import list_crumbs, round_context, round_to_run
from regions.clock import database_now

PER_PAGE = 50
NEAR = 2  # pages shown on each side of the one that is open


@require_safe
def applications(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    round = round_to_run(request, pk)
    marks = case_list.marks_of(request.user, round)
    form = filter_of(request, round, marks)
    asked = (round, form.wanted, marks)
    counts = case_list.counts(*asked)
    pages = Counted(case_list.listed(*asked), PER_PAGE)
    pages.count = counts["found"]
    page = pages.get_page(request.GET.get("sida"))
    page.object_list = case_list.with_papers(list(page.object_list), round)
    context = round_context(request, round, "applications", recruits=True) | {
        "crumbs": list_crumbs(request),
        "filter": form,
        "chosen": form.chosen,
        "page": page,
        "numbers": numbers_around(page),
        "query": form.query,
        "left_out": len(marks.tied),
        **counts,
    }
    return render(request, "recruitment/applications.html", context)


class Counted(Paginator):
    """Pages of what is counted already, with what it is counted among."""

    count = 0


def filter_of(request: Any, round: Any, marks: Any) -> CaseFilter:
    """What can be chosen is what there is."""
    return CaseFilter(request.GET, **case_list.choices_in(round, marks))


def numbers_around(page: Any) -> list[int]:
    """The first page, the last, and those near the one that is open."""
    last, here = page.paginator.num_pages, page.number
    near = set(range(max(1, here - NEAR), min(last, here + NEAR) + 1))
    return sorted({1, last} | near)


@require_safe
@transaction.atomic
def export(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Exactly the list that the address describes, as a spreadsheet."""
    round = round_to_run(request, pk)
    marks = case_list.marks_of(request.user, round)
    form = filter_of(request, round, marks)
    content, number = case_sheet.sheet_of(request.user, round, form.wanted, marks)
    note_export(round=round, number=number, by=request.user, at=database_now())
    name = f"{slugify(round.name)}-{_('ansokningar')}.xlsx"
    return as_file(content, name, XLSX)


def list_url(round: Any, query: str) -> str:
    url = reverse("recruitment:applications", args=[round.region.slug, round.pk])
    return f"{url}?{query}" if query else url
