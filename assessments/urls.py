"""Addresses of this app, below the region's."""

from django.urls import path

from assessments.views import (
    activities,
    agreed,
    anchors,
    answer,
    asking,
    checklists,
    cohort,
    collegium,
    concerns,
    correcting,
    handover,
    held,
    instruments,
    meetings,
    minutes,
    overall,
    overall_held,
    packs,
    placement,
    qr,
    reading,
    reply,
    request,
    round_raters,
    round_results,
    rounds,
    stuck,
    talk,
    talk_steps,
    talks,
    teaching,
    times,
)

app_name = "assessments"
PROGRAMME = "bt/<uuid:pk>/"
ASSESSMENT = "bedomning/<uuid:pk>/"
TALK = "samtal/<uuid:pk>/"
PLACE = "placering/<uuid:pk>/"
ACTIVITY = "aktivitet/<uuid:pk>/"
TEACHING = "undervisning/"
SESSION = f"{TEACHING}<uuid:pk>/"
MEETING = "kollegiemote/<uuid:pk>/"
ROUND = "aterkoppling/<uuid:pk>/"
DISCUSSED = f"{MEETING}lakare/<uuid:doctor_pk>/"
urlpatterns = [
    path("laget/", cohort.the_cohort, name="cohort"),
    path(f"{PROGRAMME}bedomningar/", reading.assessments, name="list"),
    path(f"{PROGRAMME}be-om-bedomning/", request.ask, name="request"),
    path(f"{PROGRAMME}bedom/", answer.start, name="start"),
    # Somebody else holds the pen
    path(f"{PROGRAMME}tillsammans/", held.together, name="together"),
    path(f"{PROGRAMME}fran-papper/", held.from_paper, name="from_paper"),
    path(f"{PROGRAMME}qr/", qr.code, name="qr"),
    path("blankett/<uuid:pk>/", held.scan, name="scan"),
    path(f"{PROGRAMME}kollegium/nytt/", collegium.record, name="collegium_new"),
    path(ASSESSMENT, answer.assessment, name="assessment"),
    path(f"{ASSESSMENT}andra/", request.amend, name="amend"),
    path(f"{ASSESSMENT}skicka-tillbaka/", reply.return_request, name="return"),
    path(f"{ASSESSMENT}tacka-nej/", reply.decline, name="decline"),
    path(f"{ASSESSMENT}kasta/", reply.discard, name="discard"),
    path(f"{ASSESSMENT}paminn/", asking.remind, name="remind"),
    path(f"{ASSESSMENT}ta-tillbaka/", asking.take_back, name="take_back"),
    path(f"{ASSESSMENT}ny-lank/", asking.renew, name="renew_link"),
    path(f"{ASSESSMENT}last/", reading.acknowledge, name="acknowledge"),
    path(f"{ASSESSMENT}ratta/", correcting.correct, name="correct"),
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
    path(
        "placering/<uuid:pk>/sammantagen/tillsammans/",
        overall_held.together,
        name="overall_together",
    ),
    path(
        "placering/<uuid:pk>/sammantagen/fran-papper/",
        overall_held.from_paper,
        name="overall_from_paper",
    ),
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
    # activities and evidence
    path(f"{PROGRAMME}aktiviteter/", activities.activities, name="activities"),
    path(f"{PROGRAMME}aktiviteter/ny/", activities.new, name="activity_new"),
    path(f"{PROGRAMME}aktiviteter/uppgift/", activities.take_up, name="task"),
    path(f"{PROGRAMME}basta-underlag/", activities.best, name="best"),
    path(ACTIVITY, activities.activity, name="activity"),
    path(f"{ACTIVITY}andra/", activities.change, name="activity_change"),
    path(f"{ACTIVITY}dela/", activities.share, name="activity_share"),
    path(f"{ACTIVITY}bekrafta/", activities.confirm, name="activity_confirm"),
    path("filer/<uuid:pk>/", activities.file, name="activity_file"),
    path(
        "filer/<uuid:pk>/ta-bort/",
        activities.remove_file,
        name="activity_file_remove",
    ),
    # teaching
    path(TEACHING, teaching.teaching, name="teaching"),
    path(f"{TEACHING}ny/", teaching.new, name="session_new"),
    path(SESSION, teaching.session, name="session"),
    path(f"{SESSION}andra/", teaching.change, name="session_change"),
    path(f"{SESSION}narvaro/", teaching.attendance, name="attendance"),
    # kollegier that meet
    path("kollegium/", meetings.meetings, name="meetings"),
    path("kollegium/kalla/", meetings.call, name="meeting_new"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}andra/", meetings.change, name="meeting_change"),
    path(f"{MEETING}protokoll/", minutes.minutes, name="meeting_minutes"),
    path(DISCUSSED, packs.pack, name="meeting_pack"),
    path(f"{DISCUSSED}synpunkter/", packs.give_input, name="meeting_input"),
    path(f"{DISCUSSED}jav/", packs.conflict, name="meeting_conflict"),
    path(f"{DISCUSSED}bedomning/", packs.judgement, name="meeting_judgement"),
    path("atgard/<uuid:pk>/", agreed.agreed_action, name="agreed_action"),
    # worries and action plans
    path(f"{PROGRAMME}oro/", concerns.concerns, name="concerns"),
    path(f"{PROGRAMME}handlingsplan/", concerns.new_plan, name="action_plan_new"),
    path("oro/<uuid:pk>/", concerns.concern, name="concern"),
    path("handlingsplan/<uuid:pk>/", concerns.plan, name="action_plan"),
    # 360
    path(f"{PROGRAMME}360/", rounds.new, name="round_new"),
    path(ROUND, rounds.round_page, name="round"),
    path(f"{ROUND}sjalvskattning/", rounds.own_picture, name="round_self"),
    path(f"{ROUND}tillfragade/", round_raters.raters, name="round_raters"),
    path(f"{ROUND}andra/", round_raters.change, name="round_change"),
    path(f"{ROUND}granska/", round_results.moderate, name="round_moderate"),
    path(f"{ROUND}samtal/", round_results.talk, name="round_talk"),
    # a placement, from its first week to the handover
    path(PLACE, placement.placement, name="placement"),
    path(f"{PLACE}bocka/", placement.tick, name="checklist_tick"),
    path(f"{PLACE}overlamning/", handover.card, name="handover"),
    path(f"{PLACE}overlamning/last/", handover.confirm, name="handover_read"),
    path(f"{PLACE}overlamningssamtal/", handover.talk, name="handover_talk"),
    path("checklistor/", checklists.checklists, name="checklists"),
    path("checklistor/andra/", checklists.change, name="checklist_change"),
    # The region's own words for requirement rows; which one is told by ?delmal= and ?rad=
    path("delmal-i-vardagen/", anchors.anchors, name="anchors"),
    path("delmal-i-vardagen/skriv/", anchors.change, name="anchor_change"),
    # How long it takes
    path("tid-att-bedoma/", times.times, name="times"),
    # What has waited too long for somebody else
    path("vantat-lange/", stuck.stuck, name="stuck"),
]
