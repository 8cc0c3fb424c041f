"""The forms of assessments and kollegier."""

from assessments.forms.answer import AnswerForm, OverallForm, filled_in
from assessments.forms.collegium import CollegiumForm, FeedBackForm
from assessments.forms.instrument import CopyForm, InstrumentForm, UseForm
from assessments.forms.occasion import told_before, told_now
from assessments.forms.reply import ReasonForm
from assessments.forms.request import RequestForm

__all__ = [
    "AnswerForm",
    "CollegiumForm",
    "CopyForm",
    "FeedBackForm",
    "InstrumentForm",
    "OverallForm",
    "ReasonForm",
    "RequestForm",
    "UseForm",
    "filled_in",
    "told_before",
    "told_now",
]
