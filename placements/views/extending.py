"""More time: what it would do, the decision, and the decision as it stands."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.forms import refuse, written
from bt_admin.lib.swedish import long_day, months
from placements import actions
from placements import queries as plans
from placements.forms.extending import ExtensionForm
from placements.queries import extension as queries
from placements.rules.changes import ChangeFacts, may_change_plan
from placements.rules.extension import may_preview_extension
from placements.views.common import (
    crumbs,
    page,
    plan_url,
    posted,
    visible_programme,
)
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission


@keeps_draft
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """First the effect is shown, then it is decided: two buttons of one form."""
    programme = visible_programme(request, pk)
    access.require(request.user, Permission.CERTIFY, request.region)
    caps = queries.caps_of(programme)
    form = ExtensionForm(
        posted(request), placements=plans.placements_of(programme), caps=caps
    )
    draft = lay_out(request, form)
    effect: list[Any] = []
    if form.is_bound and form.is_valid():
        placement, given = form.cleaned_data["placement"], form.given()
        if request.POST.get("do") == "decide" and (made := decided(request, form)):
            text = _("BT är förlängd till och med den %s.")
            messages.success(request, text % long_day(made.ends_on))
            return redirect(made)
        effect = previewed(request, form, programme, placement, given)
    context = {
        "form": form,
        "draft": draft,
        "programme": programme,
        "caps": caps,
        "lead": _("%(doctor)s. BT slutar nu den %(day)s.")
        % {"doctor": programme, "day": last_day_of(programme)},
        "effect": effect,
        "changeable": may_change_plan(ChangeFacts(str(programme), programme.state)),
        "limits": limits(caps),
        "back_url": plan_url(programme),
    }
    return page(request, "placements/extend.html", context)


def decided(request: HttpRequest, form: ExtensionForm) -> Any:
    return written(
        form,
        lambda given: actions.extend(
            id=given["id"] or uuid4(),
            placement=given["placement"],
            by=request.user,
            at=database_now(),
            **form.given(),
        ),
    )


def previewed(
    request: HttpRequest, form: Any, programme: Any, placement: Any, given: Any
) -> list[Any]:
    """What would move, in order of time; nothing when the rule says no."""
    facts = queries.extension_facts(
        programme, placement, by=request.user, today=access.today(), **given
    )
    verdict = may_preview_extension(facts)
    if not verdict:
        if not form.errors:
            refuse(form, verdict)
        return []
    form.data = {**form.data.dict(), "ends_shown": facts.ends_now or ""}
    found = queries.effect(programme, placement, given["months"])
    return sorted(found, key=lambda one: one[1].starts_on)


def last_day_of(programme: Any) -> str:
    last = plans.ends_on(programme)
    return long_day(last) if last else "–"


def limits(caps: Any) -> str:
    """What the region has decided, in a sentence."""
    if caps.in_all is None or caps.per_placement is None:
        return _("Regionen har inte satt någon gräns.")
    words = {
        "one": months(caps.per_placement),
        "all": months(caps.in_all),
        "besides": caps.beyond_requires,
    }
    return (
        _(
            "För att nå målen: högst %(one)s per placering och %(all)s sammanlagt. Mer "
            "kräver %(besides)s. Frånvaro räknas inte."
        )
        % words
    )


@require_safe
def extension(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    rows = queries.extensions_for(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    decides = access.may(request.user, Permission.CERTIFY, request.region)
    own = row.programme.doctor.user == request.user
    absence = row.reason != "competence"
    context = {
        "row": row,
        "reason": _("frånvaro")
        if absence and not (decides or own)
        else row.get_reason_display(),
        "shows_text": decides or own or not absence,
        "crumbs": [] if own else crumbs(row.programme),
    }
    return render(request, "placements/extension.html", context)
