"""«Jag är orolig», what came of it, and the action plan."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions import concerns as actions
from assessments.forms import AgreedRows
from assessments.forms.concerns import ConcernForm, OutcomeForm, PlanForm, TalkForm
from assessments.queries import concerns as queries
from assessments.queries.meeting_people import owners
from assessments.queries.people import leads_in
from assessments.views.common import crumbs, page, visible_programme
from bt_admin.lib.forms import written
from bt_admin.lib.swedish import listing
from placements.queries import permissions_on
from placements.views.common import posted
from regions import access
from regions.access import no_role
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission


@keeps_draft
@require_http_methods(["GET", "POST"])
def concerns(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Say it, and see what one has said; those who lead see everything."""
    programme = visible_programme(request, pk)
    leads = leads_in(request.user, request.region)
    supervises = Permission.ASSESS in permissions_on(request.user, programme)
    own = programme.doctor.user == request.user
    if own or not (leads or supervises):
        no_role(Permission.ASSESS, request.region).require()
    form = concern_form(request, programme)
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: actions.raise_concern(
            id=given["id"] or uuid4(),
            programme=programme,
            text=given["text"],
            by=request.user,
            at=database_now(),
        ),
    ):
        text = _("Tack. Studierektorn har fått veta det och hör av sig.")
        messages.success(request, text)
        return redirect(request.path)
    rows = queries.concerns_for(request.user, request.region)
    plans = queries.plans_for(request.user, request.region)
    context = {
        "programme": programme,
        "doctor": programme.doctor.user,
        "form": form if supervises or form.is_bound else None,
        "draft": draft,
        "concerns": rows.filter(programme=programme),
        "plans": plans.filter(programme=programme),
        "leads": leads,
        "crumbs": crumbs(request, programme),
    }
    return page(request, "assessments/concerns.html", context)


def concern_form(request: HttpRequest, programme: Any) -> ConcernForm:
    said = _(
        "Läses av studierektorn, AT/BT-chefen och dig. %s ser det inte, nu eller "
        "senare."
    )
    return ConcernForm(
        posted(request),
        initial={"id": uuid4()},
        readers=said % programme.doctor.user.full_name,
    )


@keeps_draft
@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The sentence; and for those who lead, the talk it leads to."""
    rows = queries.concerns_for(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    leads = leads_in(request.user, request.region)
    if request.method == "POST" and not leads:
        no_role(Permission.LEAD, request.region).require()
    form = TalkForm(
        posted(request),
        initial={"talk_on": access.today()},
        readers=_("Läses av studierektorn, AT/BT-chefen och %s.") % row.raised_by,
    )
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: actions.follow_concern(
            concern=row, by=request.user, at=database_now(), **given
        ),
    ):
        messages.success(request, _("Samtalet är registrerat."))
        return redirect(row)
    context = {
        "row": row,
        "doctor": row.programme.doctor.user,
        "form": form if leads and row.state == "raised" else None,
        "draft": draft,
        "leads": leads,
        "plans": row.plans.all() if leads else [],
        "crumbs": crumbs(
            request, row.programme, (_("Oro"), concerns_url(row.programme))
        ),
    }
    return page(request, "assessments/concern.html", context)


@keeps_draft
@require_http_methods(["GET", "POST"])
def new_plan(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = visible_programme(request, pk)
    if not leads_in(request.user, request.region):
        no_role(Permission.LEAD, request.region).require()
    rows = queries.concerns_for(request.user, request.region)
    concern = rows.filter(programme=programme, pk__in=[*asked(request)]).first()
    return write(request, programme, concern=concern)


def asked(request: HttpRequest) -> list[UUID]:
    """The worry that the plan is about, if the address names one."""
    try:
        return [UUID(request.GET.get("oro", ""))]
    except ValueError:
        return []


@keeps_draft
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A draft to go on with, or the plan as it stands."""
    row = get_object_or_404(queries.plans_for(request.user, request.region), pk=pk)
    leads = leads_in(request.user, request.region)
    if request.method == "POST" and not leads:
        no_role(Permission.LEAD, request.region).require()
    if row.state == "draft":
        return write(request, row.programme, plan=row)
    form = OutcomeForm(posted(request), readers=readers(row.programme))
    draft = lay_out(request, form, name="outcome")
    if written(
        form,
        lambda given: actions.close_plan(
            plan=row, by=request.user, at=database_now(), **given
        ),
    ):
        messages.success(request, _("Planen är avslutad."))
        return redirect(row)
    context = {
        "row": row,
        "doctor": row.programme.doctor.user,
        "agreed": row.actions.select_related("owner"),
        "consulted": listing(queries.consulted_words(row.consulted)),
        "form": form if leads and row.state == "active" else None,
        "draft": draft,
        "crumbs": crumbs(request, row.programme),
    }
    return page(request, "assessments/action_plan.html", context)


def write(
    request: HttpRequest, programme: Any, *, plan: Any = None, concern: Any = None
) -> HttpResponse:
    """The form of a draft; one button saves it, the other shares it too."""
    form, rows = plan_forms(request, programme, plan)
    draft = lay_out(request, form, *rows, basis=str(plan.written_at) if plan else "")
    key = plan.pk if plan else key_of(request)
    concern = plan.concern if plan else concern
    shares = request.POST.get("do") == "share"
    if saved := written(
        form,
        lambda given: actions.write_plan(
            id=key,
            programme=programme,
            concern=concern,
            needs=given["needs"],
            consulted=tuple(given["consulted"]),
            follow_up_on=given["follow_up_on"],
            agreed=rows.given,
            share=shares,
            by=request.user,
            at=database_now(),
        ),
        rows,
    ):
        messages.success(request, receipt(shares) % programme.doctor.user.full_name)
        return redirect(saved)
    context = {
        "form": form,
        "draft": draft,
        "rows": rows,
        "forms": [form, *rows],
        "key": key,
        "concern": concern,
        "doctor": programme.doctor.user,
        "back_url": concerns_url(programme),
        "back_label": str(programme),
    }
    return page(request, "assessments/action_plan_edit.html", context)


def plan_forms(
    request: HttpRequest, programme: Any, plan: Any
) -> tuple[PlanForm, AgreedRows]:
    form = PlanForm(
        posted(request),
        roles=queries.consulted_choices(),
        initial=vars(plan) if plan else None,
        readers=readers(programme),
    )
    rows = AgreedRows(
        posted(request),
        owners=owners(programme, access.today(), [request.user]),
        actions=plan.actions.select_related("owner") if plan else (),
    )
    return form, rows


def receipt(shares: bool) -> str:
    if shares:
        return _("Planen är delad med %s.")
    return _("Utkastet om %s är sparat.")


def key_of(request: HttpRequest) -> UUID:
    """The plan's own key comes with the form: a second click finds the same plan."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid4()


def readers(programme: Any) -> str:
    said = _("Läses av %s, handledarna och dem som leder BT när planen är delad.")
    return said % programme.doctor.user.full_name


def concerns_url(programme: Any) -> str:
    return reverse("assessments:concerns", args=[programme.region.slug, programme.pk])
