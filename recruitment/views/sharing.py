"""Who reviews what, for the office; and how the reviewers agree, for whoever leads."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from recruitment.actions import sharing as actions
from recruitment.queries import chairing, reviewing
from recruitment.queries.masked_papers import to_look_at
from recruitment.queries.sharing import board_of, loads_of
from recruitment.rules.reviewing import may_see_others
from recruitment.rules.sharing import may_publish, may_share
from recruitment.views.common import (
    crumbs,
    round_context,
    round_to_run,
    visible_round,
)
from regions.clock import database_now


@require_http_methods(["GET", "POST"])
def sharing(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What each reviewer has, what is proposed, and the difference between the two."""
    round = round_to_run(request, pk)
    refused = None
    if request.method == "POST":
        try:
            said = do(request, round)
        except Refused as error:
            refused = error.verdict
        else:
            messages.success(request, said)
            return redirect(request.path)
    board = board_of(round)
    context = round_context(request, round, "sharing", recruits=True) | {
        "crumbs": crumbs(round),
        "board": board,
        "loads": loads_of(board),
        "verdict": board.shares.verdict,
        "may_share": may_share(board.standing),
        "may_publish": may_publish(board.standing),
        "difference": difference(board),
        "refused": refused,
        "to_look_at": to_look_at(round),
    }
    return render(
        request,
        "recruitment/sharing.html",
        context,
        status=200 if refused is None else 422,
    )


def do(request: Any, round: Any) -> str:
    given: dict[str, Any] = {"round": round, "by": request.user, "at": database_now()}
    if request.POST.get("do") == "publish":
        number = actions.publish(**given)
        text = ngettext(
            "%(number)d granskning är utdelad.",
            "%(number)d granskningar är utdelade.",
            number,
        )
        return text % {"number": number}
    shares = actions.propose(**given)
    if not (shares.given or shares.taken):
        return _("Inget behöver ändras. Alla granskningar är redan fördelade.")
    return _("Förslaget är klart. Ingen granskare ser det förrän du publicerar det.")


def difference(board: Any) -> list[dict[str, Any]]:
    """The proposal against what is published, application by application."""
    if not board.planned and not board.shares.taken:
        return []
    numbers = {one.pk: one for one in board.applications}
    rows: dict[Any, dict[str, Any]] = {}
    for share in (*board.shares.given, *board.shares.taken):
        row = rows.setdefault(
            share.application,
            {"application": numbers[share.application], "given": [], "taken": []},
        )
        is_new = share in board.shares.given
        row["given" if is_new else "taken"].append(share.reviewer.name)
    return sorted(rows.values(), key=lambda row: row["application"].number)


@require_safe
def agreement(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Drift and agreement, and what to have read again: never before one's own is sent."""
    round = visible_round(request, pk)
    if not reviewing.leads(request.user, round):
        text = _("Sidan är till för dem som leder omgången.")
        raise Refused(no("agreement.not_leading", text, HOUSE))
    own = may_see_others(chairing.own_states(request.user, round))
    context = round_context(request, round, "sharing") | {
        "crumbs": crumbs(round),
        "own": own,
        "together": chairing.together(request.user, round) if own else None,
        "loads": loads_of(board_of(round)),
    }
    return render(request, "recruitment/agreement.html", context)
