"""Addresses for people who have no account: outside every region's own."""

from django.urls import path

from recruitment.views import (
    answering,
    applying,
    case,
    case_consents,
    case_interview,
    case_papers,
    clearing_case,
    clearing_public,
    clearing_wishes,
    draft,
    fits,
    leaving,
    public,
    reference_link,
)

REFERENCE = "referens/<slug:place>/<str:token>/"
CASE = "ansokan/<slug:place>/<str:token>/"
BECOME = "bli-bt-lakare/"
PLACE = f"{BECOME}<slug:place>/"
ROUND = f"{PLACE}omgang/<uuid:pk>/"
CLEARING = "matchning/<uuid:pk>/"
urlpatterns = [
    path(BECOME, public.start, name="public_start"),
    path(PLACE, public.region, name="public_region"),
    path(f"{PLACE}passar-bt/", fits.fits, name="public_fits"),
    path(f"{PLACE}lank/", applying.link, name="public_link"),
    path(f"{PLACE}lank/skickad/", applying.link_sent, name="public_link_sent"),
    path(ROUND, public.round, name="public_round"),
    path(f"{ROUND}ansok/", applying.apply, name="public_apply"),
    path(CASE, case.case, name="case"),
    path(f"{CASE}spara/", draft.keep, name="case_keep"),
    path(f"{CASE}saknas/", draft.missing, name="case_missing"),
    path(f"{CASE}skicka/", draft.send, name="case_send"),
    path(f"{CASE}handlingar/", case_papers.add, name="case_papers"),
    path(f"{CASE}handlingar/<uuid:pk>/", case_papers.download, name="case_paper"),
    path(
        f"{CASE}handlingar/<uuid:pk>/ta-bort/",
        case_papers.remove,
        name="case_paper_remove",
    ),
    path(f"{CASE}ta-tillbaka/", leaving.leave, name="case_leave"),
    path(f"{CASE}samtycken/", case_consents.change, name="case_consents"),
    path(f"{CASE}byt-lank/", leaving.replace_link, name="case_new_link"),
    path(f"{CASE}svar/", answering.answer, name="case_answer"),
    path(f"{CASE}intervju/", case_interview.answer, name="case_interview"),
    path(f"{CASE}matchning/", clearing_case.begin, name="case_clearing"),
    path("matchning/", clearing_public.clearings, name="public_clearings"),
    path(
        "matchning/kontrollera_matchningen.py",
        clearing_public.checker,
        name="clearing_checker",
    ),
    path(
        "matchning/onskemal/<str:token>/",
        clearing_wishes.wishes,
        name="clearing_wishes",
    ),
    path(CLEARING, clearing_public.clearing, name="public_clearing"),
    path(f"{CLEARING}matchning.json", clearing_public.file, name="clearing_file"),
    path(f"{CASE}intervju.ics", case_interview.calendar, name="case_calendar"),
    path(
        "referens/tack/",
        reference_link.finished,
        {"declined": False},
        name="reference_answered",
    ),
    path(
        "referens/nej/",
        reference_link.finished,
        {"declined": True},
        name="reference_declined",
    ),
    path(REFERENCE, reference_link.answer, name="reference"),
    path(f"{REFERENCE}nej/", reference_link.decline, name="reference_decline"),
]
