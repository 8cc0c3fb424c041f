"""The register of issued documents, for those who register what is signed on paper."""

import json
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.files import as_file
from certificates.actions.documents import hand_out
from certificates.actions.electronic import change_electronic_path
from certificates.forms.register import ElectronicFields, RegisterFilter
from certificates.queries import electronic as paths
from certificates.queries import register as rows
from certificates.views.common import note, posted
from regions import access
from regions.clock import database_now
from regions.requests import RegionRequest
from regions.roles import Permission

PER_PAGE = 50


@require_safe
def register(request: RegionRequest, region_slug: str) -> HttpResponse:
    """Every document of the region, narrowed by what the address says."""
    access.require(request.user, Permission.ISSUE, request.region)
    form = RegisterFilter(request.GET)
    found = rows.matching(rows.register(request.region), **form.chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
    page.object_list = [rows.registered(row) for row in page.object_list]
    context = {
        "filter": form,
        "chosen": [(words, f"?{kept(form, without)}") for without, words in form.words],
        "page": page,
        "query": f"&{kept(form)}" if form.words else "",
        "may_administer": may_administer(request),
    }
    return render(request, "certificates/register.html", context)


def kept(form: RegisterFilter, without: str = "") -> str:
    """The address of the list with all that is chosen but one."""
    return urlencode(
        [(name, form.data[name]) for name, _words in form.words if name != without]
    )


@require_safe
def registered(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """One document: its hash, its seal, its versions, and whether it counts."""
    document = document_or_404(request, pk)
    note(request, document.certificate.programme)
    context = {
        "row": rows.registered(document),
        "document": document,
        "programme": document.certificate.programme,
        "versions": rows.versions_of(document),
        "crumbs": [(_("Register"), register_url(request))],
    }
    return render(request, "certificates/registered.html", context)


@require_safe
def contents(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What was frozen and printed, word for word, as a file."""
    document = document_or_404(request, pk)
    hand_out(documents=[document], by=request.user, at=database_now())
    told = {
        "control_code": document.control_code,
        "template_version": document.template_version,
        "sha256": document.sha256,
        "frozen": document.frozen,
    }
    content = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return as_file(content, f"{document.control_code}.json", "application/json")


@require_http_methods(["GET", "POST"])
def electronic(request: RegionRequest, region_slug: str) -> HttpResponse:
    """What the region does beside the paper: decided by who administers it."""
    access.require(request.user, Permission.ADMINISTER, request.region)
    path = paths.electronic_path(request.region.pk)
    form = ElectronicFields(posted(request), initial=asdict(path))
    if request.method == "POST" and form.is_valid():
        change_electronic_path(
            region=request.region,
            by=request.user,
            at=database_now(),
            **form.cleaned_data,
        )
        messages.success(request, _("Ändringen är sparad och gäller nya intyg."))
        return redirect(register_url(request))
    context = {
        "form": form,
        "key": paths.key_state(request.region, database_now()),
        "decided": paths.last_decision(request.region.pk),
        "stamped": bool(settings.TIMESTAMP_URL),
        "back": register_url(request),
    }
    return render(request, "certificates/electronic.html", context)


def document_or_404(request: RegionRequest, pk: UUID) -> Any:
    seen = rows.registered_for(request.user, request.region)
    found = get_object_or_404(seen, pk=pk)
    access.require(request.user, Permission.ISSUE, request.region)
    return found


def may_administer(request: RegionRequest) -> bool:
    return access.may(request.user, Permission.ADMINISTER, request.region)


def register_url(request: RegionRequest) -> str:
    return reverse("certificates:register", args=[request.region.slug])
