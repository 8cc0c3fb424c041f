"""The form that a colleague without an account fills in, by a personal link."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions, queries
from assessments.forms import ReasonForm, filled_in
from assessments.forms.outsider import LinkAnswerForm, as_told
from assessments.rules.requests import about_oneself
from assessments.views.anchors import anchors_for
from assessments.views.common import page
from assessments.views.writing import CHANGED, is_signing, posted, scale_of_parts
from bt_admin.lib.forms import refuse, written
from bt_admin.lib.swedish import clock, day
from bt_admin.lib.verdicts import Refused
from placements.queries import placements_of
from regions.clock import database_now
from regions.context import in_region
from regions.drafts import lay_out_by_link
from regions.queries import region_by_slug

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def fill(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, fill_in)


@never_cache
@require_http_methods(METHODS)
def decline(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, say_no)


@require_safe
def finished(request: HttpRequest, declined: bool) -> HttpResponse:
    """Thanks; says nothing of what it was, so that it can be left open anywhere."""
    return render(request, "assessments/by_link_done.html", {"declined": declined})


def opened(
    request: HttpRequest, place: str, token: str, view: Callable[..., HttpResponse]
) -> HttpResponse:
    """Enter the region that stands in the address, if the link opens something there.

    As for the calendar's address: the database shows the link's row only inside its
    region. A wrong link, an old one and a used one get the same page, so that nobody
    learns whether there is a case. To look changes nothing: mail scanners look.
    """
    region = region_by_slug(place)
    if region is None:
        return closed(request)
    with in_region(region.pk):
        link, at = queries.link_with(token, region), database_now()
        if link is None:
            return closed(request)
        if not queries.link_opens(link, timezone.localdate(at)):
            return second_click(request, link) or closed(request)
        if link.assessment.programme.doctor.user == request.user:
            raise Refused(about_oneself())
        response = view(request, link, at, token)
    response["X-Robots-Tag"] = "noindex"
    return response


def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "assessments/by_link_closed.html", status=404)


def second_click(request: HttpRequest, link: Any) -> HttpResponse | None:
    """The same form sent twice: the first was signed, and that is what is said."""
    if request.method != "POST" or link.used_at is None or not is_signing(request):
        return None
    form = link_form(request, link.assessment)
    if form.is_valid() and actions.says_the_same(link.assessment, form.content()):
        return redirect("by_link_signed")
    return None


# ------------------------------------------------------------------------- filling it in
def fill_in(request: HttpRequest, link: Any, at: Any, token: str) -> HttpResponse:
    row, stored = link.assessment, None
    form = link_form(request, row)
    draft = lay_out_by_link(request, form, revision=row.version)
    if form.is_bound and form.is_valid():
        given = {"link": link, "content": form.content(), "shown": form.shown, "at": at}
        try:
            if form.signing:
                actions.sign_by_link(signer=form.outsider(), **given)
                return redirect("by_link_signed")
            actions.save_by_link(**given)
        except Refused as refused:
            refuse(form, refused.verdict)
            if CHANGED & set(refused.verdict.codes):
                stored = queries.sheet_of(row)
                form = with_what_is_stored(form, row)
        else:
            words = {"time": clock(at)}
            messages.success(
                request,
                _(
                    "Sparat %(time)s. Länken öppnar samma utkast på vilken enhet du vill."
                )
                % words,
            )
            return redirect(request.path)
    return shown(request, link, form, token, draft, stored)


def link_form(request: HttpRequest, row: Any) -> LinkAnswerForm:
    now = actions.shown_now(row)
    return LinkAnswerForm(
        posted(request),
        initial={
            **filled_in(row), **as_told(row),
            "version": now.version, "digest": now.digest,
        },
        given=queries.instrument_of(row),
        placements=placements_of(row.programme),
        doctor=row.programme.doctor.user.full_name,
        signing=is_signing(request),
    )  # fmt: skip


def with_what_is_stored(form: LinkAnswerForm, row: Any) -> LinkAnswerForm:
    """What is stored now has been shown beside it: it may be signed next time."""
    now = actions.shown_now(row)
    form.data = form.data.copy()
    form.data["version"], form.data["digest"] = str(now.version), now.digest
    return form


def shown(
    request: HttpRequest,
    link: Any,
    form: LinkAnswerForm,
    token: str,
    draft: Any,
    stored: Any,
) -> HttpResponse:
    row, given = link.assessment, form.given
    context = {
        "form": form,
        "draft": draft,
        "row": row,
        "link": link,
        "token": token,
        "given": given,
        "least": given.min_items_answered,
        "doctor": row.programme.doctor.user,
        "scale": scale_of_parts(given),
        "sheet": queries.sheet_of(row, with_answers=False),
        "requested": True,
        "stored": stored,
        "points": points(row),
        "facts": [
            (_("Utförd"), day(row.performed_on)),
            (_("Länken gäller till"), day(link.expires_on)),
            (_("Signeras"), _("nu")),
        ],
        **anchors_for(row, form),
    }
    return page(request, "assessments/by_link.html", context)


def points(row: Any) -> list[tuple[str, str]]:
    words = {"who": row.assessed_by.described, "email": row.outsider_email}
    return [
        (
            "sign",
            _("Du intygar att du är %(who)s, och att du själv såg detta.") % words,
        ),
        ("lock", _("Texten låses. På den står att du signerade via länk.")),
        ("mail", _("Ett kvitto skickas till %(email)s.") % words),
    ]


# ---------------------------------------------------------------------------- saying no
def say_no(request: HttpRequest, link: Any, at: Any, token: str) -> HttpResponse:
    row = link.assessment
    form = ReasonForm(posted(request), doctor=row.programme.doctor.user.full_name)
    draft = lay_out_by_link(request, form)
    if written(
        form,
        lambda given: actions.decline_by_link(link=link, reason=given["reason"], at=at),
    ):
        return redirect("by_link_declined")
    context = {
        "form": form,
        "draft": draft,
        "row": row,
        "token": token,
        "sheet": queries.sheet_of(row, with_answers=False),
    }
    return page(request, "assessments/by_link_decline.html", context)
