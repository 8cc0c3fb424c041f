"""Where open forms send what is typed in them, and drafts are thrown away."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from bt_admin.lib import personnummer
from bt_admin.lib.swedish import clock
from bt_admin.lib.verdicts import Refused, Verdict
from regions.actions.drafts import drop_draft, keep_draft
from regions.clock import database_now
from regions.drafts import draft_of, typed_in


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, region_slug: str) -> HttpResponse:
    """POST keeps what was typed. GET says who is logged in, and with which token.

    A form that has stood open over a log-out and a log-in asks before it goes on.
    """
    writer = str(request.user.pk)
    if request.method == "GET":
        return JsonResponse({"writer": writer, "token": get_token(request)})
    given = typed_in(request.POST)
    if not given.form.startswith(f"/{region_slug}/"):
        return JsonResponse({"error": "draft_form"}, status=422)
    if request.POST.get("draft_writer") != writer:
        return JsonResponse({"writer": writer}, status=403)
    try:
        kept = keep_draft(
            region=request.region, given=given, by=request.user, at=database_now()
        )
    except Refused as refused:
        return refusal(request, given.form, refused.verdict)
    found = numbers(given.fields, request.user.personal_number)
    return JsonResponse(
        {"saved": clock(kept.saved_at), "revision": kept.revision, "numbers": found}
    )


def refusal(request: Any, form: str, verdict: Verdict) -> JsonResponse:
    """Why not; and what is stored, when it says something else."""
    row = draft_of(request.user, request.region, form)
    reason = verdict.reasons[0]
    answer = {"error": reason.code, "text": reason.text, **stored(row)}
    return JsonResponse(answer, status=409 if reason.code in CONFLICTS else 422)


CONFLICTS = ("draft.elsewhere", "draft.gone")


def stored(row: Any) -> dict[str, Any]:
    if row is None:
        return {"revision": 0, "saved": "", "fields": {}}
    return {
        "revision": row.revision,
        "saved": clock(row.saved_at),
        "fields": row.fields,
    }


def numbers(fields: dict[str, list[str]], own: str) -> list[str]:
    """The fields that seem to hold somebody else's personnummer."""
    return [
        name
        for name, values in fields.items()
        if personnummer.not_own(personnummer.find_in(" ".join(values)), own)
    ]


@require_POST
def drop(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Throw one's draft away, and open the form as it is without it."""
    form, back = (request.POST.get(f"draft_{one}", "") for one in ("form", "back"))
    drop_draft(region=request.region, form=form, by=request.user)
    here = back.startswith(f"/{region_slug}/")
    if here and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("todo", region_slug)
