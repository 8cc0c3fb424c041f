"""One page on which an assessment is filled in, saved and signed, whatever it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import actions, queries
from assessments.actions import Content, Shown
from assessments.forms import AnswerForm
from assessments.rules.instruments import Instrument, Scale
from assessments.views.anchors import anchors_for
from assessments.views.common import to_todo
from assessments.views.opening import stamp_of
from bt_admin.lib.forms import refuse
from bt_admin.lib.swedish import clock, day
from bt_admin.lib.verdicts import Refused, Verdict
from regions.clock import database_now
from regions.drafts import lay_out
from regions.requests import RegionRequest

CHANGED = {"sign.text_changed", "edit.stale"}


@dataclass
class Desk:
    """What lies before somebody who writes an assessment.

    `row` may be unsaved: nothing is kept until somebody saves or signs. `verdict`
    says whether this person may sign now, whatever the form holds.
    """

    row: Any
    form: AnswerForm
    verdict: Verdict
    role: str
    stands_for: str
    save: Callable[[Content, Shown], Any]
    sign: Callable[[Content, Shown], Any]
    extra: dict[str, Any]
    asks: str = ""  # which of several forms at this address
    before: Callable[[Any], AnswerForm] | None = None  # the form of an older draft

    @property
    def shape(self) -> str:
        return f"{self.form.given.key}/{self.form.given.version}"

    @property
    def basis(self) -> str:
        """Which stored text the form was shown with; nothing where none is stored."""
        if not self.row.version:
            return ""
        now = self.form.initial
        return f"{now['version']}:{now['digest'][:16]}"


def write(request: RegionRequest, desk: Desk) -> HttpResponse:
    """Show the form; on POST save it, or sign it, or say why not."""
    form = desk.form
    draft = lay_out(
        request, form,
        name=desk.asks, shape=desk.shape, basis=desk.basis, before=desk.before,
    )  # fmt: skip
    desk.extra |= {"draft": draft}
    if not desk.row.version:
        desk.extra["opened"] = stamp_of(request, draft, desk.row.registered_at)
    if not form.is_bound:
        return shown(request, desk)
    if form.is_valid():
        do = desk.sign if form.signing else desk.save
        try:
            do(form.content(), form.shown)
        except Refused as refused:
            if already_done(desk, form.content()):
                return redirect(desk.row)
            refuse(form, refused.verdict)
            show_what_is_stored(desk, refused.verdict)
        else:
            return to_todo(request, receipt(desk))
    return shown(request, desk, status=422)


def shown(request: RegionRequest, desk: Desk, status: int = 200) -> HttpResponse:
    row, given = desk.row, desk.form.given
    doctor = row.programme.doctor.user
    context = {
        "form": desk.form,
        "row": row,
        "given": given,
        "least": given.min_items_answered,
        "doctor": doctor,
        "lead": lead(row, given),
        "scale": scale_of_parts(given),
        "sheet": queries.sheet_of(row, with_answers=False) if row.version else None,
        "requested": row.requested_by_id is not None,
        "verdict": desk.verdict,
        "points": [
            ("sign", stands_as(desk, request.user.full_name)),
            ("lock", _("Texten låses. En rättelse blir en ny version.")),
            ("mail", desk.stands_for),
        ],
        "facts": [
            (_("Utförd"), day(row.performed_on)),
            (_("Registrerad"), day(timezone.localdate(row.registered_at))),
            (_("Signeras"), _("nu")),
        ],
        **anchors_for(row, desk.form),
        **desk.extra,
    }
    return render(request, "assessments/fill.html", context, status=status)


def lead(row: Any, given: Instrument) -> str:
    """«Yousef Al-Hamdani, psykiatri. Ungefär 2 minuter.»"""
    where = [row.placement.title.lower()] if row.placement else []
    words = {
        "who": ", ".join([row.programme.doctor.user.full_name, *where]),
        "minutes": given.form_minutes,
    }
    told = _("%(who)s. Ungefär %(minutes)s\u00a0minuter.") % words
    if not given.is_regional:
        return told
    edition = queries.edition_of(given, row.region.name)
    return f"{told} {edition}."


def scale_of_parts(given: Instrument) -> Scale | None:
    """The scale of the single areas or groups, explained once above them."""
    return given.items[0].scale


def stands_as(desk: Desk, name: str) -> str:
    words = {"role": desk.role, "name": name}
    return _("Du står för bedömningen som %(role)s, %(name)s.") % words


def already_done(desk: Desk, content: Content) -> bool:
    """A second click on the same button: nothing more to do, and nothing wrong."""
    desk.row = queries.stored(desk.row) or desk.row
    done = desk.row.signed_at is not None or not desk.form.signing
    return done and bool(desk.row.version) and actions.says_the_same(desk.row, content)


def show_what_is_stored(desk: Desk, verdict: Verdict) -> None:
    """After a change elsewhere: what is stored now stands beside what was typed."""
    if CHANGED & set(verdict.codes):
        now = actions.shown_now(desk.row)
        data = desk.form.data.copy()
        data["version"], data["digest"] = str(now.version), now.digest
        desk.form.data = data
        desk.extra["stored"] = queries.sheet_of(desk.row)


def receipt(desk: Desk) -> str:
    if not desk.form.signing:
        return _("Utkastet sparades %(time)s.") % {"time": clock(database_now())}
    words = {"doctor": desk.row.programme.doctor.user.full_name}
    return _("Signerat. %(doctor)s kan läsa bedömningen nu.") % words


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def is_signing(request: HttpRequest) -> bool:
    return request.POST.get("do") == "sign"
