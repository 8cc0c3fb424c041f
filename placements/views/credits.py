"""Tillgodoräknande: put forward, read, decided with its effect on the plan."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from bt_admin.lib.files import as_file
from bt_admin.lib.forms import written
from bt_admin.lib.swedish import long_day, percent, period
from placements import queries
from placements.actions import credit as actions
from placements.forms.credit import AddPapersForm, CreditForm, DecisionForm
from placements.queries import credits as credit_queries
from placements.rules.credit import may_credit_at_all
from placements.views.common import crumbs, done, page, visible_programme
from regions import access
from regions.access import no_role
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission
from regions.uploads import takes_files


@require_safe
def credits(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Every request in one BT, and whether the region credits anything."""
    programme = readable_programme(request, pk)
    policy = credit_queries.policy_of(programme)
    context = {
        "programme": programme,
        "policy": policy,
        "possible": may_credit_at_all(policy),
        "may_ask": credit_queries.may_ask(request.user, programme),
        "rows": [
            (row, credit_queries.state_of_credit(row), credit_queries.asked_text(row))
            for row in credit_queries.credits_of(programme)
        ],
        "crumbs": way(request, programme),
    }
    return render(request, "placements/credits.html", context)


@keeps_draft
@takes_files
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = readable_programme(request, pk)
    if not credit_queries.may_ask(request.user, programme):
        no_role(Permission.PLAN, programme.region).require()
    may_credit_at_all(credit_queries.policy_of(programme)).require()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CreditForm(*sent, placements=queries.placements_of(programme))
    draft = lay_out(request, form)
    if form.is_bound and form.is_valid():
        row = done(
            form,
            lambda: actions.request_credit(
                programme=programme,
                service=form.service(),
                papers=form.papers(),
                id=form.cleaned_data["id"],
                by=request.user,
                at=database_now(),
            ),
        )
        if row:
            messages.success(request, _("Begäran är skickad till AT/BT-chefen."))
            return redirect(row)
        form.say_what_did_not_follow()
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "back_url": list_url(programme),
    }
    return page(request, "placements/credit_new.html", context)


@require_safe
def credit(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = readable_credit(request, pk)
    may = queries.permissions_on(request.user, row.programme)
    waits = row.state == "requested"
    mine = request.user.pk in (row.programme.doctor.user_id, row.requested_by_id)
    context = {
        "row": row,
        "programme": row.programme,
        "state": credit_queries.state_of_credit(row),
        "facts": facts_of(row),
        "decision": decision_of(row),
        "files": list(row.files.all()),
        "may_decide": waits and Permission.CERTIFY in may and Permission.OWN not in may,
        "may_withdraw": waits and mine,
        "crumbs": [
            *way(request, row.programme),
            (_("Tillgodoräknande"), list_url(row.programme)),
        ],
    }
    return render(request, "placements/credit.html", context)


@takes_files
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """More papers, while the request waits."""
    row = readable_credit(request, pk)
    credit_queries.may_add_papers(row, request.user).require()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddPapersForm(*sent)
    if form.is_bound and form.is_valid():
        if done(
            form,
            lambda: actions.add_papers(
                credit=row, papers=form.papers(), by=request.user, at=database_now()
            ),
        ):
            messages.success(request, _("Underlaget är tillagt."))
            return redirect(row)
        form.say_what_did_not_follow()
    context = {"row": row, "form": form, "back_url": row.get_absolute_url()}
    return page(request, "placements/credit_papers.html", context)


@require_POST
def withdraw(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = readable_credit(request, pk)
    actions.withdraw_credit(credit=row, by=request.user, at=database_now())
    messages.success(request, _("Begäran är tillbakadragen."))
    return redirect(row)


@keeps_draft
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The decision, below what it would do to the plan."""
    row = readable_credit(request, pk)
    access.require(request.user, Permission.CERTIFY, request.region)
    if row.state != "requested":
        return redirect(row)
    form, (months, days) = decision_form(request, row)
    draft = lay_out(request, form, is_typed=request.method == "POST")
    if request.POST.get("do") == "decide" and written(
        form,
        lambda given: actions.decide_credit(
            credit=row,
            months=months,
            days=days,
            reason=given["reason"],
            shown=given["shown"],
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("Beslutet är sparat."))
        return redirect(row)
    effect = credit_queries.effect_of(row, months, days, access.today())
    form.now_shows(effect.last_after if effect.is_possible else None)
    context = {
        "row": row,
        "form": form,
        "draft": draft,
        "facts": facts_of(row),
        "files": list(row.files.all()),
        "effect": effect if (months or days) else None,
        "amount": credit_queries.amount_text(months, days),
        "moved": moved(row, effect) if (months or days) else [],
        "possible": may_credit_at_all(credit_queries.policy_of(row.programme)),
        "back_url": row.get_absolute_url(),
    }
    return page(request, "placements/credit_decide.html", context)


def decision_form(request: HttpRequest, row: Any) -> tuple[Any, tuple[int, int]]:
    """The form, and the amount whose effect is shown; to look is no reason to complain."""
    if request.method == "GET":
        asked = {"months": row.asked_months, "days": row.asked_days, "outcome": "grant"}
        return DecisionForm(initial=asked), (row.asked_months, row.asked_days)
    form = DecisionForm(request.POST.copy())
    form.is_valid()
    amount = form.amount()
    if request.POST.get("do") == "preview" and not {"months", "days"} & set(
        form.errors
    ):
        form = DecisionForm(initial=request.POST.dict())
    return form, amount


@require_safe
def file(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    rows = credit_queries.credit_files_for(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    may_read(request, row.credit.programme)
    return as_file(bytes(row.content), row.name, row.content_type)


# ------------------------------------------------------------------------- in common
def readable_programme(request: HttpRequest, pk: UUID) -> Any:
    programme = visible_programme(request, pk)
    may_read(request, programme)
    return programme


def readable_credit(request: HttpRequest, pk: UUID) -> Any:
    rows = credit_queries.credits_for(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    may_read(request, row.programme)
    return row


def may_read(request: HttpRequest, programme: Any) -> None:
    if not credit_queries.may_read_credits(request.user, programme):
        no_role(Permission.PLAN, programme.region).require()


def list_url(programme: Any) -> str:
    return reverse("placements:credits", args=[programme.region.slug, programme.pk])


def way(request: HttpRequest, programme: Any) -> list[tuple[str, str]]:
    if programme.doctor.user == request.user:
        return [(_("Min BT"), programme.get_absolute_url())]
    return crumbs(programme)


def facts_of(row: Any) -> list[tuple[str, str]]:
    return [
        (_("Vad"), row.get_kind_display()),
        (_("Var"), row.workplace),
        (_("När"), period(row.starts_on, row.ends_on)),
        (_("Omfattning"), percent(row.percent)),
        (_("Begärd tid"), credit_queries.asked_text(row)),
        (_("Räknas av mot"), row.placement.title),
        (_("Begärt av"), str(row.requested_by)),
    ]


def decision_of(row: Any) -> list[tuple[str, str]]:
    if not row.decided_at:
        return []
    facts = [(_("Beslut"), row.get_state_display())]
    if row.last_day_after:
        facts += [
            (_("Beviljad tid"), credit_queries.granted_text(row)),
            (_("Sista dag före"), long_day(row.last_day_before)),
            (_("Sista dag efter"), long_day(row.last_day_after)),
        ]
    return [*facts, (_("Beslutat av"), str(row.decided_by))]


def moved(row: Any, effect: Any) -> list[tuple[str, str, str]]:
    """Each stretch that changes: where, when it was, when it will be."""
    rows = queries.periods_in(row.programme)
    found = sorted(
        (one for one in rows if one.pk in effect.moves), key=lambda one: one.starts_on
    )
    return [
        (
            one.placement.title,
            period(one.starts_on, one.ends_on),
            then(effect.moves[one.pk]),
        )
        for one in found
    ]


def then(days: tuple[date, date] | None) -> str:
    return period(*days) if days else _("Utgår")
