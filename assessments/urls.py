"""Addresses of this app, below the region's."""

from django.urls import path

from assessments.views import (
    answer,
    collegium,
    instruments,
    overall,
    reading,
    reply,
    request,
    talk,
    talk_steps,
    talks,
)

app_name = "assessments"
PROGRAMME = "bt/<uuid:pk>/"
ASSESSMENT = "bedomning/<uuid:pk>/"
TALK = "samtal/<uuid:pk>/"
urlpatterns = [
    path(f"{PROGRAMME}bedomningar/", reading.assessments, name="list"),
    path(f"{PROGRAMME}be-om-bedomning/", request.ask, name="request"),
    path(f"{PROGRAMME}bedom/", answer.start, name="start"),
    path(f"{PROGRAMME}kollegium/nytt/", collegium.record, name="collegium_new"),
    path(ASSESSMENT, answer.assessment, name="assessment"),
    path(f"{ASSESSMENT}andra/", request.amend, name="amend"),
    path(f"{ASSESSMENT}skicka-tillbaka/", reply.return_request, name="return"),
    path(f"{ASSESSMENT}tacka-nej/", reply.decline, name="decline"),
    path(f"{ASSESSMENT}kasta/", reply.discard, name="discard"),
    path(f"{ASSESSMENT}last/", reading.acknowledge, name="acknowledge"),
    # The region's instruments; which one is told by ?instrument=
    path("instrument/", instruments.instruments, name="instruments"),
    path("instrument/visa/", instruments.preview, name="instrument"),
    path("instrument/bruk/", instruments.use, name="instrument_use"),
    path("instrument/andra/", instruments.change, name="instrument_change"),
    path("instrument/kopiera/", instruments.copy, name="instrument_copy"),
    path("instrument/<uuid:pk>/", instruments.draft, name="instrument_draft"),
    path(
        "instrument/<uuid:pk>/visa/",
        instruments.draft_preview,
        name="instrument_draft_preview",
    ),
    path(
        "instrument/<uuid:pk>/publicera/",
        instruments.publish,
        name="instrument_publish",
    ),
    path(
        "instrument/<uuid:pk>/kasta/",
        instruments.discard,
        name="instrument_discard",
    ),
    path("placering/<uuid:pk>/sammantagen/", overall.overall, name="overall"),
    path("kollegium/<uuid:pk>/", collegium.collegium, name="collegium"),
    # Handledarsamtal
    path(f"{PROGRAMME}samtal/", talks.talks, name="talks"),
    path(f"{PROGRAMME}samtal/nytt/", talk_steps.plan, name="talk_new"),
    path("samtal/", talks.by_unit, name="talks_by_unit"),
    path(TALK, talk.talk, name="talk"),
    path(f"{TALK}andra/", talk_steps.change, name="talk_change"),
    path(f"{TALK}genomfort/", talk_steps.hold, name="talk_hold"),
    path(f"{TALK}stall-in/", talk_steps.cancel, name="talk_cancel"),
    path(f"{TALK}avsluta/", talk.close, name="talk_close"),
    path(f"{TALK}inbjudan.ics", talk.invitation, name="talk_invitation"),
    path("overenskommelse/<uuid:pk>/", talk.tick, name="talk_tick"),
]
