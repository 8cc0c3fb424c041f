"""Addresses of this app, below the region's."""

from django.urls import path

from recruitment.views import figures, rounds

app_name = "recruitment"
ROUND = "rekrytering/<uuid:pk>/"
urlpatterns = [
    path("rekrytering/", rounds.rounds, name="rounds"),
    path(ROUND, rounds.round, name="round"),
    path(f"{ROUND}siffror/", figures.figures, name="figures"),
]
