"""Addresses for people who have no account: outside every region's own."""

from django.urls import path

from recruitment.views import case

CASE = "ansokan/<slug:place>/<str:token>/"
urlpatterns = [
    path(CASE, case.case, name="case"),
]
