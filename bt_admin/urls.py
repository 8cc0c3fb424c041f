"""Every address. The region is the first part of those that belong to one."""

from django.conf import settings
from django.urls import include, path

from bt_admin.views import (
    app,
    archive,
    calendar,
    confirm,
    disclosure,
    errors,
    health,
    home,
    programme,
)
from bt_admin.views.todo import todo

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

PROGRAMME = "<slug:region_slug>/bt/<uuid:pk>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("halsa/", health.health, name="health"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("service-worker.js", app.service_worker, name="service_worker"),
    path("utan-nat/", app.offline, name="offline"),
    path("konto/bekrafta/", confirm.confirm, name="account_reauthenticate"),
    path("konto/", include("allauth.urls")),
    path("", include("certificates.urls_public")),
    path("", include("assessments.urls_public")),
    path("", include("recruitment.urls_public")),
    path("kalender/<slug:place>/<str:token>.ics", calendar.feed, name="feed"),
    path("<slug:region_slug>/", todo, name="todo"),
    path(PROGRAMME, programme.programme, name="programme"),
    path(f"{PROGRAMME}delmal/", programme.delmal, name="delmal"),
    path(f"{PROGRAMME}handelser/", programme.events, name="events"),
    path(f"{PROGRAMME}arkiv/", archive.archive, name="archive"),
    path(f"{PROGRAMME}utlamnande/", disclosure.disclosures, name="disclosures"),
    path(
        f"{PROGRAMME}utlamnande/<uuid:disclosure_pk>/",
        disclosure.disclosure,
        name="disclosure",
    ),
    path(
        f"{PROGRAMME}utlamnande/<uuid:disclosure_pk>/paket/",
        disclosure.disclosed_bundle,
        name="disclosed_bundle",
    ),
    path("<slug:region_slug>/", include("regions.urls")),
    path("<slug:region_slug>/", include("placements.urls")),
    path("<slug:region_slug>/", include("assessments.urls")),
    path("<slug:region_slug>/", include("certificates.urls")),
    path("<slug:region_slug>/", include("recruitment.urls")),
]

if settings.DEMO:
    from bt_admin.views import demo_link, demo_login, gallery

    urlpatterns = [
        path("ovning/", demo_login.demo_login, name="demo_login"),
        path(
            "ovning/lank/<slug:place>/<uuid:pk>/", demo_link.demo_link, name="demo_link"
        ),
        path("galleri/", gallery.gallery, name="gallery"),
        *urlpatterns,
    ]
