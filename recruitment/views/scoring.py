"""An interviewer's points for one candidate: written, sent, changed with a reason."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.verdicts import Verdict
from recruitment.actions import interview_scores as actions
from recruitment.forms.scores import PREFIX, ChangeForm, ScoreForm
from recruitment.queries import interviews as queries
from recruitment.queries.methods import method_of
from recruitment.rules.interviewing import may_change_score, may_score_interview
from recruitment.views.common import done, page, posted
from recruitment.views.interview_day import interview_url
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

METHODS = ["GET", "HEAD", "POST"]


@keeps_draft
@require_http_methods(METHODS)
def score(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What is written is kept while it is written; sent, it is locked."""
    row = own_candidate(request, pk)
    facts = actions.scoring_facts(row, request.user, database_now())
    may_score_interview(facts).require()
    form = ScoreForm(posted(request), **shown(row, request.user))
    draft = lay_out(request, form)
    if (
        form.is_bound
        and form.is_valid()
        and done(form, lambda: keep(request, row, form), at_fields)
    ):
        return redirect(interview_url(row))
    return drawn(request, row, form, draft, "recruitment/score.html")


def keep(request: Any, row: Any, form: ScoreForm) -> Any:
    given = {
        "candidate": row,
        "points": points(form),
        "by": request.user,
        "at": database_now(),
    }
    if request.POST.get("do") != "send":
        messages.success(request, _("Utkastet är sparat. Ingen annan ser det."))
        return actions.save_points(**given)
    sent = actions.send_points(**given)
    messages.success(request, _("Dina poäng för %s är skickade.") % row.application)
    return sent


@keeps_draft
@require_http_methods(METHODS)
def change(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Sent points changed by who sent them, with why."""
    row = own_candidate(request, pk)
    facts = actions.scoring_facts(row, request.user, database_now())
    may_change_score(facts).require()
    form = ChangeForm(posted(request), **shown(row, request.user))
    draft = lay_out(request, form)
    if (
        form.is_bound
        and form.is_valid()
        and done(
            form,
            lambda: actions.change_points(
                candidate=row,
                points=points(form),
                reason=form.cleaned_data["change_reason"],
                by=request.user,
                at=database_now(),
            ),
            at_fields,
        )
    ):
        messages.success(request, _("Ändrat. Skälet visas vid poängen."))
        round = row.interview.round
        return redirect(
            reverse("recruitment:reconciliation", args=[region_slug, round.pk])
        )
    return drawn(request, row, form, draft, "recruitment/score_change.html")


def own_candidate(request: Any, pk: UUID) -> Any:
    rows = queries.candidates_for(request.user, request.region)
    return get_object_or_404(rows, pk=pk)


def shown(row: Any, user: Any) -> dict[str, Any]:
    """What the form is made of: the phase's criteria, and what is stored."""
    phase = method_of(row.interview.round).scheme.phase(row.interview.phase)
    stored = queries.review_of(row, user)
    initial: dict[str, Any] = {}
    if stored is not None:
        initial = {PREFIX + key: str(value) for key, value in stored.scores.items()}
        initial |= {"comment": stored.comment, "feedback": stored.feedback}
    return {"phase": phase, "who": str(row.application), "initial": initial}


def points(form: ScoreForm) -> actions.Points:
    said = form.cleaned_data
    return actions.Points(form.scores, said["comment"], said["feedback"])


def at_fields(verdict: Verdict) -> Verdict:
    """Rules know a criterion by its key, the form by its field."""
    reasons = tuple(
        one if one.field in ("", "change_reason")
        else replace(one, field=PREFIX + one.field)
        for one in verdict.reasons
    )  # fmt: skip
    return Verdict(reasons, verdict.warnings)


def drawn(
    request: Any, row: Any, form: ScoreForm, draft: Any, template: str
) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft,
        "row": row,
        "phase": form.phase,
        "send_points": [
            ("lock", _("Poängen låses. Du kan ändra dem senare, med ett skäl.")),
            ("eye", _("Gruppen ser dem när alla i gruppen har skickat sina.")),
        ],
        "back_url": interview_url(row),
        "back_label": _("Intervjun"),
    }
    return page(request, template, context)
