"""The forms of assessments and kollegier."""

from assessments.forms.answer import AnswerForm, OverallForm, filled_in
from assessments.forms.collegium import CollegiumForm, FeedBackForm
from assessments.forms.occasion import told_before, told_now
from assessments.forms.reply import ReasonForm
from assessments.forms.request import RequestForm

__all__ = [
    "AnswerForm",
    "CollegiumForm",
    "FeedBackForm",
    "OverallForm",
    "ReasonForm",
    "RequestForm",
    "filled_in",
    "told_before",
    "told_now",
]
