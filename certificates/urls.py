"""Addresses of this app, below the region's."""

from django.urls import path

from certificates.enums import CertificateKind
from certificates.urls_documents import urlpatterns as document_urls
from certificates.views import (
    appointing,
    competence,
    completed,
    declining,
    delmal,
    dossier,
    external,
    final,
    final_meeting,
    inviting,
    kinship,
    overview,
    packages,
    pool,
    withdrawing,
)

app_name = "certificates"
OVERVIEW = "bt/<uuid:pk>/intyg/"
DOSSIER = "bt/<uuid:pk>/underlag/"
FINAL = "bt/<uuid:pk>/slutbedomning/"
MEETING = f"{FINAL}mote/"
urlpatterns = [
    path(OVERVIEW, overview.certificates, name="certificates"),
    path("intyg/<uuid:pk>/", overview.certificate, name="certificate"),
    path("intyg/<uuid:pk>/aterkalla/", overview.revoke, name="revoke"),
    path(
        "intyg/<uuid:pk>/ta-tillbaka/",
        withdrawing.withdraw,
        name="withdraw_signature",
    ),
    path(f"{OVERVIEW}delmal/", delmal.write, name="delmal"),
    path(f"{OVERVIEW}delmal/signera/", delmal.sign, name="sign_delmal"),
    path(f"{OVERVIEW}fullgjord/", completed.write, name="completed"),
    path(f"{OVERVIEW}fullgjord/signera/", completed.sign, name="sign_completed"),
    path(f"{OVERVIEW}baskompetens/", competence.sign, name="sign_competence"),
    path(
        f"{OVERVIEW}delmal/avsta/",
        declining.decline,
        {"kind": CertificateKind.DELMAL},
        name="decline_delmal",
    ),
    path(
        f"{OVERVIEW}fullgjord/avsta/",
        declining.decline,
        {"kind": CertificateKind.COMPLETED},
        name="decline_completed",
    ),
    path(
        f"{OVERVIEW}baskompetens/avsta/",
        declining.decline,
        {"kind": CertificateKind.COMPETENCE},
        name="decline_competence",
    ),
    path(f"{OVERVIEW}avstatt/", declining.declined, name="declined"),
    path(f"{OVERVIEW}extern-bedomare/", appointing.appoint, name="appoint_external"),
    path(f"{OVERVIEW}extern-bedomare/avsluta/", appointing.end, name="end_external"),
    path(FINAL, final.final, name="final"),
    path(f"{FINAL}steg/", final.step, name="final_step"),
    path(MEETING, final_meeting.meeting, name="final_meeting"),
    path(f"{MEETING}planera/", final_meeting.plan, name="final_plan"),
    path(f"{MEETING}stall-in/", final_meeting.cancel, name="final_cancel"),
    path(f"{MEETING}prov/", final_meeting.test, name="final_test"),
    path(f"{MEETING}hallet/", final_meeting.hold, name="final_hold"),
    path(f"{MEETING}anteckningar/", final_meeting.write, name="final_notes"),
    path(f"{MEETING}inbjudan.ics", final_meeting.invitation, name="final_invitation"),
    path(DOSSIER, dossier.dossier, name="dossier"),
    path(f"{DOSSIER}filer/<uuid:file_pk>/", dossier.dossier_file, name="dossier_file"),
    path(f"{DOSSIER}frys/", dossier.freeze, name="freeze_dossier"),
    path(f"{DOSSIER}pdf/", dossier.pdf, name="dossier_pdf"),
    path(f"{DOSSIER}pdf/lage/", dossier.pdf_state, name="dossier_pdf_state"),
    path(f"{DOSSIER}arkivpaket/", packages.package, name="archive_package"),
    path(f"{DOSSIER}arkivpaket/pdf/", packages.package_print, name="archive_print"),
    path(f"{DOSSIER}jav/", external.declare, name="declare"),
    path(f"{DOSSIER}beslut/", external.outcome, name="outcome"),
    # The pool, and asking one of it
    path("bedomare/", pool.pool, name="pool"),
    path("bedomare/lagg-till/", pool.add, name="pool_add"),
    path("bedomare/avtal/", pool.lendings, name="lendings"),
    path("bedomare/<uuid:pk>/", pool.member, name="pool_member"),
    path(f"{OVERVIEW}extern-bedomare/forslag/", inviting.shortlist, name="shortlist"),
    path("forfragan/<uuid:pk>/", inviting.invitation, name="invitation"),
    path("forfragan/<uuid:pk>/paminn/", inviting.remind, name="remind_invited"),
    path(
        "forfragan/<uuid:pk>/ta-tillbaka/",
        inviting.withdraw,
        name="withdraw_invitation",
    ),
    path("narstaende/", kinship.kinship, name="kinship"),
    path("narstaende/<uuid:pk>/ta-tillbaka/", kinship.end, name="end_kinship"),
    *document_urls,
]
