"""«Rätta»: what one has signed, filled in as it is, to be signed as a new version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions, queries
from assessments.enums import InstrumentKey, Way
from assessments.forms import AnswerForm, filled_in
from assessments.forms.correction import (
    ON_PAPER,
    WHY,
    CorrectionForm,
    OverallCorrectionForm,
)
from assessments.views.answer import role_words
from assessments.views.common import done, page, visible_assessment
from assessments.views.overall import too_few
from assessments.views.writing import is_signing, posted, scale_of_parts
from bt_admin.lib.swedish import day
from bt_admin.login import login_method
from placements.queries import placements_of
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

ALREADY = ["correct.already"]


@keeps_draft
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Nothing is kept before it is signed, but for what is typed."""
    row = visible_assessment(request, pk)
    verdict = queries.may_correct(row, request.user)
    if not (is_signing(request) and verdict.codes == ALREADY):
        verdict.require()
    form = form_of(request, row)
    now, given = form.initial, form.given
    draft = lay_out(
        request, form,
        shape=f"{given.key}/{given.version}",
        basis=f"{now['version']}:{now['digest'][:16]}",
    )  # fmt: skip
    if is_signing(request) and form.is_valid():
        if new := done(form, lambda: corrected(request, row, form)):
            messages.success(
                request, _("En ny version är skapad. Den gamla finns kvar.")
            )
            return redirect(new)
        if twice := the_same_once_more(row, form):
            return redirect(twice)
    return page(request, "assessments/correct.html", desk(request, row, form, draft))


def corrected(request: HttpRequest, row: Any, form: AnswerForm) -> Any:
    return actions.correct_assessment(
        assessment=row,
        content=form.content(),
        why=form.cleaned_data[WHY],
        paper_signed_on=form.cleaned_data.get(ON_PAPER),
        shown=form.shown,
        login=login_method(request),
        by=request.user,
        at=database_now(),
    )


def the_same_once_more(row: Any, form: AnswerForm) -> Any:
    """After a second click on the same button: the version that the first one made."""
    newer = queries.version_after(row)
    if newer and newer.correction_reason == form.cleaned_data[WHY].strip():
        return newer if actions.says_the_same(newer, form.content()) else None
    return None


def form_of(request: HttpRequest, row: Any) -> AnswerForm:
    now = actions.shown_now(row)
    given = {
        "initial": filled_in(row)
        | {"version": now.version, "digest": now.digest, ON_PAPER: row.paper_signed_on},
        "given": queries.instrument_of(row),
        "doctor": row.programme.doctor.user.full_name,
        "signing": is_signing(request),
    }
    if row.instrument == InstrumentKey.OVERALL:
        given |= {"placements": [], "too_few": too_few(row.placement)}
        return OverallCorrectionForm(posted(request), **given)
    given |= {
        "placements": placements_of(row.programme),
        "on_paper": row.way == Way.PAPER,
    }
    return CorrectionForm(posted(request), **given)


def desk(request: Any, row: Any, form: AnswerForm, draft: Any) -> dict[str, Any]:
    given, doctor = form.given, row.programme.doctor.user
    is_overall = row.instrument == InstrumentKey.OVERALL
    context = {
        "form": form,
        "why": form[WHY],
        "row": row,
        "given": given,
        "least": given.min_items_answered,
        "doctor": doctor,
        "scale": scale_of_parts(given),
        "sheet": queries.sheet_of(row, with_answers=False),
        "draft": draft,
        "overall": is_overall,
        "lead": _("%(doctor)s, %(day)s. Bedömd av %(assessor)s.")
        % {
            "doctor": doctor.full_name,
            "day": day(row.performed_on),
            "assessor": row.by_whom,
        },
        "points": points(request, row),
    }
    if is_overall:
        context |= {
            "seen": queries.seen_on(row.placement),
            "carried_over": queries.carried_over(row.placement),
            "situation": context["sheet"].situation,
        }
    return context


def points(request: Any, row: Any) -> list[tuple[str, str]]:
    words = {
        "role": role_words(row, request.user),
        "name": request.user.full_name,
        "doctor": row.programme.doctor.user.full_name,
    }
    stands = _("Du står för den nya versionen som %(role)s, %(name)s.")
    if row.way == Way.PAPER:
        stands = _("Bedömningen är papperets. Du står för att den är rätt avskriven.")
    told = _("%(doctor)s får besked, och bekräftar att den nya versionen är läst.")
    return [
        ("sign", stands % words),
        ("file", _("Den gamla finns kvar, märkt ”Rättad”, men räknas inte längre.")),
        ("mail", told % words),
    ]
