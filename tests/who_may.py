"""Who may open each page and press each button, and from whom it is hidden.

`tests/test_access_matrix.py` asks every address for every role and holds it to this.
"""

from tests.addresses import addresses

IN_REGION = [address for address in addresses() if address.in_region]

MANAGERS = {"bt_manager", "deputy"}
LEADERS = MANAGERS | {"studierektor", "administrator"}
AROUND = {"doctor", "main_supervisor", "supervisor"}
SEES = LEADERS | AROUND | {"unit_manager"}  # who sees the programme at all
READERS = MANAGERS | {"administrator", "doctor", "main_supervisor"}
RESPONSIBLE = MANAGERS | {"doctor", "main_supervisor"}  # for the final judgement
OFFICE = LEADERS | {"hr"}
GROUP = OFFICE | {"recruiter", "observer"}
MEMBERS = SEES | GROUP | {"external"}
IN_ROUND = {"doctor", "main_supervisor", "studierektor"}
NOBODY: set[str] = set()  # answers to POST alone, or not before something is done

# Who may open each page. Whoever sees the programme and is not named gets 403 with
# the reason; whoever does not see it gets the 404 of what does not exist.
OPEN_TO: dict[str, set[str]] = {
    "todo": MEMBERS,
    "programme": SEES,
    "delmal": SEES,
    "events": SEES,
    "archive": {"doctor"},
    "regions:me": MEMBERS,
    "regions:calendar": MEMBERS,
    "regions:mail": MEMBERS,
    "regions:stand_in": MEMBERS,
    "regions:protection": LEADERS,
    "regions:stand_in_for": MANAGERS | {"studierektor"},
    "regions:end_stand_in": NOBODY,
    "regions:draft": MEMBERS,
    "regions:draft_drop": NOBODY,
    "regions:rights": {"bt_manager"},
    "regions:end_role": NOBODY,
    "assessments:stuck": {"studierektor"},
    "assessments:times": MANAGERS | {"studierektor"},
    "regions:people": LEADERS,
    "regions:person": LEADERS,
    "regions:region": MEMBERS,
    "placements:programmes": MEMBERS,
    "placements:mine": {"doctor"},
    "placements:open": LEADERS,
    "placements:plan": LEADERS,
    "placements:add_placement": LEADERS,
    "placements:change_placement": LEADERS,
    "placements:add_period": LEADERS,
    "placements:move_period": LEADERS,
    "placements:appoint_main": MANAGERS | {"studierektor"},
    "placements:appoint_supervisor": MANAGERS | {"studierektor", "unit_manager"},
    # more time
    "placements:extend": MANAGERS,
    "placements:extension": SEES,
    "assessments:list": SEES,
    "assessments:cohort": MEMBERS,
    "assessments:request": {"doctor"},
    "assessments:start": {"main_supervisor", "supervisor"},
    "assessments:assessment": {"doctor", "supervisor"},
    "assessments:amend": NOBODY,
    "assessments:return": {"supervisor"},
    "assessments:decline": {"supervisor"},
    "assessments:discard": NOBODY,
    "assessments:acknowledge": NOBODY,
    "assessments:correct": NOBODY,  # the request in the scene is not signed
    # Somebody else holds the pen
    "assessments:together": {"doctor"},
    "assessments:qr": {"doctor"},
    "assessments:from_paper": LEADERS,
    "assessments:scan": SEES,
    # While a request waits, and by a personal link
    "assessments:remind": NOBODY,
    "assessments:take_back": NOBODY,
    "assessments:renew_link": NOBODY,  # the request in the scene has no link
    "assessments:overall": {"supervisor"},
    "assessments:overall_together": {"doctor"},
    "assessments:overall_from_paper": LEADERS,
    # The region's instruments
    "assessments:instruments": MEMBERS,
    "assessments:instrument": MEMBERS,
    "assessments:instrument_use": {"bt_manager"},
    "assessments:instrument_change": NOBODY,
    "assessments:instrument_copy": {"bt_manager"},
    "assessments:instrument_draft": {"bt_manager"},
    "assessments:instrument_draft_preview": {"bt_manager"},
    "assessments:instrument_publish": NOBODY,
    "assessments:instrument_discard": NOBODY,
    "assessments:collegium_new": {"studierektor"},
    "assessments:collegium": SEES - {"doctor"},
    "assessments:talks": SEES,
    "assessments:talk_new": AROUND,
    "assessments:talks_by_unit": LEADERS | {"unit_manager"},
    "assessments:talk": SEES,
    "assessments:talk_change": {"doctor", "supervisor"},
    "assessments:talk_hold": {"doctor", "supervisor"},
    "assessments:talk_cancel": {"doctor", "supervisor"},
    "assessments:talk_close": NOBODY,
    "assessments:talk_invitation": {"doctor", "supervisor"},
    "assessments:talk_tick": NOBODY,
    "assessments:activities": SEES,
    "assessments:activity_new": {"doctor"},
    "assessments:task": NOBODY,
    "assessments:best": {"doctor"},
    "assessments:activity": {"doctor"},
    "assessments:activity_change": {"doctor"},
    "assessments:activity_share": {"doctor"},
    "assessments:activity_confirm": NOBODY,
    "assessments:activity_file": {"doctor"},
    "assessments:activity_file_remove": NOBODY,
    "assessments:teaching": MEMBERS,
    "assessments:session_new": LEADERS,
    "assessments:session": MEMBERS,
    "assessments:session_change": LEADERS,
    "assessments:attendance": LEADERS,
    "placements:credits": LEADERS | {"doctor", "main_supervisor"},
    "placements:credit_new": NOBODY,  # Region Kronoberg credits nothing
    "placements:credit": LEADERS | {"doctor", "main_supervisor"},
    "placements:credit_papers": {"doctor"},
    "placements:credit_withdraw": NOBODY,
    "placements:credit_decide": MANAGERS,
    "placements:credit_file": LEADERS | {"doctor", "main_supervisor"},
    # kollegier that meet
    "assessments:meetings": MEMBERS,
    "assessments:meeting_new": {"studierektor"},
    "assessments:meeting": MANAGERS | {"studierektor", "supervisor"},
    "assessments:meeting_change": {"studierektor"},
    "assessments:meeting_minutes": {"studierektor"},
    "assessments:meeting_pack": {"studierektor", "supervisor"},
    "assessments:meeting_input": {"supervisor"},
    "assessments:meeting_conflict": {"studierektor", "supervisor"},
    "assessments:meeting_judgement": NOBODY,
    "assessments:agreed_action": MANAGERS | {"studierektor", "supervisor"},
    # worries and action plans
    "assessments:concerns": MANAGERS
    | {"studierektor", "main_supervisor", "supervisor"},
    "assessments:concern": MANAGERS | {"studierektor", "supervisor"},
    "assessments:action_plan_new": MANAGERS | {"studierektor"},
    "assessments:action_plan": SEES,
    # 360
    "assessments:round_new": {"doctor", "studierektor"},
    "assessments:round": IN_ROUND,
    "assessments:round_self": {"doctor"},
    "assessments:round_raters": IN_ROUND,
    "assessments:round_change": {"doctor", "studierektor"},
    "assessments:round_moderate": NOBODY,  # not before it is closed
    "assessments:round_talk": NOBODY,  # not before it is released
    # a placement, from its first week to the handover
    "assessments:placement": SEES,
    "assessments:checklist_tick": NOBODY,
    "assessments:handover": MANAGERS | AROUND | {"studierektor"},
    "assessments:handover_read": NOBODY,
    "assessments:handover_talk": {"doctor"},
    "assessments:checklists": MEMBERS,
    "assessments:checklist_change": MANAGERS | {"studierektor"},
    "assessments:anchors": MEMBERS,
    "assessments:anchor_change": MANAGERS | {"studierektor"},
    "certificates:certificates": SEES,
    "certificates:certificate": SEES,
    "certificates:delmal": {"main_supervisor"},
    "certificates:sign_delmal": {"main_supervisor"},
    "certificates:sign_competence": {"main_supervisor"},
    "certificates:completed": MANAGERS,
    "certificates:sign_completed": MANAGERS,
    "certificates:appoint_external": MANAGERS,
    "certificates:end_external": NOBODY,
    "certificates:final": SEES,
    "certificates:final_step": NOBODY,  # nothing is decided in the scene
    "certificates:final_meeting": LEADERS | {"doctor", "main_supervisor", "external"},
    "certificates:final_plan": LEADERS | {"main_supervisor"},
    # No meeting is planned in the scene.
    "certificates:final_cancel": NOBODY,
    "certificates:final_test": NOBODY,
    "certificates:final_hold": NOBODY,
    "certificates:final_notes": NOBODY,
    "certificates:final_invitation": NOBODY,
    "certificates:declare": {"external"},
    "certificates:dossier": RESPONSIBLE,
    "certificates:dossier_file": NOBODY,  # the one in the scene is private
    "certificates:dossier_pdf": NOBODY,  # none is printed in the scene
    "certificates:dossier_pdf_state": RESPONSIBLE,
    "certificates:freeze_dossier": NOBODY,
    "certificates:archive_package": MANAGERS | {"administrator"},
    "certificates:archive_print": NOBODY,
    "certificates:outcome": NOBODY,
    "certificates:kinship": MEMBERS,
    "certificates:pool": MANAGERS | {"administrator"},
    "certificates:pool_add": MANAGERS | {"administrator"},
    "certificates:pool_member": MANAGERS | {"administrator"},
    "certificates:lendings": MANAGERS | {"administrator"},
    "certificates:shortlist": MANAGERS,
    "certificates:invitation": {"external"},
    "certificates:remind_invited": NOBODY,
    "certificates:withdraw_invitation": NOBODY,
    "certificates:end_kinship": NOBODY,
    "certificates:revoke": NOBODY,
    "certificates:withdraw_signature": NOBODY,
    "certificates:decline_delmal": {"main_supervisor"},
    "certificates:decline_completed": MANAGERS,
    "certificates:decline_competence": {"main_supervisor", "external"},
    "certificates:declined": MANAGERS,
    "certificates:application": READERS,
    "certificates:application_papers": READERS,
    "certificates:application_sent": NOBODY,
    "certificates:retention": MANAGERS | {"administrator"},
    "certificates:retention_proposal": MANAGERS | {"administrator"},
    "certificates:case_hold": MANAGERS | {"administrator"},
    "disclosures": MANAGERS | {"administrator"},
    "disclosure": MANAGERS | {"administrator"},
    "disclosed_bundle": NOBODY,  # the one in the scene is not answered
    "certificates:answer": MANAGERS | {"doctor", "administrator"},
    "certificates:answer_correct": MANAGERS | {"doctor", "administrator"},
    "certificates:package": READERS,
    "certificates:paper": MANAGERS | {"doctor", "administrator"},
    "certificates:document": READERS,
    "certificates:credential": NOBODY,  # the certificate in the scene is not issued
    "certificates:register": MANAGERS | {"administrator"},
    "certificates:registered": MANAGERS | {"administrator"},
    "certificates:registered_contents": MANAGERS | {"administrator"},
    "certificates:electronic": {"bt_manager"},
    "certificates:scan": MANAGERS | {"doctor", "administrator"},
    "certificates:scanned": MANAGERS | {"doctor", "administrator"},
    "certificates:scan_file": READERS,
    "certificates:pack": NOBODY,
    "certificates:cover": READERS,
    "certificates:correct_pen": MANAGERS | {"doctor", "administrator"},
    # recruitment
    "recruitment:rounds": GROUP,
    "recruitment:round": GROUP,
    "recruitment:new_round": OFFICE,
    "recruitment:round_change": OFFICE,
    "recruitment:round_places": OFFICE,
    "recruitment:round_members": OFFICE,
    "recruitment:round_advance": NOBODY,
    "recruitment:round_closing": NOBODY,  # the one in the scene is closed
    "recruitment:method": OFFICE,
    "recruitment:method_itself": NOBODY,  # settled when it was advertised
    "recruitment:method_steps": NOBODY,
    "recruitment:method_demands": NOBODY,
    "recruitment:method_times": NOBODY,
    "recruitment:method_papers": NOBODY,
    "recruitment:method_phases": NOBODY,
    "recruitment:method_criteria": NOBODY,
    "recruitment:guide": GROUP,
    "recruitment:figures": OFFICE,
    # Screening
    "recruitment:applications": OFFICE,
    "recruitment:export": OFFICE,
    "recruitment:answers": OFFICE,
    "recruitment:decide_many": OFFICE,
    "recruitment:undo_many": NOBODY,
    "recruitment:application": OFFICE,
    "recruitment:decide": OFFICE,
    "recruitment:complement": NOBODY,  # the application in the scene is tried already
    "recruitment:check": OFFICE,
    "recruitment:undo_decision": NOBODY,
    "recruitment:paper": OFFICE,
    "recruitment:masking": OFFICE,
    "recruitment:masked_copy": OFFICE,
    # Blind review
    "recruitment:sharing": OFFICE,
    "recruitment:agreement": OFFICE,
    "recruitment:reviews": GROUP,
    "recruitment:review": {"recruiter"},
    "recruitment:review_draft": {"recruiter"},
    "recruitment:review_conflict": {"recruiter"},
    "recruitment:review_paper": {"recruiter"},
    # recruitment: interviews, references and the record check
    "recruitment:interviews": OFFICE,
    "recruitment:interview_layout": OFFICE,
    "recruitment:interview_propose": NOBODY,
    "recruitment:interview_call": OFFICE,
    "recruitment:interview_again": NOBODY,  # nothing is laid out in the scene
    "recruitment:my_interviews": GROUP,
    "recruitment:reconciliation": OFFICE | {"recruiter"},
    "recruitment:interview": OFFICE | {"recruiter"},
    "recruitment:interview_move": OFFICE,
    "recruitment:interview_score": {"recruiter"},
    "recruitment:interview_change": NOBODY,  # no points are sent in the scene
    "recruitment:interview_presence": NOBODY,
    "recruitment:references": OFFICE,
    "recruitment:reference": OFFICE,
    "recruitment:reference_ask": NOBODY,
    # recruitment: public record
    "recruitment:register": OFFICE,
    "recruitment:compare": OFFICE,
    "recruitment:saved_views": OFFICE,
    "recruitment:disclose": OFFICE,
    # the order, the gate, the offers, and who is hired
    "recruitment:ranking": OFFICE,
    "recruitment:clearing": OFFICE,
    "recruitment:new_clearing": MANAGERS,
    "recruitment:clearing_before": MANAGERS,
    "recruitment:release": OFFICE,
    "recruitment:offers": OFFICE,
    "recruitment:offer_withdraw": MANAGERS,
    "recruitment:offer_left": OFFICE,
    "recruitment:reserve_call": MANAGERS,
    "recruitment:hire": MANAGERS,
    "recruitment:onboarding": OFFICE,
}
# Addresses without a page of their own: who may press the button.
PRESSED_BY = {
    "recruitment:round_advance": OFFICE,
    "certificates:end_external": MANAGERS,
    "certificates:pack": MANAGERS | {"doctor", "administrator"},
    "certificates:end_kinship": {"doctor"},
    "certificates:freeze_dossier": MANAGERS,
    "certificates:archive_print": MANAGERS | {"administrator"},
    "certificates:dossier_pdf": RESPONSIBLE,
    "certificates:remind_invited": MANAGERS,
    "certificates:withdraw_invitation": MANAGERS,
    "assessments:instrument_change": {"bt_manager"},
    "assessments:instrument_publish": {"bt_manager"},
    "assessments:instrument_discard": {"bt_manager"},
    "assessments:take_back": {"doctor"},
    "assessments:talk_close": {"doctor", "supervisor"},
    "assessments:talk_tick": {"doctor", "supervisor"},
    "assessments:task": {"doctor"},
    "assessments:checklist_tick": {"doctor", "supervisor"},
    "assessments:activity_file_remove": {"doctor"},
    "placements:credit_withdraw": {"doctor"},
    "regions:end_stand_in": MANAGERS | {"studierektor", "supervisor"},
    "regions:end_role": {"bt_manager"},
    "regions:draft_drop": MEMBERS,
    "recruitment:complement": OFFICE,
    "recruitment:undo_decision": OFFICE,
    "recruitment:undo_many": OFFICE,
    "recruitment:interview_propose": OFFICE,
    "recruitment:interview_presence": OFFICE | {"recruiter"},
    "recruitment:reference_ask": OFFICE,
}
# Where something in the programme is not there yet for somebody who sees the rest:
# an unanswered request, a kollegium before the talk about it, a private reflection.
OF_A_ROUND = [
    address.name
    for address in IN_REGION
    if address.route.startswith("<slug:region_slug>/rekrytering/<uuid:pk>/")
]
HIDDEN_FROM: dict[str, set[str]] = {
    "certificates:retention_proposal": MEMBERS - MANAGERS - {"administrator"},
    "disclosed_bundle": MANAGERS | {"administrator"},
    "placements:mine": MEMBERS,
    "assessments:assessment": MEMBERS,
    "assessments:amend": MEMBERS - {"doctor", "supervisor"},
    "assessments:return": MEMBERS - {"doctor", "supervisor"},
    "assessments:decline": MEMBERS - {"doctor", "supervisor"},
    "assessments:correct": MEMBERS - {"doctor", "supervisor"},
    "assessments:remind": MEMBERS - {"doctor", "supervisor"},
    "assessments:take_back": MEMBERS - {"doctor", "supervisor"},
    "assessments:renew_link": MEMBERS - {"doctor", "supervisor"},
    "assessments:collegium": {"doctor"},
    "assessments:activity": MEMBERS,
    "assessments:activity_change": MEMBERS,
    "assessments:activity_share": MEMBERS,
    "assessments:activity_confirm": MEMBERS - {"doctor"},
    "assessments:activity_file": MEMBERS,
    "assessments:activity_file_remove": MEMBERS - {"doctor"},
    "certificates:dossier_file": RESPONSIBLE,
    "certificates:dossier_pdf": RESPONSIBLE,
    # A meeting is there for its members and for those who lead.
    **dict.fromkeys(
        [
            "assessments:meeting",
            "assessments:meeting_change",
            "assessments:meeting_minutes",
            "assessments:meeting_pack",
            "assessments:meeting_conflict",
            "assessments:meeting_judgement",
        ],
        MEMBERS - MANAGERS - {"studierektor", "supervisor"},
    ),
    "certificates:end_kinship": MEMBERS - {"doctor"},
    "certificates:pool_member": MEMBERS - MANAGERS - {"administrator"},
    "certificates:invitation": MEMBERS - {"external"},
    "assessments:meeting_input": MEMBERS,
    "assessments:agreed_action": MEMBERS,
    "assessments:concern": MEMBERS,
    # A 360 is there for the doctor, the huvudansvariga and the studierektor.
    **dict.fromkeys(
        [
            "assessments:round",
            "assessments:round_self",
            "assessments:round_raters",
            "assessments:round_change",
            "assessments:round_moderate",
            "assessments:round_talk",
        ],
        MEMBERS - IN_ROUND,
    ),
    # A round of recruitment is there for the office and for who has a task in it.
    **dict.fromkeys(["recruitment:round", "recruitment:figures"], MEMBERS - GROUP),
    **dict.fromkeys(
        [
            "recruitment:round",
            "recruitment:applications",
            "recruitment:export",
            "recruitment:answers",
            "recruitment:sharing",
            "recruitment:agreement",
        ],
        MEMBERS - GROUP,
    ),
    # An application is there for the office, a review for who has it.
    **dict.fromkeys(
        [
            "recruitment:application",
            "recruitment:decide",
            "recruitment:complement",
            "recruitment:check",
            "recruitment:undo_decision",
            "recruitment:paper",
            "recruitment:masking",
            "recruitment:masked_copy",
        ],
        MEMBERS - OFFICE,
    ),
    **dict.fromkeys(
        [
            "recruitment:review",
            "recruitment:review_draft",
            "recruitment:review_conflict",
            "recruitment:review_paper",
        ],
        MEMBERS - {"recruiter"},
    ),
    **dict.fromkeys(["recruitment:round"], MEMBERS - GROUP),
    **dict.fromkeys(
        [
            "recruitment:interviews",
            "recruitment:interview_layout",
            "recruitment:interview_propose",
            "recruitment:interview_call",
            "recruitment:my_interviews",
            "recruitment:reconciliation",
        ],
        MEMBERS - GROUP,
    ),
    # An interview is there for who sits in it, points for who gives them, and what
    # referees say for the office and the chair.
    "recruitment:interview": MEMBERS,
    "recruitment:interview_move": MEMBERS - OFFICE - {"recruiter"},
    **dict.fromkeys(
        ["recruitment:interview_score", "recruitment:interview_change"],
        MEMBERS - {"recruiter"},
    ),
    "recruitment:interview_presence": MEMBERS - OFFICE - {"recruiter"},
    **dict.fromkeys(
        ["recruitment:references", "recruitment:reference"], MEMBERS - OFFICE
    ),
    "recruitment:reference_ask": MEMBERS - OFFICE,
    **dict.fromkeys(
        ["recruitment:round", "recruitment:figures", "recruitment:register"],
        MEMBERS - GROUP,
    ),
    "recruitment:disclose": MEMBERS - OFFICE,
    **dict.fromkeys(OF_A_ROUND, MEMBERS - GROUP),
    **dict.fromkeys(
        ["recruitment:ranking", "recruitment:release", "recruitment:offers"],
        MEMBERS - GROUP,
    ),
    # What is about an applicant is there for the office alone.
    **dict.fromkeys(
        [
            "recruitment:offer_withdraw",
            "recruitment:offer_left",
            "recruitment:reserve_call",
            "recruitment:hire",
            "recruitment:onboarding",
        ],
        MEMBERS - OFFICE,
    ),
    # Nothing is laid out in the scene, for the office either.
    "recruitment:interview_again": MEMBERS - {"recruiter", "observer"},
}
