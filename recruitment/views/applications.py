"""The applications of a round: a list that its address describes, and its export."""

import re
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
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
from recruitment.queries import case_list, case_pages, case_sheet
from recruitment.queries.saved_views import views_of
from recruitment.views.common import crumbs, round_context, round_to_run
from recruitment.views.states import of_case
from regions.clock import database_now

PER_PAGE = 50
LIKE_A_PAGE = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
NEAR = 2  # pages shown on each side of the one that is open


@require_safe
def applications(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    round = round_to_run(request, pk)
    marks = case_list.marks_of(request.user, round)
    around = case_pages.around(round, marks)
    form = filter_of(request, around)
    page = page_of(case_pages.Found(round, form.wanted, marks), request.GET.get("sida"))
    for row in page.object_list:
        row.sign = of_case(row.state)
    context = round_context(request, round, "applications", recruits=True) | {
        "crumbs": crumbs(round),
        "filter": form,
        "chosen": form.chosen,
        "page": page,
        "numbers": numbers_around(page),
        "query": form.query,
        "views": [
            (one, list_url(round, one.query))
            for one in views_of(request.user, request.region)
        ],
        "left_out": case_pages.left_out(round, marks),
        "total": around.total,
        "found": page.paginator.count,
    }
    return render(request, "recruitment/applications.html", context)


class Counted(Paginator):
    """Pages of what is counted while one of them is found."""

    count = 0


def page_of(found: case_pages.Found, asked: Any) -> Any:
    """The page that is asked for; the first for nonsense, the last for one beyond it."""
    number = int(asked) if LIKE_A_PAGE.fullmatch(asked or "") else 1
    keys, count = found.keys((number - 1) * PER_PAGE, PER_PAGE)
    if not keys and number > 1 and (count := found.count()):
        number = -(-count // PER_PAGE)
        keys, count = found.keys((number - 1) * PER_PAGE, PER_PAGE)
    pages = Counted([], PER_PAGE)
    pages.count = count
    return Page(found.rows(keys) if keys else [], number if keys else 1, pages)


def filter_of(request: Any, around: case_pages.Around) -> CaseFilter:
    """What can be chosen is what there is."""
    return CaseFilter(request.GET, places=around.places, countries=around.countries)


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
    form = filter_of(request, case_pages.around(round, marks))
    content, number = case_sheet.sheet_of(request.user, round, form.wanted, marks)
    note_export(round=round, number=number, by=request.user, at=database_now())
    name = f"{slugify(round.name)}-{_('ansokningar')}.xlsx"
    return as_file(content, name, XLSX)


def list_url(round: Any, query: str) -> str:
    url = reverse("recruitment:applications", args=[round.region.slug, round.pk])
    return f"{url}?{query}" if query else url
