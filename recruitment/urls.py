"""Addresses of this app, below the region's."""

from django.urls import path

from recruitment.views import (
    answers,
    application,
    applications,
    checking,
    clearing,
    comparing,
    deciding_many,
    figures,
    guide,
    hiring,
    interview_day,
    interview_moving,
    interviews,
    masking,
    method,
    offers,
    ranking,
    reconciliation,
    records,
    references,
    releasing,
    reviews,
    round_edit,
    round_steps,
    rounds,
    saved_views,
    scoring,
    sharing,
)

app_name = "recruitment"
ROUND = "rekrytering/<uuid:pk>/"
METHOD = f"{ROUND}metod/"
CASE = "ansokning/<uuid:pk>/"
REVIEW = "granskning/<uuid:pk>/"
OFFER = "erbjudande/<uuid:pk>/"
ADMITTED = "antagen/<uuid:pk>/"
urlpatterns = [
    path("rekrytering/", rounds.rounds, name="rounds"),
    path("rekrytering/jamfor/", comparing.compare, name="compare"),
    path("rekrytering/ny/", round_edit.new, name="new_round"),
    path(ROUND, rounds.round, name="round"),
    path(f"{ROUND}andra/", round_edit.change, name="round_change"),
    path(f"{ROUND}platser/", round_edit.places, name="round_places"),
    path(f"{ROUND}grupp/", round_edit.members, name="round_members"),
    path(f"{ROUND}nasta/", round_steps.advance, name="round_advance"),
    path(f"{ROUND}stangning/", round_steps.closing, name="round_closing"),
    # how it is run
    path(f"{METHOD}", method.overview, name="method"),
    path(f"{METHOD}grunden/", method.itself, name="method_itself"),
    path(f"{METHOD}steg/", method.steps, name="method_steps"),
    path(f"{METHOD}krav/", method.demands, name="method_demands"),
    path(f"{METHOD}tider/", method.times, name="method_times"),
    path(f"{METHOD}handlingar/", method.papers, name="method_papers"),
    path(f"{METHOD}bedomningar/", method.phases, name="method_phases"),
    path(f"{METHOD}kriterier/", method.criteria, name="method_criteria"),
    path(f"{ROUND}guide/", guide.guide, name="guide"),
    # screening
    path(f"{ROUND}ansokningar/", applications.applications, name="applications"),
    path(f"{ROUND}ansokningar/export/", applications.export, name="export"),
    path(f"{ROUND}ansokningar/beslut/", deciding_many.decide, name="decide_many"),
    path(f"{ROUND}ansokningar/angra/", deciding_many.undo, name="undo_many"),
    path(f"{ROUND}ansokningar/urval/", saved_views.views, name="saved_views"),
    path(f"{ROUND}svar/", answers.answers, name="answers"),
    path(CASE, application.application, name="application"),
    path(f"{CASE}beslut/", application.decide, name="decide"),
    path(f"{CASE}komplettera/", application.complement, name="complement"),
    path(f"{CASE}kontroll/", checking.check, name="check"),
    path(f"{CASE}angra/", application.undo, name="undo_decision"),
    path(f"{CASE}handling/<uuid:paper_pk>/", application.paper, name="paper"),
    path(f"{CASE}handling/<uuid:paper_pk>/maskning/", masking.masking, name="masking"),
    path(
        f"{CASE}handling/<uuid:paper_pk>/kopia/",
        masking.masked_copy,
        name="masked_copy",
    ),
    # blind review
    path(f"{ROUND}granskning/", sharing.sharing, name="sharing"),
    path(f"{ROUND}samstammighet/", sharing.agreement, name="agreement"),
    path("granskningar/", reviews.reviews, name="reviews"),
    path(REVIEW, reviews.review, name="review"),
    path(f"{REVIEW}utkast/", reviews.review_draft, name="review_draft"),
    path(f"{REVIEW}jav/", reviews.conflict, name="review_conflict"),
    path(
        f"{REVIEW}handling/<uuid:paper_pk>/", reviews.review_paper, name="review_paper"
    ),
    # interviews
    path(f"{ROUND}intervjuer/", interviews.interviews, name="interviews"),
    path(f"{ROUND}intervjuer/upplagg/", interviews.layout, name="interview_layout"),
    path(f"{ROUND}intervjuer/forslag/", interviews.propose, name="interview_propose"),
    path(f"{ROUND}intervjuer/kalla/", interviews.call, name="interview_call"),
    path(
        f"{ROUND}intervjuer/planera-om/", interviews.plan_again, name="interview_again"
    ),
    path(f"{ROUND}mina-intervjuer/", interview_day.my_interviews, name="my_interviews"),
    path(f"{ROUND}avstamning/", reconciliation.reconciliation, name="reconciliation"),
    path("intervju/<uuid:pk>/", interview_day.interview, name="interview"),
    path("intervju/<uuid:pk>/flytta/", interview_moving.move, name="interview_move"),
    path("kandidat/<uuid:pk>/", scoring.score, name="interview_score"),
    path("kandidat/<uuid:pk>/andra/", scoring.change, name="interview_change"),
    path("kandidat/<uuid:pk>/kom/", interview_day.presence, name="interview_presence"),
    # references and the record check
    path(f"{CASE}referenser/", references.references, name="references"),
    path("referens/<uuid:pk>/", references.reference, name="reference"),
    path("referens/<uuid:pk>/fraga/", references.ask, name="reference_ask"),
    # the order, the offers, and who is hired
    path(f"{ROUND}rangordning/", ranking.ranking, name="ranking"),
    path(f"{ROUND}matchning/", clearing.clearing, name="clearing"),
    path(f"{ROUND}matchning/ny/", clearing.new, name="new_clearing"),
    path(f"{ROUND}matchning/beslut/", clearing.before, name="clearing_before"),
    path(f"{ROUND}utskick/", releasing.release, name="release"),
    path(f"{ROUND}erbjudanden/", offers.offers, name="offers"),
    path(f"{OFFER}ta-tillbaka/", offers.withdraw, name="offer_withdraw"),
    path(f"{OFFER}avhopp/", offers.left, name="offer_left"),
    path("reserv/<uuid:pk>/fraga/", offers.call, name="reserve_call"),
    path(f"{ADMITTED}anstall/", hiring.hire, name="hire"),
    path(f"{ADMITTED}infor-start/", hiring.onboarding, name="onboarding"),
    # what it came to, and the public record
    path(f"{ROUND}siffror/", figures.figures, name="figures"),
    path(f"{ROUND}diarium/", records.register, name="register"),
    path(f"{CASE}lamna-ut/", records.disclose, name="disclose"),
]
