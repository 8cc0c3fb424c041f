"""The doctor's activities: listed, logged, read, shared, confirmed, shown first."""

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

from assessments import actions, queries
from assessments.enums import ActivityKind
from assessments.forms.activity import ActivityForm, BestForm, written_before
from assessments.queries.narrowed import activities_marked
from assessments.rules.activities import may_change_activity
from assessments.rules.delmal import catalogue
from assessments.views.anchors import anchors_of
from assessments.views.common import crumbs, done, note, page, visible_programme
from assessments.views.narrowing import (
    about_what,
    filter_of,
    narrowing,
    page_of,
)
from assessments.views.teaching import coming_for
from bt_admin.lib.files import as_file
from bt_admin.lib.forms import written
from bt_admin.lib.programme_tabs import programme_tabs
from placements.queries import current_placement, permissions_on, placements_of
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission
from regions.uploads import takes_files

PLACES = 3


# ---------------------------------------------------------------------------- the list
@require_safe
def activities(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What the doctor has done to learn, newest first; the private ones only to them."""
    programme = visible_programme(request, pk)
    note(request, programme)
    marks = activities_marked(programme, request.user)
    form = filter_of(request, programme, marks, kind="slag", labels=labels())
    rows = queries.activities_in(programme, request.user)
    shown = page_of(request, programme, form, marks, rows)
    shown.object_list = queries.activity_lines(shown.object_list)
    may = permissions_on(request.user, programme)
    own = Permission.OWN in may
    context = {
        "programme": programme,
        "own": own,
        "lead": about_what(programme, form),
        "crumbs": crumbs(request, programme),
        "tabs": programme_tabs(
            region_slug, pk, "assessments:activities", may_plan=Permission.PLAN in may
        ),
        "about": _("Om din BT") if own else _("Om %s") % programme,
        "page": shown,
        **narrowing(form, shown, marks),
        "delmal": form.wanted.delmal,
        "coming": coming_for(programme) if own else [],
        "may_read_credits": bool(
            may & {Permission.OWN, Permission.PLAN, Permission.GUIDE}
        ),
    }
    return render(request, "assessments/activities.html", context)


def labels() -> dict[str, str]:
    return {"slag": _("Slag"), "person": _("Bekräftad av")}


# ----------------------------------------------------------------------- the doctor's
@keeps_draft
@takes_files
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = own_programme(request, pk)
    today = access.today()
    here = current_placement(programme, today)
    wanted = request.GET.get("slag", "")
    form = activity_form(
        request,
        programme,
        {
            "kind": wanted if wanted in ActivityKind.values else "",
            "starts_on": today,
            "placement": str(here.pk) if here else "",
            "delmal": [request.GET.get("delmal", "")],
        },
    )
    draft = lay_out(request, form)
    if form.is_bound and form.is_valid():
        row = done(
            form,
            lambda: actions.log_activity(
                programme=programme,
                told=form.told(),
                files=form.sent_files(),
                id=form.cleaned_data["id"],
                by=request.user,
                at=database_now(),
            ),
        )
        if row:
            messages.success(request, receipt(row))
            return redirect(list_url(programme))
        form.say_what_did_not_follow()
    heading, back = _("Lägg till aktivitet"), list_url(programme)
    return edit(request, programme, form, heading, back, draft=draft)


def receipt(row: Any) -> str:
    if row.shared_at is None:
        return _("Reflektionen är sparad. Bara du ser den.")
    return _("%s är sparad.") % row.title


@require_POST
def take_up(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A suggested task becomes an activity by one press, once."""
    programme = own_programme(request, pk)
    row = actions.take_up_task(
        programme=programme,
        key=request.POST.get("uppgift", ""),
        by=request.user,
        at=database_now(),
    )
    messages.success(request, _("%s ligger bland dina aktiviteter.") % row.title)
    return redirect(row)


@keeps_draft
@takes_files
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = visible_activity(request, pk)
    queries.may_edit(row, request.user).require()
    programme = row.programme
    form = activity_form(request, programme, written_before(row), fixed_kind=row.kind)
    draft = lay_out(request, form, basis=str(row.version))
    who: dict[str, Any] = {"by": request.user, "at": database_now()}
    if request.POST.get("action") == "remove":
        if done(form, lambda: actions.remove_activity(activity=row, **who)):
            messages.success(request, _("%s är borttagen.") % row.title)
            return redirect(list_url(programme))
    elif form.is_bound and form.is_valid():
        if done(
            form,
            lambda: actions.change_activity(
                activity=row,
                told=form.told(),
                files=form.sent_files(),
                version=form.cleaned_data["version"] or 0,
                **who,
            ),
        ):
            messages.success(request, _("Ändringen är sparad."))
            return redirect(row)
        form.say_what_did_not_follow()
    back = row.get_absolute_url()
    return edit(request, programme, form, row.title, back, draft=draft, row=row)


@require_POST
def remove_file(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    file = get_object_or_404(queries.files_for(request.user, request.region), pk=pk)
    row = actions.remove_file(file=file, by=request.user, at=database_now())
    messages.success(request, _("%s är borttagen.") % file.name)
    return redirect(row)


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A page of its own: others read it from then on."""
    row = visible_activity(request, pk)
    queries.may_be_shared(row, request.user).require()
    if request.method == "POST":
        actions.share(activity=row, by=request.user, at=database_now())
        messages.success(request, _("Reflektionen är delad."))
        return redirect(row)
    if row.shared_at:
        return redirect(row)
    context = {"row": row, "back_url": row.get_absolute_url()}
    return render(request, "assessments/share.html", context)


@require_http_methods(["GET", "POST"])
def best(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Which evidence is shown first for one delmål, in the doctor's order."""
    programme = own_programme(request, pk)
    known = catalogue(programme.regulation)
    asked = request.GET.get("delmal", "")
    code = asked if asked in known.codes else known.codes[0]
    lines = queries.all_evidence(programme)[code]
    data = request.POST if request.method == "POST" else None
    form = BestForm(
        data,
        lines=lines,
        labels=[_("Först"), _("Sedan"), _("Därefter")],
        initial={f"best_{one.best}": str(one.assessment_id) for one in lines},
    )
    back = f"{reverse('delmal', args=[region_slug, pk])}#{code}"
    if written(
        form,
        lambda _given: actions.choose_best(
            programme=programme,
            code=code,
            chosen=form.chosen(),
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("Ordningen för %s är sparad.") % code)
        return redirect(back)
    context = {
        "programme": programme,
        "form": form,
        "delmal": known.get(code),
        "lines": lines,
        "back_url": back,
    }
    return page(request, "assessments/best.html", context)


# ---------------------------------------------------------------------- by everybody
@require_safe
def activity(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = visible_activity(request, pk)
    programme = row.programme
    note(request, programme)
    own = programme.doctor.user == request.user
    assesses = not own and queries.confirmer(request.user, programme)
    task = queries.task_with(row.task, programme.regulation) if row.task else None
    context = {
        "row": row,
        "programme": programme,
        "own": own,
        "state": queries.state_of_activity(row),
        "when": queries.when(row),
        "codes": [
            catalogue(programme.regulation).get(code) for code in queries.codes_of(row)
        ],
        "files": list(row.files.all()),
        "task": task[1] if task else None,
        "editable": queries.may_edit(row, request.user) if own else None,
        "sharable": own and row.shared_at is None,
        "confirmable": assesses
        and queries.may_be_confirmed(row, request.user, assesses),
        "crumbs": crumbs(request, programme, (_("Aktiviteter"), list_url(programme))),
    }
    return render(request, "assessments/activity.html", context)


@require_POST
def confirm(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = visible_activity(request, pk)
    actions.confirm_activity(activity=row, by=request.user, at=database_now())
    messages.success(request, _("Du har bekräftat att den har ägt rum."))
    return redirect(row)


@require_safe
def file(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The file itself, to be saved. That somebody else fetched it is written down."""
    row = get_object_or_404(queries.files_for(request.user, request.region), pk=pk)
    note(request, row.activity.programme)
    return as_file(bytes(row.content), row.name, row.content_type)


# ------------------------------------------------------------------------- in common
def own_programme(request: HttpRequest, pk: UUID) -> Any:
    """The BT of the person who asks; the others are told whose it is."""
    programme = visible_programme(request, pk)
    may_change_activity(queries.owner_facts(request.user, programme)).require()
    return programme


def visible_activity(request: HttpRequest, pk: UUID) -> Any:
    rows = queries.activities_for(request.user, request.region)
    return get_object_or_404(queries.whole(rows), pk=pk)


def list_url(programme: Any) -> str:
    return reverse("assessments:activities", args=[programme.region.slug, programme.pk])


def activity_form(
    request: HttpRequest,
    programme: Any,
    initial: dict[str, Any],
    fixed_kind: str = "",
) -> ActivityForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return ActivityForm(
        *sent,
        initial=initial,
        placements=placements_of(programme),
        regulation=programme.regulation,
        fixed_kind=fixed_kind,
    )


def edit(
    request: HttpRequest,
    programme: Any,
    form: ActivityForm,
    heading: str,
    back_url: str,
    *,
    draft: Any,
    row: Any = None,
) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft,
        "programme": programme,
        "heading": heading,
        "row": row,
        "back_url": back_url,
        **anchors_of(programme, form),
    }
    return page(request, "assessments/activity_edit.html", context)
