"""Taking a round on: to its next state, its last day, and a stop to weeding out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bt_admin.lib.forms import written
from recruitment.actions import rounds as actions
from recruitment.enums import RoundState
from recruitment.forms.rounds import ClosingForm, StepForm
from recruitment.rules.round_changes import may_move_closing
from recruitment.views.common import done, page, posted, round_to_run
from recruitment.views.round_edit import task
from recruitment.views.rounds import show_round
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest


@require_POST
def advance(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """To the state that the button names; what is left is said on the round's page."""
    round = round_to_run(request, pk)
    to = request.POST.get("to", "")
    if to not in RoundState.values:
        return redirect(round)
    refused = StepForm(request.POST)
    if done(
        refused,
        lambda: actions.advance(round=round, to=to, by=request.user, at=database_now()),
    ):
        messages.success(request, _("Omgången är nu: %s.") % RoundState(to).label)
        return redirect(round)
    return show_round(request, round, refused)


@keeps_draft
@require_http_methods(["GET", "POST"])
def closing(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    round, now = round_to_run(request, pk), database_now()
    may_move_closing(round.state, round.closes_at, now, now, "-").require()
    form = ClosingForm(posted(request), initial={"how": "move"})
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: actions.move_closing(
            round=round,
            closes_at=form.moment(now),
            reason=given["reason"],
            by=request.user,
            at=now,
        ),
    ):
        messages.success(request, _("Sista ansökningsdag är ändrad."))
        return redirect(round)
    context = task(round, form, {
        "heading": _("Ändra sista ansökningsdag"), "save": _("Ändra"),
        "draft": draft,
    })  # fmt: skip
    return page(request, "recruitment/round_form.html", context)
