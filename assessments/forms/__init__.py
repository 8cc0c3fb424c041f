"""The forms of assessments, kollegier and talks."""

from assessments.forms.agreed import AgreedRows
from assessments.forms.answer import AnswerForm, OverallForm, filled_in
from assessments.forms.collegium import CollegiumForm, FeedBackForm
from assessments.forms.instrument import CopyForm, InstrumentForm, UseForm
from assessments.forms.meetings import (
    CallForm,
    ConflictForm,
    HoldForm,
    InputForm,
    MeetingForm,
    MinutesForm,
)
from assessments.forms.occasion import told_before, told_now
from assessments.forms.reply import ReasonForm
from assessments.forms.request import RequestForm
from assessments.forms.talk import (
    AgreeForm,
    CancelTalkForm,
    ChangeTalkForm,
    HoldTalkForm,
    NotesForm,
    PlanTalkForm,
    TopicForm,
    told_of,
)

__all__ = [
    "AgreeForm",
    "AgreedRows",
    "AnswerForm",
    "CallForm",
    "CancelTalkForm",
    "ChangeTalkForm",
    "CollegiumForm",
    "ConflictForm",
    "CopyForm",
    "FeedBackForm",
    "HoldForm",
    "HoldTalkForm",
    "InputForm",
    "InstrumentForm",
    "MeetingForm",
    "MinutesForm",
    "NotesForm",
    "OverallForm",
    "PlanTalkForm",
    "ReasonForm",
    "RequestForm",
    "TopicForm",
    "UseForm",
    "filled_in",
    "told_before",
    "told_now",
    "told_of",
]
