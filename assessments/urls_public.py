"""Addresses for people who have no account: outside every region's own."""

from django.urls import path

from assessments.views import by_link, qr
from assessments.views.round_link import answer

LINK = "signera/<slug:place>/<str:token>/"
urlpatterns = [
    path("bedom/<slug:place>/<uuid:pk>/", qr.observe, name="observe"),
    path("svara/<slug:place>/<str:token>/", answer, name="answer_round"),
    path("signera/klart/", by_link.finished, {"declined": False}, "by_link_signed"),
    path("signera/avbojt/", by_link.finished, {"declined": True}, "by_link_declined"),
    path(LINK, by_link.fill, name="by_link"),
    path(f"{LINK}tacka-nej/", by_link.decline, name="by_link_decline"),
]
