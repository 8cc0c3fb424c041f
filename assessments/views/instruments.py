"""Bedömningsinstrument: what the region uses, changes and publishes."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from assessments import actions, queries
from assessments.enums import InstrumentKey
from assessments.forms import AnswerForm, CopyForm, InstrumentForm, UseForm
from assessments.rules.editing import edited
from assessments.rules.instruments import Instrument
from assessments.views.choosing import takes
from assessments.views.common import done, page
from bt_admin.lib.forms import refuse, written
from bt_admin.lib.verdicts import Refused
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission


@require_safe
def instruments(request: HttpRequest, region_slug: str) -> HttpResponse:
    """The region's instruments: everybody may read, those who administer may change."""
    region = request.region
    may = access.may(request.user, Permission.ADMINISTER, region)
    context = {
        "known": queries.known_in(region, access.today()),
        "may": may,
        "crumbs": [from_region(request)],
        "new_drafts": queries.new_drafts(region) if may else [],
    }
    return render(request, "assessments/instruments.html", context)


# -------------------------------------------------------------------------- as it looks
@require_safe
def preview(request: HttpRequest, region_slug: str) -> HttpResponse:
    """An instrument in use, as the assessor meets it."""
    given = named(request)
    context = {
        **as_met(request, given),
        "takes": takes(given.minutes),
        "edition": queries.edition_of(given, request.region.name),
        "crumbs": [
            from_region(request),
            (_("Bedömningsinstrument"), list_url(request)),
        ],
        "versions": queries.versions_of(request.region, given.key),
    }
    return render(request, "assessments/instrument_preview.html", context)


def named(request: HttpRequest) -> Instrument:
    """The instrument in the address, or the first; in an older version when told."""
    key = request.GET.get("instrument", InstrumentKey.MINI_CEX)
    version = request.GET.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() else None
    if len(version) > len("10001"):
        raise Http404
    try:
        given = queries.instrument_in(request.region, key, number)
    except LookupError:
        raise Http404 from None
    if given.round is not None:
        raise Http404
    return given


def as_met(request: HttpRequest, given: Instrument) -> dict[str, Any]:
    form = AnswerForm(
        given=given,
        placements=[],
        doctor=_("BT-läkaren"),
        with_occasion=given.key != InstrumentKey.OVERALL,
    )
    return {
        "given": given,
        "form": form,
        "overall": given.key == InstrumentKey.OVERALL,
        "scale": given.items[0].scale,
        "least": given.min_items_answered,
        "own": queries.own_words(given),
    }


# ------------------------------------------------------------------------- in use or not
@require_http_methods(["GET", "POST"])
def use(request: HttpRequest, region_slug: str) -> HttpResponse:
    administers(request)
    given = named(request)
    today = access.today()
    in_use = queries.is_in_use(request.region, given.key, today)
    data = request.POST if request.method == "POST" else None
    form = UseForm(
        data, initial={"in_use": "yes" if in_use else "no", "from_on": today}
    )
    if written(
        form,
        lambda _given: actions.decide_use(
            region=request.region,
            key=given.key,
            by=request.user,
            at=database_now(),
            **form.given(),
        ),
    ):
        messages.success(request, _("Beslutet om %s är sparat.") % given.name)
        return redirect("assessments:instruments", region_slug)
    context = {"form": form, "given": given, "back_url": list_url(request)}
    return page(request, "assessments/instrument_use.html", context)


# ---------------------------------------------------------------------------- a new draft
@require_POST
def change(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Begin a new version, or go on with the one that is begun."""
    administers(request)
    given = named(request)
    draft = actions.draft_change(
        region=request.region, key=given.key, by=request.user, at=database_now()
    )
    return redirect(draft_url(draft))


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, region_slug: str) -> HttpResponse:
    """An instrument of the region's own begins as a copy."""
    administers(request)
    given = named(request)
    if given.key == InstrumentKey.OVERALL:
        raise Http404
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        draft = actions.draft_copy(
            region=request.region,
            key=given.key,
            name=form.cleaned_data["name"],
            by=request.user,
            at=database_now(),
        )
        return redirect(draft_url(draft))
    context = {"form": form, "given": given, "back_url": list_url(request)}
    return page(request, "assessments/instrument_copy.html", context)


# ----------------------------------------------------------------------------- the draft
@keeps_draft
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Every text of it, in one form; each button keeps what is typed."""
    row = draft_row(request, pk)
    if row.version is not None:
        return redirect(preview_url(request, row.key, row.version))
    do = request.POST.get("do", "")
    form = InstrumentForm(
        request.POST if request.method == "POST" else None,
        initial={"revision": row.revision},
        definition=row.definition,
        own=queries.own_parts_of(row),
        strict=do == "preview",
    )
    typed = lay_out(request, form, basis=str(row.revision))
    if (
        form.is_bound
        and is_current(form, row)
        and form.is_valid()
        and kept(form, row, request, do)
    ):
        return after(request, row, do)
    context = {
        "form": form,
        "draft": typed,
        "row": row,
        "name": row.definition["instrument"][0]["name"],
        "back_url": list_url(request),
        "based_on": queries.national_name(row),
    }
    return page(request, "assessments/instrument_draft.html", context)


def is_current(form: InstrumentForm, row: Any) -> bool:
    """Was the form shown with what is stored? Else its fields may be other ones."""
    if form.data.get("revision", "") == str(row.revision):
        return True
    refuse(form, queries.may_change(row, shown=0))
    return False


def kept(form: InstrumentForm, row: Any, request: HttpRequest, do: str) -> Any:
    changed = form.changed()
    if ":" in do:
        changed = edited(changed, do, f"egen_{secrets.token_hex(3)}")
    return done(
        form,
        lambda: actions.change_instrument(
            draft=row,
            definition=changed,
            revision=form.cleaned_data["revision"] or 0,
            by=request.user,
            at=database_now(),
        ),
    )


def after(request: HttpRequest, row: Any, do: str) -> HttpResponse:
    if do == "preview":
        return redirect("assessments:instrument_draft_preview", row.region.slug, row.pk)
    section = do.split(":")[1] if ":" in do else ""
    if not section:
        messages.success(request, _("Utkastet är sparat. Ingen annan ser det än."))
    return redirect(draft_url(row) + (f"#avsnitt-{section}" if section else ""))


@require_safe
def draft_preview(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The draft as the assessor would meet it, and the button that publishes it."""
    row = draft_row(request, pk)
    if row.version is not None:
        return redirect(preview_url(request, row.key, row.version))
    return shown(request, row)


def shown(request: HttpRequest, row: Any, status: int = 200) -> HttpResponse:
    context = {
        "row": row,
        "name": row.definition["instrument"][0]["name"],
        "verdict": queries.may_publish(row),
        "whole": queries.is_whole(row),
    }
    if context["whole"]:
        given = queries.built(row)
        context |= {**as_met(request, given), "takes": takes(given.minutes)}
    return render(
        request, "assessments/instrument_draft_preview.html", context, status=status
    )


@require_POST
def publish(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = draft_row(request, pk)
    revision = request.POST.get("revision", "")
    known = revision.isascii() and revision.isdigit() and len(revision) < len("1000000")
    try:
        done = actions.publish_instrument(
            draft=row,
            revision=int(revision) if known else 0,
            by=request.user,
            at=database_now(),
        )
    except Refused as refused:
        messages.error(request, " ".join(r.text for r in refused.verdict.reasons))
        return shown(request, row, status=422)
    given = queries.built(done)
    words = {"name": given.name, "n": given.edition}
    messages.success(
        request, _("%(name)s version %(n)d är publicerad och används nu.") % words
    )
    return redirect("assessments:instruments", region_slug)


@require_POST
def discard(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = draft_row(request, pk)
    actions.discard_instrument(draft=row, by=request.user, at=database_now())
    messages.success(request, _("Utkastet är kastat."))
    return redirect("assessments:instruments", region_slug)


# ------------------------------------------------------------------------------- shared
def administers(request: HttpRequest) -> None:
    access.require(request.user, Permission.ADMINISTER, request.region)


def draft_row(request: HttpRequest, pk: UUID) -> Any:
    row = get_object_or_404(queries.drafts_in(request.region), pk=pk)
    administers(request)
    return row


def from_region(request: HttpRequest) -> tuple[str, str]:
    return _("Regionen"), reverse("regions:region", args=[request.region.slug])


def list_url(request: HttpRequest) -> str:
    return reverse("assessments:instruments", args=[request.region.slug])


def draft_url(row: Any) -> str:
    return reverse("assessments:instrument_draft", args=[row.region.slug, row.pk])


def preview_url(request: HttpRequest, key: str, version: int) -> str:
    address = reverse("assessments:instrument", args=[request.region.slug])
    return f"{address}?instrument={key}&version={version}"
