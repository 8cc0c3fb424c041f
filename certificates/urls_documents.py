"""Addresses of the application, its papers and the register, below the region's."""

from django.urls import path

from certificates.views import (
    answers,
    application,
    credential,
    documents,
    originals,
    paper,
    pens,
    register,
    retention,
    scans,
)

urlpatterns = [
    path("bt/<uuid:pk>/ansokan/", application.application, name="application"),
    path(
        "bt/<uuid:pk>/ansokan/original/",
        originals.originals,
        name="application_papers",
    ),
    path("bt/<uuid:pk>/ansokan/paket/", documents.package, name="package"),
    path("bt/<uuid:pk>/ansokan/underskrifter/", paper.paper, name="paper"),
    path("bt/<uuid:pk>/ansokan/skickad/", application.sent, name="application_sent"),
    path("bt/<uuid:pk>/ansokan/skanna/", scans.scan, name="scan"),
    path("bt/<uuid:pk>/ansokan/kuvert/", originals.pack, name="pack"),
    path("bt/<uuid:pk>/ansokan/foljesedel/", documents.cover, name="cover"),
    path("underskrifter/<uuid:pk>/ratta/", pens.correct, name="correct_pen"),
    path("skanningar/<uuid:pk>/", scans.scanned, name="scanned"),
    path("skanningar/<uuid:pk>/fil/", scans.scan_file, name="scan_file"),
    path("bt/<uuid:pk>/ansokan/besked/", answers.record, name="answer"),
    path(
        "bt/<uuid:pk>/ansokan/besked/<uuid:answer_pk>/",
        answers.correct,
        name="answer_correct",
    ),
    path("handlingar/<uuid:pk>/", documents.document, name="document"),
    path(
        "handlingar/<uuid:pk>/maskinlasbart/",
        credential.credential,
        name="credential",
    ),
    path("gallring/", retention.retention, name="retention"),
    path("gallringsforslag/<uuid:pk>/", retention.proposal, name="retention_proposal"),
    path("bt/<uuid:pk>/gallringsstopp/", retention.case_hold, name="case_hold"),
    path("register/", register.register, name="register"),
    path("register/stampel/", register.electronic, name="electronic"),
    path("register/<uuid:pk>/", register.registered, name="registered"),
    path("register/<uuid:pk>/innehall/", register.contents, name="registered_contents"),
]
