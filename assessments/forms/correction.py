"""A signed form once more, filled in as it is, to be put right."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.answer import AnswerForm, OverallForm
from assessments.forms.texts import text_box
from bt_admin.lib.forms import DateField

WHY, ON_PAPER = "correction_reason", "paper_signed_on"


class CorrectionForm(AnswerForm):
    """`on_paper`: it was typed in from one, and the date on it is asked for too."""

    def __init__(self, *args: Any, on_paper: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_why(self)
        if on_paper:
            self.fields[ON_PAPER] = DateField(label=_("Datum på papperet"))

    @property
    def occasion_fields(self) -> list[forms.BoundField]:
        paper = [self[ON_PAPER]] if ON_PAPER in self.fields else []
        return [*paper, *super().occasion_fields]


class OverallCorrectionForm(OverallForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_why(self)


def ask_why(form: AnswerForm) -> None:
    # No limit here: the rule counts, and asks for it in its own words.
    form.fields[WHY] = text_box(
        _("Vad är rättat, och varför?"),
        _("En eller två meningar. Står överst på den nya versionen."),
        rows=2,
    )
    form.asked = (*form.asked, WHY)
    form.readers[WHY] = _("Läses av alla som läser bedömningen.")
