"""The dossier: read on a page, taken along as a PDF, frozen at the meeting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from assessments.queries import files_in
from bt_admin.lib.files import as_file
from bt_admin.lib.swedish import long_day
from certificates import queries
from certificates.actions.dossier import (
    ask_for_print,
    freeze_at_meeting,
    freeze_facts,
    hand_out_dossier,
    working_copy,
)
from certificates.queries.dossiers import (
    frozen_in,
    may_read,
    pdf_of_dossier,
    printout_of,
    reads_as_responsible,
    was_asked_for,
    working_copy_of,
)
from certificates.rules.dossier import changes, may_freeze
from certificates.views.common import address, crumbs, known_programme, note, page
from certificates.views.external import facts, opened, planned, steps
from placements.queries.plan import read_plan
from regions.clock import database_now
from regions.requests import RegionRequest

PIECE = "certificates/_dossier_file.html"


@require_safe
def dossier(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The whole picture of one doctor; that it was read is written down.

    Once frozen it is what was frozen that is shown, and what has changed since.
    """
    programme, assessment = reader(request, pk)
    note(request, programme)
    frozen = frozen_now(programme, assessment)
    known = queries.dossier_of(programme)
    context = {
        "programme": programme,
        "assessment": assessment,
        "dossier": known,
        "frozen": frozen,
        **whose(request, programme, assessment),
        **file_state(programme, assessment),
    }
    if frozen is not None:
        now = queries.dossier_data(programme, known) if frozen.data else {}
        context |= {"data": frozen.data, "changes": changes(frozen.data, now)}
        return page(request, "certificates/dossier_frozen.html", context)
    context |= {
        "matrix": queries.matrix_of(programme),
        "contents": contents(known),
        "may_freeze": freezable(request, programme),
    }
    return page(request, "certificates/dossier.html", context)


def contents(known: Any) -> list[dict[str, str]]:
    """What stands on the page, in its order."""
    first = [
        ("sammantagna", _("Sammantagna bedömningar")),
        ("delmal", _("Delmål")),
        ("bedomningar", _("Alla bedömningar")),
        ("aktiviteter", _("Kurser och aktiviteter")),
        ("kollegium", _("Kollegium")),
        *((part.key, part.title) for part in known.besides),
        ("intyg", _("Intyg")),
    ]
    return [{"key": key, "title": title} for key, title in first]


def whose(request: RegionRequest, programme: Any, assessment: Any) -> dict[str, Any]:
    """The head of the page: an assignment for the assessor, a way back for others."""
    if assessment is None:
        way = crumbs(request, programme)
        return {"crumbs": way, "here": _("Underlag"), "lead": "", "steps": []}
    return {
        "crumbs": [(_("Att göra"), reverse("todo", args=[programme.region.slug]))],
        "here": programme.doctor,
        "lead": planned(assessment),
        "steps": steps(assessment),
        "facts": facts(programme, assessment),
    }


@require_safe
def dossier_file(
    request: RegionRequest, region_slug: str, pk: UUID, file_pk: UUID
) -> HttpResponse:
    """A file of an activity, for those who read the dossier."""
    programme, _assessment = reader(request, pk)
    row = get_object_or_404(files_in(programme), pk=file_pk)
    note(request, programme)
    return as_file(bytes(row.content), row.name, row.content_type)


# ------------------------------------------------------------------------- the PDF
@require_http_methods(["GET", "POST"])
def pdf(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """POST asks for the PDF, GET hands it out; not there before it is printed."""
    programme, assessment = reader(request, pk)
    if request.method == "POST":
        ask(request, programme, assessment)
        return redirect(address("dossier", programme) + "#fil")
    printout = kept(programme, assessment)
    if printout is None or not printout.ready:
        raise Http404
    hand_out_dossier(dossier=printout.dossier, by=request.user, at=database_now())
    note(request, programme)
    content = pdf_of_dossier(printout.dossier)
    return as_file(content, "underlag.pdf", "application/pdf")


def ask(request: RegionRequest, programme: Any, assessment: Any) -> None:
    frozen, at = frozen_now(programme, assessment), database_now()
    if frozen is not None:
        ask_for_print(dossier=frozen, by=request.user, at=at)
    else:
        working_copy(programme=programme, by=request.user, at=at)


@require_safe
def pdf_state(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The piece of the page that waits for the PDF, asked for again and again."""
    programme, assessment = reader(request, pk)
    context = {"programme": programme, **file_state(programme, assessment)}
    return render(request, PIECE, context)


def kept(programme: Any, assessment: Any) -> Any:
    return printout_of(frozen_now(programme, assessment) or working_copy_of(programme))


def file_state(programme: Any, assessment: Any) -> dict[str, Any]:
    printout = kept(programme, assessment)
    missing = bool(printout and not printout.ready and not printout.is_weeded)
    waiting = missing and was_asked_for(printout.dossier)
    return {
        "printout": printout,
        "waiting": waiting,
        "slow": waiting and printout.is_slow(database_now()),
    }


def frozen_now(programme: Any, assessment: Any) -> Any:
    """Frozen for this assessor, or for the assessment that counts now: a new one after
    another outcome begins with the material as it is.
    """
    return frozen_in(programme, assessment or queries.external_of(programme))


# ------------------------------------------------------------------------ freezing
@require_POST
def freeze(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """«Frys underlaget», at the meeting."""
    programme, assessment = reader(request, pk)
    found = assessment or queries.external_of(programme)
    if found is None:
        raise Http404
    dossier = freeze_at_meeting(assessment=found, by=request.user, at=database_now())
    messages.success(
        request,
        _("Underlaget är fryst, som det var den %(day)s.")
        % {"day": long_day(dossier.taken_at)},
    )
    return redirect(address("dossier", programme))


def freezable(request: RegionRequest, programme: Any) -> bool:
    found = queries.external_of(programme)
    return bool(found and may_freeze(freeze_facts(found, request.user)))


# ------------------------------------------------------------------ who is reading
def reader(request: RegionRequest, pk: UUID) -> tuple[Any, Any]:
    """The BT and, for the assessor, the assignment; refused with the reason otherwise."""
    programme = read_plan(known_programme(request, pk))
    if reads_as_responsible(request.user, programme):
        return programme, None
    if queries.assessment_of(programme, request.user) is None:
        may_read(request.user, programme).require()
    return programme, opened(request, pk)[1]
