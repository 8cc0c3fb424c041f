"""The external assessment as the assessor meets it: answer, read, decide."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import refuse
from bt_admin.lib.sources import BILAGA_4, EXTERNAL_ASSESSOR
from bt_admin.lib.swedish import long_day
from bt_admin.lib.verdicts import Refused, Verdict
from bt_admin.login import identified_at
from certificates import queries
from certificates.actions.external import (
    decide,
    declare_conflict,
    declare_free,
)
from certificates.actions.independence import note_independence
from certificates.enums import CertificateKind, ExternalOutcome
from certificates.forms.external import (
    DeclareFields,
    OutcomeFields,
)
from certificates.rules.judgement import may_open_material
from certificates.views.common import (
    address,
    at_fields,
    attempt,
    known_programme,
    page,
    posted,
)
from certificates.views.competence import competence_paper
from certificates.views.signing import half_signed, must_confirm, seen_before
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission


# ----------------------------------------------------------------------- the assessor
@require_http_methods(["GET", "POST"])
def declare(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Two questions before anything is shown; or jäv, which closes it all."""
    programme = known_programme(request, pk)
    assessment = queries.assessment_of(programme, request.user)
    if assessment is None or assessment.ended_at:
        open_for(request, assessment).require()
    if assessment.declared_free and request.method == "GET" and not wants_out(request):
        return redirect(address("dossier", programme))
    form = DeclareFields(posted(request), doctor=programme.doctor.user)
    if request.method == "POST" and form.is_valid():
        done = declared(request, programme, assessment, form)
        if done is not None:
            return done
    context = {
        "programme": programme,
        "assessment": assessment,
        "form": form,
        "conflict_only": assessment.declared_free,
        "heading": _("Anmäl jäv")
        if assessment.declared_free
        else _("Två frågor först"),
        "source": EXTERNAL_ASSESSOR,
    }
    return page(request, "certificates/declare.html", context)


def wants_out(request: RegionRequest) -> bool:
    """The way to «Anmäl jäv» after the dossier has been opened."""
    return "anmal" in request.GET


def declared(
    request: RegionRequest, programme: Any, assessment: Any, form: DeclareFields
) -> HttpResponse | None:
    given: dict[str, Any] = {
        "assessment": assessment,
        "by": request.user,
        "at": database_now(),
    }
    try:
        if request.POST.get("do") == "conflict":
            declare_conflict(**given)
            messages.success(
                request, _("Jävet är anmält. Underlaget är stängt för dig.")
            )
            return redirect("todo", programme.region.slug)
        declare_free(**given, **form.cleaned_data)
    except Refused as refused:
        refuse(form, refused.verdict)
        return None
    return redirect(address("dossier", programme))


@keeps_draft
@require_http_methods(["GET", "POST"])
def outcome(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What the assessor came to; «uppnådd» signs bilaga 4 with the same button."""
    programme, assessment = opened(request, pk)
    form = outcome_form(request, programme)
    draft = lay_out(request, form)
    if request.method == "POST" and form.is_valid():
        done = must_confirm(request) or decided(request, programme, assessment, form)
        if done is not None:
            return done
    paper = competence_paper(request, programme)
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "paper": paper,
        "decline_url": decline_url(request, programme),
        "half": half_signed([paper]),
        "boxes": queries.marks([paper.form]),
        "changed": queries.changed_boxes(seen_before(request), [paper.form]),
        "lead": planned(assessment),
        "points": points(request, programme),
        "source": BILAGA_4,
    }
    return page(request, "certificates/outcome.html", context)


def decline_url(request: RegionRequest, programme: Any) -> str:
    kind = CertificateKind.COMPETENCE
    if queries.may_still_decline(programme, kind, request.user, today()):
        return address("decline_competence", programme)
    return ""


def decided(
    request: RegionRequest, programme: Any, assessment: Any, form: OutcomeFields
) -> HttpResponse | None:
    came_to = form.cleaned_data["outcome"]
    try:
        decide(
            assessment=assessment,
            outcome=came_to,
            held_on=form.cleaned_data["held_on"],
            motivation=form.reasons,
            own_verdict=form.own_verdict,
            by=request.user,
            at=database_now(),
            digest_shown=request.POST.get("digest", ""),
            method=attempt(request).login,
            identified_at=identified_at(request),
        )
    except Refused as refused:
        verdict = at_fields(refused.verdict, {"reasons": f"reasons_{came_to}"})
        refuse(form, verdict)
        return None
    messages.success(request, receipt(programme, came_to))
    return redirect("todo", programme.region.slug)


def receipt(programme: Any, came_to: str) -> str:
    if came_to == ExternalOutcome.APPROVED:
        return _("Signerat. Tack. %(doctor)s får veta att du har bedömt.") % {
            "doctor": programme.doctor.user
        }
    return _("Utfallet är registrerat. Huvudansvarig handledare får veta det.")


# ------------------------------------------------------------------ what pages need
def opened(request: RegionRequest, pk: UUID) -> tuple[Any, Any]:
    """The doctor and the assignment, when the material is open for this person."""
    programme = known_programme(request, pk)
    assessment = queries.assessment_of(programme, request.user)
    material = queries.material_facts(assessment, request.user)
    if assessment is not None:  # written also when what follows is a refusal
        note_independence(
            assessment=assessment, verdict=material.bound, at=database_now()
        )
    may_open_material(material).require()
    queries.require(request.user, programme, Permission.JUDGE)
    # An assessor comes from «Att göra»; none of the doctors one follows is this one.
    request.stands_below = reverse("todo", args=[programme.region.slug])
    return programme, assessment


def open_for(request: RegionRequest, assessment: Any) -> Verdict:
    return may_open_material(queries.material_facts(assessment, request.user))


def outcome_form(request: RegionRequest, programme: Any) -> OutcomeFields:
    doctor = programme.doctor.user
    supervisor = queries.main_supervisor(programme, today()) or _(
        "huvudansvarig handledare"
    )
    chef = queries.bt_chef(programme)
    notes = {
        ExternalOutcome.APPROVED: _(
            "Du signerar bilaga 4. %(doctor)s kan ansöka hos Socialstyrelsen."
        ),
        ExternalOutcome.DOCUMENTATION_INCOMPLETE: _(
            "%(doctor)s kompletterar. BT förlängs i regel inte för den skull."
        ),
        ExternalOutcome.CLINICAL_COMPLEMENT_REQUIRED: _(
            "%(chef)s beslutar om förlängning. Därefter görs en ny extern bedömning."
        ),
        ExternalOutcome.NOT_APPROVED: _(
            "Mer tjänstgöring skulle inte räcka. %(supervisor)s ger skälen."
        ),
        ExternalOutcome.DISAGREEMENT: _(
            "%(supervisor)s och du har olika uppfattning. %(supervisor)s lämnar sin "
            "bedömning, och ännu en extern bedömare avgör."
        ),
    }
    who = {"doctor": doctor, "supervisor": supervisor, "chef": chef}
    return OutcomeFields(
        posted(request),
        notes={key: text % who for key, text in notes.items()},
        readers=_("Läses av %(supervisor)s, studierektorn och %(chef)s.") % who,
        with_doctor=_(
            "Läses av %(doctor)s, %(supervisor)s, studierektorn och %(chef)s."
        )
        % who,
        help_text=_("Din bedömning är din egen."),
        today=today(),
    )


def points(request: RegionRequest, programme: Any) -> list[tuple[str, str]]:
    """What the decision means, before it is signed."""
    known = queries.certifier(request.user)
    what = {
        "name": known.name,
        "speciality": known.speciality,
        "chef": queries.bt_chef(programme),
        "doctor": programme.doctor.user,
    }
    return [
        (
            "sign",
            _("Du beslutar som extern bedömare, %(name)s, %(speciality)s.") % what,
        ),
        ("lock", _("Beslutet låses, och underlaget stängs för dig.")),
        (
            "mail",
            _("Huvudansvarig handledare och %(chef)s får veta det genast.") % what,
        ),
    ]


def planned(assessment: Any) -> str:
    if assessment.planned_on is None:
        return _("Ingen dag är planerad.")
    return _("Planerad till den %(day)s.") % {"day": long_day(assessment.planned_on)}


def steps(assessment: Any) -> list[tuple[str, str]]:
    held = bool(assessment.held_on)
    return [
        (_("Jäv prövat"), "done"),
        (_("Läs underlaget"), "done" if held else "current"),
        (_("Mötet"), "done" if held else ""),
        (_("Beslut"), "done" if assessment.decided_at else ""),
    ]


def facts(programme: Any, assessment: Any) -> list[tuple[str, Any]]:
    supervisor = queries.main_supervisor(programme, today())
    rows = [
        (_("Utsett av"), assessment.appointed_by),
        (_("Huvudansvarig handledare"), supervisor or _("Ingen utsedd")),
        (_("Tjänstgöring"), programme.get_employment_form_display()),
        (_("Regelverk"), programme.regulation),
    ]
    if assessment.planned_on:
        rows.append((_("Planerad"), long_day(assessment.planned_on)))
    return rows
