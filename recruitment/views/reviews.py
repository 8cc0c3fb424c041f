"""A reviewer's own queue, and one application in it: by number, and masked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.files import EXTENSIONS, as_file
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from recruitment.actions import reviewing as actions
from recruitment.actions import sharing
from recruitment.forms.reviews import ConflictForm, ReviewForm, filled_in
from recruitment.queries import reviewing
from recruitment.queries.masked_papers import copy_for, papers_shown
from recruitment.rules.reviewing import UNSENT, may_see_others, may_write
from recruitment.views.common import done, list_crumbs, page, posted
from regions.actions.drafts import drop_draft
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import roles_here
from regions.views import drafts


@require_safe
def reviews(request: HttpRequest, region_slug: str) -> HttpResponse:
    """One's own, round by round. Nobody else's, and no names."""
    queues = reviewing.queues_of(request.user, request.region)
    roles = roles_here(request)
    if not queues and not reviewing.may_have_queue(request.user, request.region, roles):
        text = _("Sidan är till för dem som granskar ansökningar i regionen.")
        raise Refused(no("review.no_task", text, HOUSE))
    finished = [one for one in queues if not one.left]
    context = {"queues": queues, "finished": finished, "crumbs": list_crumbs(request)}
    return render(request, "recruitment/reviews.html", context)


def own_review(request: Any, pk: UUID) -> Any:
    rows = reviewing.blind_reviews_for(request.user, request.region)
    return get_object_or_404(rows, pk=pk)


@keeps_draft
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The application beside the form. Sent, the form is what was sent, locked."""
    row = own_review(request, pk)
    verdict = may_write(reviewing.review_facts(row, request.user))
    phase = reviewing.phase_of(row)
    sending = request.method == "POST" and request.POST.get("do") == "send"
    form = ReviewForm(
        posted(request), initial=filled_in(row), phase=phase, sending=sending
    )
    context: dict[str, Any] = {}
    if verdict or form.is_bound:
        draft = lay_out(request, form, basis=str(row.version))
        draft.url = reverse("recruitment:review_draft", args=[region_slug, row.pk])
        context["draft"] = draft
    if form.is_bound and form.is_valid():
        action = actions.send if sending else actions.save
        kept = done(
            form,
            lambda: action(
                review=row, written=form.written, by=request.user, at=database_now()
            ),
        )
        if kept:
            return go_on(request, row, sending)
    facts, words = reviewing.facts_and_words(reviewing.blind_parts(row.application))
    context |= {
        "form": form if verdict or form.is_bound else None,
        "verdict": verdict,
        "review": row,
        "phase": phase,
        "facts": facts,
        "parts": words,
        "papers": papers_shown(row.application),
        "own": reviewing.scores_in_words(phase, row),
        "others": others(request, row),
        "beside": reviewing.beside(row, request.user),
        "back_url": queue_url(request),
        "back_label": _("Mina granskningar"),
    }
    return page(request, "recruitment/review.html", context)


def others(request: Any, row: Any) -> list[Any]:
    """What the others wrote, when one's own is sent; until then nothing is asked for."""
    if not may_see_others([row.state]):
        return []
    return reviewing.others_of(row, request.user)


def go_on(request: Any, row: Any, sending: bool) -> HttpResponse:
    after = reviewing.next_of(row, request.user)
    if sending:
        said = _("Granskningen av %s är skickad.")
        messages.success(request, said % row.application)
        return redirect(after or queue_url(request))
    messages.success(request, _("Granskningen av %s är sparad.") % row.application)
    return redirect(after if after and request.POST.get("do") == "next" else row)


def queue_url(request: Any) -> str:
    return reverse("recruitment:reviews", args=[request.region.slug])


@require_http_methods(["GET", "POST"])
def review_draft(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """As every open form keeps what is typed; and what is begun is moved to nobody."""
    row = own_review(request, pk)
    answer = drafts.draft(request, region_slug)
    if request.method == "POST" and answer.status_code == 200 and row.state in UNSENT:
        actions.begin(review=row, by=request.user, at=database_now())
    return answer


@require_http_methods(["GET", "POST"])
def conflict(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """I know who it is: the review goes to somebody else."""
    row = own_review(request, pk)
    may_write(reviewing.review_facts(row, request.user)).require()
    form = ConflictForm(posted(request))
    if form.is_bound and form.is_valid():
        said = conflict_said(request, row, form)
        if said:
            drop_draft(
                region=request.region, form=row.get_absolute_url(), by=request.user
            )
            messages.success(request, said)
            return redirect(queue_url(request))
    context = {
        "form": form,
        "review": row,
        "back_url": row.get_absolute_url(),
        "back_label": str(row.application),
    }
    return page(request, "recruitment/review_conflict.html", context)


def conflict_said(request: Any, row: Any, form: Any) -> str:
    found: list[bool] = []
    ok = done(
        form,
        lambda: found.append(
            sharing.declare_conflict(
                review=row, by=request.user, at=database_now(), **form.cleaned_data
            )
        ),
    )
    if not ok:
        return ""
    if found[0]:
        return _("Jävet är anmält. Ansökan har gått till en annan granskare.")
    return _(
        "Jävet är anmält, och ansökan är stängd för dig. Ingen annan granskare är ledig; "
        "de som leder omgången ser det."
    )


@require_safe
def review_paper(
    request: HttpRequest, region_slug: str, pk: UUID, paper_pk: UUID
) -> HttpResponse:
    """The masked copy, under a name that tells nothing."""
    mine = own_review(request, pk)
    row = copy_for(mine, paper_pk)
    if row is None or row.masked is None:
        raise Http404
    return copy_as_file(row, mine.application.number)


def copy_as_file(paper: Any, number: int) -> HttpResponse:
    """Called by its number and kind: what the applicant called it tells too much."""
    name = f"sokande-{number}-{paper.kind}{EXTENSIONS.get(paper.masked_type, '')}"
    return as_file(bytes(paper.masked), name, paper.masked_type)
