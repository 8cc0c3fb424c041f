"""Personal links; no log-in, and the region stands in the address."""

from django.urls import path

from assessments.views.round_link import answer

urlpatterns = [path("svara/<slug:place>/<str:token>/", answer, name="answer_round")]
