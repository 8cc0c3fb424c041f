"""Everything that changes an assessment, a kollegium or a talk; nothing else writes."""

from assessments.actions.agreement import agree, tick_agreement
from assessments.actions.answer import (
    save_draft,
    sign_assessment,
    sign_at_once,
    start_assessment,
)
from assessments.actions.collegium import feed_back, record_collegium
from assessments.actions.content import (
    Content,
    Occasion,
    Shown,
    says_the_same,
    shown_now,
)
from assessments.actions.instruments import (
    change_instrument,
    decide_use,
    discard_instrument,
    draft_change,
    draft_copy,
    publish_instrument,
)
from assessments.actions.overall import (
    acknowledge,
    sign_overall,
    sign_overall_at_once,
    start_overall,
)
from assessments.actions.reply import decline, discard_draft, return_request
from assessments.actions.request import request_assessment, send_again
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

__all__ = [
    "Content",
    "Occasion",
    "Shown",
    "When",
    "acknowledge",
    "add_topic",
    "agree",
    "cancel_talk",
    "change_instrument",
    "change_talk",
    "close_talk",
    "decide_use",
    "decline",
    "discard_draft",
    "discard_instrument",
    "draft_change",
    "draft_copy",
    "feed_back",
    "hold_talk",
    "plan_talk",
    "publish_instrument",
    "record_collegium",
    "remove_topic",
    "request_assessment",
    "return_request",
    "save_draft",
    "says_the_same",
    "send_again",
    "shown_now",
    "sign_assessment",
    "sign_at_once",
    "sign_overall",
    "sign_overall_at_once",
    "start_assessment",
    "start_overall",
    "tick_agreement",
    "write_notes",
]
