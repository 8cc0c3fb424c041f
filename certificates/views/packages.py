"""The archive package: what goes along, and the file."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bt_admin.lib.files import as_file
from bt_admin.lib.forms import refuse
from bt_admin.lib.swedish import iso, moment
from bt_admin.lib.verdicts import Refused, Verdict
from certificates.actions.dossier import ask_for_print
from certificates.actions.packages import make_package
from certificates.forms.packages import PackageFields
from certificates.queries.packages import (
    certificates_in,
    finished_dossiers,
    made_at,
    package_facts,
    title_of,
)
from certificates.rules.packages import PackageFacts, may_be_archived
from certificates.views.common import (
    address,
    crumbs,
    note,
    page,
    posted,
    programme_with,
)
from regions.clock import database_now
from regions.requests import RegionRequest
from regions.roles import Permission

NOTHING = PackageFacts(frozen=False, decided=False, printed=False)


@require_http_methods(["GET", "POST"])
def package(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What a package would hold; on POST the zip."""
    programme = programme_with(request, pk, Permission.ISSUE)
    note(request, programme)
    found = finished_dossiers(programme)
    form = PackageFields(posted(request), dossiers=choices(found))
    if request.method == "POST" and form.is_valid():
        try:
            return handed_out(request, form, found)
        except Refused as refused:
            refuse(form, refused.verdict)
    certificates = certificates_in(programme)
    context = {
        "programme": programme,
        "form": form,
        "dossiers": found,
        "unprinted": [one for one in found if not hasattr(one, "print")],
        "verdict": verdict_of(found),
        "papers": [(title_of(one), one, made_at(one)) for one in certificates],
        "crumbs": crumbs(
            request, programme, (_("Intyg"), address("certificates", programme))
        ),
    }
    return page(request, "certificates/package.html", context)


def handed_out(request: RegionRequest, form: Any, found: list[Any]) -> HttpResponse:
    given = form.cleaned_data
    chosen = next(one for one in found if str(one.pk) == given["dossier"])
    content = make_package(
        dossier=chosen,
        case_number=given["case_number"],
        retention=given["retention"],
        by=request.user,
        at=database_now(),
    )
    name = f"arkivpaket-{iso(chosen.taken_at)}.zip"
    return as_file(content, name, "application/zip")


@require_POST
def package_print(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Ask for the PDF of each finished dossier that has none."""
    programme = programme_with(request, pk, Permission.ISSUE)
    for one in finished_dossiers(programme):
        ask_for_print(dossier=one, by=request.user, at=database_now())
    return redirect(address("archive_package", programme))


def choices(found: list[Any]) -> list[tuple[str, str]]:
    return [
        (
            str(one.pk),
            _("Fryst %(at)s, bedömt av %(who)s")
            % {"at": moment(one.taken_at), "who": one.assessment.assessor},
        )
        for one in found
    ]


def verdict_of(found: list[Any]) -> Verdict:
    return may_be_archived(package_facts(found[0]) if found else NOTHING)
