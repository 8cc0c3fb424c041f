"""A personal link to a 360: opened by anybody who has it, answered once by POST."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions.round_answers import answer_round
from assessments.forms.rounds import RoundAnswerForm
from assessments.queries import rounds as queries
from assessments.rules.round_answers import Opens, is_small_group, what_link_opens
from bt_admin.lib.forms import written
from placements.views.common import posted
from regions.clock import database_now
from regions.context import in_region
from regions.drafts import lay_out_by_link
from regions.queries import region_by_slug

LONGEST_TOKEN = 200
STATUS = {Opens.FORM: 200, Opens.USED: 200, Opens.OVER: 410}


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, place: str, token: str) -> HttpResponse:
    """The region stands in the address because the database shows the link's row only
    inside it. Who is logged in, if anybody, makes no difference and is not noted.

    A mail scanner may open the link as often as it likes: only POST answers.
    """
    region = region_by_slug(place)
    if region is None or len(token) > LONGEST_TOKEN:
        raise Http404
    with in_region(region.pk):
        rater = queries.rater_with(token, region)
        response = unknown(request) if rater is None else known(request, rater)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


def unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "assessments/round_link.html", {"opens": ""}, status=404)


def known(request: HttpRequest, rater: Any) -> HttpResponse:
    at = database_now()
    round = rater.round
    opens = what_link_opens(
        round.state, round.closes_on, rater.answered, timezone.localdate(at)
    )
    if opens is not Opens.FORM:
        context = {"opens": opens.value, "round": round}
        return render(
            request, "assessments/round_link.html", context, status=STATUS[opens]
        )
    given = queries.instrument_of_round(round)
    form = RoundAnswerForm(posted(request), given=given, readers=readers(rater))
    draft = lay_out_by_link(request, form)
    if written(form, lambda _given: take(rater, form, at)):
        return redirect(request.path)
    group = queries.group_of(rater)
    context = {
        "form": form,
        "draft": draft,
        "given": given,
        "round": round,
        "rater": rater,
        "doctor": round.programme.doctor.user,
        "small": is_small_group(rater.profession, group),
        "group": group.count(rater.profession),
        "profession": queries.profession_words(rater.profession),
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/round_answer.html", context, status=status)


def take(rater: Any, form: RoundAnswerForm, at: Any) -> None:
    answer_round(rater=rater, answers=form.answers, texts=form.texts, at=at)


def readers(rater: Any) -> str:
    words = {"doctor": rater.round.programme.doctor.user, "n": rater.round.texts_from}
    return (
        _(
            "Läses av studierektorn, och sedan av %(doctor)s och huvudansvarig handledare, "
            "utan namn. Visas bara om minst %(n)s svarar."
        )
        % words
    )
