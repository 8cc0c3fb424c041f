"""Telling what Socialstyrelsen has answered, and correcting what was told wrong."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import refuse
from bt_admin.lib.verdicts import Refused
from certificates.actions.answers import Told, correct_answer, record_answer
from certificates.enums import AnswerKind
from certificates.forms.answers import AnswerFields, CorrectionFields
from certificates.queries.answers import Standing, standing_of
from certificates.queries.documents import REGISTRARS, may_with
from certificates.rules.answers import kinds_after
from certificates.views.application import back, is_own, programme_or_404
from certificates.views.common import address, at_fields, page, posted
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_or_404(request, pk)
    may_with(request.user, programme, REGISTRARS).require()
    standing = standing_of(programme)
    own = is_own(request, programme)
    # What another click has just registered may be told again: it changes nothing.
    shown = kinds = standing.next_kinds(is_doctor=own)
    if request.method == "POST" and standing.last:
        kinds = (*kinds, AnswerKind(standing.last.kind))
    asked = askable(dict.fromkeys(kinds))
    form = AnswerFields(posted(request), kinds=asked, initial={"on": today()})
    draft = lay_out(request, form)
    if request.method == "POST" and form.is_valid():
        given = {"programme": programme, "told": Told(**form.told())}
        if done(request, form, lambda **who: record_answer(**given, **who)):
            messages.success(request, _("Det är registrerat."))
            return back(programme)
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "kinds": shown,
        "standing": standing,
    }
    return page(request, "certificates/answer.html", context)


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def correct(
    request: HttpRequest, region_slug: str, pk: UUID, answer_pk: UUID
) -> HttpResponse:
    programme = programme_or_404(request, pk)
    may_with(request.user, programme, REGISTRARS).require()
    standing = standing_of(programme)
    row = next((one for one in standing.rows if one.pk == answer_pk), None)
    if row is None:
        raise Http404
    before = Standing(standing.rows, standing.counting[:-1])
    kinds = kinds_after(before.steps, is_doctor=is_own(request, programme))
    kinds = tuple(dict.fromkeys([*kinds, AnswerKind(row.kind)]))
    form = CorrectionFields(
        posted(request), kinds=askable(kinds), initial=AnswerFields.initial_of(row)
    )
    draft = lay_out(request, form)
    if request.method == "POST" and form.is_valid():
        told = form.told()
        nothing = told["kind"] == AnswerKind.MISTAKEN
        given: dict[str, Any] = {
            "answer": row,
            "told": None if nothing else Told(**told),
            "reason": form.cleaned_data["correction"],
        }
        if done(request, form, lambda **who: correct_answer(**given, **who)):
            messages.success(request, _("Det är rättat. Båda uppgifterna finns kvar."))
            return redirect(address("application", programme))
    context = {"programme": programme, "form": form, "draft": draft, "row": row}
    return page(request, "certificates/answer_correct.html", context)


def askable(kinds: Iterable[AnswerKind]) -> list[AnswerKind]:
    """What a form offers: neither the button for the post nor a mistake itself."""
    return [
        kind for kind in kinds if kind not in (AnswerKind.SENT, AnswerKind.MISTAKEN)
    ]


def done(request: HttpRequest, form: AnswerFields, act: Any) -> bool:
    try:
        act(by=request.user, at=database_now())
    except Refused as refused:
        fields = {one.field for one in refused.verdict.reasons if one.field}
        names = {name: form.name_of(name) for name in fields}
        refuse(form, at_fields(refused.verdict, names))
        return False
    return True
