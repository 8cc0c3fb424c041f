"""Everything that changes an assessment, a kollegium or a talk; nothing else writes."""

from assessments.actions.activities import (
    Told,
    change_activity,
    choose_best,
    confirm_activity,
    log_activity,
    note_used,
    remove_activity,
    remove_file,
    share,
    take_up_task,
)
from assessments.actions.agreement import agree, tick_agreement
from assessments.actions.answer import (
    note_opened,
    save_draft,
    sign_assessment,
    sign_at_once,
    start_assessment,
)
from assessments.actions.collegium import Agreed, feed_back, record_collegium
from assessments.actions.content import (
    Content,
    Occasion,
    Shown,
    says_the_same,
    shown_now,
)
from assessments.actions.correct import (
    correct_assessment,
    note_certified,
    note_withdrawn,
)
from assessments.actions.held import fill_together, type_in
from assessments.actions.instruments import (
    change_instrument,
    decide_use,
    discard_instrument,
    draft_change,
    draft_copy,
    publish_instrument,
)
from assessments.actions.invite import new_secret
from assessments.actions.links import (
    decline_by_link,
    remind,
    renew_link,
    save_by_link,
    sign_by_link,
)
from assessments.actions.overall import (
    acknowledge,
    sign_overall,
    sign_overall_at_once,
    start_overall,
)
from assessments.actions.overall_held import fill_overall_together, type_in_overall
from assessments.actions.reply import decline, discard_draft, return_request
from assessments.actions.request import request_assessment, send_again, take_back
from assessments.actions.talk import (
    When,
    add_topic,
    cancel_talk,
    change_talk,
    close_talk,
    hold_talk,
    plan_talk,
    remove_topic,
    write_notes,
)
from assessments.actions.teaching import (
    Planned,
    cancel_session,
    change_session,
    plan_session,
    tick_attendance,
)

__all__ = [
    "Agreed",
    "Content",
    "Occasion",
    "Planned",
    "Shown",
    "Told",
    "When",
    "acknowledge",
    "add_topic",
    "agree",
    "cancel_session",
    "cancel_talk",
    "change_activity",
    "change_instrument",
    "change_session",
    "change_talk",
    "choose_best",
    "close_talk",
    "confirm_activity",
    "correct_assessment",
    "decide_use",
    "decline",
    "decline_by_link",
    "discard_draft",
    "discard_instrument",
    "draft_change",
    "draft_copy",
    "feed_back",
    "fill_overall_together",
    "fill_together",
    "hold_talk",
    "log_activity",
    "new_secret",
    "note_certified",
    "note_opened",
    "note_used",
    "note_withdrawn",
    "plan_session",
    "plan_talk",
    "publish_instrument",
    "record_collegium",
    "remind",
    "remove_activity",
    "remove_file",
    "remove_topic",
    "renew_link",
    "request_assessment",
    "return_request",
    "save_by_link",
    "save_draft",
    "says_the_same",
    "send_again",
    "share",
    "shown_now",
    "sign_assessment",
    "sign_at_once",
    "sign_by_link",
    "sign_overall",
    "sign_overall_at_once",
    "start_assessment",
    "start_overall",
    "take_back",
    "take_up_task",
    "tick_agreement",
    "tick_attendance",
    "type_in",
    "type_in_overall",
    "write_notes",
]
