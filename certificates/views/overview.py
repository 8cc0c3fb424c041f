"""The page Intyg: what would be printed today, and one certificate by itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.forms import written
from bt_admin.lib.pieces import Tab
from bt_admin.lib.programme_tabs import programme_tabs
from bt_admin.lib.swedish import delmal_list
from bt_admin.lib.verdicts import YES, all_of
from bt_admin.login import login_method
from certificates import queries
from certificates.actions.revoke import revoke as revoke_certificate
from certificates.actions.revoke import verdict_to_revoke
from certificates.actions.withdrawing import verdict_to_withdraw
from certificates.enums import CertificateKind
from certificates.forms.revoke import RevokeFields
from certificates.queries.credential import may_have_credential
from certificates.queries.dossiers import reads_as_responsible
from certificates.queries.seals import printed_file
from certificates.views.common import (
    address,
    crumbs,
    note,
    page,
    posted,
    programme_with,
)
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission

KINDS = {str(kind.annex): kind for kind in queries.THREE}


@require_safe
def certificates(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The three kinds, one of them as paper, and what has been signed so far."""
    programme = programme_with(request, pk, Permission.SEE)
    note(request, programme)
    kind = KINDS.get(request.GET.get("bilaga", ""), CertificateKind.DELMAL)
    found = queries.papers_today(
        programme, kind, request.user, login_method(request), today()
    )
    signers = queries.signers_left(found[0].certificate, today())
    mine = request.user in signers
    verdict = all_of(*(one.verdict for one in found))
    papers = [visible(request, programme, one) for one in found if one.has_text]
    counts = all(one.certificate.state in queries.VALID for one in found)
    context = {
        "programme": programme,
        "crumbs": crumbs(request, programme),
        "tabs": tabs(request, programme),
        "about": _("Om din BT") if own(request, programme) else _("Om %s") % programme,
        "lines": queries.certificate_lines(programme, today()),
        "step": queries.next_step_for(programme, request.user, today()),
        "kind": kind,
        "papers": papers,
        "verdict": verdict,
        "signed": queries.signed_lines(programme, kind),
        "signers": signers,
        "waits_for_me": mine,
        "declines": declines(request, programme, kind),
        "counts": counts,
        # Nothing to go on with where all is certified, or nothing has evidence yet.
        "ways": ways(request, programme, kind, signs=mine and bool(verdict))
        if papers and not counts
        else [],
        "archives": Permission.ISSUE in queries.permissions_on(request.user, programme),
        "reads_dossier": reads_as_responsible(request.user, programme),
        "gives_out": Permission.ISSUE
        in queries.permissions_on(request.user, programme),
    }
    return page(request, "certificates/certificates.html", context)


@require_safe
def certificate(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """One certificate: its form, its signatures, and whether it counts."""
    found = certificate_or_404(request, pk)
    programme = found.programme
    note(request, programme)
    paper = visible(request, programme, queries.signed_paper(found, YES))
    file = printed_file(found, request.user)
    context = {
        "programme": programme,
        "certificate": found,
        "paper": paper,
        "lead": lead(found, paper.codes),
        "state": queries.state_of(found),
        "signatures": queries.signature_lines(found),
        "standing": queries.standing_of(found, today()),
        "beneath": queries.beneath(found),
        "anew": anew(request, found),
        "crumbs": crumbs(
            request, programme, (_("Intyg"), address("certificates", programme))
        ),
        "may_withdraw": bool(verdict_to_withdraw(found, "-", request.user)),
        "may_revoke": may_revoke(request, found),
        "file": file,
        "machine_readable": file and may_have_credential(file.document, request.user),
    }
    return page(request, "certificates/certificate.html", context)


WRITTEN_AT = {
    CertificateKind.DELMAL: (Permission.GUIDE, "delmal"),
    CertificateKind.COMPLETED: (Permission.CERTIFY, "completed"),
    CertificateKind.COMPETENCE: (Permission.GUIDE, "sign_competence"),
}


def anew(request: RegionRequest, found: Any) -> str:
    """Where a revoked certificate is made again, for those who may."""
    permission, name = WRITTEN_AT[CertificateKind(found.kind)]
    may = permission in queries.permissions_on(request.user, found.programme)
    return address(name, found.programme) if found.revoked_at and may else ""


def lead(found: Any, codes: tuple[str, ...]) -> str:
    """«Elza Bērziņa, BT1–BT4, version 2»"""
    version = _("version %(n)s") % {"n": found.version} if found.version > 1 else ""
    return ", ".join(filter(None, [str(found.programme), delmal_list(codes), version]))


@keeps_draft
@require_http_methods(["GET", "POST"])
def revoke(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Withdraw a certificate, with a reason that the doctor can read."""
    found = certificate_or_404(request, pk)
    verdict_to_revoke(found, "-", request.user, database_now()).require()
    form = RevokeFields(posted(request))
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: revoke_certificate(
            certificate=found,
            reason=given["reason"],
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("Intyget är återkallat."))
        return redirect(found)
    context = {
        "certificate": found,
        "programme": found.programme,
        "form": form,
        "draft": draft,
    }
    return page(request, "certificates/revoke.html", context)


def certificate_or_404(request: RegionRequest, pk: UUID) -> Any:
    rows = queries.certificates_for(request.user, request.region)
    found = get_object_or_404(rows.exclude(kind=CertificateKind.APPLICATION), pk=pk)
    if found.programme.doctor.user_id == request.user.pk:
        request.own_programme_id = found.programme_id
    return found


def may_revoke(request: RegionRequest, found: Any) -> bool:
    return bool(verdict_to_revoke(found, "-", request.user, database_now()))


def tabs(request: RegionRequest, programme: Any) -> list[Tab]:
    may_plan = Permission.PLAN in queries.permissions_on(request.user, programme)
    slug, here = programme.region.slug, "certificates:certificates"
    return programme_tabs(slug, programme.pk, here, may_plan=may_plan)


def declines(
    request: RegionRequest, programme: Any, kind: CertificateKind
) -> list[tuple[Any, bool]]:
    """Who has declined to sign, and whether this person may read why: the doctor is
    told in a talk.
    """
    held = queries.permissions_on(request.user, programme)
    reads = bool(held & {Permission.GUIDE, Permission.CERTIFY, Permission.PLAN})
    rows = queries.declines_of(programme).filter(kind=kind)
    return [(row, reads or row.by_id == request.user.pk) for row in rows]


def own(request: RegionRequest, programme: Any) -> bool:
    return programme.doctor.user_id == request.user.pk


def visible(request: RegionRequest, programme: Any, paper: Any) -> Any:
    """The paper with personnummer masked, but for the doctor's own."""
    return queries.masked_paper(paper, keep_applicant=own(request, programme))


def ways(
    request: RegionRequest, programme: Any, kind: CertificateKind, *, signs: bool
) -> list[tuple[str, str]]:
    """What this person can go on with: (label, address), the first is the main one.

    `signs` when it is this person's turn to sign and nothing is lacking: bilaga 4 has
    two signatures, and nothing to write before them.
    """
    held = queries.permissions_on(request.user, programme)
    offered = {
        CertificateKind.DELMAL: [(Permission.GUIDE, "delmal", _("Intyga delmål"))],
        CertificateKind.COMPLETED: [
            (Permission.CERTIFY, "completed", _("Intyga fullgjord BT"))
        ],
        CertificateKind.COMPETENCE: [
            (Permission.GUIDE, "sign_competence", _("Signera baskompetens")),
            (Permission.CERTIFY, "appoint_external", _("Extern bedömare")),
        ],
    }
    return [
        (words, address(name, programme))
        for permission, name, words in offered[kind]
        if permission in held and (signs or name != "sign_competence")
    ]
