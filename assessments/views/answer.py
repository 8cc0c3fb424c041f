"""An assessment: read by those who may, filled in and signed by whom it waits for."""

from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions, queries
from assessments.enums import AssessmentState, InstrumentKey
from assessments.forms import AnswerForm, filled_in, told_now
from assessments.rules.instruments import Instrument
from assessments.views.choosing import choice_of, choose
from assessments.views.common import list_url, visible_assessment, visible_programme
from assessments.views.opening import opened_at
from assessments.views.overall import overall_desk
from assessments.views.reading import read
from assessments.views.writing import Desk, is_signing, posted, write
from bt_admin.login import login_method
from placements.queries import current_placement, placements_of
from regions import access, roles
from regions.clock import database_now
from regions.drafts import keeps_draft
from regions.roles import Permission

MOST_VERSIONS = 32_767  # as many as the column holds


@keeps_draft
@require_http_methods(["GET", "POST"])
def assessment(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The form when it waits for me, else the text."""
    row = visible_assessment(request, pk)
    if request.method == "GET" and not waits_for(row, request.user):
        return read(request, row)
    if row.assessor != request.user:
        queries.may_answer(row, request.user).require()
    elif row.opened_at is None:
        actions.note_opened(assessment=row, by=request.user, at=database_now())
    if row.instrument == InstrumentKey.OVERALL:
        return write(request, overall_desk(request, row.placement, row))
    return write(request, stored_desk(request, row))


@keeps_draft
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A handledare begins unasked. Nothing is kept before it is saved or signed."""
    programme = visible_programme(request, pk)
    access.require(request.user, Permission.ASSESS, request.region, programme)
    mark = request.POST.get("mark") or uuid4().hex
    id = own_id(mark, programme, request.user)
    begun = queries.assessments_for(request.user, request.region).filter(pk=id).first()
    if begun is not None:  # the same form, sent twice
        return write(request, stored_desk(request, begun))
    choice = choice_of(request)
    if choice.given is None:
        return choose(request, choice, choosing(programme))
    given = as_shown(request, choice.given)
    row = queries.blank(programme, given, by=request.user, at=database_now(), id=id)
    return write(request, new_desk(request, row, id, mark))


def as_shown(request: HttpRequest, given: Instrument) -> Instrument:
    """The version the posted form was shown with, though there is a newer one by now."""
    version = request.POST.get("form_version", "")
    if not version.isascii() or not version.isdigit() or int(version) > MOST_VERSIONS:
        return given
    try:
        return queries.instrument_in(request.region, given.key, int(version))
    except LookupError:
        return given


def choosing(programme: Any) -> dict[str, Any]:
    return {
        "heading": _("Bedöm"),
        "lead": _("%(doctor)s. Välj vad du vill bedöma med.")
        % {"doctor": programme.doctor.user},
        "doctor": programme,
        "back_url": list_url(programme),
    }


def waits_for(row: Any, user: Any) -> bool:
    waiting = (AssessmentState.REQUESTED, AssessmentState.DRAFT)
    return row.assessor == user and row.state in waiting


def own_id(mark: str, programme: Any, user: Any) -> UUID:
    """The id the form was given when it was shown; nobody can aim it at another row."""
    return uuid5(NAMESPACE_URL, f"{programme.pk}/{user.pk}/{mark}")


def stored_desk(request: HttpRequest, row: Any) -> Desk:
    at, login = database_now(), login_method(request)
    given = {"by": request.user, "at": at, "assessment": row}
    return Desk(
        row=row,
        form=answer_form(request, row, filled_in(row)),
        verdict=queries.may_sign(row, by=request.user, at=at, login=login),
        role=role_words(row, request.user),
        stands_for=told_at_once(row),
        save=lambda content, shown: actions.save_draft(
            content=content, shown=shown, **given
        ),
        sign=lambda content, shown: actions.sign_assessment(
            content=content, shown=shown, login=login, **given
        ),
        extra={"may_send_back": row.requested_by_id is not None, "discard": row.pk},
    )


def new_desk(request: HttpRequest, row: Any, id: UUID, mark: str) -> Desk:
    at, login = row.registered_at, login_method(request)
    here = current_placement(row.programme, access.today())
    begin = {
        "programme": row.programme, "instrument": row.instrument, "id": id,
        "version": row.instrument_version, "by": request.user, "at": at,
        "opened_at": opened_at(request),
    }  # fmt: skip
    start_with = partial(actions.start_assessment, **begin)
    return Desk(
        row=row,
        form=answer_form(request, row, told_now(here, access.today())),
        verdict=queries.may_sign(row, by=request.user, at=at, login=login),
        role=role_words(row, request.user),
        stands_for=told_at_once(row),
        save=lambda content, _shown: start_with(content=content),
        sign=lambda content, _shown: actions.sign_at_once(
            content=content, login=login, **begin
        ),
        extra={"mark": mark, "back_url": list_url(row.programme)},
        asks=row.instrument,
        before=partial(form_of_draft, request, row),
    )


def form_of_draft(request: HttpRequest, row: Any, draft: Any) -> AnswerForm:
    given = version_of_draft(request, queries.instrument_of(row), draft)
    return AnswerForm(
        given=given,
        placements=placements_of(row.programme),
        doctor=row.programme.doctor.user.full_name,
    )


def version_of_draft(
    request: HttpRequest, newest: Instrument, draft: Any
) -> Instrument:
    """The version that an older draft was written in; the newest when it is unknown."""
    key, _slash, version = draft.shape.partition("/")
    try:
        return queries.instrument_in(request.region, key, int(version))
    except (LookupError, ValueError):
        return newest


def answer_form(request: HttpRequest, row: Any, initial: dict[str, Any]) -> AnswerForm:
    now = actions.shown_now(row)
    return AnswerForm(
        posted(request),
        initial={**initial, "version": now.version, "digest": now.digest},
        given=queries.instrument_of(row),
        placements=placements_of(row.programme),
        doctor=row.programme.doctor.user.full_name,
        signing=is_signing(request),
    )


def role_words(row: Any, user: Any) -> str:
    held = queries.assignment_on(
        row.programme, user, row.performed_on, row.placement_id
    )
    return roles.title(held.role) if held else _("bedömare")


def told_at_once(row: Any) -> str:
    words = {"doctor": row.programme.doctor.user.full_name}
    return _("%(doctor)s får besked genast och kan läsa bedömningen.") % words
