"""The page Ansökan: what is missing, the form, the papers, the pen, the post."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bt_admin.lib.forms import refuse
from bt_admin.lib.sources import FL_44, LAST_DAY_MOVES, PSF_8
from bt_admin.lib.swedish import clock
from bt_admin.lib.verdicts import Refused, all_of
from certificates.actions import application as actions
from certificates.forms.answers import SentFields
from certificates.forms.application import ApplicationFields
from certificates.queries import application as queries
from certificates.queries.annexes import agreement, suggested_form
from certificates.queries.answers import Standing, closed_on, standing_of, story
from certificates.queries.documents import (
    READERS,
    REGISTRARS,
    is_slow,
    may_with,
    originals,
)
from certificates.queries.posting import envelope
from certificates.rules.sending import may_change_application, may_record_sent
from certificates.views.common import address, crumbs
from placements.views.common import seen_programme
from regions.clock import database_now
from regions.drafts import Sheet, keeps_draft, lay_out

PAGE = "certificates/application.html"
PIECE = "certificates/_originals.html"


@keeps_draft
@require_http_methods(["GET", "POST"])
def application(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_or_404(request, pk)
    if request.method == "POST":
        return save(request, programme)
    form = own_form(request, programme)
    draft = lay_out(request, form) if form else None
    return page(request, programme, form, draft=draft)


def own_form(request: HttpRequest, programme: Any) -> ApplicationFields | None:
    """For the doctor alone, with what is known."""
    if not is_own(request, programme):
        return None
    initial = ApplicationFields.initial_of(suggested_form(programme))
    return ApplicationFields(initial=initial, today=timezone.localdate())


@require_GET
def documents(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The piece that htmx asks for while the PDFs are made."""
    programme = programme_or_404(request, pk)
    return render(request, PIECE, papers(request, programme))


@require_POST
def sent(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_or_404(request, pk)
    form = SentFields(request.POST)
    if not form.is_valid():
        return page(request, programme, own_form(request, programme), 422, form)
    tracking = form.cleaned_data["tracking"]
    actions.record_sent(
        programme=programme, by=request.user, at=database_now(), tracking=tracking
    )
    messages.success(request, _("Noterat: ansökan är skickad till Socialstyrelsen."))
    return back(programme)


def save(request: HttpRequest, programme: Any) -> HttpResponse:
    """Keep a draft or, with the other button, complete the application."""
    complete = request.POST.get("do") == "complete"
    form = ApplicationFields(
        request.POST, today=timezone.localdate(), complete=complete
    )
    draft = lay_out(request, form)
    if not form.is_valid():
        return page(request, programme, form, status=422, draft=draft)
    act = actions.complete_application if complete else actions.save_application
    at = database_now()
    try:
        act(programme=programme, form=form.application(), by=request.user, at=at)
    except Refused as refused:
        if not is_own(request, programme):
            raise
        refuse(form, refused.verdict)
        return page(request, programme, form, status=422, draft=draft)
    messages.success(request, receipt(complete, at))
    return back(programme)


def receipt(complete: bool, at: Any) -> str:
    if complete:
        return _("Ansökan är klar. Originalen framställs som PDF.")
    return _("Utkastet sparades %(time)s.") % {"time": clock(timezone.localtime(at))}


def page(
    request: HttpRequest,
    programme: Any,
    form: ApplicationFields | None,
    status: int = 200,
    sent_form: SentFields | None = None,
    draft: Sheet | None = None,
) -> HttpResponse:
    standing = standing_of(programme)
    own = is_own(request, programme)
    context = {
        **papers(request, programme, standing),
        **({"sent_form": sent_form} if sent_form else {}),
        "story": story(standing),
        "answered": is_decided(standing) or standing.complement_open,
        "next_kinds": standing.next_kinds(is_doctor=own),
        "rejection": rejection(standing),
        "form": form if is_own(request, programme) else None,
        "draft": draft,
        "crumbs": crumbs(
            request, programme, (_("Intyg"), address("certificates", programme))
        ),
        "own_facts": own_facts(programme),
        "more_licences": bool(form and form.has_more_licences()),
        "own_papers": bool(form and form.has_own_papers()),
    }
    return render(request, PAGE, context, status=status)


def papers(
    request: HttpRequest, programme: Any, standing: Standing | None = None
) -> dict[str, Any]:
    """What the page and its moving piece both show."""
    standing = standing or standing_of(programme)
    found = originals(programme)
    facts = queries.send_facts(programme, programme.doctor.user, found)
    counting = list(queries.attachments(programme))
    attached = queries.may_complete(programme, programme.doctor.user, counting)
    form = queries.application_form(programme)
    agreed = agreement(programme, form, counting, found)
    return {
        "programme": programme,
        "standing": standing,
        "sent_form": SentFields(),
        "verdict": all_of(attached, agreed.verdict),
        "attached": attached,
        "changeable": may_change_application(closed_on(programme, standing)),
        "own": is_own(request, programme),
        "papers": found,
        "waiting": sum(1 for one in found if not one.ready),
        "done": sum(1 for one in found if one.ready),
        "slow": is_slow(found, timezone.now()),
        "whole": queries.is_whole(programme, found),
        "decided": is_decided(standing),
        "unsigned": [box for one in found for box in one.boxes if not box.signature],
        "may_register": may_with(request.user, programme, REGISTRARS),
        "may_send": may_record_sent(facts),
        "agreement": agreed,
        "envelope": envelope(timezone.localdate(), again=standing.complement_open),
        "steps": steps(found, facts, standing),
    }


def is_decided(standing: Standing) -> bool:
    """Then what Socialstyrelsen said stands first, and nothing more is sent."""
    return standing.is_approved or standing.is_rejected


def rejection(standing: Standing) -> dict[str, Any]:
    """What a rejection rests on, and what may be done about it; empty without one."""
    if not standing.is_rejected:
        return {}
    return {"reasons": PSF_8, "appeal": FL_44, "moved": LAST_DAY_MOVES}


def own_facts(programme: Any) -> list[tuple[str, str]]:
    """What bilaga 1 has of the doctor that is not for the doctor to write."""
    applicant = queries.applicant(programme)
    number = applicant.personal_number or _("Saknas")
    name = f"{applicant.first_name} {applicant.last_name}"
    return [(_("Namn"), name), (_("Personnummer"), number)]


def steps(found: list[Any], facts: Any, standing: Standing) -> list[tuple[str, str]]:
    """Where the application stands, as five words."""
    done = [bool(found), facts.printed, facts.printed and not facts.waiting_for]
    done.append(facts.sent_on is not None and not standing.complement_open)
    done.append(standing.is_approved)
    words = [
        _("Uppgifter"),
        _("Original"),
        _("Underskrifter"),
        _("Skickad"),
        _("Godkänd"),
    ]
    current = done.index(False) if False in done else len(done)
    return [
        (word, "done" if ready else "current" if number == current else "")
        for number, (word, ready) in enumerate(zip(words, done, strict=True))
    ]


def programme_or_404(request: HttpRequest, pk: UUID) -> Any:
    """Outsiders find nothing; insiders without a part in the papers get the reason."""
    programme = seen_programme(request, pk)
    may_with(request.user, programme, READERS).require()
    if is_own(request, programme):
        request.own_programme_id = programme.pk
    return programme


def is_own(request: HttpRequest, programme: Any) -> bool:
    return programme.doctor.user_id == request.user.pk


def back(programme: Any) -> HttpResponse:
    return redirect("certificates:application", programme.region.slug, programme.pk)
