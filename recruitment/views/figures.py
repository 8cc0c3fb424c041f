"""A round in figures, beside the earlier ones; and what it has taught."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.dates import number_text, percent_text
from recruitment.actions.evaluation import write_evaluation
from recruitment.forms.evaluation import EvaluationForm
from recruitment.queries.figures import earlier_figures, sheet_of
from recruitment.rules.evaluation import NOT_YET
from recruitment.rules.figures import RoundFigures, compared
from recruitment.views.common import (
    crumbs,
    done,
    page,
    posted,
    round_context,
    round_to_run,
)
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

UNKNOWN = "–"


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = round_to_run(request, pk)
    form = EvaluationForm(posted(request), round=row)
    draft = lay_out(request, form, basis=str(row.version))
    if form.is_bound and form.is_valid() and kept(request, row, form):
        messages.success(request, _("Utvärderingen är sparad."))
        return redirect("recruitment:figures", region_slug, pk)
    sheet = sheet_of(row)
    context = round_context(request, row, "figures")
    context |= {
        "crumbs": crumbs(row),
        "sheet": sheet,
        "compared": side_by_side([sheet.figures, *earlier_figures(row)]),
        "form": form,
        "draft": draft,
        "may_evaluate": row.state not in NOT_YET,
    }
    return page(request, "recruitment/figures.html", context)


def kept(request: HttpRequest, row: Any, form: EvaluationForm) -> Any:
    return done(
        form,
        lambda: write_evaluation(
            round=row,
            text=form.cleaned_data["evaluation"],
            version=form.cleaned_data["version"],
            by=request.user,
            at=database_now(),
        ),
    )


def side_by_side(rounds: list[RoundFigures]) -> dict[str, Any]:
    """One column for each round, this one first; rows that somebody knows."""
    words = {
        "places": _("BT-tjänster"),
        "applications": _("Ansökningar"),
        "eligible": _("Behöriga"),
        "interviewed": _("Intervjuade"),
        "ranked": _("Rangordnade"),
        "offered": _("Erbjudna"),
        "reserves": _("Reserver"),
        "accepted": _("Tackat ja"),
        "started": _("Började"),
        "fill_rate": _("Tillsatta platser"),
        "unfilled": _("Tomma platser"),
        "eligible_per_place": _("Behöriga per plats"),
        "left_later": _("Lämnade efter start"),
    }
    rows = compared(rounds)
    return {
        "labels": [one.label for one in rounds],
        "rows": [
            (label, [told(name, value) for value in rows[name]])
            for name, label in words.items()
            if name in rows
        ],
    }


def told(name: str, value: Any) -> str:
    if value is None:
        return UNKNOWN
    return percent_text(value) if name == "fill_rate" else number_text(value)
