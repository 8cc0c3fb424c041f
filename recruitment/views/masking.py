"""A paper beside its masked copy, for the office: approved, left out, made anew."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.swedish import begin
from bt_admin.lib.verdicts import Refused
from recruitment.actions import masked_papers as actions
from recruitment.actions.exporting import note_paper
from recruitment.forms.masking import MaskedFileForm
from recruitment.queries import masked_papers as queries
from recruitment.rules.masked_copies import CopyFacts, may_approve, may_mask
from recruitment.rules.masked_papers import WORDS
from recruitment.views.application import address, open_case, query_of
from recruitment.views.common import crumbs, done, page
from recruitment.views.reviews import copy_as_file
from regions.clock import database_now
from regions.uploads import takes_files

TONES = {"masked": "ok", "approved": "ok", "doubt": "warn", "left_out": "none"}
SAID = {
    "approve": gettext_lazy("Kopian är godkänd. Granskarna kan läsa den."),
    "leave": gettext_lazy("Granskarna får inte läsa handlingen."),
    "again": gettext_lazy("Kopian görs om. Granskarna ser den inte under tiden."),
}


def open_paper(request: Any, pk: UUID, paper_pk: UUID) -> Any:
    """A paper of a case that this person may know whose it is, with its copy."""
    row = queries.paper_with_copy(open_case(request, pk), paper_pk)
    if row is None:
        raise Http404
    return row


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def masking(
    request: HttpRequest, region_slug: str, pk: UUID, paper_pk: UUID
) -> HttpResponse:
    """What the applicant sent beside what the reviewers get."""
    row = open_paper(request, pk, paper_pk)
    facts = facts_of(row)
    may_mask(facts).require()
    form, refused = MaskedFileForm(), None
    if request.method == "POST" and request.POST.get("do") == "put":
        form = MaskedFileForm(request.POST, request.FILES)
        if form.is_valid() and done(form, lambda: put(request, row, form)):
            return redirect(request.path)
        form.say_what_did_not_follow()
    elif request.method == "POST":
        try:
            pressed(request, row)
        except Refused as error:
            refused = error.verdict
        else:
            return redirect(request.path)
    return shown(request, row, facts, form, refused)


def shown(
    request: Any, row: Any, facts: Any, form: MaskedFileForm, refused: Any
) -> HttpResponse:
    with transaction.atomic():
        note_paper(paper=row, by=request.user, at=database_now())
    case = row.application
    back = address(request, case.pk, query_of(request))
    context = {
        "paper": row,
        "application": case,
        "form": form,
        "refused": refused,
        "heading": begin(queries.kind_of(row)),
        "tone": TONES.get(row.mask_state, "wait"),
        "why": WORDS.get(row.mask_doubt, ""),
        "pages": row.mask_pages,
        "may_approve": may_approve(facts),
        "crumbs": crumbs(case.round, (case.full_name, back)),
    }
    answer = page(request, "recruitment/masking.html", context)
    is_refused = refused is not None or form.is_bound
    answer.status_code = 422 if is_refused else 200
    return answer


def facts_of(row: Any) -> CopyFacts:
    return CopyFacts(
        state=row.mask_state,
        is_read=row.kind in queries.kinds_read(row.application),
        has_copy=row.masked is not None,
    )


def pressed(request: Any, row: Any) -> None:
    """A button: approve what was looked at, leave it out, or make it anew."""
    do = request.POST.get("do", "")
    given = {"paper": row, "by": request.user, "at": database_now()}
    ways: dict[str, Callable[[], Any]] = {
        "approve": lambda: actions.approve(seen=request.POST.get("seen", ""), **given),
        "leave": lambda: actions.leave_out(**given),
        "again": lambda: actions.again(**given),
    }
    if do in ways:
        ways[do]()
        messages.success(request, SAID[do])


def put(request: Any, row: Any, form: MaskedFileForm) -> bool:
    made = actions.put(paper=row, file=form.file, by=request.user, at=database_now())
    if made.mask_doubt:
        messages.info(request, _("Kopian är gjord. Läs den och godkänn den sedan."))
    else:
        messages.success(request, _("Kopian är maskad. Granskarna kan läsa den."))
    return True


@require_safe
def masked_copy(
    request: HttpRequest, region_slug: str, pk: UUID, paper_pk: UUID
) -> HttpResponse:
    """The copy as the reviewers get it, or would."""
    row = open_paper(request, pk, paper_pk)
    if row.masked is None:
        raise Http404
    return copy_as_file(row, row.application.number)
