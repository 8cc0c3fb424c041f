"""Filled in by another hand: together on the doctor's phone, or from a paper."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions, queries
from assessments.forms import told_now
from assessments.forms.held import PaperForm, TogetherForm
from assessments.rules.instruments import Instrument
from assessments.views.anchors import anchors_of
from assessments.views.answer import as_shown, own_id, version_of_draft
from assessments.views.choosing import choice_of, choose, overall_places
from assessments.views.common import done, list_url, note, page, visible_programme
from assessments.views.writing import scale_of_parts
from bt_admin.lib.files import as_file
from bt_admin.lib.forms import written
from placements.queries import current_placement, placements_of
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission
from regions.uploads import takes_files


@keeps_draft
@require_http_methods(["GET", "POST"])
def together(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """On the doctor's phone. The handledare confirms from their own Att göra."""
    programme = visible_programme(request, pk)
    queries.may_ask_for(programme, request.user).require()
    choice = choice_of(request)
    if choice.given is None:
        lead = _("Ni fyller i på din telefon. Handledaren signerar på sin egen.")
        words = choosing(programme, _("Fyll i tillsammans"), lead)
        may = partial(queries.may_fill_overall_together, user=request.user)
        words["overall_places"] = overall_places(programme, may, "overall_together")
        return choose(request, choice, words)
    given = as_shown(request, choice.given)
    form = TogetherForm(
        *sent(request), initial=first_guess(programme), **about(programme, given)
    )
    draft = draft_with(request, form, partial(TogetherForm, **about(programme, given)))
    mark = request.POST.get("mark") or uuid4().hex
    if written(
        form,
        lambda _given: actions.fill_together(
            assessor=form.assessor(), **to_write(request, form, programme, mark)
        ),
    ):
        text = _("%s hittar den under Att göra, läser och signerar.") % form.assessor()
        messages.success(request, text)
        return redirect(list_url(programme))
    return desk(request, "assessments/together.html", form, programme, mark, draft)


@keeps_draft
@takes_files
@require_http_methods(["GET", "POST"])
def from_paper(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The office types in what somebody has signed with a pen."""
    programme = visible_programme(request, pk)
    access.require(request.user, Permission.PLAN, request.region)
    choice = choice_of(request)
    if choice.given is None:
        lead = _("%s. Välj det formulär som papperet är.") % programme
        words = choosing(programme, _("Från papper"), lead)
        may = partial(queries.may_type_in_overall, user=request.user)
        words["overall_places"] = overall_places(programme, may, "overall_from_paper")
        return choose(request, choice, words | {"already_done": True})
    given = as_shown(request, choice.given)
    form = PaperForm(*sent(request), **about(programme, given))
    draft = draft_with(request, form, partial(PaperForm, **about(programme, given)))
    mark = request.POST.get("mark") or uuid4().hex
    if form.is_bound and form.is_valid():
        if row := done(form, lambda: typed_in(request, form, programme, mark)):
            messages.success(request, _("Inskriven. %s kan läsa den nu.") % programme)
            return redirect(row)
        form.say_what_did_not_follow()
    return desk(request, "assessments/from_paper.html", form, programme, mark, draft)


def typed_in(request: HttpRequest, form: PaperForm, programme: Any, mark: str) -> Any:
    return actions.type_in(
        assessor=form.assessor(),
        signed_on=form.cleaned_data["paper_signed_on"],
        files=form.cleaned_data["scans"],
        **to_write(request, form, programme, mark),
    )


@require_safe
def scan(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The paper itself, to be saved."""
    rows = queries.scans_for(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    note(request, row.assessment.programme)
    return as_file(bytes(row.content), row.name, row.content_type)


# ------------------------------------------------------------------------- in common
def sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def about(programme: Any, given: Instrument) -> dict[str, Any]:
    return {
        "given": given,
        "placements": placements_of(programme),
        "doctor": programme.doctor.user.full_name,
        "around": queries.askable(programme, access.today()),
    }


def draft_with(request: HttpRequest, form: Any, made: Any) -> Any:
    """`made` is the form anew, for what was written in an older version of it."""
    given = form.given

    def before(kept: Any) -> Any:
        return made(given=version_of_draft(request, given, kept))

    shape = f"{given.key}/{given.version}"
    return lay_out(request, form, name=given.key, shape=shape, before=before)


def first_guess(programme: Any) -> dict[str, Any]:
    today = access.today()
    return told_now(current_placement(programme, today), today)


def to_write(
    request: HttpRequest, form: Any, programme: Any, mark: str
) -> dict[str, Any]:
    return {
        "programme": programme,
        "instrument": form.given.key,
        "version": form.given.version,
        "content": form.content(),
        "id": own_id(mark, programme, request.user),
        "by": request.user,
        "at": database_now(),
    }


def desk(
    request: HttpRequest,
    template: str,
    form: Any,
    programme: Any,
    mark: str,
    draft: Any,
) -> HttpResponse:
    given = form.given
    context = {
        "form": form,
        "draft": draft,
        "programme": programme,
        "doctor": programme.doctor.user,
        "given": given,
        "least": given.min_items_answered,
        "scale": scale_of_parts(given),
        "mark": mark,
        "back_url": list_url(programme),
        **anchors_of(programme, form),
    }
    return page(request, template, context)


def choosing(programme: Any, heading: str, lead: str) -> dict[str, Any]:
    return {
        "heading": heading,
        "lead": lead,
        "doctor": programme,
        "back_url": list_url(programme),
    }
