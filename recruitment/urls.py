"""Addresses of this app, below the region's."""

from django.urls import path

from recruitment.views import figures, rounds
from recruitment.views import (
    answers,
    application,
    applications,
    reviews,
    rounds,
    sharing,
)

app_name = "recruitment"
ROUND = "rekrytering/<uuid:pk>/"
CASE = "ansokning/<uuid:pk>/"
REVIEW = "granskning/<uuid:pk>/"
urlpatterns = [
    path("rekrytering/", rounds.rounds, name="rounds"),
    path(ROUND, rounds.round, name="round"),
    path(f"{ROUND}siffror/", figures.figures, name="figures"),
    # Screening
    path(f"{ROUND}ansokningar/", applications.applications, name="applications"),
    path(f"{ROUND}ansokningar/export/", applications.export, name="export"),
    path(f"{ROUND}svar/", answers.answers, name="answers"),
    path(CASE, application.application, name="application"),
    path(f"{CASE}beslut/", application.decide, name="decide"),
    path(f"{CASE}komplettera/", application.complement, name="complement"),
    path(f"{CASE}angra/", application.undo, name="undo_decision"),
    path(f"{CASE}handling/<uuid:paper_pk>/", application.paper, name="paper"),
    # Blind review
    path(f"{ROUND}granskning/", sharing.sharing, name="sharing"),
    path(f"{ROUND}samstammighet/", sharing.agreement, name="agreement"),
    path("granskningar/", reviews.reviews, name="reviews"),
    path(REVIEW, reviews.review, name="review"),
    path(f"{REVIEW}utkast/", reviews.review_draft, name="review_draft"),
    path(f"{REVIEW}jav/", reviews.conflict, name="review_conflict"),
    path(
        f"{REVIEW}handling/<uuid:paper_pk>/", reviews.review_paper, name="review_paper"
    ),
]
