"""One talk: its page, where both write; its invitation; closing it, and ticking."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from assessments import actions, queries
from assessments.enums import TalkKind, TalkState
from assessments.forms import AgreeForm, NotesForm, TopicForm, told_of
from assessments.queries.calendar import happening
from assessments.rules.talks import CLOSED, takes_part
from assessments.views.common import crumbs, done, note
from assessments.views.talks import TONES, is_coming, state_of
from bt_admin.lib.calendar import CONTENT_TYPE, calendar_file
from bt_admin.lib.swedish import iso, listing, moment
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

ONLY_THAT_IT_WAS_HELD = gettext_lazy(" Studierektorn ser bara att samtalet hölls.")


def visible_talk(request: HttpRequest, pk: UUID) -> Any:
    rows = queries.talks_for(request.user, request.region)
    return get_object_or_404(rows, pk=pk)


def talk_of_mine(request: HttpRequest, pk: UUID) -> Any:
    """A talk that this person takes part in; the others are told who does."""
    row = visible_talk(request, pk)
    facts = queries.talk_facts(row, by=request.user, now=database_now())
    takes_part(facts).require()
    return row


def readers_of(row: Any, main: Any) -> str:
    """Who reads what is written in this talk, as words to stand beside each box."""
    if row.kind == TalkKind.HANDOVER:
        said = _("Texten läses av %s, som är med i samtalet.")
        return said % listing(queries.parties_of(row)) + ONLY_THAT_IT_WAS_HELD
    doctor, supervisor = row.programme.doctor.user, row.supervisor
    words = {"doctor": doctor, "supervisor": supervisor, "main": main}
    if main is None or main == supervisor:
        said = _("Texten läses av %(doctor)s och %(supervisor)s.")
    else:
        said = _(
            "Texten läses av %(doctor)s, %(supervisor)s och huvudansvarig handledare %(main)s."
        )
    return said % words + ONLY_THAT_IT_WAS_HELD


def to_talks(row: Any) -> str:
    programme = row.programme
    return reverse("assessments:talks", args=[programme.region.slug, programme.pk])


# ------------------------------------------------------------------------- the page
@keeps_draft
@require_http_methods(["GET", "POST"])
def talk(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """When and where; and for those it concerns, what was said and agreed."""
    row = (
        talk_of_mine(request, pk)
        if request.method == "POST"
        else visible_talk(request, pk)
    )
    main = queries.main_supervisor(row.programme, access.today())
    forms = forms_of(request, row, main)
    notes = forms["notes"]
    draft = lay_out(request, notes, name="notes", basis=str(row.version))
    wanted = request.POST.get("do", "")
    if request.method == "POST" and written(request, row, wanted, forms):
        return redirect(f"{row.get_absolute_url()}#{ANCHORS[wanted]}")
    note(request, row.programme)
    context = page_of(request, row, main) | {
        "forms": list(forms.values()),
        "draft": draft,
        **{f"{name}_form": form for name, form in forms.items()},
    }
    failed = request.method == "POST"
    return render(
        request, "assessments/talk.html", context, status=422 if failed else 200
    )


ANCHORS = {
    "topic": "amnen",
    "remove": "amnen",
    "notes": "anteckningar",
    "agree": "overenskommet",
}


def forms_of(request: HttpRequest, row: Any, main: Any) -> dict[str, Any]:
    """The three small forms; only the one that was sent is bound."""
    readers = readers_of(row, main)
    sent = request.POST.get("do") if request.method == "POST" else None

    def posted(name: str) -> Any:
        return request.POST if sent == name else None

    return {
        "topic": TopicForm(posted("topic"), readers=readers, prefix="topic"),
        "notes": NotesForm(
            posted("notes"), readers=readers, prefix="notes", initial=told_of(row)
        ),
        "agree": AgreeForm(
            posted("agree"),
            readers=readers,
            prefix="agree",
            owners=queries.owners_in(row, main),
        ),
    }


def written(request: HttpRequest, row: Any, wanted: str, forms: dict[str, Any]) -> bool:
    """Do what was sent; False when it was refused, which the form then shows."""
    who = {"talk": row, "by": request.user, "at": database_now()}
    if wanted == "remove":
        actions.remove_topic(topic=uuid_or_none(request.POST.get("topic")), **who)
        return True
    form = forms.get(wanted)
    if form is None or not form.is_valid():
        return False
    given = form.cleaned_data
    acts = {
        "topic": lambda: actions.add_topic(text=given["text"], **who),
        "notes": lambda: actions.write_notes(
            notes=given["notes"], version=given["version"], **who
        ),
        "agree": lambda: actions.agree(**form.agreed(), **who),
    }
    if done(form, acts[wanted]):
        return True
    begin_from_now(form, row)
    return False


def begin_from_now(form: Any, row: Any) -> None:
    """What is stored is shown beside what was typed: saving again is meant."""
    if "version" in form.fields and form.non_field_errors():
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = row.version


def uuid_or_none(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def page_of(request: HttpRequest, row: Any, main: Any) -> dict[str, Any]:
    user, now = request.user, database_now()
    reads = queries.reads_text(user, row, main)
    party = user in queries.parties_of(row)
    is_open = row.state not in CLOSED
    return {
        "row": row,
        "heading": row.get_kind_display(),
        "lead": lead(row),
        "state": TONES[row.state] if is_coming(row, now) else state_of(row),
        "crumbs": crumbs(request, row.programme, (_("Samtal"), to_talks(row))),
        "facts": facts_of(row, reads),
        "reads": reads,
        "readers": readers_of(row, main),
        "party": party,
        "may_write": party and is_open,
        "is_planned": row.state == TalkState.PLANNED,
        "is_ahead": is_coming(row, now),
        "is_held": row.state == TalkState.HELD,
        "topics": queries.topics_of(row) if reads else [],
        "agreements": [
            (one, party or one.owner == user)
            for one in (queries.agreements_of(row) if reads else [])
        ],
        "today": access.today(),
    }


def lead(row: Any) -> str:
    if row.kind == TalkKind.HANDOVER:
        return _("%s.") % listing(queries.parties_of(row))
    words = {"doctor": row.programme.doctor.user, "supervisor": row.supervisor}
    return _("%(doctor)s och %(supervisor)s.") % words


def facts_of(row: Any, reads: bool) -> list[tuple[str, Any]]:
    """When, how long and how; where exactly is for those who meet."""
    place = row.get_place_kind_display()
    if reads and row.place:
        place = f"{place}, {row.place}"
    length = _("%(n)s\u00a0minuter") % {"n": row.minutes}
    if row.in_working_hours is not None:
        hours = _("i arbetstid") if row.in_working_hours else _("utanför arbetstid")
        length = f"{length}, {hours}"
    facts = [(_("När"), moment(row.starts_at)), (_("Hur länge"), length)]
    facts += [(_("Hur"), place)]
    if row.placement:
        facts.append((_("Placering"), row.placement.title))
    if reads and row.reason:
        facts.append((_("Inställt för att"), row.reason))
    return facts


# ------------------------------------------------------------------- single buttons
@require_POST
def close(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Nothing more is written. Pressed twice it is closed once."""
    row = talk_of_mine(request, pk)
    if row.state != TalkState.DOCUMENTED:
        actions.close_talk(talk=row, by=request.user, at=database_now())
        messages.success(request, _("Samtalet är avslutat. Ni kan båda läsa det."))
    return redirect(row)


@require_POST
def tick(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Done, or not done after all."""
    rows = queries.agreements_for(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    actions.tick_agreement(
        agreement=row,
        done=request.POST.get("done") != "0",
        by=request.user,
        at=database_now(),
    )
    back = request.POST.get("back")
    return redirect(
        to_talks(row.talk)
        if back == "list"
        else f"{row.talk.get_absolute_url()}#overenskommet"
    )


@require_safe
def invitation(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The talk as a file for a calendar: that it is and when, and the way here."""
    row = talk_of_mine(request, pk)
    response = HttpResponse(calendar_file([happening(row)]), content_type=CONTENT_TYPE)
    name = f"samtal-{iso(timezone.localdate(row.starts_at))}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
