"""Many answers at once: shown whole, counted, and sent when the number is typed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from bt_admin.lib.swedish import listing
from recruitment.actions.screening import Sent, send_answers
from recruitment.forms.cases import SendForm
from recruitment.queries.screening import waiting_answers
from recruitment.views.applications import list_url
from recruitment.views.common import crumbs, page, posted, round_to_run
from recruitment.views.states import of_case
from regions.clock import database_now


@require_http_methods(["GET", "POST"])
def answers(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    round = round_to_run(request, pk)
    form = SendForm(posted(request))
    if sent := written(
        form,
        lambda given: send_answers(
            round=round,
            shown=shown_in(request),
            by=request.user,
            at=database_now(),
            **given,
        ),
    ):
        say(request, sent)
        return redirect(list_url(round, ""))
    rows = list(waiting_answers(request.user, round))
    for row in rows:
        row.sign = of_case(row.state)
    context = {
        "form": form,
        "round": round,
        "rows": rows,
        "crumbs": crumbs(round, (_("Ansökningar"), list_url(round, ""))),
    }
    return page(request, "recruitment/answers.html", context)


def shown_in(request: Any) -> dict[str, int]:
    """The cases that the page showed, with their versions then: «key:version»."""
    pairs = [one.partition(":") for one in request.POST.getlist("case")]
    return {
        key: int(version)
        for key, _colon, version in pairs
        if is_key(key) and version.isascii() and version.isdigit()
    }


def is_key(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def say(request: HttpRequest, sent: Sent) -> None:
    text = ngettext(
        "%(number)d svar är skickat.", "%(number)d svar är skickade.", sent.number
    )
    messages.success(request, text % {"number": sent.number})
    if sent.left_out:
        who = listing(one.full_name for one in sent.left_out)
        said = _("Inte med: %s. Ansökan har ändrats eller tagits tillbaka sedan sidan "
                 "visades.")  # fmt: skip
        messages.warning(request, said % who)
